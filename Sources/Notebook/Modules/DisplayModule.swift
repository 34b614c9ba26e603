import Jupyter
import Language

/// The module `IPython.display`: values shown in a chosen form.
enum DisplayModule {
    static func register(with evaluator: Evaluator) {
        evaluator.modules.register("IPython") { _ in ModuleObject("IPython", functions: [getShell]) }
        evaluator.modules.register("IPython.display") { _ in
            ModuleObject(
                "IPython.display", functions: functions,
                attributes: RichText.types.map { (Symbol($0.name), .object($0)) })
        }
    }

    /// `IPython.get_ipython()`
    private static var getShell: NativeFunction {
        NativeFunction("get_ipython", "()", "The commands of the notebook.") { _, evaluator in
            try evaluator.builtins["get_ipython"].map { try evaluator.call($0) } ?? .none
        }
    }

    static var functions: [NativeFunction] {
        [
            NativeFunction(
                "display", "(*objs, display_id=None, clear=False, **kwargs)", "Shows values below the cell."
            ) { arguments, evaluator in
                try display(arguments[0].as(Tuple.self)?.elements ?? [], arguments[1], evaluator)
            },
            NativeFunction("update_display", "(obj, *, display_id, **kwargs)", "Replaces a value that is shown.") {
                arguments, evaluator in
                let bundle = try Renderer(evaluator).bundle(for: arguments[0])
                cell(evaluator)?.update(bundle, id: try evaluator.str(arguments[1]))
                return .none
            },
            NativeFunction("clear_output", "(wait=False)", "Removes what the cell has shown so far.") {
                arguments, evaluator in
                evaluator.output.flush()
                cell(evaluator)?.clear(wait: try evaluator.truth(arguments[0]))
                return .none
            },
        ]
    }

    private static func display(_ values: [Value], _ id: Value, _ evaluator: Evaluator) throws -> Value {
        let identifier: String? =
            switch id {
            case .none, .undefined: nil
            case .bool(true): "display-\(values.count)-\(ContinuousClock.now.hashValue)"
            default: try evaluator.str(id)
            }
        for value in values {
            let bundle = try Renderer(evaluator).bundle(for: value)
            if let cell = cell(evaluator) {
                evaluator.output.flush()
                cell.display(bundle, id: identifier)
            } else {
                evaluator.output.write((bundle.text ?? "") + "\n", to: .standardOutput)
            }
        }
        return identifier.map { .object(DisplayHandle($0)) } ?? .none
    }

    static func cell(_ evaluator: Evaluator) -> (any CellOutput)? { (evaluator.output as? CellStreams)?.cell }
}

/// What `display(..., display_id=True)` returns: shows another value in the same place.
final class DisplayHandle: Object {
    private let identifier: String

    init(_ identifier: String) { self.identifier = identifier }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "DisplayHandle", module: "IPython.core.display_functions",
        methods: [
            NativeFunction("update", "(self, obj)", "Shows another value in the same place.") { arguments, evaluator in
                guard let handle = arguments[0].as(DisplayHandle.self) else { return .none }
                let bundle = try Renderer(evaluator).bundle(for: arguments[1])
                DisplayModule.cell(evaluator)?.update(bundle, id: handle.identifier)
                return .none
            }
        ])

    override class var nativeType: TypeObject { typeObject }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == "display_id" ? Value(identifier) : try genericAttribute(name, evaluator)
    }
}
