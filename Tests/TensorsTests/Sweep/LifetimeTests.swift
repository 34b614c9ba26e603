import Testing

import Tensors

/// What an operation recorded lives no longer than its results: a derivative that holds its own result would keep a
/// whole graph for ever.
@Suite struct LifetimeTests {
    @Test(arguments: [DType.float32, .float64])
    func everyRecordIsFreedWithItsResults(_ dtype: DType) throws {
        var kept: [String] = []
        var checked = 0
        for operation in Operation.all {
            for sample in OperationSamples.calls(of: operation) {
                guard let arguments = try sample.arguments(for: operation)?.map({ try $0.converted(to: dtype) }) else {
                    continue
                }
                let records = try Self.records(operation, arguments)
                checked += records.count
                if records.contains(where: { $0.node != nil }) { kept.append(operation.schema) }
            }
        }
        #expect(kept.isEmpty, "kept by themselves:\n\(kept.joined(separator: "\n"))")
        #expect(checked > 280)
    }

    /// The recorded nodes of a call's results, when the results and the copies that were its arguments are gone.
    private static func records(_ operation: Tensors.Operation, _ arguments: [Argument]) throws -> [WeakNode] {
        let given = try arguments.map { try $0.recorded() }
        guard let results = try? operation.call(given).tensors else { return [] }
        return results.compactMap { $0.gradientNode.map(WeakNode.init) }
    }

    @Test func aLeafIsFreedAfterItsBackwardPass() throws {
        weak var leaf: Tensor?
        try {
            let tensor = try Tensor([1.0, 2.0], shape: [2])
            try tensor.setRequiresGrad(true)
            try Backward.run([sum(tensor * tensor)])
            #expect(tensor.grad?.doubles() == [2, 4])
            leaf = tensor
        }()
        #expect(leaf == nil)
    }
}

/// A node that is not kept alive.
private struct WeakNode {
    weak var node: GradientNode?

    init(_ node: GradientNode) { self.node = node }
}

extension Argument {
    /// The argument with its floating-point tensors as fresh results of a recorded operation.
    fileprivate func recorded() throws -> Argument {
        switch self {
        case .tensor(let tensor): return .tensor(try Self.recorded(tensor))
        case .tensors(let tensors): return .tensors(try tensors.map { try $0.map(Self.recorded) })
        default: return self
        }
    }

    private static func recorded(_ tensor: Tensor) throws -> Tensor {
        guard tensor.dtype.isDifferentiable else { return tensor }
        let leaf = try clone(tensor)
        try leaf.setRequiresGrad(true)
        return try clone(leaf)
    }
}
