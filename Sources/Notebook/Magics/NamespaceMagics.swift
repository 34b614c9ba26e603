import Interventions
import Language
import Tensors
import Torch

/// `%who`, `%whos`, `%reset` and `%mem`: what the notebook holds.
enum NamespaceMagics {
    static var all: [Magic] {
        [
            Magic("who", "Lists the names that cells have defined, or those of some types: %who int str.") {
                call, shell in
                let names = userNames(shell, types: call.words)
                shell.print(
                    names.isEmpty
                        ? call.words.isEmpty
                            ? "Interactive namespace is empty." : "No variables match your requested type."
                        : names.map(\.text).joined(separator: "\t "))
                return .none
            },
            Magic("who_ls", "The names that cells have defined, as a list.") { call, shell in
                Value(userNames(shell, types: call.words).map { Value($0.text) })
            },
            Magic("whos", "Lists the names that cells have defined, with their types and values.") { call, shell in
                shell.print(try table(userNames(shell, types: call.words), shell))
                return .none
            },
            Magic(
                "reset", "Forgets every name that cells have defined, and what In and Out hold.",
                usage: "%reset -f [in] [out]"
            ) { call, shell in
                let parts = call.words.filter { !$0.hasPrefix("-") }
                if parts.isEmpty {
                    for name in userNames(shell, types: []) { _ = shell.evaluator.main.namespace.remove(name) }
                }
                shell.history.forget(
                    outputs: parts.isEmpty || parts.contains("out"), inputs: parts.isEmpty || parts.contains("in"))
                return .none
            },
            Magic("reset_selective", "Forgets the names that match a pattern.") { call, shell in
                try forgetMatching(call.words, shell)
                return .none
            },
            Magic("xdel", "Forgets one name.") { call, shell in
                _ = shell.evaluator.main.namespace.remove(Symbol(call.arguments))
                return .none
            },
            Magic("mem", "Prints how much memory each name's tensors take, and the process in all.") { _, shell in
                for line in try memory(shell) { shell.print(line) }
                return .none
            },
        ]
    }

    private static func userNames(_ shell: Shell, types: [String] = []) -> [Symbol] {
        shell.evaluator.main.namespace.items.filter { name, value in
            !name.text.hasPrefix("_") && !CellHistory.names.contains(name.text)
                && (types.isEmpty || types.contains(value.type.name))
        }.map(\.name).sorted()
    }

    private static func forgetMatching(_ words: [String], _ shell: Shell) throws {
        guard let pattern = words.first(where: { $0 != "-f" }) else {
            throw UsageError.make("the following arguments are required: regex")
        }
        let expressions = try shell.evaluator.modules.import("re", shell.evaluator)
        for name in userNames(shell) {
            let match = try shell.evaluator.callMethod(
                "search", of: .object(expressions), [Value(pattern), Value(name.text)])
            if !match.isNone { _ = shell.evaluator.main.namespace.remove(name) }
        }
    }

    /// Names, types and values, under a line as IPython draws it.
    private static func table(_ names: [Symbol], _ shell: Shell) throws -> String {
        guard !names.isEmpty else { return "Interactive namespace is empty." }
        let rows = try names.map { name in
            let value = shell.evaluator.main.namespace[name] ?? .none
            return [name.text, value.type.name, try summary(value, shell.evaluator)]
        }
        let lines = aligned([["Variable", "Type", "Data/Info"]] + rows).split(
            separator: "\n", omittingEmptySubsequences: false)
        let rule = String(repeating: "-", count: lines.first?.count ?? 0)
        return ([String(lines.first ?? ""), rule] + lines.dropFirst().map(String.init)).joined(separator: "\n")
    }

    /// The length of a container, the shape of a tensor, else the first line of the `repr`.
    private static func summary(_ value: Value, _ evaluator: Evaluator) throws -> String {
        if let shape = TensorShape.text(value) { return shape }
        if value.object is List || value.object is Dict || value.object is Tuple || value.object is SetObject,
            let count = try value.object?.length(evaluator)
        {
            return "n=\(count)"
        }
        let text = try value.object is Text ? evaluator.str(value) : evaluator.repr(value)
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        return line.count > 60 ? line.prefix(57) + "<...>" : line
    }

    private static func memory(_ shell: Shell) throws -> [String] {
        let rows: [[String]] = userNames(shell).compactMap { name in
            guard let value = shell.evaluator.main.namespace[name], let bytes = HeldMemory.bytes(of: value) else {
                return nil
            }
            return [name.text, value.type.name, Quantity.bytes(bytes)]
        }
        let process = ProcessMemory.residentSize.map { ["(process)", "", Quantity.bytes($0)] }
        return [aligned([["Name", "Type", "Memory"]] + rows + [process].compactMap(\.self))]
    }

    private static func aligned(_ rows: [[String]]) -> String {
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "   ").trimmingTrailingSpaces
        }.joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
