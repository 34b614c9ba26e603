/// Patterns as a console's history search sends them: `*` for any text, `?` for any character.
package enum Glob {
    /// Whether the whole text fits the pattern, in time proportional to the product of their lengths at worst.
    package static func matches(_ text: String, _ pattern: String) -> Bool {
        let text = Array(text.unicodeScalars)
        let pattern = Array(pattern.unicodeScalars)
        var position = 0
        var wanted = 0
        var star: (wanted: Int, position: Int)?
        while position < text.count {
            if wanted < pattern.count, pattern[wanted] == "*" {
                star = (wanted, position)
                wanted += 1
            } else if wanted < pattern.count, pattern[wanted] == "?" || pattern[wanted] == text[position] {
                wanted += 1
                position += 1
            } else if let last = star {
                // Let the latest star take one more character and try again behind it.
                star = (last.wanted, last.position + 1)
                wanted = last.wanted + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pattern[wanted...].allSatisfy { $0 == "*" }
    }
}
