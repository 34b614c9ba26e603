/// The classes of scalars and of the containers that the evaluator itself makes.
// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) public static let noneType = TypeObject(native: "NoneType")
    nonisolated(unsafe) public static let int = TypeObject(native: "int")
    nonisolated(unsafe) public static let bool = TypeObject(native: "bool", bases: [.int])
    nonisolated(unsafe) public static let float = TypeObject(native: "float")
    nonisolated(unsafe) public static let str = TypeObject(native: "str")
    nonisolated(unsafe) public static let list = TypeObject(native: "list")
    nonisolated(unsafe) public static let tuple = TypeObject(native: "tuple")
    nonisolated(unsafe) public static let dict = TypeObject(native: "dict")
}
