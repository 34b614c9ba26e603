/// Paths as texts: what `os.path` computes without asking the file system.
enum PathText {
    static func join(_ first: String, _ others: [String]) -> String {
        others.reduce(first) { path, part in
            if part.hasPrefix("/") { return part }
            return path.isEmpty || path.hasSuffix("/") ? path + part : path + "/" + part
        }
    }

    /// Everything before the last slash, and the name after it.
    static func split(_ path: String) -> (head: String, tail: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        let tail = String(path[path.index(after: slash)...])
        let head = path[...slash]
        let trimmed = head.reversed().drop { $0 == "/" }.reversed()
        return (trimmed.isEmpty ? String(head) : String(trimmed), tail)
    }

    /// The path without its extension, and the extension with its dot.
    static func splitExtension(_ path: String) -> (root: String, suffix: String) {
        let name = split(path).tail
        guard let dot = name.lastIndex(of: "."), name[..<dot].contains(where: { $0 != "." }) else { return (path, "") }
        let suffix = String(name[dot...])
        return (String(path.dropLast(suffix.count)), suffix)
    }

    /// Without empty parts, `.` and, where possible, `..`.
    static func normalized(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        let text = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
        return text.isEmpty ? "." : text
    }

    static func absolute(_ path: String) -> String {
        normalized(path.hasPrefix("/") ? path : join(FileSystem.currentDirectory, [path]))
    }

    static func relative(_ path: String, to start: String) -> String {
        let target = absolute(path).split(separator: "/")
        let base = absolute(start).split(separator: "/")
        let common = zip(target, base).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: base.count - common) + target[common...].map { String($0) }
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    static func expandingUser(_ path: String, home: String?) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }

    /// Whether a name fits a shell pattern with `*`, `?` and `[...]`.
    static func matches(_ name: String, pattern: String) -> Bool {
        matches(Array(name.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
    }

    private static func matches(_ name: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*":
            if rest.isEmpty { return true }
            return (name.startIndex...name.endIndex).contains { matches(name[$0...], rest) }
        case "?": return !name.isEmpty && matches(name.dropFirst(), rest)
        case "[":
            guard let close = rest.dropFirst().firstIndex(of: "]"), let scalar = name.first else { break }
            var set = rest[..<close]
            let isNegated = set.first == "!"
            if isNegated { set = set.dropFirst() }
            guard holds(Array(set), scalar) != isNegated else { return false }
            return matches(name.dropFirst(), rest[(close + 1)...])
        default: break
        }
        return name.first == first && matches(name.dropFirst(), rest)
    }

    private static func holds(_ set: [Unicode.Scalar], _ scalar: Unicode.Scalar) -> Bool {
        var index = 0
        while index < set.count {
            if index + 2 < set.count, set[index + 1] == "-" {
                if set[index].value <= scalar.value, scalar.value <= set[index + 2].value { return true }
                index += 3
            } else {
                if set[index] == scalar { return true }
                index += 1
            }
        }
        return false
    }

    /// The paths that fit a pattern; `**` stands for any directories when recursive.
    static func glob(_ pattern: String, recursive: Bool) throws -> [String] {
        let isAbsolute = pattern.hasPrefix("/")
        var found = [isAbsolute ? "/" : ""]
        for part in pattern.split(separator: "/").map(String.init) {
            found = try found.flatMap { try expand($0, part, recursive: recursive) }
        }
        return found.filter { !$0.isEmpty }
    }

    private static func expand(_ directory: String, _ part: String, recursive: Bool) throws -> [String] {
        if part == "**", recursive { return [directory] + descendants(directory) }
        guard part.contains(where: { "*?[".contains($0) }) else {
            let path = join(directory, [part])
            return FileSystem.exists(path) ? [path] : []
        }
        let names = (try? FileSystem.names(in: directory.isEmpty ? "." : directory)) ?? []
        return names.filter { (!$0.hasPrefix(".") || part.hasPrefix(".")) && matches($0, pattern: part) }
            .map { join(directory, [$0]) }
    }

    private static func descendants(_ directory: String) -> [String] {
        let names = (try? FileSystem.names(in: directory.isEmpty ? "." : directory)) ?? []
        return names.filter { !$0.hasPrefix(".") }.flatMap { name in
            let path = join(directory, [name])
            return FileSystem.isDirectory(path) && !FileSystem.isLink(path) ? [path] + descendants(path) : [path]
        }
    }
}
