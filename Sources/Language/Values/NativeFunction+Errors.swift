/// CPython's words when a built-in function that takes its arguments by position only is called wrongly.
extension NativeFunction {
    /// `len() takes exactly one argument (0 given)`; nil when the general words fit.
    func refusal(of arguments: borrowing Arguments) -> PythonError? {
        guard let parameters = signature?.parameters, !parameters.isEmpty else { return nil }
        if moduleName == "builtins", parameters[0].name.text == "self", arguments.count > 1, parameters.count > 1,
            parameters.dropFirst().allSatisfy({ $0.kind == .keywordOnly })
        {
            return PythonError(.typeError, "\(name)() takes no positional arguments")
        }
        guard parameters.allSatisfy({ $0.kind == .positionalOnly }) else {
            return unknownKeyword(of: arguments, parameters)
        }
        let isMethod = parameters[0].name.text == "self"
        let hidden = isMethod ? 1 : 0
        let title = ownerName.map { "\($0).\(name)" } ?? (moduleName == "builtins" ? name : "\(moduleName).\(name)")
        if !arguments.keywordNames.isEmpty {
            return PythonError(.typeError, "\(title)() takes no keyword arguments")
        }
        let required = parameters.count { $0.defaultValue == nil } - hidden
        return wrongCount(arguments.count - hidden, required, parameters.count - hidden, title)
    }

    /// `'foo' is an invalid keyword argument for print()`
    private func unknownKeyword(
        of arguments: borrowing Arguments, _ parameters: [Signature.Parameter]
    ) -> PythonError? {
        guard moduleName == "builtins", ownerName == nil else { return nil }
        let known = parameters.filter(\.kind.takesKeyword).map(\.name)
        guard let name = arguments.keywordNames.first(where: { !known.contains($0) }) else { return nil }
        return PythonError(.typeError, "'\(name)' is an invalid keyword argument for \(self.name)()")
            .suggesting(name.text, from: known.map(\.text))
    }

    private func wrongCount(_ given: Int, _ required: Int, _ most: Int, _ title: String) -> PythonError? {
        guard given < required || given > most, given >= 0 else { return nil }
        switch (required, most) {
        case (0, 0): return PythonError(.typeError, "\(title)() takes no arguments (\(given) given)")
        case (1, 1): return PythonError(.typeError, "\(title)() takes exactly one argument (\(given) given)")
        default:
            let bound = given < required ? required : most
            let range = required == most ? "" : given < required ? "at least " : "at most "
            let plural = bound == 1 ? "" : "s"
            return PythonError(.typeError, "\(name) expected \(range)\(bound) argument\(plural), got \(given)")
        }
    }
}
