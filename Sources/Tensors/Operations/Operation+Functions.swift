/// A Swift type that a function of an operation may return.
protocol OutcomeConvertible: SendableMetatype {
    var outcome: Outcome { get }
}

extension Tensor: OutcomeConvertible { var outcome: Outcome { .tensor(self) } }
extension Bool: OutcomeConvertible { var outcome: Outcome { .scalar(.bool(self)) } }
extension Int: OutcomeConvertible { var outcome: Outcome { .scalar(.int(self)) } }
extension Scalar: OutcomeConvertible { var outcome: Outcome { .scalar(self) } }
extension DType: OutcomeConvertible { var outcome: Outcome { .dtype(self) } }
extension Dimensions: OutcomeConvertible { var outcome: Outcome { .ints(array) } }
extension Outcome: OutcomeConvertible { var outcome: Outcome { self } }
extension [Tensor]: OutcomeConvertible { var outcome: Outcome { .tuple(self) } }

extension Operation {
    typealias In = ArgumentConvertible
    typealias Out = OutcomeConvertible

    init<A: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A) throws -> R
    ) {
        self.init(schema, summary, faces, arguments: { a in try f(a.typed(0)).outcome })
    }

    init<A: In, B: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A, B) throws -> R
    ) {
        self.init(schema, summary, faces, arguments: { a in try f(a.typed(0), a.typed(1)).outcome })
    }

    init<A: In, B: In, C: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A, B, C) throws -> R
    ) {
        self.init(schema, summary, faces, arguments: { a in try f(a.typed(0), a.typed(1), a.typed(2)).outcome })
    }

    init<A: In, B: In, C: In, D: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A, B, C, D) throws -> R
    ) {
        self.init(
            schema, summary, faces,
            arguments: { a in try f(a.typed(0), a.typed(1), a.typed(2), a.typed(3)).outcome })
    }

    init<A: In, B: In, C: In, D: In, E: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A, B, C, D, E) throws -> R
    ) {
        self.init(
            schema, summary, faces,
            arguments: { a in try f(a.typed(0), a.typed(1), a.typed(2), a.typed(3), a.typed(4)).outcome })
    }

    init<A: In, B: In, C: In, D: In, E: In, F: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces, _ f: @escaping @Sendable (A, B, C, D, E, F) throws -> R
    ) {
        self.init(
            schema, summary, faces,
            arguments: { a in
                try f(a.typed(0), a.typed(1), a.typed(2), a.typed(3), a.typed(4), a.typed(5)).outcome
            })
    }

    init<A: In, B: In, C: In, D: In, E: In, F: In, G: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces,
        _ f: @escaping @Sendable (A, B, C, D, E, F, G) throws -> R
    ) {
        self.init(
            schema, summary, faces,
            arguments: { a in
                try f(a.typed(0), a.typed(1), a.typed(2), a.typed(3), a.typed(4), a.typed(5), a.typed(6)).outcome
            })
    }

    init<A: In, B: In, C: In, D: In, E: In, F: In, G: In, H: In, R: Out>(
        _ schema: String, _ summary: String, _ faces: Faces,
        _ f: @escaping @Sendable (A, B, C, D, E, F, G, H) throws -> R
    ) {
        self.init(
            schema, summary, faces,
            arguments: { a in
                try f(
                    a.typed(0), a.typed(1), a.typed(2), a.typed(3), a.typed(4), a.typed(5), a.typed(6), a.typed(7)
                ).outcome
            })
    }
}
