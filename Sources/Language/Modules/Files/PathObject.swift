import Glibc

/// `pathlib.Path`: a path with its operations as methods.
public final class PathObject: Object {
    public let path: String

    public init(_ path: String) {
        let isAbsolute = path.hasPrefix("/")
        let parts = path.split(separator: "/").filter { $0 != "." }
        let text = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
        self.path = text.isEmpty ? "." : text
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "PosixPath", module: "pathlib", documentation: "A path: Path(*parts).",
        methods: PathObject.methods, attributes: PathObject.properties,
        allocate: { _, arguments, evaluator in
            let parts = try arguments.positionals.map { try OperatingSystem.path($0, evaluator) }
            return .object(PathObject(PathText.join(parts.first ?? "", Array(parts.dropFirst()))))
        })

    override public class var nativeType: TypeObject { typeObject }
    override public class var hasPlainMethods: Bool { true }

    var parts: [String] {
        (path.hasPrefix("/") ? ["/"] : []) + path.split(separator: "/").map(String.init).filter { $0 != "." }
    }
    /// The last part; of the root, as of `.`, nothing.
    var name: String { path == "." || path == "/" ? "" : PathText.split(path).tail }
    var suffix: String { PathText.splitExtension(name).suffix }

    var parent: PathObject {
        let head = PathText.split(path).head
        return PathObject(head.isEmpty ? "." : head)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String { "PosixPath(\(QuotedText.quoted(path)))" }
    override public func str(_ evaluator: Evaluator) throws -> String { path }
    override public func hash(_ evaluator: Evaluator) throws -> Int { Text(path).hashCode ^ 0x50A7 }

    override public func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard specification.isEmpty else { return try super.format(specification, evaluator) }
        return path
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .divide, other.as(Text.self) != nil || other.as(PathObject.self) != nil else { return nil }
        let part = try OperatingSystem.path(other, evaluator)
        return .object(PathObject(reflected ? PathText.join(part, [path]) : PathText.join(path, [part])))
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(PathObject.self) else { return nil }
        let order = parts == other.parts ? 0 : parts.lexicographicallyPrecedes(other.parts) ? -1 : 1
        return Scalar.ordered(operation, order, 0)
    }

    /// `pathlib`
    static func module() -> ModuleObject {
        let module = ModuleObject("pathlib", documentation: "Paths as objects.")
        for name in ["Path", "PosixPath", "PurePath", "PurePosixPath"] {
            module.namespace[Symbol(name)] = .object(typeObject)
        }
        return module
    }
}
