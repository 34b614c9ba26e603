import Testing

import Tensors

/// Every derivative of the table against differences in float64.
@Suite struct GradientSweepTests {
    /// Operations with real results that no gradient flows through, as in PyTorch.
    private static let withoutGradient: Set<String> = [
        "detach", "zeros_like", "ones_like", "full_like", "empty_like", "rand_like", "randn_like", "randint_like",
        "new_zeros", "new_ones", "new_full", "new_empty", "bernoulli", "normal", "histc", "histogram", "binomial",
        "matrix_rank", "new_tensor", "one_hot", "heaviside", "nextafter", "zeta",
        "bessel_j0", "bessel_j1", "bessel_y0", "bessel_y1",
        "_sample_dirichlet", "_standard_gamma_grad",
    ]
    /// Operations that refuse to be differentiated, as in PyTorch.
    private static let refusing: Set<String> = ["floor_divide"]
    /// Derivatives that are right for what they are used for, and not by differences: PyTorch's gradient of CTC assumes
    /// that probabilities are normalised, that of a gamma number keeps its place in the distribution, that of a Poisson
    /// number is zero, and that of eigenvectors is for losses that do not depend on their phases (`DecompositionTests`).
    private static let implied: Set<String> = ["_ctc_loss", "_standard_gamma", "poisson", "eig"]
    /// Operations of which PyTorch refuses to differentiate the first argument.
    private static let ofSecond: Set<String> = ["igamma", "igammac", "gammainc", "gammaincc"]
    /// Conversions that round: differences of double precision do not survive them.
    private static let rounding: Set<String> = ["float", "half", "bfloat16", "cfloat"]
    /// Operations that overwrite with random numbers, whose differences mean nothing.
    private static let random: Set<String> = [
        "uniform_", "normal_", "bernoulli_", "exponential_", "geometric_", "cauchy_", "log_normal_", "random_",
    ]

    @Test func everyDerivativeAgreesWithDifferences() throws {
        var failures: [String] = []
        var checked = 0
        for operation in Operation.all
        where !Self.random.union(Self.rounding).union(Self.implied).contains(operation.name) {
            for sample in OperationSamples.calls(of: operation) {
                let isOfSecond = Self.ofSecond.contains(operation.name)
                guard let check = try GradientCheck(operation, sample, skipping: isOfSecond ? 1 : 0) else { continue }
                do {
                    if let failure = try check.failure() { failures.append("\(operation.schema): \(failure)") }
                    if check.isDifferentiable {
                        checked += 1
                    } else if !Self.withoutGradient.contains(operation.name) {
                        failures.append("\(operation.schema): no gradient")
                    }
                } catch {
                    if !Self.refusing.contains(operation.name) { failures.append("\(operation.schema): \(error)") }
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.count) differ:\n\(failures.joined(separator: "\n"))")
        #expect(checked > 280)
    }
}

/// One call, differentiated in two ways.
private final class GradientCheck {
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
            let wanted = try differences(leaf)
            for (index, number) in wanted.enumerated() {
                let gradient = found?[index] ?? 0
                if !(abs(gradient - number) <= 1e-4 * (1 + abs(number))) {
                    return "argument \(position), element \(index): \(gradient) instead of \(number)"
                }
            }
        }
        return nil
    }

    /// The central difference for each number of a leaf.
    private func differences(_ leaf: Tensor) throws -> [Double] {
        guard let address = leaf.address?.assumingMemoryBound(to: Double.self) else { return [] }
        let step = 1e-6
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
