import Glibc

/// Methods of texts done on registers, byte by byte; what is not the plain case goes on to the method itself.
extension Evaluator {
    /// Gives a closure the plain text in a register; `.undefined` when it holds anything else.
    @inline(__always)
    private func with(_ register: UnsafeMutablePointer<Value>, _ body: (Text) -> Value) -> Value {
        guard register.holds(textClass) else { return .undefined }
        // Held, not borrowed: a text may be its own result, and what is borrowed counts no reference for that.
        let text = Unmanaged<Text>.fromOpaque(register.address).takeUnretainedValue()
        return text.derivation == nil ? body(text) : .undefined
    }

    /// The same for two registers in a row.
    @inline(__always)
    private func withPair(_ first: UnsafeMutablePointer<Value>, _ body: (Text, Text) -> Value) -> Value {
        with(first) { text in with(first + 1) { body(text, $0) } }
    }

    func hasAffix(_ arguments: UnsafeMutablePointer<Value>, _ count: Int, atEnd: Bool) -> Value {
        count == 2 ? withPair(arguments) { .bool($0.has($1, atEnd: atEnd)) } : .undefined
    }

    func position(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2 else { return .undefined }
        return withPair(arguments) { text, wanted in
            text.isASCII ? .int(TextSearch.first(wanted.bytes, in: text.bytes) ?? -1) : .undefined
        }
    }

    func stripped(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1 else { return .undefined }
        return with(arguments) { .object($0.strippedOfSpace(leading: true, trailing: true) ?? $0) }
    }

    func mapped(_ arguments: UnsafeMutablePointer<Value>, _ count: Int, from first: UInt8, by change: UInt8) -> Value {
        guard count == 1 else { return .undefined }
        return with(arguments) { $0.mappingASCII(from: first, by: change).map { .object($0) } ?? .undefined }
    }

    func split(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        if count == 1 { return with(arguments) { $0.splitAtASCIISpace(limit: .max).map { .object($0) } ?? .undefined } }
        guard count == 2 else { return .undefined }
        return withPair(arguments) { text, separator in
            separator.byteCount > 0 ? .object(text.split(at: separator)) : .undefined
        }
    }

    func partitioned(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2 else { return .undefined }
        return withPair(arguments) { text, separator in
            separator.byteCount > 0 ? .object(text.partitioned(at: separator, fromRight: false)) : .undefined
        }
    }

    func replaced(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 3 else { return .undefined }
        return withPair(arguments) { text, old in
            with(arguments + 2) { new in
                guard old.byteCount > 0, text.allowsReplacing(old, by: new) else { return .undefined }
                return .object(text.replacing(old, by: new, limit: .max) ?? text)
            }
        }
    }

    func joined(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2, (arguments + 1).holds(listClass) else { return .undefined }
        return (arguments + 1).address.borrow(as: List.self) { list in
            let count = list.elements.count
            guard count > 1, let first = list.place(of: 0) else { return .undefined }
            return with(arguments) { $0.joining(first, count, textClass).map { .object($0) } ?? .undefined }
        }
    }
}

extension Text {
    /// Texts that lie in a row, with this one between them; nil when one is no text, or the whole is too long.
    func joining(_ first: UnsafeMutablePointer<Value>, _ count: Int, _ textClass: UnsafeRawPointer) -> Text? {
        var (size, isASCII) = (0, isMarkedASCII)
        let gaps = byteCount.multipliedReportingOverflow(by: max(count - 1, 0))
        guard !gaps.overflow, SizeLimit.allows(bytes: gaps.partialValue) else { return nil }
        for index in 0..<count {
            guard (first + index).holds(textClass) else { return nil }
            (first + index).address.borrow(as: Text.self) {
                size += $0.byteCount
                isASCII = isASCII && $0.isMarkedASCII
            }
        }
        guard SizeLimit.allows(bytes: size + gaps.partialValue) else { return nil }
        let whole = size + gaps.partialValue
        return Text.make(size: whole, isASCII: isASCII) { start in
            var place = start
            for index in 0..<count {
                if index > 0 { place = write(at: place, before: start + whole) }
                place = (first + index).address.borrow(as: Text.self) { $0.write(at: place, before: start + whole) }
            }
        }
    }

    /// Copies bytes and returns where the next ones belong.
    @inline(__always)
    static func write(
        _ bytes: UnsafeBufferPointer<UInt8>, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        guard let source = bytes.baseAddress else { return place }
        if bytes.count == 1 { place.initialize(to: source[0]) } else { memcpy(place, source, bytes.count) }
        return place + bytes.count
    }
}
