import FoundationEssentials
import Language

/// What `tracer.vis()` does: the picture of a graph in the notebook, or in a file.
struct GraphDisplay {
    private let graph: GraphObject
    private let title: String
    private let evaluator: Evaluator

    init(_ graph: GraphObject, title: String, isRecursive: Bool, _ evaluator: Evaluator) {
        self.graph = graph
        self.title = title
        self.evaluator = evaluator
        graph.pictureTitle = title
        graph.isPictureRecursive = isRecursive
    }

    /// Writes `title.png` to a folder, if one is given, and shows the graph as a notebook shows its value.
    func show(savingTo folder: String?, isShown: Bool) throws {
        if let folder { try save(to: "\(folder)/\(title).png") }
        guard isShown else { return }
        let display = Value.object(try evaluator.modules.import("IPython.display", evaluator))
        _ = try evaluator.callMethod("display", of: display, [.object(graph)])
    }

    private func save(to path: String) throws {
        let text = try graph.dotOfPicture(evaluator)
        let picture = try GraphDisplay.png(text, evaluator.interrupt)
        do {
            try Data(picture).write(to: URL(filePath: path))
        } catch {
            throw PythonError(.osError, "the picture cannot be written to '\(path)'")
        }
    }

    /// A file was asked for, so that a picture that cannot be drawn is an error here, and no note.
    private static func png(_ text: String, _ interrupt: Interrupt) throws -> [UInt8] {
        do {
            return try DotProgram.draw(text, .png, interrupt)
        } catch DotProgram.Failure.notInstalled {
            throw PythonError(
                .moduleNotFoundError,
                "Visualization of the Graph requires `graphviz` to be installed on your machine.")
        } catch let failure as DotProgram.Failure {
            throw PythonError(.runtimeError, failure.note)
        }
    }
}
