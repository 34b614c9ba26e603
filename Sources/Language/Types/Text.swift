import CReferences
import Glibc

/// Python's `str`: immutable, indexed by code point. ASCII texts find their code points by offset; others build an
/// array of them when first indexed.
public final class Text: Object {
    public private(set) var string: String
    /// How many code points; -1 until someone asks, and for ever where they are too many to note.
    private var knownCount: Int32 = -1
    /// 0 until someone asks. Half a word each for the count and the hash: texts are most of what a program keeps.
    private var knownHash: UInt32 = 0
    private var knownScalars: [UInt32]?

    override public class var nativeType: TypeObject { .str }
    override public class var hasPlainMethods: Bool { true }

    public init(_ string: String) {
        self.string = string
        if let short = ShortText(string), short.isASCII { knownCount = Int32(short.count) }
    }

    /// A text of a few ASCII bytes.
    init(_ short: ShortText) {
        string = short.asciiString
        knownCount = Int32(short.count)
    }

    /// A text whose number of code points is known; -1 when it is not.
    init(_ string: String, count: Int) {
        self.string = string
        knownCount = Text.noted(count)
    }

    deinit { creferences_reclaim_text(Unmanaged.passUnretained(self).toOpaque()) }

    /// A count as a text notes it.
    @inline(__always)
    static func noted(_ count: Int) -> Int32 { Int32(exactly: count) ?? -1 }

    /// The decimal digits of a number.
    package static func decimal(_ number: Int) -> Text {
        ShortText(number).map { Text.make($0) } ?? Text.make(String(number))
    }

    /// Lengthens a text that nobody else holds: what keeps `text += piece` in a loop from copying it each time.
    package func append(_ suffix: Text) {
        let count = knownCount < 0 || suffix.knownCount < 0 ? -1 : Int(knownCount) + Int(suffix.knownCount)
        if !appendInPlace(suffix) { string += suffix.string }
        knownCount = Text.noted(count)
        knownHash = 0
        if knownScalars != nil { knownScalars = nil }
    }

    /// Takes another string of the same code points.
    func replaceString(_ string: String) { self.string = string }

    /// The number of code points: `len(text)`.
    public var count: Int {
        if knownCount >= 0 { return Int(knownCount) }
        let count = isMarkedASCII ? byteCount : Text.countScalars(bytes)
        knownCount = Text.noted(count)
        return count
    }

    public var isASCII: Bool { isMarkedASCII || count == byteCount }

    private static func countScalars(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// The code points, for everything that works by position on a text that is not ASCII.
    package var scalars: [UInt32] {
        if let knownScalars { return knownScalars }
        let scalars = string.unicodeScalars.map(\.value)
        if !isASCII { knownScalars = scalars }
        return scalars
    }

    /// Negative, zero or positive as this comes before, is, or comes after the other.
    @inline(__always)
    package func order(_ other: Text) -> Int {
        if let mine = ShortText(words: words), let theirs = ShortText(words: other.words) { return mine.order(theirs) }
        return Text.order(bytes, other.bytes)
    }

    @inline(__always)
    package func isEqual(to other: Text) -> Bool {
        // Equality of code points: Swift's own would equate different normal forms.
        if knownHash != 0, other.knownHash != 0, knownHash != other.knownHash { return false }
        if let mine = ShortText(words: words), let theirs = ShortText(words: other.words) {
            return mine.isEqual(to: theirs)
        }
        let (mine, theirs) = (bytes, other.bytes)
        guard mine.count == theirs.count else { return false }
        guard let first = mine.baseAddress, let second = theirs.baseAddress else { return true }
        return memcmp(first, second, mine.count) == 0
    }

    package static func areEqual(_ first: String, _ second: String) -> Bool {
        if let a = ShortText(first), let b = ShortText(second) { return a.isEqual(to: b) }
        guard first.utf8.count == second.utf8.count else { return false }
        return first.withBytes(and: second) { a, b in
            guard let a = a.baseAddress, let b = b.baseAddress else { return true }
            return memcmp(a, b, first.utf8.count) == 0
        }
    }

    /// Negative, zero or positive as the first text comes before, is, or comes after the second.
    package static func order(_ first: String, _ second: String) -> Int {
        if let a = ShortText(first), let b = ShortText(second) { return a.order(b) }
        return first.withBytes(and: second) { order($0, $1) }
    }

    private static func order(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Int {
        // The order of UTF-8 bytes is the order of code points.
        let common = min(first.count, second.count)
        if common > 0, let a = first.baseAddress, let b = second.baseAddress {
            let order = memcmp(a, b, common)
            if order != 0 { return Int(order) }
        }
        return first.count - second.count
    }

    /// The text at a code point, which must be within bounds.
    package func character(at index: Int) -> Value {
        if isASCII { return .object(Text.single(bytes[index])) }
        return .object(Text.single(scalar: scalars[index]))
    }

    /// Texts of one ASCII character, which are shared and never end.
    // Immutable but for caches that every thread fills alike; only the cell thread uses them.
    nonisolated(unsafe) static let letters: UnsafeMutablePointer<Value> = {
        let letters = UnsafeMutablePointer<Value>.allocate(capacity: 128)
        for byte in 0..<128 {
            (letters + byte).initialize(to: .object(Text(String(Unicode.Scalar(UInt8(byte))))))
        }
        return letters
    }()

    // As above.
    nonisolated(unsafe) package static let empty = Text("")

    @inline(__always)
    static func single(_ byte: UInt8) -> Text {
        // Taken with a reference of its own: what a borrowed place gives back counts none.
        Unmanaged<Text>.fromOpaque((letters + Int(byte & 0x7F)).address).takeUnretainedValue()
    }

    package static func single(scalar: UInt32) -> Text {
        if scalar < 128 { return single(UInt8(truncatingIfNeeded: scalar)) }
        return Text(String(Unicode.Scalar(scalar) ?? "\u{FFFD}"))
    }

    /// The text of a slice.
    @inline(never)
    package func slice(_ range: SliceRange) -> Text {
        let length = range.count
        guard length > 0 else { return Text.empty }
        if range.step == 1, length == count { return derivation == nil ? self : Text(string) }
        guard isASCII else { return Text(String(scalars: range.indices.lazy.map { self.scalars[$0] })) }
        let source = bytes
        if length == 1 { return Text.single(source[range.start]) }
        if range.step == 1 { return Text.make(source, range.start..<range.start + length, isASCII: true) }
        if range.step == -1, length == source.count, let short = ShortText(words: words) {
            return Text.make(short.reversed)
        }
        return Text.make(size: length, isASCII: true) { place in
            var index = range.start
            for position in 0..<length {
                (place + position).initialize(to: source[index])
                index &+= range.step
            }
        }
    }

    // MARK: What the language asks

    override public func hash(_ evaluator: Evaluator) throws -> Int { hashCode }

    @inline(__always)
    package var hashCode: Int { Int(knownHash != 0 ? knownHash : noteHash()) }

    @inline(never)
    private func noteHash() -> UInt32 {
        let hash = UInt(bitPattern: ShortText(words: words)?.hash ?? Text.hash(of: bytes))
        knownHash = max(UInt32(truncatingIfNeeded: hash ^ hash >> 32), 1)
        return knownHash
    }

    /// A fast mixing of the UTF-8 bytes; never 0.
    private static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        // The same text may lie in the words of a string or, after some changes, elsewhere.
        if let short = ShortText(bytes: bytes) { return short.hash }
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            let chunk = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            state = (state ^ chunk) &* 0xD6E8_FEB8_6659_FD93
            state ^= state >> 32
            offset += 8
        }
        for byte in bytes[offset...] { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        state = (state ^ (state >> 32)) &* 0xD6E8_FEB8_6659_FD93
        state ^= state >> 29
        return state == 0 ? 1 : Int(bitPattern: UInt(state))
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { byteCount != 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }
    override public func str(_ evaluator: Evaluator) throws -> String { string }
    override public func repr(_ evaluator: Evaluator) throws -> String { QuotedText.quoted(string) }

    override public func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard !specification.isEmpty else { return derivation == nil ? string : try evaluator.str(.object(self)) }
        return try FormatSpecification(specification, for: type.name).format(string)
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if case .int(let index) = key { return try item(at: index) }
        if let slice = key.as(Slice.self) { return .object(self.slice(try slice.range(count: count, evaluator))) }
        guard let index = try Indexing.position(key, evaluator) else {
            throw PythonError(.typeError, "string indices must be integers, not '\(key.typeName)'")
        }
        return try item(at: index)
    }

    private func item(at index: Int) throws -> Value {
        let position = index < 0 ? index + count : index
        guard position >= 0, position < count else { throw PythonError(.indexError, "string index out of range") }
        return character(at: position)
    }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let needle = value.as(Text.self) else {
            throw PythonError(.typeError, "'in <string>' requires string as left operand, not \(value.typeName)")
        }
        return withExtendedLifetime((self, needle)) { TextSearch.first(needle.bytes, in: bytes) != nil }
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { TextIterator(self) }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add where !reflected:
            if let other = other.as(Text.self) {
                try SizeLimit.bytes(byteCount + other.byteCount)
                return .object(joined(with: other))
            }
            if other.object?.interceptsCalls == true { return nil }
            throw PythonError(.typeError, "can only concatenate str (not \"\(other.typeName)\") to str")
        case .multiply: return try repeated(other, evaluator)
        case .modulo where !reflected:
            return .object(try PercentFormatting.format(self, with: other, evaluator))
        default: return nil
        }
    }

    private func repeated(_ count: Value, _ evaluator: Evaluator) throws -> Value? {
        guard let count = try Indexing.repeatCount(count, evaluator) else { return nil }
        let size = try SizeLimit.bytes(byteCount.multipliedReportingOverflow(by: max(count, 0)))
        let bytes = bytes
        return .object(
            Text.make(size: size, isASCII: isMarkedASCII) { Repetition.fill($0, with: bytes, size: size) })
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Text.self) else { return nil }
        switch operation {
        case .equal: return .bool(isEqual(to: other))
        case .notEqual: return .bool(!isEqual(to: other))
        default:
            let order = order(other)
            return Scalar.ordered(operation, order, 0)
        }
    }
}

extension String {
    /// The text of code points.
    init(scalars: some Sequence<UInt32>) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        self = String(view)
    }
}
