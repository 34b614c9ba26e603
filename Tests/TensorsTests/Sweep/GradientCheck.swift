import Testing

import Tensors

/// One call, differentiated in two ways.
final class GradientCheck {
    private let operation: Tensors.Operation
    private let arguments: [Argument]
    private let leaves: [Tensor]
    private(set) var isDifferentiable = false
    /// Operations that read one triangle of a symmetric matrix.
    private static let symmetric: Set<String> = ["eigh", "eigvalsh", "cholesky"]
    /// Arguments that PyTorch refuses to differentiate.
    private static let constants: Set<String> = ["weight", "pos_weight"]
    private static let losses: Set<String> = ["cross_entropy", "nll_loss", "binary_cross_entropy_with_logits"]

    /// Nil when no argument or no result is a real number.
    init?(_ operation: Tensors.Operation, _ sample: SampleText, skipping: Int = 0) throws {
        guard let arguments = try sample.arguments(for: operation) else { return nil }
        self.operation = operation
        self.arguments = arguments
        let parameters = operation.signature.parameters
        leaves = zip(arguments, parameters).dropFirst(skipping).flatMap { argument, parameter -> [Tensor] in
            if Self.losses.contains(operation.name), Self.constants.contains(parameter.name) { return [] }
            switch argument {
            case .tensor(let tensor): return [tensor]
            case .tensors(let tensors): return tensors.compactMap { $0 }
            default: return []
            }
        }.filter(\.dtype.isDifferentiable)
        guard !leaves.isEmpty, try results().contains(where: \.dtype.isDifferentiable) else { return nil }
    }

    /// The results, from the same random numbers each time; methods in place work on a copy.
    private func results() throws -> [Tensor] {
        Generator.standard.seed(3)
        var given = arguments
        if operation.name.hasSuffix("_"), case .tensor(let tensor)? = given.first {
            given[0] = .tensor(try clone(tensor))
        }
        if Self.symmetric.contains(operation.name), case .tensor(let matrix)? = given.first {
            given[0] = .tensor(try (matrix + t(matrix)) * 0.5)
        }
        return try operation.call(given).tensors.filter(\.dtype.isDifferentiable).map {
            try $0.dtype.isComplex ? viewAsReal($0) : $0
        }
    }

    /// Weighs all results, so that one number depends on all of them.
    private func weighted(_ result: Tensor) throws -> Tensor {
        let ramp = try to(arange(0, .int(result.elementCount)), .float64)
        return try sum(to(result, .float64) * reshape(Tensors.cos(ramp), result.shape))
    }

    private func total() throws -> Double {
        try GradientMode.disabled { try results().reduce(0) { try $0 + weighted($1).item().real } }
    }

    func failure() throws -> String? {
        for leaf in leaves { try leaf.setRequiresGrad(true) }
        let roots = try results().filter(\.requiresGrad)
        isDifferentiable = !roots.isEmpty
        guard isDifferentiable else { return nil }
        try Backward.run(try roots.map(weighted))
        for (position, leaf) in leaves.enumerated() {
            let found = try leaf.grad.map { try $0.dtype.isComplex ? viewAsReal($0).doubles() : $0.doubles() }
            let wanted = try differences(leaf, of: total)
            for (index, number) in wanted.enumerated() {
                let gradient = found?[index] ?? 0
                if !(abs(gradient - number) <= 1e-4 * (1 + abs(number))) {
                    return "argument \(position), element \(index): \(gradient) instead of \(number)"
                }
            }
        }
        return nil
    }

    /// The gradients of the weighed results, on the tape.
    private func gradients() throws -> [Tensor?] {
        for leaf in leaves { try leaf.setRequiresGrad(true) }
        let roots = try results().filter(\.requiresGrad)
        isDifferentiable = !roots.isEmpty
        guard isDifferentiable else { return [] }
        return try Backward.gradients(
            of: roots.map(weighted), withRespectTo: leaves, gradients: [], createGraph: true, allowUnused: true)
    }

    private func gradientTotal() throws -> Double {
        try gradients().compactMap { $0 }.reduce(0) { try $0 + weighted(real($1)).item().real }
    }

    private func real(_ tensor: Tensor) throws -> Tensor { tensor.dtype.isComplex ? try viewAsReal(tensor) : tensor }

    /// The derivatives of the gradients against differences of the gradients.
    func secondFailure() throws -> String? {
        let first = try gradients().compactMap { $0 }
        guard isDifferentiable else { return nil }
        let roots = try first.map(real).filter(\.requiresGrad)
        let second =
            try roots.isEmpty
            ? leaves.map { _ in nil }
            : Backward.gradients(
                of: roots.map(weighted), withRespectTo: leaves, gradients: [], createGraph: false, allowUnused: true)
        for (position, leaf) in leaves.enumerated() {
            let found = try second[position].map { try real($0).doubles() }
            let wanted = try differences(leaf, step: 1e-5, of: gradientTotal)
            for (index, number) in wanted.enumerated() {
                let gradient = found?[index] ?? 0
                if !(abs(gradient - number) <= 1e-3 * (1 + abs(number))) {
                    return "argument \(position), element \(index): \(gradient) instead of \(number)"
                }
            }
        }
        return nil
    }

    /// The central difference for each number of a leaf.
    private func differences(_ leaf: Tensor, step: Double = 1e-6, of total: () throws -> Double) throws -> [Double] {
        guard let address = leaf.address?.assumingMemoryBound(to: Double.self) else { return [] }
        return try (0..<leaf.elementCount * leaf.dtype.size / 8).map { index in
            let original = address[index]
            defer { address[index] = original }
            address[index] = original + step
            let above = try total()
            address[index] = original - step
            return (above - (try total())) / (2 * step)
        }
    }
}
