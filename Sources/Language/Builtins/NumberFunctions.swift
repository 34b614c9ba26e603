import BigInt

/// Built-in functions of numbers: `abs`, `round`, `divmod`, `pow`, `sum`, `hex` and the like.
enum NumberFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction("abs", "(x, /)", "The absolute value.", body: absolute),
            NativeFunction(
                "round", "(number, ndigits=None)", "Rounded to a number of decimals, halves to even.", body: round),
            NativeFunction("divmod", "(x, y, /)", "The pair (x // y, x % y).", body: divideWithRemainder),
            NativeFunction("pow", "(base, exp, mod=None)", "base ** exp, modulo mod when given.", body: power),
            NativeFunction(
                "sum", "(iterable, /, start=0)", "The sum of the elements and of start.", as: .sum, body: sum),
            NativeFunction("hex", "(number, /)", "In hexadecimal: hex(255) is '0xff'.") { arguments, evaluator in
                Value(try based(arguments[0], 16, "0x", evaluator))
            },
            NativeFunction("oct", "(number, /)", "In octal: oct(8) is '0o10'.") { arguments, evaluator in
                Value(try based(arguments[0], 8, "0o", evaluator))
            },
            NativeFunction("bin", "(number, /)", "In binary: bin(5) is '0b101'.") { arguments, evaluator in
                Value(try based(arguments[0], 2, "0b", evaluator))
            },
        ]
    }

    private static func based(_ value: Value, _ radix: Int, _ prefix: String, _ evaluator: Evaluator) throws -> String {
        let integer = try value.bigInteger ?? BigInt(evaluator.index(value))
        return (integer.sign == .minus ? "-" : "") + prefix + (try IntegerText.digits(integer.magnitude, radix: radix))
    }

    private static func absolute(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let value = arguments[0]
        if case .float(let float) = value { return .float(Swift.abs(float)) }
        if case .int(let int) = value, int != .min { return .int(Swift.abs(int)) }
        if let object = value.object, try evaluator.userMethod("__abs__", of: object) == nil, let number = Number(value)
        {
            if case .complex(let parts) = number { return .float(parts.magnitude) }
        }
        if !value.isObject, let integer = value.bigInteger { return Value(BigInt(integer.magnitude)) }
        guard let method = try evaluator.attribute("__abs__", of: value) else {
            throw PythonError(.typeError, "bad operand type for abs(): '\(value.typeName)'")
        }
        return try evaluator.call(method)
    }

    private static func round(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if !arguments[0].isObject, Number(arguments[0]) != nil {
            return try Rounding.round(arguments[0], digits: arguments[1].ifNotNone, evaluator)
        }
        guard let method = try evaluator.attribute("__round__", of: arguments[0]) else {
            throw PythonError(.typeError, "type \(arguments[0].typeName) doesn't define __round__ method")
        }
        return try evaluator.call(method, arguments[1].isNone ? [] : [arguments[1]])
    }

    private static func divideWithRemainder(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let (x, y) = (arguments[0], arguments[1])
        if let a = Number(x), let b = Number(y) {
            if let first = a.integer, let second = b.integer {
                guard !second.isZero else {
                    throw IntegerArithmetic.zeroDivision("integer division or modulo by zero")
                }
                let (quotient, remainder) = try first.flooredDivision(by: second)
                return Value(tuple: [Value(quotient), Value(remainder)])
            }
            if let first = try a.float(), let second = try b.float() {
                guard second != 0 else { throw IntegerArithmetic.zeroDivision("float divmod()") }
                let (quotient, remainder) = FloatArithmetic.floorDivision(first, second)
                return Value(tuple: [.float(quotient), .float(remainder)])
            }
        }
        for (value, name, other) in [(x, Symbol("__divmod__"), y), (y, "__rdivmod__", x)] {
            guard let object = value.object, let method = try evaluator.userMethod(name, of: object) else { continue }
            let result = try evaluator.call(method, [other])
            if !result.isSame(as: .notImplemented) { return result }
        }
        do {
            return Value(tuple: [
                try evaluator.binary(.floorDivide, x, y), try evaluator.binary(.modulo, x, y),
            ])
        } catch let error as PythonError where error.type === TypeObject.typeError {
            throw PythonError(
                .typeError, "unsupported operand type(s) for divmod(): '\(x.typeName)' and '\(y.typeName)'")
        }
    }

    private static func power(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard let modulus = arguments[2].ifNotNone else {
            return try evaluator.binary(.power, arguments[0], arguments[1])
        }
        if let object = arguments[0].object, let method = try evaluator.userMethod("__pow__", of: object) {
            let result = try evaluator.call(method, [arguments[1], modulus])
            if !result.isSame(as: .notImplemented) { return result }
        }
        guard let base = Number(arguments[0]), let exponent = Number(arguments[1]), let modulo = Number(modulus) else {
            let names = [arguments[0], arguments[1], modulus].map { "'\($0.typeName)'" }.joined(separator: ", ")
            throw PythonError(.typeError, "unsupported operand type(s) for ** or pow(): \(names)")
        }
        guard let base = base.integer, let exponent = exponent.integer, let modulo = modulo.integer else {
            throw PythonError(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
        }
        return Value(try power(base, exponent, modulo))
    }

    /// Modular exponentiation; the result has the modulus' sign.
    private static func power(_ base: BigInt, _ exponent: BigInt, _ modulus: BigInt) throws -> BigInt {
        guard !modulus.isZero else { throw PythonError(.valueError, "pow() 3rd argument cannot be 0") }
        let size = BigInt(modulus.magnitude)
        if size == 1 { return 0 }
        var factor = try base.flooredDivision(by: size).remainder
        var exponent = exponent
        if exponent.sign == .minus && !exponent.isZero {
            guard let inverse = try LongArithmetic.inverse(factor.magnitude, modulo: size.magnitude) else {
                throw PythonError(.valueError, "base is not invertible for the given modulus")
            }
            factor = inverse
            exponent = -exponent
        }
        let result = BigInt(
            try LongArithmetic.power(factor.magnitude, exponent.magnitude, modulus: size.magnitude))
        return modulus.sign == .minus && !result.isZero ? result + modulus : result
    }

    private static func sum(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let total = arguments[1]
        if total.as(Text.self) != nil {
            throw PythonError(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
        }
        if total.as(Bytes.self) != nil {
            throw PythonError(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]")
        }
        return try sum(of: try evaluator.iterate(arguments[0]), from: total, evaluator)
    }

    /// The sum of a value and of all that an iterator still gives.
    static func sum(of iterator: ValueIterator, from start: Value, _ evaluator: Evaluator) throws -> Value {
        var total = start
        while let element = try iterator.next(evaluator) {
            if case .int(let a) = total, case .int(let b) = element {
                let (sum, overflow) = a.addingReportingOverflow(b)
                total = overflow ? Value(BigInt(a) + BigInt(b)) : .int(sum)
            } else if case .float(let a) = total, case .float(let b) = element {
                total = .float(a + b)
            } else {
                total = try evaluator.binary(.add, total, element)
            }
            try evaluator.interrupt.check()
        }
        return total
    }
}
