/// Python's `dict`: keeps the order of insertion.
public final class Dict: Object {
    /// The pairs in order.
    public private(set) var items: [(key: Value, value: Value)] = []

    override public class var nativeType: TypeObject { .dict }
    override public class var hasPlainMethods: Bool { true }

    override public init() {}

    public var count: Int { items.count }

    public func get(_ key: Value, _ evaluator: Evaluator) throws -> Value? {
        try items.first { try evaluator.identicalOrEqual($0.key, key) }?.value
    }

    public func set(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        if let index = try items.firstIndex(where: { try evaluator.identicalOrEqual($0.key, key) }) {
            items[index].value = value
        } else {
            items.append((key, value))
        }
    }

    /// Removes a key; returns its value, or nil when it was absent.
    @discardableResult
    public func remove(_ key: Value, _ evaluator: Evaluator) throws -> Value? {
        guard let index = try items.firstIndex(where: { try evaluator.identicalOrEqual($0.key, key) }) else {
            return nil
        }
        return items.remove(at: index).value
    }
}
