/// Texts of any value.
extension Evaluator {
    /// `repr(value)`
    public func repr(_ value: Value) throws -> String {
        guard case .object(let object) = value else { return Scalar.repr(value) }
        if let method = try userMethod(.__repr__, of: object) { return try text(of: method, "__repr__") }
        return try nested(" while getting the repr of an object") { try object.repr(self) }
    }

    /// `str(value)`
    public func str(_ value: Value) throws -> String {
        guard case .object(let object) = value else { return Scalar.repr(value) }
        if object.derivation?.type != nil {
            if let method = try userMethod(.__str__, of: object) { return try text(of: method, "__str__") }
            if try userMethod(.__repr__, of: object) != nil, !(object is ExceptionObject) { return try repr(value) }
        }
        return try nested(" while getting the str of an object") { try object.str(self) }
    }

    /// `format(value, specification)`
    public func format(_ value: Value, _ specification: String) throws -> String {
        guard case .object(let object) = value else { return try Scalar.format(value, specification) }
        if let method = try userMethod(.__format__, of: object) {
            return try text(of: method, "__format__", [Value(specification)])
        }
        return try nested { try object.format(specification, self) }
    }

    private func text(of method: Value, _ name: String, _ arguments: [Value] = []) throws -> String {
        let result = try call(method, arguments)
        guard let text = result.as(Text.self) else {
            throw PythonError(
                .typeError,
                name == "__format__"
                    ? "__format__ must return a str, not \(result.typeName)"
                    : "\(name) returned non-string (type \(result.typeName))")
        }
        return text.string
    }
}
