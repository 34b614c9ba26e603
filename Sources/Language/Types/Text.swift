/// Python's `str`.
public final class Text: Object {
    public let string: String

    override public class var nativeType: TypeObject { .str }
    override public class var hasPlainMethods: Bool { true }

    public init(_ string: String) { self.string = string }

    override public func hash(_ evaluator: Evaluator) throws -> Int { string.hashValue }
    override public func str(_ evaluator: Evaluator) throws -> String { string }
}
