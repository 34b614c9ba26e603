/// The order in which a class and its ancestors are searched.
extension TypeObject {
    /// The C3 order of what comes after a class with these bases.
    static func linearization(of bases: [TypeObject]) throws -> [TypeObject] {
        for (index, base) in bases.enumerated() where bases[..<index].contains(where: { $0 === base }) {
            throw PythonError(.typeError, "duplicate base class \(base.name)")
        }
        var sequences = bases.map(\.mro) + [bases]
        var result: [TypeObject] = []
        while true {
            sequences.removeAll(where: \.isEmpty)
            if sequences.isEmpty { return result }
            let candidate = sequences.lazy.compactMap(\.first).first { head in
                !sequences.contains { $0.dropFirst().contains { $0 === head } }
            }
            guard let candidate else {
                let names = bases.map(\.name).joined(separator: ", ")
                throw PythonError(
                    .typeError,
                    "Cannot create a consistent method resolution\norder (MRO) for bases \(names)")
            }
            result.append(candidate)
            for index in sequences.indices where sequences[index].first === candidate {
                sequences[index].removeFirst()
            }
        }
    }
}
