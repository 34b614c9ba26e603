import Language

/// One part of the configuration: settings with names, read, set and printed as those of nnsight.
///
///     ApiConfigModel(HOST='ndif.dev', SSL=True, APIKEY=None, JOB_ID=None)
package final class SettingsObject: Object {
    private let name: String
    private var settings: [(name: Symbol, value: Value)]

    init(_ name: String, _ settings: [(name: Symbol, value: Value)]) {
        self.name = name
        self.settings = settings
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "SettingsModel", module: "nnsight.schema.Config")

    override package class var nativeType: TypeObject { typeObject }
    override package var acceptsAttributes: Bool { true }

    package subscript(name: Symbol) -> Value? {
        get { settings.first { $0.name == name }?.value }
        set {
            guard let index = settings.firstIndex(where: { $0.name == name }) else { return }
            settings[index].value = newValue ?? .none
        }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try self[name] ?? genericAttribute(name, evaluator)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        if self[name] == nil { return try setGenericAttribute(name, to: value, evaluator) }
        self[name] = value
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        "\(name)(\(try words(evaluator).joined(separator: ", ")))"
    }

    override package func str(_ evaluator: Evaluator) throws -> String {
        try words(evaluator).joined(separator: " ")
    }

    private func words(_ evaluator: Evaluator) throws -> [String] {
        try settings.map { "\($0.name)=\(try evaluator.repr($0.value))" }
    }
}
