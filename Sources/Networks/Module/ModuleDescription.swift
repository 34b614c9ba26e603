import Tensors

/// A module in PyTorch's printed form: the type, its settings, and its children indented below.
///
///     Linear(in_features=3, out_features=4, bias=True)
extension Module: CustomStringConvertible {
    package var description: String { (try? printedForm()) ?? "\(typeName)(...)" }

    /// How many levels of modules are printed, called or walked.
    static let deepest = 1000

    /// The description, unless the module contains itself or the user wants to stop.
    package func printedForm(depth: Int = 0) throws -> String {
        try Interrupt.check()
        guard depth < Self.deepest else { throw ModuleError.tooDeep(type: typeName) }
        // The outermost module was asked for its usual form.
        if depth > 0, let own = try layer.ownDescription(of: self) { return own }
        return layer.foldsChildren
            ? try foldedDescription(depth) : try nestedDescription(extra: layer.extraDescription(of: self), depth)
    }

    private func nestedDescription(extra: String, _ depth: Int) throws -> String {
        let extraLines =
            extra.isEmpty ? [] : extra.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let childLines = try children.map { name, child in
            "(\(name)): " + indented(try child.map { try $0.printedForm(depth: depth + 1) } ?? "None")
        }
        if extraLines.count == 1 && childLines.isEmpty { return "\(typeName)(\(extraLines[0]))" }
        return enclosed(extraLines + childLines)
    }

    /// Children as a list: equal neighbours share a line such as "(0-11): 12 x Block(".
    private func foldedDescription(_ depth: Int) throws -> String {
        var runs: [(first: Int, last: Int, text: String)] = []
        for (index, (_, child)) in children.enumerated() {
            let text = try child?.printedForm(depth: depth + 1) ?? "None"
            if let last = runs.last, last.text == text {
                runs[runs.count - 1].last = index
            } else {
                runs.append((index, index, text))
            }
        }
        return enclosed(
            runs.map { run in
                let head = run.first == run.last ? "(\(run.first))" : "(\(run.first)-\(run.last))"
                let times = run.first == run.last ? "" : "\(run.last - run.first + 1) x "
                return indented("\(head): \(times)\(run.text)")
            })
    }

    private func enclosed(_ lines: [String]) -> String {
        if lines.isEmpty { return "\(typeName)()" }
        return "\(typeName)(\n  " + lines.joined(separator: "\n  ") + "\n)"
    }

    /// Every line but the first and the blank ones moved two columns to the right.
    private func indented(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            index == 0 || line.allSatisfy({ $0 == " " }) ? String(index == 0 ? line : "") : "  " + line
        }.joined(separator: "\n")
    }
}
