/// The dotted name at a cursor: `model.transformer.h` has the owner `model.transformer` and the prefix `h`.
struct Word {
    let path: [String]
    /// Where the last part begins, in code points.
    let start: Int

    var owner: [String] { Array(path.dropLast()) }
    var prefix: String { path.last ?? "" }

    /// The name that ends at the cursor.
    init(before cursor: Int, in code: String) {
        let scalars = Array(code.unicodeScalars)
        self.init(scalars, end: min(max(0, cursor), scalars.count))
    }

    /// The name in which the cursor stands.
    init(around cursor: Int, in code: String) {
        let scalars = Array(code.unicodeScalars)
        var end = min(max(0, cursor), scalars.count)
        while end < scalars.count, Word.isNamePart(scalars[end]) { end += 1 }
        self.init(scalars, end: end)
    }

    private init(_ scalars: [Unicode.Scalar], end: Int) {
        var begin = end
        while begin > 0, Word.isNamePart(scalars[begin - 1]) || scalars[begin - 1] == "." { begin -= 1 }
        let text = String(String.UnicodeScalarView(scalars[begin..<end]))
        path = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        start = end - (path.last?.unicodeScalars.count ?? 0)
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
