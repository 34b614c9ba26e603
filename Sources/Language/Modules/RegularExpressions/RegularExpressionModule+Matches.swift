/// The methods of matches.
extension RegularExpressionModule {
    private static func match(_ value: Value) throws -> MatchObject {
        guard let match = value.as(MatchObject.self) else {
            throw PythonError(.typeError, "a match is required, not \(value.typeName)")
        }
        return match
    }

    static var matchMethods: [NativeFunction] {
        [
            NativeFunction("group", "(self, *groups)", "The text of a group, or a tuple for several.") {
                arguments, evaluator in
                let match = try match(arguments[0])
                let groups = try evaluator.array(from: arguments[1])
                let texts = try groups.map { match.group(try match.number(ofGroup: $0)) ?? .none }
                switch texts.count {
                case 0: return match.group(0) ?? .none
                case 1: return texts[0]
                default: return Value(tuple: texts)
                }
            },
            NativeFunction("groups", "(self, default=None)", "The texts of all groups.") { arguments, _ in
                let match = try match(arguments[0])
                let standard = arguments[1]
                return Value(tuple: (0..<match.pattern.program.groupCount).map { match.group($0 + 1) ?? standard })
            },
            NativeFunction("groupdict", "(self, default=None)", "The texts of the named groups.") {
                arguments, evaluator in
                let match = try match(arguments[0])
                let result = Dict()
                for (name, index) in match.pattern.groupNames {
                    try result.set(name, to: match.group(index) ?? arguments[1], evaluator)
                }
                return .object(result)
            },
            bound("start", "Where a group begins.") { .int($0) },
            NativeFunction("end", "(self, group=0, /)", "Where a group ends.") { arguments, _ in
                let match = try match(arguments[0])
                return .int(match.bounds[2 * (try match.number(ofGroup: arguments[1])) + 1])
            },
            NativeFunction("span", "(self, group=0, /)", "Where a group begins and ends.") { arguments, _ in
                let match = try match(arguments[0])
                let index = try match.number(ofGroup: arguments[1])
                return Value(tuple: [.int(match.bounds[2 * index]), .int(match.bounds[2 * index + 1])])
            },
            NativeFunction("expand", "(self, template)", "A replacement text with this match's groups.") {
                arguments, _ in
                let match = try match(arguments[0])
                let scalars = try ReplacementTemplate(arguments[1], match.pattern).expanded(match)
                return MatchObject.part(scalars, 0..<scalars.count, isBytes: match.pattern.isBytes)
            },
        ]
    }

    private static func bound(_ name: String, _ summary: String, _ value: @escaping (Int) -> Value) -> NativeFunction {
        NativeFunction(name, "(self, group=0, /)", summary) { arguments, _ in
            let match = try match(arguments[0])
            return value(match.bounds[2 * (try match.number(ofGroup: arguments[1]))])
        }
    }

    static var matchProperties: [(Symbol, Value)] {
        [
            property("string") { $0.subject },
            property("re") { .object($0.pattern) },
            property("pos") { .int($0.position) },
            property("regs") { match in
                Value(
                    tuple: (0..<match.bounds.count / 2).map {
                        Value(tuple: [.int(match.bounds[2 * $0]), .int(match.bounds[2 * $0 + 1])])
                    })
            },
            property("endpos") { .int($0.end) },
            property("lastindex") { match in
                let last = (1..<max(match.bounds.count / 2, 1)).filter { match.bounds[2 * $0 + 1] >= 0 }
                    .max { match.bounds[2 * $0 + 1] < match.bounds[2 * $1 + 1] }
                return last.map { .int($0) } ?? .none
            },
            property("lastgroup") { match in
                let last = match.pattern.groupNames.last { match.bounds[2 * $0.index + 1] >= 0 }
                return last.map { Value($0.name) } ?? .none
            },
        ]
    }

    private static func property(_ name: String, _ get: @escaping (MatchObject) -> Value) -> (Symbol, Value) {
        (Symbol(name), .object(NativeProperty(name) { value, _ in get(try match(value)) }))
    }
}
