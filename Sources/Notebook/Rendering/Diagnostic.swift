import Jupyter
import Language

/// An error as the user reads it: the lines of the cell that led to it, the guilty words underlined, advice, and last the
/// line `Name: message`.
///
///     Cell In[4], line 2
///     2 │ x = undefined + 1
///       │     ^^^^^^^^^
///     NameError: name 'undefined' is not defined
struct Diagnostic {
    private let name: String
    private let message: String
    private var blocks: [[String]] = []
    /// What `add_note` added, and the exceptions of a group.
    private var afterwards: [String] = []

    /// How many frames are shown; the innermost ones matter most.
    private static let frameLimit = 6

    init(_ error: PythonError, _ evaluator: Evaluator) {
        name = error.type.name
        message = Diagnostic.message(of: error.exception, evaluator)
        blocks = Diagnostic.blocks(of: error.exception, evaluator, depth: 0)
        afterwards = Diagnostic.notes(of: error.exception, evaluator)
        afterwards += Diagnostic.members(of: error.exception, evaluator, indent: "  ", depth: 0)
    }

    /// An error that should have been translated: its text at least reaches the user.
    init(unexpected error: any Error) {
        name = "RuntimeError"
        message = String(describing: error)
    }

    var cellError: CellError {
        CellError(name: name, message: message, traceback: blocks.flatMap(\.self) + [lastLine] + afterwards)
    }

    private var lastLine: String {
        Style.red(name) + (message.isEmpty ? "" : ": \(message)")
    }

    private static func message(of exception: ExceptionObject, _ evaluator: Evaluator) -> String {
        (try? evaluator.str(.object(exception))) ?? "<exception str() failed>"
    }

    private static func advice(_ help: String) -> String { "  = " + Style.blue("help") + ": \(help)" }

    private static func notes(of exception: ExceptionObject, _ evaluator: Evaluator) -> [String] {
        guard let notes = exception.fields["__notes__"], let texts = try? evaluator.array(from: notes) else {
            return []
        }
        return texts.map { (try? evaluator.str($0)) ?? "<note str() failed>" }
    }

    /// The exceptions of a group, each with the place that raised it, those of inner groups further in.
    private static func members(
        of group: ExceptionObject, _ evaluator: Evaluator, indent: String, depth: Int
    ) -> [String] {
        guard depth < 10 else { return [] }
        return ExceptionGroups.members(of: group).prefix(15).enumerated().flatMap { index, member -> [String] in
            guard let exception = member.as(ExceptionObject.self) else { return [] }
            let place = exception.frames.last.map { " (\($0.source.name), line \($0.span.startLine))" } ?? ""
            let text = message(of: exception, evaluator)
            let title = Style.red(exception.type.name) + (text.isEmpty ? "" : ": \(text)")
            return ["\(indent)\(index + 1). \(title)\(place)"]
                + members(of: exception, evaluator, indent: indent + "   ", depth: depth + 1)
        }
    }

    // MARK: Chains

    private static func blocks(of exception: ExceptionObject, _ evaluator: Evaluator, depth: Int) -> [[String]] {
        var blocks = earlier(than: exception, evaluator, depth: depth)
        blocks += frames(of: exception, evaluator)
        blocks += exception.secondary.map { Excerpt($0.source, $0.span).lines(in: nil, label: $0.label) }
        if let help = exception.help { blocks.append([advice(help)]) }
        return blocks
    }

    /// The error from which this one was raised, or which was being handled when it was.
    private static func earlier(than exception: ExceptionObject, _ evaluator: Evaluator, depth: Int) -> [[String]] {
        guard depth < 4 else { return [] }
        let sentence: String
        let before: ExceptionObject
        if let cause = exception.cause {
            before = cause
            sentence = "The above exception was the direct cause of the following exception:"
        } else if let context = exception.context, !exception.suppressesContext {
            before = context
            sentence = "During handling of the above exception, another exception occurred:"
        } else {
            return []
        }
        let last = "\(before.type.name): \(message(of: before, evaluator))"
        return blocks(of: before, evaluator, depth: depth + 1) + [[last, "", sentence, ""]]
    }

    private static func frames(of exception: ExceptionObject, _ evaluator: Evaluator) -> [[String]] {
        let known = ownFrames(of: exception, evaluator)
        // The line of a magic says nothing when a line of its code follows.
        let frames = known.enumerated().filter { index, frame in
            index == known.count - 1 || frame.source.rewrittenLine(Int(frame.span.startLine)) == nil
        }.map(\.element)
        let shown = frames.count <= frameLimit ? frames : [frames[0]] + frames.suffix(frameLimit - 1)
        var blocks = shown.map { frame in
            Excerpt(frame.source, frame.span).lines(in: frame.functionName == "<module>" ? nil : frame.functionName)
        }
        if let last = shown.last, !blocks.isEmpty {
            let labels = ErrorLabels(evaluator).text(for: exception, at: last)
            if !labels.isEmpty { blocks[blocks.count - 1].append(Excerpt(last.source, last.span).margin + labels) }
        }
        if frames.count > frameLimit {
            blocks.insert(["  … \(frames.count - frameLimit) more calls"], at: 1)
        }
        return blocks
    }

    /// The frames without those inside libraries that are part of this program: their lines tell the user nothing.
    private static func ownFrames(of exception: ExceptionObject, _ evaluator: Evaluator) -> [TraceFrame] {
        let own = exception.frames.filter { frame in
            let name = frame.source.name
            // `exec` calls its text <string>, too.
            return name == "<string>"
                || !(name.hasPrefix("<") && evaluator.modules.isBuiltIn(String(name.dropFirst().dropLast())))
        }
        return own.isEmpty ? exception.frames : own
    }
}
