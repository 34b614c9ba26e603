/// How large texts, bytes, lists and integers may become: MemoryError comes before the memory is asked for.
///
///     try SizeLimit.bytes(text.count.multipliedReportingOverflow(by: times))
package enum SizeLimit {
    private static let mostBytes = 1 << 30
    private static let mostElements = 1 << 28

    /// A size of texts or bytes; what overflowed is too large.
    @discardableResult
    package static func bytes(_ size: (partialValue: Int, overflow: Bool)) throws -> Int {
        guard !size.overflow else { throw PythonError(.memoryError, []) }
        return try bytes(size.partialValue)
    }

    @discardableResult
    package static func bytes(_ size: Int) throws -> Int {
        guard size < mostBytes else { throw PythonError(.memoryError, []) }
        return size
    }

    /// Whether a text may have so many bytes.
    @inline(__always)
    static func allows(bytes: Int) -> Bool { bytes < mostBytes }

    /// A count of elements; what overflowed is too large.
    @discardableResult
    package static func elements(_ count: (partialValue: Int, overflow: Bool)) throws -> Int {
        guard !count.overflow else { throw PythonError(.memoryError, []) }
        return try elements(count.partialValue)
    }

    @inline(__always) @discardableResult
    package static func elements(_ count: Int) throws -> Int {
        guard count < mostElements else { throw PythonError(.memoryError, []) }
        return count
    }
}
