/// Whether a number may be stored as an element: what does not fit is refused, not cut.
///
///     x = torch.arange(3); x[0] = float("nan")   // value cannot be converted to type int64_t without overflow
extension Scalar {
    package func checkFits(_ dtype: DType) throws {
        let fits =
            switch (self, dtype.category) {
            case (.bool, _), (_, .bool), (_, .complex): true
            case (.complex, .floating), (.complex, .integer): imaginary == 0
            case (.int(let whole), .integer): dtype.wholeRange.contains(Swift.max(whole, dtype.lowest(for: whole)))
            case (.float(let value), .integer): dtype.holds(value)
            case (_, .floating): true
            }
        guard !fits else { return }
        throw TensorError.runtime("value cannot be converted to type \(dtype.elementName) without overflow")
    }
}

extension DType {
    fileprivate var wholeRange: ClosedRange<Int> {
        switch self {
        case .uint8: 0...255
        case .int8: -128...127
        case .int16: -32768...32767
        case .int32: Int(Int32.min)...Int(Int32.max)
        default: Int.min...Int.max
        }
    }

    /// Small negative numbers wrap around in an unsigned dtype.
    fileprivate func lowest(for whole: Int) -> Int { self == .uint8 && whole < 0 && whole >= -255 ? 0 : Int.min }

    fileprivate func holds(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        let range = wholeRange
        return value >= (self == .uint8 ? -255 : Double(range.lowerBound)) && value <= Double(range.upperBound)
    }

    /// The name of the element's type in this message.
    fileprivate var elementName: String {
        switch self {
        case .uint8: "uint8_t"
        case .int8: "int8_t"
        case .int16: "int16_t"
        case .int64: "int64_t"
        case .float16: "at::Half"
        case .bfloat16: "at::BFloat16"
        case .int32, .float32, .float64, .complex64, .complex128, .bool: nativeName
        }
    }
}
