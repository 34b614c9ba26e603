/// Values with names, in the order in which they were first named; what Python's dictionaries are to a module.
package struct Members<Value> {
    package private(set) var names: [String] = []
    package private(set) var values: [Value] = []

    package init() {}

    package var count: Int { names.count }
    package var isEmpty: Bool { names.isEmpty }

    /// Linear search: a module has few members, and comparing short names costs a few nanoseconds.
    package func position(of name: String) -> Int? { names.firstIndex(of: name) }

    package subscript(name: String) -> Value? {
        get { position(of: name).map { values[$0] } }
        set {
            if let place = position(of: name) {
                if let newValue {
                    values[place] = newValue
                } else {
                    names.remove(at: place)
                    values.remove(at: place)
                }
            } else if let newValue {
                names.append(name)
                values.append(newValue)
            }
        }
    }

    package mutating func removeAll() {
        names.removeAll()
        values.removeAll()
    }
}

extension Members: Sequence {
    package func makeIterator() -> Zip2Sequence<[String], [Value]>.Iterator { zip(names, values).makeIterator() }
}
