import Language

/// A step as a saved graph has it: the name of what is called, and the arguments.
struct TargetForm {
    let target: String
    var arguments: [Value]
    var keywords: [(name: Symbol, value: Value)]

    static let protocols = "nnsight.tracing.protocols."
    static let moduleValue = "nnsight.intervention.InterventionProtocol"
    static let attribute = "nnsight.util.fetch_attr"
    static let methodCall = "nnsight.tracing.Proxy.Proxy.proxy_call"

    init(_ entry: GraphRecord.Entry, path: (Value) -> String?) throws {
        arguments = entry.arguments
        keywords = entry.keywords
        switch entry.action {
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem:
            target = "_operator." + entry.action.title
        case .getAttribute(let name):
            target = TargetForm.attribute
            arguments.append(Value(name.text))
        case .setAttribute(let name):
            target = "builtins.setattr"
            arguments.insert(Value(name.text), at: min(1, arguments.count))
        case .call(let title):
            target = try TargetForm.callTarget(&arguments, title)
        case .callModule(let withHooks):
            target = TargetForm.protocols + "ApplyModuleProtocol"
            let module = arguments.isEmpty ? Value.none : arguments.removeFirst()
            guard let place = path(module) else {
                throw InterventionError.notData("a module outside of the model").pythonError
            }
            arguments.insert(Value(place), at: 0)
            if withHooks { keywords.append((name: "hook", value: true)) }
        case .log: target = "builtins.print"
        case .module(let point):
            target = TargetForm.moduleValue
            let side = point.side == .output ? ".output" : ".input"
            arguments = [Value(point.path + side), .int(point.group), .int(point.call)]
        case .gradient(let pass):
            target = TargetForm.protocols + "GradProtocol"
            arguments.append(.int(pass - 1))
        case .choose: target = "nnsight.choose"
        case .update, .swap, .given, .stop: target = TargetForm.protocols + entry.action.title
        case .skip: target = "nnsight.skip"
        case .exit: target = "nnsight.exit"
        case .subgraph: target = TargetForm.protocols + "LocalBackendExecuteProtocol"
        }
    }

    private static func callTarget(_ arguments: inout [Value], _ title: String) throws -> String {
        guard let callee = arguments.first else { return methodCall }
        if callee.as(NodeReference.self) != nil { return methodCall }
        guard let name = FunctionNames.name(of: callee) else {
            throw InterventionError.functionNotListed(title).pythonError
        }
        arguments.removeFirst()
        return name
    }
}
