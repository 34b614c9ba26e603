/// A compiled regular expression: what `re.compile` gives.
final class PatternObject: Object {
    let source: Value
    let flags: PatternFlags
    let program: PatternProgram
    let groupNames: [(name: String, index: Int)]
    let isBytes: Bool

    init(_ source: Value, flags: PatternFlags, _ evaluator: Evaluator) throws {
        self.source = source
        isBytes = source.as(Bytes.self) != nil
        let scalars = try PatternObject.scalars(source)
        var parser = PatternParser(scalars, flags: flags, isBytes: isBytes)
        do {
            let node = try parser.parse()
            program = try PatternProgram(node, groupCount: parser.groupCount)
        } catch let error as PatternError {
            throw RegularExpressionModule.error(error, pattern: scalars, source)
        }
        groupNames = parser.groupNames
        self.flags = isBytes || parser.flags.contains(.ascii) ? parser.flags : parser.flags.union(.unicode)
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "Pattern", module: "re", documentation: "A compiled regular expression.",
        methods: RegularExpressionModule.patternMethods,
        attributes: [
            (
                "pattern",
                .object(NativeProperty("pattern") { value, _ in value.as(PatternObject.self)?.source ?? .none })
            ),
            (
                "flags",
                .object(NativeProperty("flags") { value, _ in .int(value.as(PatternObject.self)?.flags.rawValue ?? 0) })
            ),
            (
                "groups",
                .object(
                    NativeProperty("groups") { value, _ in .int(value.as(PatternObject.self)?.program.groupCount ?? 0) }
                )
            ),
            (
                "groupindex",
                .object(
                    NativeProperty("groupindex") { value, evaluator in
                        let result = Dict()
                        for (name, index) in value.as(PatternObject.self)?.groupNames ?? [] {
                            try result.set(name, to: .int(index), evaluator)
                        }
                        return .object(MappingProxy(.object(result)))
                    })
            ),
        ])

    override class var nativeType: TypeObject { typeObject }

    static func scalars(_ value: Value) throws -> [UInt32] {
        if let text = value.as(Text.self) { return text.scalars }
        if let bytes = value.as(Bytes.self) { return bytes.bytes.map { UInt32($0) } }
        throw PythonError(.typeError, "expected string or bytes-like object, got '\(value.typeName)'")
    }

    /// The code points of a subject, which must be of the pattern's kind.
    func subject(_ value: Value) throws -> [UInt32] {
        let scalars = try PatternObject.scalars(value)
        guard (value.as(Bytes.self) != nil) == isBytes else {
            throw PythonError(
                .typeError,
                isBytes
                    ? "cannot use a bytes pattern on a string-like object"
                    : "cannot use a string pattern on a bytes-like object")
        }
        return scalars
    }

    func index(ofGroup name: String) -> Int? { groupNames.first { $0.name == name }?.index }

    override func hash(_ evaluator: Evaluator) throws -> Int { try evaluator.hash(source) ^ flags.rawValue }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(PatternObject.self) else {
            return nil
        }
        let same = try flags == other.flags && evaluator.equal(source, other.source)
        return .bool(same == (operation == .equal))
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let shown = flags.subtracting(.unicode)
        let names = RegularExpressionModule.flagNames.filter { shown.contains($0.flag) }.map { "re.\($0.name)" }
        let text = try evaluator.repr(source)
        return "re.compile(\(([text] + (names.isEmpty ? [] : [names.joined(separator: "|")])).joined(separator: ", ")))"
    }
}

extension PatternObject: PrettyPrintable {
    /// `re.compile(r'\d+', re.UNICODE)`
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws {
        let names = RegularExpressionModule.flagNames.filter { flags.contains($0.flag) }.map { "re.\($0.name)" }
        let quoted = try printer.evaluator.repr(source)
        let text = quoted.replacingOccurrences(of: "\\\\", with: "\\") ?? quoted
        let arguments = ["r" + text] + (names.isEmpty ? [] : [names.joined(separator: "|")])
        printer.layout.text("re.compile(\(arguments.joined(separator: ", ")))")
    }
}

/// One match of a pattern.
final class MatchObject: Object {
    let pattern: PatternObject
    let subject: Value
    let scalars: [UInt32]
    /// Start and end of every group, -1 when unset.
    let bounds: [Int]
    let position: Int
    let end: Int

    init(_ pattern: PatternObject, _ subject: Value, _ scalars: [UInt32], _ bounds: [Int], position: Int, end: Int) {
        self.pattern = pattern
        self.subject = subject
        self.scalars = scalars
        self.bounds = bounds
        self.position = position
        self.end = end
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "Match", module: "re", documentation: "A match of a regular expression.",
        methods: RegularExpressionModule.matchMethods, attributes: RegularExpressionModule.matchProperties)

    override class var nativeType: TypeObject { typeObject }

    /// The text of a group, or nil when it took no part.
    func group(_ index: Int) -> Value? {
        let (start, end) = (bounds[2 * index], bounds[2 * index + 1])
        return start >= 0 && end >= start ? MatchObject.part(scalars, start..<end, isBytes: pattern.isBytes) : nil
    }

    static func part(_ scalars: [UInt32], _ range: Range<Int>, isBytes: Bool) -> Value {
        isBytes
            ? .object(Bytes(scalars[range].map { UInt8(truncatingIfNeeded: $0) }))
            : Value(String(scalars: scalars[range]))
    }

    /// The number of a group that is named by number or name.
    func number(ofGroup value: Value) throws -> Int {
        if let name = value.as(Text.self), let index = pattern.index(ofGroup: name.string) { return index }
        if let index = value.smallInteger, index >= 0, index <= pattern.program.groupCount { return index }
        throw PythonError(.indexError, "no such group")
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        group(try number(ofGroup: key)) ?? .none
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let text = try evaluator.repr(group(0) ?? .none)
        return "<re.Match object; span=(\(bounds[0]), \(bounds[1])), match=\(text)>"
    }
}
