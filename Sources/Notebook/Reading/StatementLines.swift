/// The lines of a cell at which a statement may begin: not inside a string or brackets, and not after a backslash.
///
///     StatementLines("x = [\n%a\n]\n%b").starts   // [0, 3]
package struct StatementLines {
    /// Line numbers, counted from 0.
    package private(set) var starts: Set<Int> = [0]
    private var depth = 0
    /// The delimiter of the string that is open: one quote or three.
    private var quote: [UInt8] = []
    private var line = 0

    package init(_ text: String) {
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count { index += read(bytes, at: index) }
    }

    /// Reads one character or delimiter; returns how many bytes that was.
    private mutating func read(_ bytes: [UInt8], at index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "\\"): return escape(bytes, at: index)
        case UInt8(ascii: "\n"):
            line += 1
            if quote.count == 1 { quote = [] }
            if depth == 0, quote.isEmpty { starts.insert(line) }
            return 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return toggleQuote(bytes, at: index)
        default: break
        }
        guard quote.isEmpty else { return 1 }
        switch byte {
        case UInt8(ascii: "#"):
            return bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 - index } ?? bytes.count
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        case UInt8(ascii: "!"), UInt8(ascii: "%"):
            // The rest of a command line is not Python: its quotes and brackets open nothing.
            if isFirst(bytes, index) {
                return bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 - index } ?? bytes.count
            }
        default: break
        }
        return 1
    }

    private func isFirst(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard depth == 0 else { return false }
        let before = bytes[..<index].reversed().prefix { $0 != UInt8(ascii: "\n") }
        return before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private mutating func escape(_ bytes: [UInt8], at index: Int) -> Int {
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { line += 1 }
        return 2
    }

    private mutating func toggleQuote(_ bytes: [UInt8], at index: Int) -> Int {
        let byte = bytes[index]
        let isTriple = index + 2 < bytes.count && bytes[index + 1] == byte && bytes[index + 2] == byte
        if quote.isEmpty {
            quote = isTriple ? [byte, byte, byte] : [byte]
            return quote.count
        }
        guard quote[0] == byte else { return 1 }
        if quote.count == 3, !isTriple { return 1 }
        defer { quote = [] }
        return quote.count
    }
}
