import Jupyter
import Language

/// The module `IPython.display`: values shown in a chosen form.
enum DisplayModule {
    static func register(with evaluator: Evaluator) {
        for name in ["IPython", "IPython.core", "IPython.utils", "IPython.core.getipython"] {
            evaluator.modules.register(name) { _ in
                ModuleObject(name, functions: [getShell], attributes: [("__version__", "8.26.0")])
            }
        }
        for name in ["IPython.display", "IPython.core.display"] {
            evaluator.modules.register(name) { _ in
                ModuleObject(
                    name, functions: functions, attributes: RichText.types.map { (Symbol($0.name), .object($0)) })
            }
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
                "display",
                "(*objs, display_id=None, clear=False, raw=False, metadata=None, include=None, exclude=None, **kwargs)",
                "Shows values below the cell; with display_id, gives a handle whose update() replaces them."
            ) { arguments, evaluator in
                if try evaluator.truth(arguments[2]) { cell(evaluator)?.clear(wait: true) }
                let values = arguments[0].as(Tuple.self)?.elements ?? []
                return try display(values, arguments[1], isRaw: try evaluator.truth(arguments[3]), evaluator)
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
            NativeFunction(
                "publish_display_data", "(data, metadata=None, **kwargs)", "Shows a dict from MIME types to contents."
            ) { arguments, evaluator in
                try display([arguments[0]], .none, isRaw: true, evaluator)
            },
        ] + ["html", "markdown", "latex", "svg", "json", "javascript"].map(showing)
    }

    /// `display_html(text)`
    private static func showing(_ name: String) -> NativeFunction {
        let type = ["svg": "image/svg+xml", "json": "application/json", "javascript": "application/javascript"][name]
        return NativeFunction("display_\(name)", "(*objs, raw=False, **kwargs)", "Shows values as \(name).") {
            arguments, evaluator in
            let values = arguments[0].as(Tuple.self)?.elements ?? []
            guard try evaluator.truth(arguments[1]) else { return try display(values, .none, isRaw: false, evaluator) }
            for value in values {
                let data = Dict()
                try data.set(type ?? "text/\(name)", to: value, evaluator)
                _ = try display([.object(data)], .none, isRaw: true, evaluator)
            }
            return .none
        }
    }

    private static func display(
        _ values: [Value], _ id: Value, isRaw: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        let identifier: String? =
            switch id {
            case .none, .undefined, .bool(false): nil
            case .bool(true): DisplayHandle.newIdentifier()
            default: try evaluator.str(id)
            }
        for value in values { try show(value, identifier, isRaw: isRaw, evaluator) }
        return identifier.map { .object(DisplayHandle($0)) } ?? .none
    }

    static func show(_ value: Value, _ identifier: String?, isRaw: Bool = false, _ evaluator: Evaluator) throws {
        let renderer = Renderer(evaluator)
        if try renderer.showsItself(value) { return }
        let bundle = try isRaw ? rawBundle(value, renderer, evaluator) : renderer.bundle(for: value)
        if let cell = cell(evaluator) {
            evaluator.output.flush()
            cell.display(bundle, id: identifier)
        } else {
            evaluator.output.write((bundle.text ?? "") + "\n", to: .standardOutput)
        }
    }

    /// A dict from MIME types to contents as it is.
    private static func rawBundle(_ value: Value, _ renderer: Renderer, _ evaluator: Evaluator) throws -> MIMEBundle {
        var bundle = MIMEBundle()
        for (type, content) in value.as(Dict.self)?.items ?? [] {
            let type = try evaluator.str(type)
            bundle[type] = try renderer.content(content, type)
        }
        return bundle
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
            },
            NativeFunction("display", "(self, obj)", "Shows a value once more, under the same identifier.") {
                arguments, evaluator in
                guard let handle = arguments[0].as(DisplayHandle.self) else { return .none }
                try DisplayModule.show(arguments[1], handle.identifier, evaluator)
                return .none
            },
        ])

    override class var nativeType: TypeObject { typeObject }

    /// 32 random hexadecimal digits, as IPython makes them.
    static func newIdentifier() -> String {
        (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }

    override func repr(_ evaluator: Evaluator) throws -> String { "<DisplayHandle display_id=\(identifier)>" }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == "display_id" ? Value(identifier) : try genericAttribute(name, evaluator)
    }
}
