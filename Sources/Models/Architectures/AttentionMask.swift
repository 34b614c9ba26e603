import Tensors

/// Which positions may look at which: the masks that are added to attention scores, 0 where a query may look.
///
///     causal, 3 positions, the first of the row padding:
///         min  min  min
///         min  0    min
///         min  0    0
enum AttentionMask {
    /// The mask for these queries, nil if plain causal attention says the same.
    ///
    /// - Parameter padding: [batch, key], 0 where a key is padding.
    /// - Parameter past: how many keys come before the first query.
    /// - Parameter window: how far back a query may look, itself included.
    static func causal(
        padding: Tensor?, queries: Int, past: Int, window: Int? = nil, like hiddenStates: Tensor
    ) throws -> Tensor? {
        let keys = queries + past
        let isWindowed = window.map { $0 <= keys } ?? false
        let isPadded = try padding.map(hasPadding) ?? false
        guard isWindowed || isPadded || (queries > 1 && past > 0) else { return nil }
        return try additive(padding: padding, queries: queries, past: past, window: window, like: hiddenStates)
    }

    /// The mask in any case, for families that always make one. [batch or 1, 1, query, key]
    static func additive(
        padding: Tensor?, queries: Int, past: Int, window: Int? = nil, like hiddenStates: Tensor
    ) throws -> Tensor {
        let allowed = try allowed(queries: queries, past: past, window: window, device: hiddenStates.device)
        let visible = try padding.map { padding in
            let isToken = try ne(padding, Tensor(number: 0, device: padding.device))
            guard try isToken.size(-1) == queries + past else {
                throw TensorError.value(
                    "The provided attention mask has length \(try isToken.size(-1)), but its length should be "
                        + "\(queries + past) (sum of the lengths of current and past inputs)")
            }
            return try logicalAnd(allowed, isToken.get([.all, .none, .none, .all]))
        }
        return try additive(visible ?? allowed, dtype: hiddenStates.dtype)
    }

    /// [1, 1, query, key]: true where key ≤ query, and not further back than the window.
    static func allowed(queries: Int, past: Int, window: Int? = nil, device: Device) throws -> Tensor {
        let keys = queries + past
        let all = try Tensor.ones([queries, keys], dtype: .bool, device: device)
        var allowed = try triangle(all, past, lower: true)
        if let window { allowed = try triangle(allowed, past - window + 1, lower: false) }
        return try view(allowed, [1, 1, queries, keys])
    }

    /// The mask with the keys hidden that lie further back than the window. [batch, 1, query, key]
    static func windowed(_ mask: Tensor, _ window: Int?) throws -> Tensor {
        let (queries, keys) = try (mask.size(-2), mask.size(-1))
        guard let window, window < keys else { return mask }
        let allowed = try allowed(queries: queries, past: keys - queries, window: window, device: mask.device)
        return try maskedFill(
            mask, logicalNot(allowed), Tensor(number: .float(lowest(mask.dtype)), device: mask.device))
    }

    /// The mask for keys that are padding, without causal order; nil if there are none. [batch, 1, 1, key]
    static func padding(_ padding: Tensor?, like hiddenStates: Tensor) throws -> Tensor? {
        guard let padding, try hasPadding(padding) else { return nil }
        return try everyKey(padding, like: hiddenStates)
    }

    /// The mask for keys that are padding, also if there are none. [batch, 1, 1, key]
    static func everyKey(_ padding: Tensor, like hiddenStates: Tensor) throws -> Tensor {
        let visible = try ne(padding.get([.all, .none, .none, .all]), Tensor(number: 0, device: padding.device))
        return try additive(visible, dtype: hiddenStates.dtype)
    }

    /// 0 where true, the smallest number of the dtype where false.
    static func additive(_ visible: Tensor, dtype: DType) throws -> Tensor {
        let zeros = try Tensor.zeros(visible.shape, dtype: dtype, device: visible.device)
        return try maskedFill(zeros, logicalNot(visible), Tensor(number: .float(lowest(dtype)), device: zeros.device))
    }

    /// `torch.finfo(dtype).min`
    static func lowest(_ dtype: DType) -> Double {
        switch dtype {
        case .float16: -65504
        case .bfloat16: -3.3895313892515355e38
        case .float64: -Double.greatestFiniteMagnitude
        default: -Double(Float.greatestFiniteMagnitude)
        }
    }

    /// Without data there is nothing to look at, and the shapes are the same.
    private static func hasPadding(_ mask: Tensor) throws -> Bool {
        guard !mask.isMeta else { return false }
        return try !all(ne(mask, Tensor(number: 0, device: mask.device))).isTrue()
    }
}
