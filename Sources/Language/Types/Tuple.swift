/// Python's `tuple`.
public final class Tuple: Object {
    public let elements: [Value]

    override public class var nativeType: TypeObject { .tuple }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) { self.elements = elements }
}
