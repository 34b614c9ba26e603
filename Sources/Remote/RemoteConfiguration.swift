import Language

/// Where remote jobs would go and with which key: `nnsight.CONFIG`, as tutorials set it before their first cell.
///
///     from nnsight import CONFIG
///     CONFIG.set_default_api_key("…")
package final class RemoteConfiguration: Object {
    package private(set) var host: String
    package private(set) var apiKey: String?

    /// The key comes from `NDIF_API_KEY` when the environment has one.
    package init(environment: [String: String]) {
        host = environment["NDIF_HOST"] ?? "ndif.dev"
        apiKey = environment["NDIF_API_KEY"]
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "ConfigModel", module: "nnsight.schema.Config",
        methods: [
            NativeFunction("set_default_api_key", "(self, apikey)", "Keeps the key for remote jobs of this session.") {
                arguments, evaluator in
                guard let configuration = arguments[0].as(RemoteConfiguration.self) else { return .none }
                configuration.apiKey = try evaluator.str(arguments[1])
                return .none
            }
        ])

    override package class var nativeType: TypeObject { typeObject }

    /// `CONFIG.API.HOST` and `CONFIG.API.APIKEY`; the parts of the configuration are read and set on one object.
    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "API", "APP": .object(self)
        case "HOST": Value(host)
        case "APIKEY": apiKey.map { Value($0) } ?? Value.none
        default: try genericAttribute(name, evaluator)
        }
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        switch name.text {
        case "HOST": host = try evaluator.str(value)
        case "APIKEY": apiKey = try value.ifNotNone.map { try evaluator.str($0) }
        default: try setGenericAttribute(name, to: value, evaluator)
        }
    }

    override package var acceptsAttributes: Bool { true }
}
