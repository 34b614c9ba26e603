/// The tests of `match`.
extension Evaluator {
    func stepMatch(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let registers = frame.pointee.registers
        let target = registers + Int(instruction.a)
        let subject = registers[Int(instruction.b)]
        switch instruction.operation {
        case .matchSequence:
            target.pointee = .bool(try isSequence(subject, Int(instruction.c), atLeast: instruction.detail == 1))
        case .matchMapping:
            target.pointee = .bool(subject.as(Dict.self) != nil || subject.as(NamespaceMapping.self) != nil)
        case .matchKey:
            let key = try operand(instruction.c, frame.pointee.position)
            let hasKey = try contains(subject, key)
            target.pointee = .bool(hasKey)
            if hasKey { target[1] = try getItem(subject, key) }
        case .matchRest:
            let keys = registers[Int(instruction.c)].as(List.self)?.elements ?? []
            let rest = Dict()
            for (key, value) in try pairs(of: subject, "") {
                if try !keys.contains(where: { try equal($0, key) }) { try rest.set(key, to: value, self) }
            }
            target.pointee = .object(rest)
        default:
            let type = (registers + Int(instruction.b) + 1).take()
            let names = frame.pointee.code.takeUnretainedValue().symbolLists[Int(instruction.c)]
            let attributes = try attributes(of: subject, type, Int(instruction.detail), names)
            (registers + Int(instruction.b)).pointee = .undefined
            target.pointee = attributes.map { Value(tuple: $0) } ?? .none
        }
    }

    private func isSequence(_ value: Value, _ length: Int, atLeast: Bool) throws -> Bool {
        guard let object = value.object, !(object is Text), !(object is Dict), !(object is SetObject),
            object is List || object is Tuple || object is RangeObject || object.matchesSequencePatterns
        else { return false }
        let count = try self.length(value)
        return atLeast ? count >= length : count == length
    }

    /// What the patterns of `Class(a, b, key=c)` are matched with, or nil when the subject is no instance.
    private func attributes(
        of subject: Value, _ type: Value, _ positionalCount: Int, _ names: [Symbol]
    ) throws -> [Value]? {
        guard let type = type.as(TypeObject.self) else {
            throw PythonError(.typeError, "called match pattern must be a class")
        }
        guard subject.type.isSubclass(of: type) else { return nil }
        var values: [Value] = []
        if positionalCount > 0 {
            if positionalCount == 1, TypeObject.selfMatching.contains(where: { type.isSubclass(of: $0) }) {
                values.append(subject)
            } else {
                let known = try type.lookup(.__match_args__).map { try array(from: $0) } ?? []
                guard positionalCount <= known.count else {
                    let plural = known.count == 1 ? "" : "s"
                    throw PythonError(
                        .typeError,
                        "\(type.name)() accepts \(known.count) positional sub-pattern\(plural) "
                            + "(\(positionalCount) given)")
                }
                for name in known.prefix(positionalCount) {
                    guard let value = try attribute(Symbol(try str(name)), of: subject) else { return nil }
                    values.append(value)
                }
            }
        }
        for name in names {
            guard let value = try attribute(name, of: subject) else { return nil }
            values.append(value)
        }
        return values
    }
}

extension TypeObject {
    /// The classes whose one positional pattern is matched with the subject itself.
    fileprivate static var selfMatching: [TypeObject] {
        [.bool, .int, .float, .str, .list, .tuple, .dict, .set, .frozenSet, .bytes]
    }
}
