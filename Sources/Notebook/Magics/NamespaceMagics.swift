import Interventions
import Language
import Tensors
import Torch

/// `%who`, `%whos`, `%reset` and `%mem`: what the notebook holds.
enum NamespaceMagics {
    static var all: [Magic] {
        [
            Magic("who", "Lists the names that cells have defined.") { _, shell in
                let names = userNames(shell)
                shell.print(
                    names.isEmpty ? "Interactive namespace is empty." : names.map(\.text).joined(separator: "\t "))
                return .none
            },
            Magic("whos", "Lists the names that cells have defined, with their types and values.") { _, shell in
                shell.print(try table(shell))
                return .none
            },
            Magic("reset", "Forgets every name that cells have defined.") { _, shell in
                for name in userNames(shell) { _ = shell.evaluator.main.namespace.remove(name) }
                return .none
            },
            Magic("mem", "Prints how much memory each name's tensors take, and the process in all.") { _, shell in
                for line in try memory(shell) { shell.print(line) }
                return .none
            },
        ]
    }

    /// The names that the notebook itself provides.
    private static let ownNames: Set<String> = ["In", "Out", "_", "__", "___", "get_ipython", "exit", "quit"]

    private static func userNames(_ shell: Shell) -> [Symbol] {
        shell.evaluator.main.namespace.definedNames.filter { name in
            !ownNames.contains(name.text) && !name.text.hasPrefix("_")
        }.sorted()
    }

    private static func table(_ shell: Shell) throws -> String {
        let rows = try userNames(shell).map { name in
            let value = shell.evaluator.main.namespace[name] ?? .none
            let text = try shell.evaluator.repr(value).split(separator: "\n").first.map(String.init) ?? ""
            return [name.text, value.typeName, String(text.prefix(60))]
        }
        return aligned([["Variable", "Type", "Data/Info"]] + rows)
    }

    private static func memory(_ shell: Shell) throws -> [String] {
        let rows: [[String]] = userNames(shell).compactMap { name in
            guard let value = shell.evaluator.main.namespace[name], let bytes = HeldMemory.bytes(of: value) else { return nil }
            return [name.text, value.typeName, ByteCount.text(bytes)]
        }
        let process = ByteCount.residentSize.map { ["(process)", "", ByteCount.text($0)] }
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
