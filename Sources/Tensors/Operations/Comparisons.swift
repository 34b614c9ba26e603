import CKernels

/// Comparisons and logic: results are bool and carry no gradient.
enum Comparisons {
    enum Less: ComparisonKernel {
        static let loops: (straight: ComparisonLoop, exchanged: ComparisonLoop) = (f32_less, f32_greater)
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> Bool { a < b }
    }
    enum LessOrEqual: ComparisonKernel {
        static let loops: (straight: ComparisonLoop, exchanged: ComparisonLoop) = (
            f32_less_or_equal, f32_greater_or_equal
        )
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> Bool { a <= b }
    }
    enum Equal: ComparisonKernel {
        static let loops: (straight: ComparisonLoop, exchanged: ComparisonLoop) = (f32_equal, f32_equal)
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> Bool { a == b }
    }
    enum NotEqual: ComparisonKernel {
        static let loops: (straight: ComparisonLoop, exchanged: ComparisonLoop) = (f32_not_equal, f32_not_equal)
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> Bool { a != b }
    }

    private static let pairs: [(String, String, @Sendable (Tensor, Tensor) throws -> Tensor)] = [
        ("eq", "Where the elements are equal.", eq), ("ne", "Where the elements differ.", ne),
        ("lt", "Where input is less than other.", lt), ("le", "Where input is at most other.", le),
        ("gt", "Where input is greater than other.", gt), ("ge", "Where input is at least other.", ge),
        ("not_equal", "Where the elements differ.", ne), ("less", "Where input is less than other.", lt),
        ("less_equal", "Where input is at most other.", le), ("greater", "Where input is greater than other.", gt),
        ("greater_equal", "Where input is at least other.", ge),
        ("logical_and", "Where both are nonzero.", logicalAnd), ("logical_or", "Where one is nonzero.", logicalOr),
        ("logical_xor", "Where exactly one is nonzero.", logicalXor),
        ("bitwise_and", "The bits that both have.", bitwiseAnd), ("bitwise_or", "The bits that one has.", bitwiseOr),
        ("bitwise_xor", "The bits that exactly one has.", bitwiseXor),
        ("bitwise_left_shift", "Shifts bits to the left.", bitwiseLeftShift),
        ("bitwise_right_shift", "Shifts bits to the right.", bitwiseRightShift),
    ]

    static let operations: [Operation] =
        pairs.map { name, summary, function in
            let kind = name.hasPrefix("logical") ? "Tensor" : "Tensor|Scalar"
            return Operation("\(name)(Tensor input, \(kind) other) -> Tensor", summary, .all, function)
        } + [
            Operation("logical_not(Tensor input) -> Tensor", "Where elements are zero.", .all, logicalNot),
            Operation("bitwise_not(Tensor input) -> Tensor", "All bits reversed.", .all, bitwiseNot),
            Operation("isnan(Tensor input) -> Tensor", "Where elements are not a number.", .both, isnan),
            Operation("isinf(Tensor input) -> Tensor", "Where elements are infinite.", .both, isinf),
            Operation("isfinite(Tensor input) -> Tensor", "Where elements are finite.", .both, isfinite),
            Operation("isposinf(Tensor input) -> Tensor", "Where elements are +inf.", .both) {
                try eq($0, constant(.float(.infinity), $0))
            },
            Operation("isneginf(Tensor input) -> Tensor", "Where elements are -inf.", .both) {
                try eq($0, constant(.float(-.infinity), $0))
            },
            Operation(
                "equal(Tensor input, Tensor other) -> bool", "Whether shapes and all elements are equal.", .both,
                equal),
            Operation(
                "allclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> bool",
                "Whether all elements are close.", .both, allclose),
            Operation(
                "isclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> Tensor",
                "Where elements are close.", .both, isclose),
        ]
}

package func eq(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if a.dtype.isComplex || b.dtype.isComplex { return try complexEqual(a, b) }
    return try compared(Comparisons.Equal.self, "eq_cpu", a, b)
}
package func ne(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    if a.dtype.isComplex || b.dtype.isComplex { return try logicalNot(complexEqual(a, b)) }
    return try compared(Comparisons.NotEqual.self, "ne_cpu", a, b)
}
package func lt(_ a: Tensor, _ b: Tensor) throws -> Tensor { try compared(Comparisons.Less.self, "lt_cpu", a, b) }
package func le(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try compared(Comparisons.LessOrEqual.self, "le_cpu", a, b)
}
package func gt(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try named(a, b) { try compared(Comparisons.Less.self, "gt_cpu", b, a) }
}
package func ge(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try named(a, b) { try compared(Comparisons.LessOrEqual.self, "ge_cpu", b, a) }
}

/// A comparison that is carried out the other way round: its refusal names the sizes in the order of the user.
private func named(_ a: Tensor, _ b: Tensor, _ body: () throws -> Tensor) throws -> Tensor {
    do {
        return try body()
    } catch TensorError.sizeMismatch(let first, let second, let dimension) {
        throw TensorError.sizeMismatch(second, first, dimension: dimension)
    }
}

private func complexEqual(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let dtype = resultType(a, b)
    let (x, y) = (try to(a, dtype), try to(b, dtype))
    return try logicalAnd(eq(realPart(x), realPart(y)), eq(imaginaryPart(x), imaginaryPart(y)))
}

/// A bool tensor: where elements are nonzero.
func truth(_ input: Tensor) throws -> Tensor { try GradientMode.disabled { try input.asDType(.bool) } }

private func bits(
    _ name: String, _ a: Tensor, _ b: Tensor, dtype: DType? = nil, _ body: (Int, Int) -> Int
) throws -> Tensor {
    let dtype = dtype ?? resultType(a, b)
    guard dtype.isIntegral else { throw TensorError.notImplemented(operation: "\"\(name)\"", dtype: dtype) }
    let operands = try BinaryOperands(a, b, dtype: dtype)
    guard !operands.isMeta else { return try Tensor.empty(operands.shape, dtype: dtype, device: .meta) }
    let output = try Tensor.empty(operands.shape, dtype: .int64)
    operands.run(output, Int.self, body)
    return try output.asDType(dtype)
}

package func bitwiseAnd(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bits("bitwise_and_cpu", a, b) { $0 & $1 } }
package func bitwiseOr(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bits("bitwise_or_cpu", a, b) { $0 | $1 } }
package func bitwiseXor(_ a: Tensor, _ b: Tensor) throws -> Tensor { try bits("bitwise_xor_cpu", a, b) { $0 ^ $1 } }
package func bitwiseLeftShift(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try bits("lshift_cpu", a, b) { $1 < 0 || $1 > 63 ? 0 : $0 << $1 }
}
package func bitwiseRightShift(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try bits("rshift_cpu", a, b) { $0 >> Swift.min(Swift.max($1, 0), 63) }
}
package func logicalAnd(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try bits("logical_and_cpu", truth(a), truth(b), dtype: .bool) { $0 & $1 }
}
package func logicalOr(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try bits("logical_or_cpu", truth(a), truth(b), dtype: .bool) { $0 | $1 }
}
package func logicalXor(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try bits("logical_xor_cpu", truth(a), truth(b), dtype: .bool) { $0 ^ $1 }
}
package func logicalNot(_ a: Tensor) throws -> Tensor { try bitwiseNot(truth(a)) }

package func bitwiseNot(_ input: Tensor) throws -> Tensor {
    guard input.dtype.isIntegral else {
        throw TensorError.notImplemented(operation: "\"bitwise_not_cpu\"", dtype: input.dtype)
    }
    return try bitwiseXor(input, Tensor(number: input.dtype == .bool ? true : -1, device: input.device))
}

package func isnan(_ input: Tensor) throws -> Tensor { try ne(input, input) }

package func isinf(_ input: Tensor) throws -> Tensor {
    guard !input.dtype.isIntegral else {
        return try Tensor.full(input.shape, false, dtype: .bool, device: input.device)
    }
    return try eq(GradientMode.disabled { try abs(input) }, constant(.float(.infinity), input))
}

package func isfinite(_ input: Tensor) throws -> Tensor {
    guard !input.dtype.isIntegral else {
        return try Tensor.full(input.shape, true, dtype: .bool, device: input.device)
    }
    return try lt(GradientMode.disabled { try abs(input) }, constant(.float(.infinity), input))
}

/// Whether two tensors have the same shape and elements.
package func equal(_ a: Tensor, _ b: Tensor) throws -> Bool {
    guard a.shape == b.shape else { return false }
    return try all(eq(a, b)).isTrue()
}

package func isclose(_ a: Tensor, _ b: Tensor, _ rtol: Double, _ atol: Double, _ equalNaN: Bool) throws -> Tensor {
    guard a.dtype == b.dtype else {
        throw TensorError.runtime("\(a.dtype.scalarName) did not match \(b.dtype.scalarName)")
    }
    return try GradientMode.disabled {
        let wideA = a.dtype.isIntegral ? try to(a, .float64) : a
        let wideB = b.dtype.isIntegral ? try to(b, .float64) : b
        let allowed = try abs(wideB) * .float(rtol) + .float(atol)
        let near = try logicalAnd(le(abs(wideA - wideB), allowed), isfinite(wideB))
        let same = try logicalOr(eq(wideA, wideB), near)
        return equalNaN ? try logicalOr(same, logicalAnd(isnan(wideA), isnan(wideB))) : same
    }
}

package func allclose(
    _ a: Tensor, _ b: Tensor, _ rtol: Double = 1e-5, _ atol: Double = 1e-8, _ equalNaN: Bool = false
) throws -> Bool {
    try all(isclose(a, b, rtol, atol, equalNaN)).isTrue()
}
