/// What config.json says about a model, completed by the defaults of transformers 4.45 for its family.
///
///     let configuration = try Configuration(folder)
///     try configuration.size("hidden_size")   // 64, which GPT-2 keeps under "n_embd"
///
/// A file may claim anything, so sizes are read through `size`, which refuses what no model has. Copies share their
/// attributes, so that `model.config.use_cache = False` reaches the layers of the model.
package struct Configuration {
    /// The class that transformers would give it, such as `GPT2Config`.
    package let className: String
    package let modelType: String
    package let nameOrPath: String
    private let shared: Attributes
    private let aliases: [String: String]

    private final class Attributes {
        var members: [JSONMember] = []
        var values: AnyObject?
    }

    /// Grows when an attribute of any configuration is set: what was learned from configurations before may be out of date.
    // Written on the thread that holds the models only.
    nonisolated(unsafe) package private(set) static var revision = 0

    /// What the language keeps beside the attributes: values that are changed in place, which JSON cannot be.
    package var values: AnyObject? {
        get { shared.values }
        nonmutating set { shared.values = newValue }
    }

    package init(_ folder: ModelFolder) throws {
        guard let json = try folder.json("config.json") else {
            throw CheckpointError.missingFile(name: "config.json", folder: folder.path)
        }
        try self.init(json: json, nameOrPath: folder.name)
    }

    /// Reads the attributes of config.json; other attributes given here stand before those of the file.
    package init(json: JSONValue, nameOrPath: String = "", overrides: [JSONMember] = []) throws {
        guard let members = json.members, let modelType = json["model_type"]?.string else {
            throw CheckpointError.missingEntry(name: "model_type", file: "config.json")
        }
        guard let family = ConfigurationFamily.all[modelType] else {
            throw CheckpointError.unsupported(
                "the model type '\(modelType)' is not supported; supported are "
                    + ConfigurationFamily.all.keys.sorted().joined(separator: ", "))
        }
        self.modelType = modelType
        self.nameOrPath = nameOrPath
        className = family.className
        aliases = family.aliases
        shared = Attributes()
        for member in members + overrides { set(member.name, to: member.value) }
        let defaults = try family.attributes() + ConfigurationFamily.common()
        for member in defaults where value(member.name) == nil { shared.members.append(member) }
        set("_name_or_path", to: .string(nameOrPath))
        set("transformers_version", to: .string(ConfigurationFamily.version))
        for member in ConfigurationFamily.derived(self) { set(member.name, to: member.value) }
    }

    /// The same attributes under another name; a change of one does not reach the other.
    package func copy(nameOrPath: String) -> Configuration {
        Configuration(self, nameOrPath: nameOrPath)
    }

    private init(_ other: Configuration, nameOrPath: String) {
        className = other.className
        modelType = other.modelType
        self.nameOrPath = nameOrPath
        aliases = other.aliases
        shared = Attributes()
        shared.members = other.attributes
    }

    /// Every attribute by name, those of the file first.
    package var attributes: [JSONMember] { shared.members }

    /// The attribute, also under the name that other families use for it.
    package subscript(name: String) -> JSONValue? { value(ownName(name)) }

    private func value(_ name: String) -> JSONValue? { shared.members.first { $0.name == name }?.value }

    /// The name under which this family keeps an attribute: "n_embd" for "hidden_size".
    package func ownName(_ name: String) -> String { aliases[name] ?? name }

    /// Sets an attribute as `model.config.name = value` does.
    package func set(_ name: String, to value: JSONValue) {
        let name = ownName(name)
        Configuration.revision &+= 1
        if let index = shared.members.firstIndex(where: { $0.name == name }) {
            shared.members[index].value = value
        } else {
            shared.members.append(JSONMember(name, value))
        }
    }

    /// The names that transformers looks for, without the aliases.
    package var architectures: [String] { self["architectures"]?.array?.compactMap(\.string) ?? [] }
}

extension Configuration {
    /// No published model comes near this in any of its sizes.
    static let sizeLimit = 1 << 24
    /// Each layer is a tree of modules, so that their number costs memory before any weight is there.
    private static let layerLimit = 1 << 12
    private static let layerNames: Set = ["n_layer", "num_layers", "num_hidden_layers"]

    /// A number of things: layers, heads, dimensions. At least 1, at most the limit.
    package func size(_ name: String) throws -> Int {
        let limit = Self.layerNames.contains(name) ? Self.layerLimit : Self.sizeLimit
        guard let value = self[name]?.integer, 1...limit ~= value else {
            throw wrongType(name, expected: "a whole number from 1 to \(limit)")
        }
        return value
    }

    /// A size that may be null or absent.
    package func optionalSize(_ name: String) throws -> Int? {
        guard let value = self[name], !value.isNull else { return nil }
        return try size(name)
    }

    package func number(_ name: String) throws -> Double {
        guard let value = self[name]?.number, value.isFinite else { throw wrongType(name, expected: "a number") }
        return value
    }

    package func boolean(_ name: String) throws -> Bool {
        guard let value = self[name]?.boolean else { throw wrongType(name, expected: "true or false") }
        return value
    }

    package func string(_ name: String) throws -> String {
        guard let value = self[name]?.string else { throw wrongType(name, expected: "a text") }
        return value
    }

    /// A token id, nil if it is null or absent; the first of a list.
    package func tokenID(_ name: String) -> Int? { self[name]?.integer ?? self[name]?.array?.first?.integer }

    private func wrongType(_ name: String, expected: String) -> CheckpointError {
        .wrongType(name: name, expected: expected, found: JSONWriter.text(self[name] ?? .null))
    }
}

extension Configuration: CustomStringConvertible {
    /// The text that transformers prints: the class, then what the family has of its own or the file changes, by name.
    package var description: String { "\(className) \(JSONWriter.indented(.object(changes)))\n" }

    /// What is shown and saved: the attributes that are not those of every configuration, in alphabetical order.
    package var changes: [JSONMember] {
        let common = (try? ConfigurationFamily.common()) ?? []
        let own = (try? ConfigurationFamily.all[modelType]?.attributes()) ?? []
        var shown = attributes.filter { attribute in
            attribute.name == "transformers_version"
                || common.first { $0.name == attribute.name }?.value != attribute.value
                || own.contains { $0.name == attribute.name && $0.value != attribute.value }
        }
        shown.removeAll { $0.name == "_name_or_path" || $0.name == "_attn_implementation" }
        if !nameOrPath.isEmpty { shown.append(JSONMember("_name_or_path", .string(nameOrPath))) }
        return shown.sorted { $0.name < $1.name }
    }
}
