import Testing

import Tensors

@Suite struct OverlapTests {
    private let own = TensorError.runtime(
        "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please "
            + "clone() the tensor before performing the operation.")
    private let shared = TensorError.runtime(
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. "
            + "Please clone() the tensor before performing the operation.")

    private func method(_ name: String) throws -> Tensors.Operation {
        try #require(Operation.all.first { $0.name == name })
    }

    @Test func anExpandedTensorIsNotWritten() throws {
        let wide = try expand(Tensor.zeros([1]), [3])
        #expect(throws: own) { try wide.assign(Tensor.ones([3])) }
        #expect(throws: own) { try method("add").callInPlace([.tensor(wide), .tensor(Tensor.ones([3])), .int(1)]) }
        try wide.fillInPlace(Tensor(number: 2))
        #expect(wide.doubles() == [2, 2, 2])
    }

    @Test func aTensorIsNotWrittenFromAShiftedViewOfItself() throws {
        let x = try arange(0, 5, dtype: .float32)
        let (head, tail) = (try narrow(x, 0, 0, 4), try narrow(x, 0, 1, 4))
        #expect(throws: shared) { try method("add").callInPlace([.tensor(tail), .tensor(head), .int(1)]) }
        #expect(throws: shared) { try x.set([.slice(start: 1, stop: nil, step: nil)], head) }
        #expect(x.doubles() == [0, 1, 2, 3, 4])
        _ = try method("add").callInPlace([.tensor(tail), .tensor(narrow(x, 0, 1, 4)), .int(1)])
        #expect(x.doubles() == [0, 2, 4, 6, 8])
    }

    @Test func numpyArraysMayShiftThemselves() throws {
        let x = try arange(0, 5, dtype: .float32)
        try x.set([.slice(start: 1, stop: nil, step: nil)], narrow(x, 0, 0, 4), allowingOverlap: true)
        #expect(x.doubles() == [0, 0, 1, 2, 3])
    }
}
