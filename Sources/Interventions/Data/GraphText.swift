import Language
import Torch

/// A graph as text, one line for each step, with the place in the cell that made it:
///
///     %0 = layer1.output            # cell 7:2
///     %1 = mul(%0, 2)               # cell 7:3
///     %2 = output                   # cell 7:4, saved
struct GraphText {
    private let record: GraphRecord
    private let evaluator: Evaluator
    /// The number that each entry has in the text; those that are written inside another one have none.
    private var numbers: [Int?] = []

    init(_ record: GraphRecord, _ evaluator: Evaluator) {
        self.record = record
        self.evaluator = evaluator
        numbers = record.numbers
    }

    /// All lines, places included, in columns.
    func text() throws -> String {
        let steps = try steps()
        let width = min(48, steps.map(\.text.count).max() ?? 0)
        return steps.map { step in
            guard !step.note.isEmpty else { return step.text }
            return step.text.padded(to: width) + "  # " + step.note
        }.joined(separator: "\n")
    }

    /// The lines without places, which say what the graph does and nothing else.
    func lines() throws -> [String] { try steps().map { $0.isSaved ? $0.text + "  # saved" : $0.text } }

    private struct Step {
        var text: String
        var note = ""
        var isSaved = false
    }

    private func steps() throws -> [Step] {
        var steps: [Step] = []
        var open: [String] = []
        for (position, entry) in record.entries.enumerated() {
            guard let number = numbers[position] else { continue }
            let conditions = names(of: entry.condition)
            let shared = zip(open, conditions).prefix { $0 == $1 }.count
            for depth in shared..<max(shared, conditions.count) {
                steps.append(Step(text: String(repeating: "  ", count: depth) + "if \(conditions[depth]):"))
            }
            open = conditions
            let indent = String(repeating: "  ", count: open.count)
            let line = "\(indent)%\(number) = \(try call(entry))"
            let notes = [entry.origin?.label, entry.isSaved ? "saved" : nil].compactMap { $0 }
            steps.append(Step(text: line, note: notes.joined(separator: ", "), isSaved: entry.isSaved))
            for inner in try GraphText.innerLines(of: entry, evaluator) {
                steps.append(Step(text: indent + "  " + inner))
            }
        }
        return steps
    }

    private func names(of condition: GraphRecord.Condition?) -> [String] {
        guard let condition else { return [] }
        switch condition {
        case .constant(let holds, let outer): return names(of: outer) + [holds ? "True" : "False"]
        case .entry(let position, let graph, let outer): return names(of: outer) + [reference(to: position, graph)]
        }
    }

    /// `%3`, or `%1:3` for step 3 of the graph with the number 1.
    private func reference(to position: Int, _ graph: Int? = nil) -> String {
        if let graph { return "%\(graph):\(position)" }
        guard numbers.indices.contains(position) else { return "%?" }
        if let number = numbers[position] { return "%\(number)" }
        return (try? call(record.entries[position])) ?? "%?"
    }

    /// The body of a trace in a session, or of a loop.
    private static func innerLines(of entry: GraphRecord.Entry, _ evaluator: Evaluator) throws -> [String] {
        guard case .subgraph(let subgraph) = entry.action, let record = subgraph.bodyRecord else { return [] }
        return try GraphText(record, evaluator).lines()
    }

    /// `mul(%1, 2)`
    private func call(_ entry: GraphRecord.Entry) throws -> String {
        if case .module(let point) = entry.action { return point.label }
        var arguments = entry.arguments
        var name = entry.action.label
        if case .call = entry.action, let callee = arguments.first {
            arguments.removeFirst()
            if let position = callee.referencedEntry, record.entries.indices.contains(position) {
                if case .getAttribute(let method) = record.entries[position].action, numbers[position] == nil {
                    name = method.text
                    arguments.insert(contentsOf: record.entries[position].arguments, at: 0)
                } else {
                    name = reference(to: position)
                }
            }
        }
        let parts =
            try arguments.map { try text(of: $0) }
            + entry.keywords.map { "\($0.name.text)=\(try text(of: $0.value))" }
        return "\(name)(\(parts.joined(separator: ", ")))"
    }

    private func text(of value: Value) throws -> String {
        guard case .object(let object) = value else { return try evaluator.repr(value) }
        switch object {
        case let reference as NodeReference: return self.reference(to: reference.position, reference.graph)
        case let list as List: return "[\(try list.elements.map(text).joined(separator: ", "))]"
        case let tuple as Tuple:
            let parts = try tuple.elements.map(text)
            return "(\(parts.joined(separator: ", "))\(parts.count == 1 ? "," : ""))"
        case let slice as Slice: return try text(of: slice)
        case let dict as Dict:
            return
                "{\(try dict.items.map { "\(try text(of: $0.key)): \(try text(of: $0.value))" }.joined(separator: ", "))}"
        default: return try GraphText.short(value, evaluator)
        }
    }

    private func text(of slice: Slice) throws -> String {
        let bounds = try [slice.start, slice.stop].map { $0.isNone ? "" : try text(of: $0) }.joined(separator: ":")
        return slice.step.isNone ? bounds : bounds + ":" + (try text(of: slice.step))
    }

    /// A constant in a few characters: a tensor by its shape.
    private static func short(_ value: Value, _ evaluator: Evaluator) throws -> String {
        if value.isSame(as: .ellipsis) { return "..." }
        if let tensor = value.tensor, tensor.shape.count > 0 {
            return "tensor<\(tensor.shape.map(String.init).joined(separator: "x"))>"
        }
        if let module = value.module { return module.typeName }
        if let proxy = value.proxy {
            guard let known = proxy.settled else { return "another graph's \(proxy.node.name)" }
            return try short(known, evaluator)
        }
        if let name = FunctionNames.name(of: value) { return name }
        let text = try evaluator.repr(value)
        return text.count > 40 ? text.prefix(37) + "..." : text
    }
}

extension GraphRecord {
    /// Numbers for the entries: the attribute of a method call is written with the call, unless something else reads it.
    var numbers: [Int?] {
        var uses = Array(repeating: 0, count: entries.count)
        var callees = Array(repeating: 0, count: entries.count)
        for entry in entries {
            for value in entry.arguments + entry.keywords.map(\.value) {
                Substitution.forEachReference(in: value) { if uses.indices.contains($0) { uses[$0] += 1 } }
            }
            if case .call = entry.action, let callee = entry.arguments.first?.referencedEntry,
                callees.indices.contains(callee)
            {
                callees[callee] += 1
            }
        }
        var next = 0
        return entries.indices.map { position in
            if case .getAttribute = entries[position].action, uses[position] == 1, callees[position] == 1 { return nil }
            defer { next += 1 }
            return next
        }
    }
}

extension ModulePoint {
    /// `layer1.output`, with the call and the invoke where they are not the first.
    var label: String {
        let name = (path.isEmpty ? "" : path.dropFirst() + ".") + (side == .output ? "output" : "inputs")
        let notes = [call > 0 ? "call \(call)" : nil, group > 0 ? "invoke \(group)" : nil].compactMap { $0 }
        return notes.isEmpty ? name : "\(name) (\(notes.joined(separator: ", ")))"
    }
}

extension Action {
    /// The word for the action in the text of a graph.
    var label: String {
        switch self {
        case .callModule: "module"
        case .update: "update"
        case .swap: "replace"
        case .gradient(let pass): pass > 1 ? "gradient[\(pass)]" : "gradient"
        case .given: "item"
        case .stop: "stop"
        case .exit: "exit"
        case .subgraph(let subgraph): subgraph.label
        case .getAttribute(let name): "get.\(name.text)"
        case .setAttribute(let name): "set.\(name.text)"
        default: title
        }
    }
}

extension Origin {
    /// `cell 7:4`: the cell and the line.
    package var label: String {
        source.cellNumber.map { "cell \($0):\(span.startLine)" } ?? "\(source.name):\(span.startLine)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
