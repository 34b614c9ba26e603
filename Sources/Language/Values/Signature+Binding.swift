/// Binding: arguments to parameters, with CPython's words when they do not fit.
extension Signature {
    /// The values in the order of the parameters. Absent optional ones are `.undefined`.
    package func bind(
        _ arguments: borrowing Arguments, function: String, _ evaluator: Evaluator
    ) throws -> [Value] {
        var bound = [Value?](repeating: nil, count: parameters.count)
        let taken = min(arguments.count, positionalCount)
        for index in 0..<taken { bound[index] = arguments[index] }
        if let variadicIndex {
            bound[variadicIndex] = Value(tuple: (taken..<arguments.count).map { arguments[$0] })
        }
        try bindKeywords(arguments, into: &bound, function: function, evaluator)
        if variadicIndex == nil, arguments.count > positionalCount {
            throw tooMany(arguments.count, function: function, keywords: arguments.keywordNames)
        }
        return try complete(bound, function: function)
    }

    private func bindKeywords(
        _ arguments: borrowing Arguments, into bound: inout [Value?], function: String, _ evaluator: Evaluator
    ) throws {
        let extra = keywordsIndex == nil ? nil : Dict()
        var misplaced: [Symbol] = []
        for (name, value) in arguments.keywords {
            let index = parameters.firstIndex { $0.name == name && $0.kind.takesKeyword }
            if let index {
                guard bound[index] == nil else {
                    throw PythonError(.typeError, "\(function)() got multiple values for argument '\(name)'")
                }
                bound[index] = value
            } else if let extra {
                try extra.set(Value(name.text), to: value, evaluator)
            } else if parameters.contains(where: { $0.name == name && $0.kind == .positionalOnly }) {
                misplaced.append(name)
            } else {
                throw PythonError(.typeError, "\(function)() got an unexpected keyword argument '\(name)'")
                    .suggesting(name.text, from: parameters.filter(\.kind.takesKeyword).map(\.name.text))
            }
        }
        guard misplaced.isEmpty else {
            let names = misplaced.map(\.text).joined(separator: ", ")
            throw PythonError(
                .typeError,
                "\(function)() got some positional-only arguments passed as keyword arguments: '\(names)'")
        }
        if let keywordsIndex, let extra { bound[keywordsIndex] = .object(extra) }
    }

    private func complete(_ bound: [Value?], function: String) throws -> [Value] {
        var missing: [Parameter] = []
        var values: [Value] = []
        values.reserveCapacity(bound.count)
        for (parameter, value) in zip(parameters, bound) {
            if value == nil, parameter.defaultValue == nil { missing.append(parameter) }
            values.append(value ?? parameter.defaultValue ?? .undefined)
        }
        guard missing.isEmpty else { throw missingArguments(missing, function: function) }
        return values
    }

    /// `f() missing 2 required positional arguments: 'x' and 'y'`
    private func missingArguments(_ missing: [Parameter], function: String) -> PythonError {
        let positional = missing.filter { $0.kind != .keywordOnly }
        let named = positional.isEmpty ? missing : positional
        let kind = positional.isEmpty ? "keyword-only" : "positional"
        let names = Signature.enumeration(named.map { "'\($0.name)'" })
        let plural = named.count == 1 ? "" : "s"
        return PythonError(
            .typeError, "\(function)() missing \(named.count) required \(kind) argument\(plural): \(names)")
    }

    /// `f() takes 2 positional arguments but 3 were given`
    private func tooMany(_ given: Int, function: String, keywords: [Symbol]) -> PythonError {
        let least = requiredPositionalCount
        let most = positionalCount
        let takes = least == most ? "\(most)" : "from \(least) to \(most)"
        let plural = most == 1 && least == most ? "" : "s"
        let keywordOnly = parameters.filter { $0.kind == .keywordOnly && keywords.contains($0.name) }.count
        var were = given == 1 ? "was" : "were"
        if keywordOnly > 0 {
            were =
                "positional argument\(given == 1 ? "" : "s") "
                + "(and \(keywordOnly) keyword-only argument\(keywordOnly == 1 ? "" : "s")) were"
        }
        return PythonError(
            .typeError, "\(function)() takes \(takes) positional argument\(plural) but \(given) \(were) given")
    }

    /// `a`, `a and b`, `a, b, and c`
    private static func enumeration(_ names: [String]) -> String {
        switch names.count {
        case 0, 1: names.first ?? ""
        case 2: names.joined(separator: " and ")
        default: names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
        }
    }
}

extension Signature.Kind {
    var takesKeyword: Bool { self == .positional || self == .keywordOnly }
}
