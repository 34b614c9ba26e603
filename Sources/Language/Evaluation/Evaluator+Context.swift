/// `with`: entering and leaving context managers.
extension Evaluator {
    /// What `with value as name` binds.
    public func enterContext(_ manager: Value) throws -> Value {
        if case .object(let object) = manager {
            if let method = try userMethod(.__enter__, of: object) {
                guard object.type.lookup(.__exit__) != nil else { throw refusal(manager, "__exit__") }
                return try call(method)
            }
            if object.isContextManager { return try object.enter(self) }
            if object.type.lookup(.__exit__) != nil {
                guard let method = try attribute(.__enter__, of: manager) else { throw refusal(manager, nil) }
                return try call(method)
            }
        }
        throw refusal(manager, nil)
    }

    /// Leaves a context with the error that ended its block, or nil. True when the error goes no further.
    public func exitContext(_ manager: Value, _ error: PythonError?) throws -> Bool {
        guard case .object(let object) = manager else { return false }
        if object.isContextManager, try userMethod(.__exit__, of: object) == nil {
            return try object.exit(error, self)
        }
        let method = try requiredAttribute(.__exit__, of: manager)
        guard let exception = error?.exception else {
            _ = try call(method, [.none, .none, .none])
            return false
        }
        let traceback = Value.object(TracebackObject(exception.trace))
        return try truth(try call(method, [.object(exception.type), .object(exception), traceback]))
    }

    private func refusal(_ manager: Value, _ missing: String?) -> PythonError {
        let hint = missing.map { " (missed \($0) method)" } ?? ""
        return PythonError(
            .typeError, "'\(manager.typeName)' object does not support the context manager protocol\(hint)")
    }
}
