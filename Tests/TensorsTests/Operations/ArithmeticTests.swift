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
