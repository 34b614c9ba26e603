import Language

/// A line that is a magic without its percent sign: `pwd`, `cd ..`, `time f()`.
///
///     Automagic(cell: "cd ..", evaluator)?.magic   // "%cd .."
///
/// As in IPython a name that stands for something, in the notebook or in Python, is no magic, nor is one that is assigned.
struct Automagic {
    let magic: String

    /// A cell of one line.
    init?(cell: String, _ evaluator: Evaluator) {
        let line = cell.trimmingSpaces
        guard !line.contains(where: \.isNewline), !line.hasSuffix("?") else { return nil }
        self.init(line: line, evaluator)
    }

    init?(line: String, _ evaluator: Evaluator) {
        let line = line.trimmingSpaces
        let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let rest = line.dropFirst(name.count)
        // A call, an item, an attribute or an assignment is what it is in Python.
        guard !name.isEmpty, rest.first.map({ $0 == " " || $0 == "\t" }) ?? true,
            !rest.trimmingSpaces.hasPrefix("="), !rest.trimmingSpaces.hasPrefix("!=")
        else { return nil }
        let symbol = Symbol(String(name))
        guard Magic.all.contains(where: { $0.name == name && $0.worksOnLines }),
            evaluator.main.namespace[symbol] == nil, evaluator.builtins[symbol] == nil
        else { return nil }
        magic = "%" + line
    }
}
