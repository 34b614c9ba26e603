/// A text on its way through the tokenizer: its scalars, and for each the part of the original that it came from.
///
///     AlignedText("Paris").lowercased().spans[0]   // 0..<1
///
/// Spans count scalars of the original text (as Python counts characters). Normalizers change the scalars and carry the spans along.
struct AlignedText {
    private(set) var scalars: [Unicode.Scalar]
    private(set) var spans: [Range<Int>]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        spans = scalars.indices.map { $0..<($0 + 1) }
    }

    init(scalars: [Unicode.Scalar] = [], spans: [Range<Int>] = []) {
        self.scalars = scalars
        self.spans = spans
    }

    var count: Int { scalars.count }
    var isEmpty: Bool { scalars.isEmpty }
    var string: String { String(scalars) }

    /// The part of the original that these scalars came from.
    func span(of range: Range<Int>) -> Range<Int> {
        guard range.lowerBound >= 0, range.upperBound <= spans.count, let last = range.last else {
            let place = spans.indices.contains(range.lowerBound) ? spans[range.lowerBound].lowerBound : 0
            return place..<place
        }
        let start = spans[range.lowerBound].lowerBound
        return start..<max(start, spans[last].upperBound)
    }

    subscript(range: Range<Int>) -> AlignedText {
        AlignedText(scalars: Array(scalars[range]), spans: Array(spans[range]))
    }

    mutating func append(_ scalar: Unicode.Scalar, from span: Range<Int>) {
        scalars.append(scalar)
        spans.append(span)
    }

    mutating func append(contentsOf other: AlignedText) {
        scalars += other.scalars
        spans += other.spans
    }

    /// Puts a prefix before the text; it shares the span of the first scalar.
    mutating func prepend(_ prefix: String) {
        guard let first = spans.first else { return }
        let added = Array(prefix.unicodeScalars)
        scalars.insert(contentsOf: added, at: 0)
        spans.insert(contentsOf: repeatElement(first, count: added.count), at: 0)
    }

    /// Each scalar replaced by what the closure gives: none, one or several, all of them with its span.
    func mapped(_ transform: (Unicode.Scalar) -> some Sequence<Unicode.Scalar>) -> AlignedText {
        var result = AlignedText()
        for (scalar, span) in zip(scalars, spans) {
            for output in transform(scalar) { result.append(output, from: span) }
        }
        return result
    }

    func filtered(_ keep: (Unicode.Scalar) -> Bool) -> AlignedText {
        var result = AlignedText()
        for (scalar, span) in zip(scalars, spans) where keep(scalar) { result.append(scalar, from: span) }
        return result
    }

    func lowercased() -> AlignedText { mapped { $0.properties.lowercaseMapping.unicodeScalars } }

    /// Every occurrence of the pattern replaced; a replacement has the span of what it stands for.
    func replacing(_ pattern: [Unicode.Scalar], with replacement: [Unicode.Scalar]) -> AlignedText {
        guard !pattern.isEmpty else { return self }
        var result = AlignedText()
        var index = 0
        while index < count {
            if matches(pattern, at: index) {
                let span = span(of: index..<(index + pattern.count))
                for scalar in replacement { result.append(scalar, from: span) }
                index += pattern.count
            } else {
                result.append(scalars[index], from: spans[index])
                index += 1
            }
        }
        return result
    }

    /// Whether the pattern stands at that place.
    func matches(_ pattern: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + pattern.count <= count else { return false }
        return zip(pattern, scalars[index...]).allSatisfy { $0 == $1 }
    }
}

extension String {
    /// The string of these scalars.
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
