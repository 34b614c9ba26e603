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

    /// Whether two values are equal when no user code needs to be asked; nil when it must be.
    @inline(__always)
    func quickEquality(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return a == b
        case (.object(let a), .object(let b)):
            if a === b { return true }
            guard Swift.type(of: a) == Text.self, Swift.type(of: b) == Text.self, a.derivation == nil,
                b.derivation == nil
            else { return nil }
            return unsafeDowncast(a, to: Text.self).isEqual(to: unsafeDowncast(b, to: Text.self))
        case (.none, .none): return true
        case (.bool(let a), .bool(let b)): return a == b
        default: return nil
        }
    }
}
