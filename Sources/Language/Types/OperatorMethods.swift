/// The data-model methods of native classes by name (`int.__add__`, `list.__len__`), for `super().__add__(x)` and
/// `operator`-style code. Each asks the Swift object directly, so that a user's override is not called again.
enum OperatorMethods {
    /// Arithmetic and comparison of numbers.
    static var numeric: [NativeFunction] {
        BinaryOperator.allCases.filter { $0 != .matrixMultiply }.flatMap {
            [binary($0, reflected: false), binary($0, reflected: true)]
        }
            + comparisons + [unary(.minus), unary(.plus), unary(.invert)].compactMap { $0 }
            + [division("__divmod__", reflected: false), division("__rdivmod__", reflected: true)]
    }

    /// Quotient and remainder in one; NotImplemented for what is no real number.
    private static func division(_ name: String, reflected: Bool) -> NativeFunction {
        NativeFunction(name, "(self, value, /)") { arguments, evaluator in
            guard Number(arguments[0]) != nil, Number(arguments[1]) != nil else { return .notImplemented }
            let (first, second) = reflected ? (arguments[1], arguments[0]) : (arguments[0], arguments[1])
            return try evaluator.call(evaluator.builtins["divmod"] ?? .none, [first, second])
        }
    }

    static var comparisons: [NativeFunction] {
        [ComparisonOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].compactMap(comparison)
    }

    /// Length, items, iteration and membership, then comparisons and the operators named.
    static func container(_ operators: [BinaryOperator] = [], isMutable: Bool = false) -> [NativeFunction] {
        var methods = comparisons + operators.map { binary($0, reflected: false) } + access
        if isMutable { methods += mutation + operators.map(inPlace) }
        return methods
    }

    static func binary(_ operation: BinaryOperator, reflected: Bool) -> NativeFunction {
        let name = (reflected ? operation.reflectedMethod : operation.method).text
        return NativeFunction(name, "(self, value, /)") { arguments, evaluator in
            let result: Value?
            if case .object(let object) = arguments[0] {
                result = try object.binary(operation, arguments[1], reflected: reflected, evaluator)
            } else if reflected {
                result = try Scalar.binary(operation, arguments[1], arguments[0])
            } else {
                result = try Scalar.binary(operation, arguments[0], arguments[1])
            }
            return result ?? .notImplemented
        }
    }

    private static func inPlace(_ operation: BinaryOperator) -> NativeFunction {
        NativeFunction(operation.inPlaceMethod.text, "(self, value, /)") { arguments, evaluator in
            try arguments[0].object?.inPlace(operation, arguments[1], evaluator) ?? .notImplemented
        }
    }

    private static func unary(_ operation: UnaryOperator) -> NativeFunction? {
        operation.method.map { name in
            NativeFunction(name.text, "(self, /)") { arguments, evaluator in
                guard case .object(let object) = arguments[0] else {
                    return try Scalar.unary(operation, arguments[0]) ?? .notImplemented
                }
                return try object.unary(operation, evaluator) ?? .notImplemented
            }
        }
    }

    private static func comparison(_ operation: ComparisonOperator) -> NativeFunction? {
        operation.method.map { name in
            NativeFunction(name.text, "(self, value, /)") { arguments, evaluator in
                guard case .object(let object) = arguments[0] else {
                    return Scalar.compare(operation, arguments[0], arguments[1]) ?? .notImplemented
                }
                return try object.compare(operation, arguments[1], evaluator) ?? .notImplemented
            }
        }
    }

    private static func receiver(_ value: Value) throws -> Object {
        guard let object = value.object else {
            throw PythonError(.typeError, "descriptor requires another object than a '\(value.typeName)'")
        }
        return object
    }

    private static var access: [NativeFunction] {
        [
            NativeFunction("__len__", "(self, /)") { arguments, evaluator in
                .int(try receiver(arguments[0]).length(evaluator) ?? 0)
            },
            NativeFunction("__getitem__", "(self, key, /)") { arguments, evaluator in
                try receiver(arguments[0]).getItem(arguments[1], evaluator)
            },
            NativeFunction("__contains__", "(self, key, /)") { arguments, evaluator in
                .bool(try receiver(arguments[0]).contains(arguments[1], evaluator))
            },
            NativeFunction("__iter__", "(self, /)") { arguments, evaluator in
                try receiver(arguments[0]).iterate(evaluator)?.face ?? .none
            },
        ]
    }

    private static var mutation: [NativeFunction] {
        [
            NativeFunction("__setitem__", "(self, key, value, /)") { arguments, evaluator in
                try receiver(arguments[0]).setItem(arguments[1], to: arguments[2], evaluator)
                return .none
            },
            NativeFunction("__delitem__", "(self, key, /)") { arguments, evaluator in
                try receiver(arguments[0]).deleteItem(arguments[1], evaluator)
                return .none
            },
        ]
    }
}
