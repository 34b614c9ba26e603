import Language

/// A line that is a magic without its percent sign: `pwd`, `cd ..`, `time f()`.
///
///     Automagic(cell: "cd ..", evaluator)?.magic   // "%cd .."
///
/// As in IPython a name that stands for something, in the notebook or in Python, is no magic. Nor is what Python can read,
/// such as `time : float = 1`; but for `cd /tmp` and `cd -q`, which could only be sums of a name that is not there.
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
        guard !name.isEmpty, rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
        let symbol = Symbol(String(name))
        guard Magic.all.contains(where: { $0.name == name && $0.worksOnLines }),
            evaluator.main.namespace[symbol] == nil, evaluator.builtins[symbol] == nil
        else { return nil }
        guard rest.isEmpty || Automagic.isArgument(rest.trimmingSpaces) || !Automagic.isPython(line) else { return nil }
        magic = "%" + line
    }

    /// Whether it begins as a path or an option does: with a sign and no space after it.
    private static func isArgument(_ text: String) -> Bool {
        guard let sign = text.first, let next = text.dropFirst().first else { return false }
        return (sign == "/" || sign == "-") && (next.isLetter || next.isNumber)
    }

    private static func isPython(_ line: String) -> Bool {
        (try? Parser.parse(Source(cell: 0, text: line))) != nil
    }
}
