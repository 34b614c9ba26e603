import Glibc

/// The models that come with the program, for messages about names that nothing has.
extension ModelSearch {
    /// The names of the models in a folder, in order.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if access("\(folder)/\(name)/config.json", R_OK) == 0, !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The name that was probably meant: at most a third of its letters are wrong.
    package static func nearest(to name: String, among names: [String]) -> String? {
        let ranked = names.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= best.name.utf8.count / 3 else {
            return nil
        }
        return best.name
    }

    /// How many letters have to be changed, added or removed (Levenshtein).
    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        // A name of thousands of letters is near nothing.
        guard first.count <= 256 else { return first.count }
        var row = Array(0...second.count)
        for (i, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in second.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
