import FoundationEssentials
import Interventions
import Jupyter
import Language
import Models
import Remote
import Tensors
import Torch

/// One notebook's state and the one door into it: cells come in as text, and go out as results and outputs.
///
///     let session = CellSession()
///     session.execute(Cell("1 + 1"), output: output)   // .ok(MIMEBundle(text: "2"))
///
/// Everything but `interrupt`, `completeness` and the answers given while a cell runs happens on the cell thread.
package final class CellSession: CellExecutor, @unchecked Sendable {  // The kernel keeps to one cell thread.
    package let evaluator: Evaluator
    private let history: CellHistory
    private let interruption: Interruption
    private let memoryWatch: MemoryWatch
    let keptNames = KeptNames()
    private let userModules = UserModules()

    /// The arguments are what `sys.argv` holds.
    package init(arguments: [String] = [""]) {
        WorkerPool.prepare()
        let interrupt = Language.Interrupt()
        evaluator = Evaluator(interrupt: interrupt)
        evaluator.programArguments = arguments
        let interruption = Interruption(interrupt)
        self.interruption = interruption
        memoryWatch = MemoryWatch { interruption.raiseForMemory() }
        history = CellHistory(evaluator)
        TorchModules.register(in: evaluator)
        let configuration = RemoteConfiguration(environment: ProcessInfo.processInfo.environment)
        NNsightModule.register(with: evaluator, extras: [("CONFIG", .object(configuration))])
        DisplayModule.register(with: evaluator)
        ProgressModule.register(with: evaluator)
        PythonModules.register(with: evaluator)
        userModules.register(in: evaluator)
        provideNotebookNames()
    }

    /// What a notebook has without an import: `display` and `get_ipython`.
    private func provideNotebookNames() {
        let shell = Value.object(Shell(evaluator, userModules, history))
        evaluator.builtins["get_ipython"] = .object(
            NativeFunction("get_ipython", "()", "The commands of the notebook.") { _, _ in shell })
        for name in ["exit", "quit"] { evaluator.builtins[Symbol(name)] = .object(NotebookQuitter(name)) }
        for function in DisplayModule.functions where function.name == "display" {
            evaluator.builtins["display"] = .object(function)
        }
    }

    package var identity: KernelIdentity {
        KernelIdentity(
            implementation: "nnsight-swift", version: Release.version,
            banner: "NNsight (Swift) \(Release.version): nnsight's intervention language, no Python behind it.")
    }

    // MARK: Cells

    package func execute(_ cell: Jupyter.Cell, output: any CellOutput) -> CellResult {
        // A cell that does not even parse is the first that asks how much stack this thread has.
        evaluator.measureNativeStack()
        let streams = CellStreams(output, allowsInput: cell.allowsInput)
        evaluator.output = streams
        keptNames.keep(visibleNames)
        memoryWatch.cellBegins()
        defer {
            memoryWatch.cellEnds()
            streams.finish()
            interruption.clear()
        }
        return ErrorBoundary(evaluator).run {
            userModules.willRunCell(evaluator)
            let source = Source(
                cell: cell.executionCount, text: program(of: cell.source), written: cell.source)
            let tree = try parse(source)
            if cell.storesHistory { history.willRun(cell) }
            let value = try evaluator.run(tree, in: evaluator.main.namespace)
            let bundle = try result(value, of: cell, tree)
            try PythonModules.showOpenFigures(evaluator)
            return bundle
        }
    }

    /// What is shown of the last expression of a cell; nil when it has no value, or shows itself.
    private func result(_ value: Value?, of cell: Jupyter.Cell, _ tree: SyntaxTree) throws -> MIMEBundle? {
        guard let value = value?.ifNotNone, !cell.isSilent, !tree.endsInSemicolon else { return nil }
        if cell.storesHistory { history.remember(value, of: cell) }
        let renderer = Renderer(evaluator)
        return try located(at: tree) { try renderer.showsItself(value) ? nil : renderer.bundle(for: value) }
    }

    /// The Python of a cell. A cell that is `exit` or `quit` alone calls it, as in IPython.
    private func program(of cell: String) -> String {
        let name = cell.trimmingSpaces
        let isBare = (name == "exit" || name == "quit") && evaluator.main.namespace[Symbol(name)] == nil
        return isBare ? name + "()" : CellText(cell, evaluator).program
    }

    /// An error that comes up while a result is shown stands at the expression that gave the result.
    private func located<Result>(at tree: SyntaxTree, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PythonError where error.exception.frames.isEmpty {
            guard let expression = tree.lastExpression else { throw error }
            error.exception.frames.append(
                TraceFrame(source: tree.source, functionName: "<module>", span: expression.span))
            throw error
        }
    }

    package func evaluate(_ expression: String, output: any CellOutput) -> CellResult {
        ErrorBoundary(evaluator).run {
            let source = Source(name: "<expression>", text: expression)
            guard let value = try evaluator.run(source, in: evaluator.main.namespace) else {
                throw PythonError(.syntaxError, "invalid syntax")
            }
            return try Renderer(evaluator).bundle(for: value)
        }
    }

    /// A cell that ends inside brackets or a string is an `incomplete input`, as IPython says it.
    private func parse(_ source: Source) throws -> SyntaxTree {
        do {
            return try Parser.parse(source, reportsIncomplete: true)
        } catch {
            let failure = PythonError(error, in: source)
            let automagic = Automagic(line: source.line(Int(error.span.startLine)), evaluator)
            throw automagic.map { failure.with(help: "did you mean '\($0.magic)'?") } ?? failure
        }
    }

    package func interrupt() { interruption.raise() }

    package func shutdown() {}
}

/// The version of this program.
package enum Release {
    package static let version = "0.1.0"
}
