import Testing

import Tensors

/// Numbers that a dtype cannot hold are refused as PyTorch refuses them.
@Suite struct NumberRangeTests {
    private func message(_ number: Tensors.Scalar, _ dtype: DType) -> String? {
        do {
            try number.checkFits(dtype)
            return nil
        } catch { return "\(error)" }
    }

    private static func refusal(_ type: String) -> String {
        "RuntimeError: value cannot be converted to type \(type) without overflow"
    }

    @Test func whatIsNotFiniteFitsNoInteger() {
        #expect(
            message(.float(.nan), .int64) == Self.refusal("int64_t"))
        #expect(
            message(.float(.infinity), .int32) == Self.refusal("int"))
        #expect(message(.float(.nan), .float32) == nil)
        #expect(message(.float(.nan), .bool) == nil)
    }

    @Test func theRangeOfADTypeIsKept() {
        #expect(message(.int(300), .uint8) == Self.refusal("uint8_t"))
        #expect(message(.int(-1), .uint8) == nil)
        #expect(message(.int(200), .int8) == Self.refusal("int8_t"))
        #expect(message(.float(3.7), .int64) == nil)
    }

    @Test func anImaginaryPartFitsNoRealNumber() {
        #expect(
            message(.complex(0, 1), .float32) == Self.refusal("float"))
        #expect(message(.complex(2, 0), .float32) == nil)
    }
}
