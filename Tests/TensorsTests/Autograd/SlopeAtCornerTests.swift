import Testing

import Tensors

/// Slopes where a function has a corner, or where its formula has one: those of PyTorch 2.13.
@Suite struct SlopeAtCornerTests {
    @Test func theLossOfALogitOfZeroHasHalfASlope() throws {
        let x = try leaf([0, 0, 0.5])
        let target = try Tensor([1, 0, 1] as [Float])
        let loss = try call(
            "binary_cross_entropy_with_logits",
            [.tensor(x), .tensor(target), .none, .none, .none, .text("sum"), .none])
        try Backward.run([loss])
        #expect(x.grad?.floats().prefix(2) == [-0.5, 0.5])
    }

    @Test func aLimitOfRelu6AndHardtanhIsFlat() throws {
        #expect(try slopes("relu6", [0, 1, 6, 7], [.bool(false)]) == [0, 1, 0, 0])
        #expect(try slopes("hardtanh", [-1, 0, 1], [.float(-1), .float(1), .bool(false)]) == [0, 1, 0])
    }

    @Test func theExponentialUnitsHaveTheSlopeOfTheirLowerPartAtZero() throws {
        #expect(try slopes("elu", [0, 1], [.float(1), .bool(false)]) == [1, 1])
        #expect(try slopes("selu", [0], [.bool(false)]).map { ($0 * 1e4).rounded() } == [17581])
    }

    private func slopes(_ name: String, _ values: [Float], _ settings: [Argument]) throws -> [Float] {
        let x = try leaf(values)
        try Backward.run([sum(call(name, [.tensor(x)] + settings))])
        return x.grad?.floats() ?? []
    }

    private func leaf(_ values: [Float]) throws -> Tensor {
        let tensor = try Tensor(values)
        try tensor.setRequiresGrad(true)
        return tensor
    }

    private func call(_ name: String, _ arguments: [Argument]) throws -> Tensor {
        let outcome = try #require(Operation.named(name).first).call(arguments)
        guard case .tensor(let tensor) = outcome else { throw TensorError.value("no tensor") }
        return tensor
    }
}
