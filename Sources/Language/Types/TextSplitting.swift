/// Splitting at white space, `splitlines` and the strips, on code points.
extension String {
    /// Splits at runs of white space; leading and trailing white space gives no empty parts.
    package func splitAtWhitespace(limit: Int = .max) -> [Value] {
        let scalars = unicodeScalars
        var parts: [Value] = []
        var index = scalars.startIndex
        while true {
            while index < scalars.endIndex, scalars[index].isPythonSpace { index = scalars.index(after: index) }
            guard index < scalars.endIndex else { return parts }
            guard parts.count < limit else {
                return parts + [Value(String(self[index...]))]
            }
            let start = index
            while index < scalars.endIndex, !scalars[index].isPythonSpace { index = scalars.index(after: index) }
            parts.append(Value(String(self[start..<index])))
        }
    }

    /// As `splitAtWhitespace`, but the limit counts from the right.
    package func splitAtWhitespaceFromRight(limit: Int) -> [Value] {
        let scalars = unicodeScalars
        var parts: [Value] = []
        var end = scalars.endIndex
        while true {
            while end > scalars.startIndex, scalars[scalars.index(before: end)].isPythonSpace {
                end = scalars.index(before: end)
            }
            guard end > scalars.startIndex else { return parts.reversed() }
            guard parts.count < limit else {
                parts.append(Value(String(self[..<end])))
                return parts.reversed()
            }
            var start = end
            while start > scalars.startIndex, !scalars[scalars.index(before: start)].isPythonSpace {
                start = scalars.index(before: start)
            }
            parts.append(Value(String(self[start..<end])))
            end = start
        }
    }

    /// The lines, with or without their ends; `\r\n` is one end, and so are the other separators of Python's `splitlines`.
    package func splitLines(keepingEnds: Bool = false) -> [String] {
        let scalars = unicodeScalars
        var lines: [String] = []
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let lineEnd = index
            index = scalars.index(after: index)
            guard scalar.endsLine else { continue }
            if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" { index = scalars.index(after: index) }
            lines.append(String(self[start..<(keepingEnds ? index : lineEnd)]))
            start = index
        }
        if start < scalars.endIndex { lines.append(String(self[start...])) }
        return lines
    }

    /// Removes matching code points from one or both ends.
    package func stripped(
        leading: Bool = true, trailing: Bool = true, where matches: (Unicode.Scalar) -> Bool
    ) -> String {
        let scalars = unicodeScalars
        var (start, end) = (scalars.startIndex, scalars.endIndex)
        while leading, start < end, matches(scalars[start]) { start = scalars.index(after: start) }
        while trailing, start < end, matches(scalars[scalars.index(before: end)]) { end = scalars.index(before: end) }
        return start == scalars.startIndex && end == scalars.endIndex ? self : String(scalars[start..<end])
    }

    /// Tabs become spaces up to the next multiple of `size`.
    package func expandingTabs(to size: Int) -> String {
        var result = String.UnicodeScalarView()
        var column = 0
        for scalar in unicodeScalars {
            if scalar == "\t" {
                let spaces = size > 0 ? size - column % size : 0
                result.append(contentsOf: repeatElement(" ", count: spaces))
                column += spaces
            } else {
                result.append(scalar)
                column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
            }
        }
        return String(result)
    }
}
