/// Python's `list`.
public final class List: Object {
    public var elements: [Value]

    override public class var nativeType: TypeObject { .list }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) { self.elements = elements }
}
