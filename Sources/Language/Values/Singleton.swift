/// An object of which there is one only: `Ellipsis` and `NotImplemented`.
package final class Singleton: Object {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let ellipsis = Singleton("Ellipsis", .ellipsis)
    nonisolated(unsafe) package static let notImplemented = Singleton("NotImplemented", .notImplemented)

    /// nil for one that prints as any object: `<dataclasses._MISSING_TYPE object at 0x…>`.
    private let name: String?
    private let ownType: TypeObject

    init(_ name: String?, _ type: TypeObject) {
        self.name = name
        ownType = type
    }

    override public var type: TypeObject { ownType }
    override public func repr(_ evaluator: Evaluator) throws -> String { try name ?? super.repr(evaluator) }
    override public func attributeNames() -> [Symbol] { [] }
}

extension TypeObject {
    nonisolated(unsafe) package static let ellipsis = TypeObject(native: "ellipsis")
    nonisolated(unsafe) package static let notImplemented = TypeObject(native: "NotImplementedType")
}
