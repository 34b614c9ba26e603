import Language
import Models
import Torch

/// How a model generates when a call says nothing else: `model.generation_config`, or `GenerationConfig(num_beams=4)`.
final class GenerationConfigObject: Object {
    let defaults: GenerationDefaults

    init(_ defaults: GenerationDefaults) { self.defaults = defaults }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "GenerationConfig", module: "transformers.generation.configuration_utils",
        methods: [
            NativeFunction("to_dict", "(self)", "Every option as a dict.") { arguments, evaluator in
                guard let defaults = arguments[0].as(GenerationConfigObject.self)?.defaults else { return .none }
                let all = try translatingModels {
                    try GenerationDefaults.defaults.map { JSONMember($0.name, try defaults.value($0.name) ?? .null) }
                }
                return try all.dict(evaluator)
            }
        ],
        allocate: { _, arguments, evaluator in
            let members = try arguments.keywords.map {
                JSONMember($0.name.text, try JSONValue($0.value, evaluator))
            }
            return .object(GenerationConfigObject(GenerationDefaults(members)))
        })

    override class var nativeType: TypeObject { typeObject }
    override var acceptsAttributes: Bool { true }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        let json = try translatingModels { try defaults.value(name.text) }
        return try json?.value(evaluator) ?? genericAttribute(name, evaluator)
    }

    override func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        let json = try JSONValue(value, evaluator)
        try translatingModels { try defaults.set(name.text, to: json) }
    }

    override func attributeNames() -> [Symbol] {
        GenerationDefaults.defaults.map { Symbol($0.name) } + super.attributeNames()
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let hidden: Set = ["_from_model_config", "transformers_version"]
        let shown = try translatingModels { try defaults.members() }.filter { !hidden.contains($0.name) }
        return "GenerationConfig \(JSONWriter.indented(.object(shown.sorted { $0.name < $1.name })))\n"
    }
}
