/// An object of which there is one only: `Ellipsis` and `NotImplemented`.
package final class Singleton: Object {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let ellipsis = Singleton("Ellipsis", .ellipsis)
    nonisolated(unsafe) package static let notImplemented = Singleton("NotImplemented", .notImplemented)

    private let name: String
    private let ownType: TypeObject

    private init(_ name: String, _ type: TypeObject) {
        self.name = name
        ownType = type
    }

    override public var type: TypeObject { ownType }
    override public func repr(_ evaluator: Evaluator) throws -> String { name }
    override public func attributeNames() -> [Symbol] { [] }
}

extension TypeObject {
    nonisolated(unsafe) package static let ellipsis = TypeObject(native: "ellipsis")
    nonisolated(unsafe) package static let notImplemented = TypeObject(native: "NotImplementedType")
}
