/// A generator as the argument of an operation.
extension Generator: ArgumentConvertible {
    static var argumentName: String { "torch._C.Generator" }

    static func from(_ argument: Argument) -> Generator? {
        guard case .generator(let generator) = argument else { return nil }
        return generator
    }
}
