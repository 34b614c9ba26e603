import BigInt

/// Arithmetic, comparison and text of `int`, `float`, `bool` and `None`: what the evaluator asks when both operands are
/// scalars, or one is and the other has no answer.
package enum Scalar {
    /// nil when the operation is not defined for these two.
    package static func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        switch (left, right) {
        case (.int(let a), .int(let b)): return try IntegerArithmetic.binary(operation, a, b)
        case (.float(let a), .float(let b)): return try FloatArithmetic.binary(operation, a, b)
        case (.bool(let a), .bool(let b)):
            switch operation {
            case .and: return .bool(a && b)
            case .or: return .bool(a || b)
            case .xor: return .bool(a != b)
            default: return try IntegerArithmetic.binary(operation, a ? 1 : 0, b ? 1 : 0)
            }
        default:
            guard let first = Number(left), let second = Number(right) else { return nil }
            return try binary(operation, first, second)
        }
    }

    /// The wider kind of the two decides: complex, float, int.
    private static func binary(_ operation: BinaryOperator, _ left: Number, _ right: Number) throws -> Value? {
        switch (left, right) {
        case (.int(let a), .int(let b)): return try IntegerArithmetic.binary(operation, a, b)
        case (.complex, _), (_, .complex):
            return try ComplexArithmetic.binary(operation, left.complex(), right.complex())
        case (.float, _), (_, .float):
            guard let a = try left.float(), let b = try right.float() else { return nil }
            return try FloatArithmetic.binary(operation, a, b)
        default:
            guard let a = left.integer, let b = right.integer else { return nil }
            return try IntegerArithmetic.binary(operation, a, b)
        }
    }

    package static func unary(_ operation: UnaryOperator, _ value: Value) throws -> Value? {
        guard let number = Number(value) else { return nil }
        switch (operation, number) {
        case (.not, _): return nil
        case (.plus, .int(let a)): return .int(a)
        case (.plus, .big(let a)): return Value(a)
        case (.plus, .float(let a)): return .float(a)
        case (.plus, .complex(let a)): return .object(Complex(a))
        case (.minus, .int(let a)): return a == .min ? Value(-BigInt(a)) : .int(-a)
        case (.minus, .big(let a)): return Value(-a)
        case (.minus, .float(let a)): return .float(-a)
        case (.minus, .complex(let a)): return .object(Complex(ComplexParts(-a.real, -a.imaginary)))
        case (.invert, .int(let a)): return .int(~a)
        case (.invert, .big(let a)): return Value(-a - 1)
        case (.invert, .float), (.invert, .complex): return nil
        }
    }

    package static func compare(_ operation: ComparisonOperator, _ left: Value, _ right: Value) -> Value? {
        switch (left, right) {
        case (.int(let a), .int(let b)): return ordered(operation, a, b)
        case (.float(let a), .float(let b)): return ordered(operation, a, b)
        case (.none, .none):
            return operation == .equal ? .bool(true) : operation == .notEqual ? .bool(false) : nil
        default:
            guard let first = Number(left), let second = Number(right) else { return nil }
            return compare(operation, first, second)
        }
    }

    private static func compare(_ operation: ComparisonOperator, _ left: Number, _ right: Number) -> Value? {
        switch (left, right) {
        case (.int(let a), .int(let b)): return ordered(operation, a, b)
        case (.float(let a), .float(let b)): return ordered(operation, a, b)
        case (.complex, _), (_, .complex):
            guard operation == .equal || operation == .notEqual else { return nil }
            return .bool(areEqual(left, right) == (operation == .equal))
        case (.float(let a), _): return right.integer.flatMap { compare(operation.swapped, $0, a) }
        case (_, .float(let b)): return left.integer.flatMap { compare(operation, $0, b) }
        default:
            guard let a = left.integer, let b = right.integer else { return nil }
            return ordered(operation, a, b)
        }
    }

    /// Compares exactly, without rounding the integer to a float.
    private static func compare(_ operation: ComparisonOperator, _ left: BigInt, _ right: Double) -> Value? {
        guard right.isFinite else { return ordered(operation, 0, right) }
        let whole = BigInt(exactly: right.rounded(.down)) ?? 0
        if left == whole { return ordered(operation, 0, right - right.rounded(.down)) }
        return ordered(operation, left, whole)
    }

    private static func areEqual(_ left: Number, _ right: Number) -> Bool {
        guard case .complex(let a) = left else { return areEqual(right, left) }
        switch right {
        case .complex(let b): return a.real == b.real && a.imaginary == b.imaginary
        case .int, .big, .float:
            let same = Scalar.compare(.equal, .float(a.real), right.integer.map { Value($0) } ?? floatValue(right))
            if case .bool(true)? = same { return a.imaginary == 0 }
            return false
        }
    }

    private static func floatValue(_ number: Number) -> Value {
        if case .float(let float) = number { return .float(float) }
        return .none
    }

    @inline(__always)
    static func ordered<Operand: Comparable>(
        _ operation: ComparisonOperator, _ a: Operand, _ b: Operand
    ) -> Value? {
        switch operation {
        case .equal: .bool(a == b)
        case .notEqual: .bool(a != b)
        case .less: .bool(a < b)
        case .lessOrEqual: .bool(a <= b)
        case .greater: .bool(a > b)
        case .greaterOrEqual: .bool(a >= b)
        case .is, .isNot, .in, .notIn: nil
        }
    }

    package static func repr(_ value: Value) -> String {
        switch value {
        case .int(let int): ShortText(int)?.asciiString ?? String(int)
        case .float(let double): floatText(double)
        case .bool(let bool): bool ? "True" : "False"
        case .none, .undefined, .object: "None"
        }
    }

    package static func format(_ value: Value, _ specification: String) throws -> String {
        guard !specification.isEmpty else { return repr(value) }
        switch value {
        case .int(let int):
            if let text = QuickFormatting(specification)?.text(of: int) { return text.string }
            return try FormatSpecification(specification, for: "int").format(BigInt(int))
        case .bool(let bool):
            let parsed = try FormatSpecification(specification, for: "bool")
            return try parsed.format(BigInt(bool ? 1 : 0))
        case .float(let float):
            if let text = QuickFormatting(specification)?.text(of: float) { return text.string }
            return try FormatSpecification(specification, for: "float").format(float)
        case .none, .undefined, .object:
            throw PythonError(.typeError, "unsupported format string passed to NoneType.__format__")
        }
    }
}
