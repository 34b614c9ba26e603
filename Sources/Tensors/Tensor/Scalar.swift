/// A number of the language given to an operation; its category, not its size, takes part in promotion.
package enum Scalar: Equatable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    case bool(Bool)
    case int(Int)
    case float(Double)
    case complex(Double, Double)

    package init(integerLiteral value: Int) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .float(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }

    /// The value as a double; the real part of a complex number.
    package var real: Double {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .float(let value): value
        case .complex(let real, _): real
        }
    }

    package var imaginary: Double {
        if case .complex(_, let imaginary) = self { return imaginary }
        return 0
    }

    package var integer: Int {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): value
        case .float(let value): truncatedInteger(value)
        case .complex(let real, _): truncatedInteger(real)
        }
    }

    package var isTrue: Bool {
        switch self {
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        case .complex(let real, let imaginary): real != 0 || imaginary != 0
        }
    }

    /// The dtype that a tensor of this value alone would have.
    package var dtype: DType {
        switch self {
        case .bool: .bool
        case .int: .int64
        case .float: Defaults.dtype
        case .complex: Defaults.dtype.complex
        }
    }

    /// The dtype of a tensor combined with this number: the tensor's, unless the number's category is higher.
    package func promoted(with dtype: DType) -> DType {
        let own = self.dtype
        if own.category <= dtype.category { return dtype }
        return own.isComplex ? dtype.complex : own
    }

    package static prefix func - (value: Scalar) -> Scalar {
        switch value {
        case .bool(let flag): .int(flag ? -1 : 0)
        case .int(let number): .int(0 &- number)
        case .float(let number): .float(-number)
        case .complex(let real, let imaginary): .complex(-real, -imaginary)
        }
    }
}
