import Language

/// Where remote jobs would go and with which key: `nnsight.CONFIG`, as tutorials set it before their first cell.
///
///     from nnsight import CONFIG
///     CONFIG.set_default_api_key("…")
package final class RemoteConfiguration: Object {
    private let parts: SettingsObject
    private let service: SettingsObject

    /// The key comes from `NDIF_API_KEY` when the environment has one.
    package init(environment: [String: String]) {
        service = SettingsObject(
            "ApiConfigModel",
            [
                ("HOST", Value(environment["NDIF_HOST"] ?? "ndif.dev")), ("SSL", true),
                ("APIKEY", environment["NDIF_API_KEY"].map { Value($0) } ?? .none), ("JOB_ID", .none),
            ])
        let application = SettingsObject("AppConfigModel", [("LOGGING", false), ("REMOTE_LOGGING", true)])
        parts = SettingsObject("ConfigModel", [("API", .object(service)), ("APP", .object(application))])
    }

    package var host: String { service["HOST"]?.as(Text.self)?.string ?? "" }
    package var apiKey: String? { service["APIKEY"]?.as(Text.self)?.string }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "ConfigModel", module: "nnsight.schema.Config",
        methods: [
            NativeFunction("set_default_api_key", "(self, apikey)", "Keeps the key for remote jobs of this session.") {
                arguments, evaluator in
                guard let configuration = arguments[0].as(RemoteConfiguration.self) else { return .none }
                configuration.service["APIKEY"] = arguments[1]
                return .none
            }
        ])

    override package class var nativeType: TypeObject { typeObject }
    override package var acceptsAttributes: Bool { true }

    /// `CONFIG.API.HOST`, `CONFIG.APP.LOGGING`
    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try parts[name] ?? genericAttribute(name, evaluator)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { try parts.repr(evaluator) }
    override package func str(_ evaluator: Evaluator) throws -> String { try parts.str(evaluator) }
}
