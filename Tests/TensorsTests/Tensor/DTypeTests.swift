import Testing

import Tensors

@Suite struct DTypeTests {
    @Test(arguments: [
        (DType.int64, DType.float16, DType.float16), (.uint8, .int8, .int16), (.float16, .bfloat16, .float32),
        (.bool, .uint8, .uint8), (.float64, .complex64, .complex128), (.int32, .float32, .float32),
    ])
    func twoDTypesPromote(first: DType, second: DType, expected: DType) {
        #expect(first.promoted(with: second) == expected)
        #expect(second.promoted(with: first) == expected)
    }

    @Test func numbersGiveWayToTensors() throws {
        let small = try Tensor.ones([2], dtype: .float16)
        #expect(try (small * 2.5).dtype == .float16)
        #expect(try (Tensor([1, 2]) * 2.5).dtype == .float32)
        #expect(try (Tensor([1, 2]) * 2).dtype == .int64)
        #expect(try (small + Tensor.scalar(1.0, dtype: .float64)).dtype == .float16)
        #expect(try (Tensor([1, 2]) + Tensor.scalar(1.0, dtype: .float64)).dtype == .float64)
    }

    @Test func absurdSizesAreErrors() {
        #expect(throws: TensorError.shapeTooLarge([1 << 40, 1 << 40])) { _ = try Tensor.empty([1 << 40, 1 << 40]) }
        #expect(throws: TensorError.self) { _ = try Tensor.empty([1 << 45]) }
        #expect(throws: TensorError.negativeSize([-1])) { _ = try Tensor.empty([-1]) }
    }
}
