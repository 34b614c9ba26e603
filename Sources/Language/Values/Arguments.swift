/// The arguments of a running call: positional values, then the values of the keywords.
/// They are borrowed for the call, so the type cannot be stored; `positionals` and `keywords` copy them.
/// `Arguments([1, 2], keywords: [("dim", 0)])`
public struct Arguments: ~Copyable {
    private let base: UnsafePointer<Value>
    /// How many are positional.
    public let count: Int
    /// The names of the values after the positional ones.
    public let keywordNames: [Symbol]
    /// Keeps the values alive when they do not lie in a frame.
    private let owner: ArgumentStorage?

    /// Borrows values that stay where they are during the call.
    @inline(__always)
    package init(borrowing base: UnsafePointer<Value>, count: Int, keywordNames: [Symbol] = []) {
        self.base = base
        self.count = count
        self.keywordNames = keywordNames
        owner = nil
    }

    public init(_ positionals: [Value] = [], keywords: [(name: Symbol, value: Value)] = []) {
        let storage = ArgumentStorage(positionals + keywords.map(\.value))
        owner = storage
        base = UnsafePointer(storage.values)
        count = positionals.count
        keywordNames = keywords.map(\.name)
    }

    /// The positional argument at an index, or `.undefined` when there are fewer.
    /// In the body of a `NativeFunction`: the parameter at that index of the signature.
    @inline(__always)
    public subscript(index: Int) -> Value {
        index >= 0 && index < count ? base[index] : .undefined
    }

    /// The name is looked at only when there are keywords: making a symbol of a literal takes longer than most calls.
    public subscript(keyword name: @autoclosure () -> Symbol) -> Value? {
        if keywordNames.isEmpty { return nil }
        return keywordNames.firstIndex(of: name()).map { base[count + $0] }
    }

    public var isEmpty: Bool { count == 0 && keywordNames.isEmpty }

    public var positionals: [Value] { Array(UnsafeBufferPointer(start: base, count: count)) }

    public var keywords: [(name: Symbol, value: Value)] {
        keywordNames.indices.map { (keywordNames[$0], base[count + $0]) }
    }

    /// The same arguments with one more in front: how a method passes `self`.
    public func prepending(_ value: Value) -> Arguments {
        Arguments([value] + positionals, keywords: keywords)
    }

    /// The same arguments without the first positional one.
    public func dropFirst() -> Arguments {
        Arguments(Array(positionals.dropFirst()), keywords: keywords)
    }

    /// All values, positional and keyword ones.
    package func forEachValue(_ body: (Value) throws -> Void) rethrows {
        for index in 0..<(count + keywordNames.count) { try body(base[index]) }
    }

    @inline(__always)
    package var pointer: UnsafePointer<Value> { base }
}

/// Owns the values of arguments that native code passes.
private final class ArgumentStorage {
    let values: UnsafeMutablePointer<Value>
    private let count: Int

    init(_ elements: [Value]) {
        count = elements.count
        values = .allocate(capacity: max(1, count))
        for (index, element) in elements.enumerated() { (values + index).initialize(to: element) }
    }

    deinit {
        values.deinitialize(count: count)
        values.deallocate()
    }
}
