import Testing

import Tensors

@Suite struct ArithmeticTests {
    @Test func sumsBroadcastOverRows() throws {
        let x = try Tensor([[1, 2, 3], [4, 5, 6]])
        let row = try Tensor([10, 20, 30] as [Float])
        #expect(try (x + row).floats() == [11, 22, 33, 14, 25, 36])
    }

    @Test func gradientsOfAProductFlowToBothFactors() throws {
        let a = try Tensor([2, 3] as [Float])
        let b = try Tensor([5, 7] as [Float])
        try a.setRequiresGrad(true)
        try b.setRequiresGrad(true)
        let y = try sum(a * b + exp(a) * 2)
        #expect(y.gradientNode?.name == "SumBackward0")
        try Backward.run([y])
        #expect(b.grad?.floats() == [2, 3])
        #expect(try allclose(#require(a.grad), Tensor([19.778112, 47.171074] as [Float])))
    }

    /// As in PyTorch, the root of minus infinity is not a number, though C's power is infinite.
    @Test func powersThatNeedNoLogarithmAreProductsAndRoots() throws {
        let x = try Tensor([-.infinity, -2.5, 0, 0.25] as [Float])
        #expect(try pow(x, Tensor(number: 3)).floats() == [-.infinity, -15.625, 0, 0.015625])
        #expect(try pow(x, Tensor(number: -1)).floats() == [0, -0.4, .infinity, 4])
        let roots = try pow(x, Tensor(number: 0.5)).floats()
        #expect(roots[0].isNaN && roots[1].isNaN && roots[2] == 0 && roots[3] == 0.5)
        #expect(try pow(x, Tensor(number: -0.5)).floats().suffix(2) == [.infinity, 2])
        #expect(try pow(to(x, .int64), Tensor(number: 3)).integers()[1] == -8)
    }

    /// The gradient of a mean is one number for all elements.
    @Test func aRepeatedNumberMeetsTensorsAndNumbers() throws {
        let repeated = try expand(Tensor.scalar(3.0, dtype: .float32), [2, 2])
        let x = try Tensor([[1, 2], [3, 4]])
        #expect(try (x - repeated).floats() == [-2, -1, 0, 1])
        #expect(try (repeated - x).floats() == [2, 1, 0, -1])
        let product = try repeated * 2
        #expect(product.floats() == [6, 6, 6, 6])
        #expect(product.strides == [2, 1])
    }

    @Test func changingASliceInPlaceReachesTheBase() throws {
        let x = try Tensor([1, 2, 3] as [Float])
        try x.setRequiresGrad(true)
        let y = try x * 2
        try y.get([.slice(start: 0, stop: 2, step: nil)]).overwrite { try $0 * 10 }
        #expect(y.gradientNode?.name == "CopySlices")
        try Backward.run([sum(y)])
        #expect(x.grad?.floats() == [20, 20, 2])
    }

    @Test func signaturesAreParsedFromTheTable() throws {
        let names = Set(Operation.all.map(\.name))
        #expect(names.contains("roll") && names.count > 150)
        for operation in Operation.all { #expect(!operation.signature.name.isEmpty) }
    }
}
