import Glibc

/// Python's `str`: immutable, indexed by code point. ASCII texts find their code points by offset; others build an
/// array of them when first indexed.
public final class Text: Object {
    public private(set) var string: String
    /// How many code points; -1 until someone asks.
    private var knownCount = -1
    private var knownHash = 0
    private var knownScalars: [UInt32]?

    override public class var nativeType: TypeObject { .str }
    override public class var hasPlainMethods: Bool { true }

    public init(_ string: String) {
        self.string = string
        if let short = ShortText(string), short.isASCII { knownCount = short.count }
    }

    /// A text of a few ASCII bytes.
    init(_ short: ShortText) {
        string = short.asciiString
        knownCount = short.count
    }

    /// The text of a range of UTF-8 bytes.
    convenience init(bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        if let short = ShortText(bytes: part), short.isASCII {
            self.init(short)
        } else {
            self.init(String(decoding: part, as: UTF8.self))
        }
    }

    /// The decimal digits of a number.
    static func decimal(_ number: Int) -> Text {
        ShortText(number).map { Text($0) } ?? Text(String(number))
    }

    /// Lengthens a text that nobody else holds: what keeps `text += piece` in a loop from copying it each time.
    package func append(_ suffix: Text) {
        string += suffix.string
        if knownCount >= 0 { knownCount = suffix.knownCount >= 0 ? knownCount + suffix.knownCount : -1 }
        knownHash = 0
        knownScalars = nil
    }

    /// The number of code points: `len(text)`.
    public var count: Int {
        if knownCount < 0 { knownCount = Text.countScalars(string) }
        return knownCount
    }

    public var isASCII: Bool { count == string.utf8.count }

    private static func countScalars(_ string: String) -> Int {
        string.withBytes { bytes in
            var count = 0
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// The code points, for everything that works by position on a text that is not ASCII.
    package var scalars: [UInt32] {
        if let knownScalars { return knownScalars }
        let scalars = string.unicodeScalars.map(\.value)
        if !isASCII { knownScalars = scalars }
        return scalars
    }

    /// The words of the string, read in place: the string itself would be held once more meanwhile.
    @inline(__always)
    private var words: ShortText.Words {
        withUnsafeMutablePointer(to: &string) { UnsafeRawPointer($0).load(as: ShortText.Words.self) }
    }

    /// Negative, zero or positive as this comes before, is, or comes after the other.
    @inline(__always)
    package func order(_ other: Text) -> Int {
        if let mine = ShortText(words: words), let theirs = ShortText(words: other.words) { return mine.order(theirs) }
        return Text.order(string, other.string)
    }

    @inline(__always)
    package func isEqual(to other: Text) -> Bool {
        // Equality of code points: Swift's own would equate different normal forms.
        if knownHash != 0, other.knownHash != 0, knownHash != other.knownHash { return false }
        if let mine = ShortText(words: words), let theirs = ShortText(words: other.words) {
            return mine.isEqual(to: theirs)
        }
        return Text.areEqual(string, other.string)
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
        // The order of UTF-8 bytes is the order of code points.
        return first.withBytes(and: second) { a, b in
            let common = min(a.count, b.count)
            if common > 0, let a = a.baseAddress, let b = b.baseAddress {
                let order = memcmp(a, b, common)
                if order != 0 { return Int(order) }
            }
            return a.count - b.count
        }
    }

    /// The text at a code point, which must be within bounds.
    package func character(at index: Int) -> Value {
        if isASCII {
            let position = string.utf8.index(string.utf8.startIndex, offsetBy: index)
            return .object(Text.single(string.utf8[position]))
        }
        return .object(Text.single(scalar: scalars[index]))
    }

    /// Texts of one ASCII character, which are shared.
    // Immutable but for caches that every thread fills alike; only the cell thread uses them.
    nonisolated(unsafe) private static let singles: [Text] = (0..<128).map { Text(String(Unicode.Scalar(UInt8($0)))) }

    // As above.
    nonisolated(unsafe) package static let empty = Text("")

    @inline(__always)
    static func single(_ byte: UInt8) -> Text { singles[Int(byte & 0x7F)] }

    package static func single(scalar: UInt32) -> Text {
        if scalar < 128 { return singles[Int(scalar)] }
        return Text(String(Unicode.Scalar(scalar) ?? "\u{FFFD}"))
    }

    /// The text of a slice.
    package func slice(_ range: SliceRange) -> Text {
        guard range.count > 0 else { return Text.empty }
        if range.step == 1, range.count == count { return derivation == nil ? self : Text(string) }
        guard isASCII else { return Text(String(scalars: range.indices.lazy.map { self.scalars[$0] })) }
        return string.withBytes { bytes in
            if range.step == 1 { return Text(bytes: bytes, range.start..<range.start + range.count) }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { buffer in
                var index = range.start
                for position in 0..<range.count {
                    buffer.initializeElement(at: position, to: bytes[index])
                    index &+= range.step
                }
                return Text(bytes: UnsafeBufferPointer(buffer), 0..<range.count)
            }
        }
    }

    // MARK: What the language asks

    override public func hash(_ evaluator: Evaluator) throws -> Int { hashCode }

    package var hashCode: Int {
        if knownHash == 0 { knownHash = Text.hash(of: string) }
        return knownHash
    }

    /// A fast mixing of the UTF-8 bytes; never 0.
    private static func hash(of string: String) -> Int {
        if let short = ShortText(string) { return short.hash }
        return string.withBytes { bytes in
            // The same text may lie in the words of a string or, after some changes, elsewhere.
            if bytes.count <= ShortText.limit, let short = ShortText(bytes: bytes) { return short.hash }
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
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { !string.isEmpty }
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
        return string.withBytes(and: needle.string) { bytes, wanted in TextSearch.first(wanted, in: bytes) != nil }
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { TextIterator(self) }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add where !reflected:
            if let other = other.as(Text.self) {
                try SizeLimit.bytes(string.utf8.count + other.string.utf8.count)
                return .object(Text(string + other.string))
            }
            if other.object?.interceptsCalls == true { return nil }
            throw PythonError(.typeError, "can only concatenate str (not \"\(other.typeName)\") to str")
        case .multiply: return try repeated(other, evaluator)
        case .modulo where !reflected:
            return Value(try PercentFormatting.format(string, with: other, evaluator))
        default: return nil
        }
    }

    private func repeated(_ count: Value, _ evaluator: Evaluator) throws -> Value? {
        guard let count = try Indexing.repeatCount(count, evaluator) else { return nil }
        try SizeLimit.bytes(string.utf8.count.multipliedReportingOverflow(by: max(count, 0)))
        return .object(Text(String(repeating: string, count: max(count, 0))))
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

/// Iterates the code points of a text.
final class TextIterator: ValueIterator {
    private let text: Text
    private let isASCII: Bool
    private var index: String.UTF8View.Index

    init(_ text: Text) {
        self.text = text
        isASCII = text.isASCII
        index = text.string.utf8.startIndex
    }

    override var copy: ValueIterator? {
        let copy = TextIterator(text)
        copy.index = index
        return copy
    }

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "str_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        let bytes = text.string.utf8
        guard index < bytes.endIndex else { return nil }
        if isASCII {
            let byte = bytes[index]
            index = bytes.index(after: index)
            return .object(Text.single(byte))
        }
        let scalar = text.string.unicodeScalars[index]
        index = text.string.unicodeScalars.index(after: index)
        return .object(Text.single(scalar: scalar.value))
    }
}
