/// Quick questions for the final classes that every program uses: one comparison instead of a dynamic cast.
extension Value {
    @inline(__always)
    func exactly<Kind: Object>(_ kind: Kind.Type) -> Kind? {
        guard case .object(let object) = self, Swift.type(of: object) == kind else { return nil }
        return unsafeDowncast(object, to: kind)
    }

    @inline(__always) package var text: Text? { exactly(Text.self) }
    @inline(__always) package var list: List? { exactly(List.self) }
    @inline(__always) package var tuple: Tuple? { exactly(Tuple.self) }
    @inline(__always) package var dict: Dict? { exactly(Dict.self) }

    /// Whether it is an object that may hold others, whose end may be the end of a long chain.
    @inline(__always)
    var isContainer: Bool {
        guard case .object(let object) = self else { return false }
        return Swift.type(of: object) != Text.self
    }

    /// Whether two values are equal when no user code needs to be asked; nil when it must be.
    @inline(__always)
    func quickEquality(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return a == b
        case (.object(let a), .object(let b)):
            if a === b { return true }
            if Swift.type(of: a) == Tuple.self, Swift.type(of: b) == Tuple.self {
                return unsafeDowncast(a, to: Tuple.self).quickEquality(unsafeDowncast(b, to: Tuple.self))
            }
            guard Swift.type(of: a) == Text.self, Swift.type(of: b) == Text.self, a.derivation == nil,
                b.derivation == nil
            else { return nil }
            return unsafeDowncast(a, to: Text.self).isEqual(to: unsafeDowncast(b, to: Text.self))
        case (.none, .none): return true
        case (.bool(let a), .bool(let b)): return a == b
        default: return nil
        }
    }

    /// Whether this is less, when no user code needs to be asked: numbers, texts, and tuples that begin with them.
    func quickOrder(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return a < b
        case (.float(let a), .float(let b)): return a < b
        case (.object, .object):
            if let a = text, let b = other.text, a.derivation == nil, b.derivation == nil {
                return a.order(b) < 0
            }
            guard let a = tuple, let b = other.tuple, a.derivation == nil, b.derivation == nil else { return nil }
            for position in 0..<min(a.count, b.count) {
                let (mine, theirs) = (a[position], b[position])
                if mine.tuple != nil || theirs.tuple != nil { return nil }
                guard let isEqual = mine.quickEquality(theirs) else { return nil }
                if !isEqual { return mine.quickOrder(theirs) }
            }
            return a.count < b.count
        default: return nil
        }
    }
}
