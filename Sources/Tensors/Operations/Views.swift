/// Operations that only make a new layout over the same storage.
extension Tensor {
    /// A view of this tensor; the derivative maps the gradient of the view back to this shape.
    // Inlined, so that the closure is made only for views that are recorded.
    @inline(__always)
    func viewed(
        _ layout: Layout, _ name: String, origin: ViewOrigin = .single,
        _ backward: @escaping (BackwardStep) throws -> [Tensor?]
    ) -> Tensor {
        let view = Tensor(storage: storage, layout: layout, dtype: dtype)
        view.base = base ?? self
        view.countsVersions = countsVersions
        view.isInference = isInference
        view.viewOrigin = GradientMode.isEnabled ? origin : .withoutGradient
        view.recordedVersion = storage.version
        guard Tape.records(self) else { return view }
        return view.derived(name, from: [self], backward)
    }

    @inline(__always)
    func viewed(
        shape: Dimensions, strides: Dimensions, offset: Int? = nil, _ name: String,
        _ backward: @escaping (BackwardStep) throws -> [Tensor?]
    ) -> Tensor {
        viewed(Layout(shape: shape, strides: strides, offset: offset ?? self.offset), name, backward)
    }
}

extension Tensor {
    /// Refuses a view that shows elements so often that walking them would never end, or counting them would overflow.
    fileprivate func checkView(of shape: Dimensions) throws {
        guard let count = shape.checkedElementCount, isMeta || count <= Swift.max(1 << 32, storage.byteCount) else {
            throw TensorError.shapeTooLarge(shape)
        }
    }
}

/// Fills in one size given as -1.
@inline(__always)
func inferredShape(_ shape: Dimensions, elementCount: Int) throws -> Dimensions {
    shape.areSmall && shape.elementCount == elementCount ? shape : try checkedShape(shape, elementCount: elementCount)
}

private func checkedShape(_ shape: Dimensions, elementCount: Int) throws -> Dimensions {
    var known = 1
    var unknown: Int?
    for index in 0..<shape.count {
        let size = shape[index]
        if size == -1 {
            guard unknown == nil else { throw TensorError.runtime("only one dimension can be inferred") }
            unknown = index
        } else if size < 0 {
            throw TensorError.runtime("invalid shape dimension \(size)")
        } else {
            let (product, overflow) = known.multipliedReportingOverflow(by: size)
            guard !overflow else { throw TensorError.invalidShape(shape, elementCount: elementCount) }
            known = product
        }
    }
    guard let unknown else {
        guard known == elementCount else { throw TensorError.invalidShape(shape, elementCount: elementCount) }
        return shape
    }
    guard known > 0 || elementCount == 0, known != 0, elementCount % known == 0 else {
        guard known == 0 && elementCount == 0 else {
            throw TensorError.invalidShape(shape, elementCount: elementCount)
        }
        throw TensorError.runtime(
            "cannot reshape tensor of 0 elements into shape \(shape) because the unspecified dimension size -1 can be "
                + "any value and is ambiguous")
    }
    return shape.replacing(unknown, with: elementCount / known)
}

/// The same elements under another shape, without a copy.
package func view(_ input: Tensor, _ shape: Dimensions) throws -> Tensor {
    let target = try inferredShape(shape, elementCount: input.elementCount)
    guard let strides = input.layout.strides(viewedAs: target) else { throw TensorError.viewNotPossible }
    let original = input.shape
    return input.viewed(shape: target, strides: strides, "ViewBackward0") { [try reshape($0.gradient, original)] }
}

/// The same elements under another shape; a view where strides allow it, else a copy.
package func reshape(_ input: Tensor, _ shape: Dimensions) throws -> Tensor {
    let target = try inferredShape(shape, elementCount: input.elementCount)
    let original = input.shape
    if let strides = input.layout.strides(viewedAs: target) {
        return input.viewed(shape: target, strides: strides, "ViewBackward0") { [try reshape($0.gradient, original)] }
    }
    let copy = try contiguous(input)
    let result = copy.viewed(Layout(target), "UnsafeViewBackward0") { [try reshape($0.gradient, original)] }
    result.base = nil
    return result
}

/// Reorders all dimensions.
package func permute(_ input: Tensor, _ dimensions: Dimensions) throws -> Tensor {
    guard dimensions.count == input.rank else {
        throw TensorError.runtime(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
                + "ordering of dimensions i.e. input.dim() = \(input.rank) is not equal to len(dims) = "
                + "\(dimensions.count)")
    }
    if dimensions.isLong { return try permuteMany(input, dimensions) }
    var layout = input.layout
    var inverse = Dimensions(repeating: -1, count: input.rank)
    for (position, given) in dimensions.enumerated() {
        let source = try input.dimension(given)
        guard inverse[source] < 0 else { throw TensorError.runtime("permute(): duplicate dims are not allowed.") }
        layout.shape[position] = input.shape[source]
        layout.strides[position] = input.strides[source]
        inverse[source] = position
    }
    let back = inverse
    return input.viewed(layout, "PermuteBackward0") { [try permute($0.gradient, back)] }
}

/// The same for a long list, which is not written entry by entry.
private func permuteMany(_ input: Tensor, _ dimensions: Dimensions) throws -> Tensor {
    let order = try dimensions.map { try input.dimension($0) }
    var inverse = [Int](repeating: -1, count: order.count)
    for (position, source) in order.enumerated() {
        guard inverse[source] < 0 else { throw TensorError.runtime("permute(): duplicate dims are not allowed.") }
        inverse[source] = position
    }
    var layout = input.layout
    layout.shape = Dimensions(count: order.count) { input.shape[order[$0]] }
    layout.strides = Dimensions(count: order.count) { input.strides[order[$0]] }
    let back = Dimensions(inverse)
    return input.viewed(layout, "PermuteBackward0") { [try permute($0.gradient, back)] }
}

/// Exchanges two dimensions.
package func transpose(_ input: Tensor, _ first: Int, _ second: Int) throws -> Tensor {
    let (first, second) = (try input.dimension(first), try input.dimension(second))
    if input.rank == 0 { return input.viewed(input.layout, "AliasBackward0") { [try $0.gradient] } }
    var layout = input.layout
    layout.shape[first] = input.shape[second]
    layout.shape[second] = input.shape[first]
    layout.strides[first] = input.strides[second]
    layout.strides[second] = input.strides[first]
    return input.viewed(layout, "TransposeBackward0") { [try transpose($0.gradient, first, second)] }
}

/// The transpose of a matrix; vectors and scalars are returned as they are.
package func t(_ input: Tensor) throws -> Tensor {
    guard input.rank <= 2 else {
        throw TensorError.runtime("t() expects a tensor with <= 2 dimensions, but self is \(input.rank)D")
    }
    guard input.rank == 2 else { return input.viewed(input.layout, "TBackward0") { [try $0.gradient] } }
    var layout = input.layout
    layout.shape = [input.shape[1], input.shape[0]]
    layout.strides = [input.strides[1], input.strides[0]]
    return input.viewed(layout, "TBackward0") { [try t($0.gradient)] }
}

/// Repeats dimensions of size one without copying; -1 keeps a size.
package func expand(_ input: Tensor, _ shape: Dimensions) throws -> Tensor {
    guard shape.count >= input.rank else {
        throw TensorError.runtime(
            "expand(torch.\(input.dtype.scalarName)Tensor{\(input.shape)}, size=\(shape)): the number of sizes provided "
                + "(\(shape.count)) must be greater or equal to the number of dimensions in the tensor "
                + "(\(input.rank))")
    }
    let added = shape.count - input.rank
    var layout = Layout(shape: shape, strides: shape, offset: input.offset)
    for position in 0..<shape.count {
        let own = position < added ? 1 : input.shape[position - added]
        let wanted = shape[position]
        if wanted == -1 {
            guard position >= added else {
                throw TensorError.runtime(
                    "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension "
                        + "\(position)")
            }
            layout.shape[position] = own
        } else if wanted < 0 {
            throw TensorError.negativeSize(shape)
        }
        let size = layout.shape[position]
        guard size == own || own == 1 else {
            throw TensorError.runtime(
                "The expanded size of the tensor (\(wanted)) must match the existing size (\(own)) at non-singleton "
                    + "dimension \(position).  Target sizes: \(shape).  Tensor sizes: \(input.shape)")
        }
    }
    let sizes = layout.shape
    layout.strides = Dimensions(count: sizes.count) { position in
        position >= added && sizes[position] == input.shape[position - added] ? input.strides[position - added] : 0
    }
    try input.checkView(of: layout.shape)
    let original = input.shape
    return input.viewed(layout, "ExpandBackward0") { [try sum($0.gradient, to: original)] }
}

/// Adds a dimension of size one.
package func unsqueeze(_ input: Tensor, _ dimension: Int) throws -> Tensor {
    let position = try wrapDimension(dimension, rank: input.rank + 1)
    var layout = input.layout
    let step = position < input.rank ? input.strides[position] &* input.shape[position] : 1
    layout.shape.insert(1, at: position)
    layout.strides.insert(step, at: position)
    return input.viewed(layout, "UnsqueezeBackward0") { [try squeeze($0.gradient, [position])] }
}

/// Drops dimensions of size one: all of them, or those that are named.
package func squeeze(_ input: Tensor, _ dimensions: Dimensions? = nil) throws -> Tensor {
    var dropped = Set<Int>()
    if let dimensions {
        for dimension in dimensions { dropped.insert(try input.dimension(dimension)) }
    } else {
        dropped = Set(0..<input.rank)
    }
    var layout = Layout(shape: [], strides: [], offset: input.offset)
    for position in 0..<input.rank where !(dropped.contains(position) && input.shape[position] == 1) {
        layout.shape.append(input.shape[position])
        layout.strides.append(input.strides[position])
    }
    let original = input.shape
    let name = dimensions == nil ? "SqueezeBackward0" : dimensions?.count == 1 ? "SqueezeBackward1" : "SqueezeBackward2"
    return input.viewed(layout, name) { [try reshape($0.gradient, original)] }
}

/// One position of a dimension, which disappears.
package func select(_ input: Tensor, _ dimension: Int, _ index: Int) throws -> Tensor {
    guard input.rank > 0 else { throw TensorError.index("select() cannot be applied to a 0-dim tensor.") }
    let axis = try input.dimension(dimension)
    let size = input.shape[axis]
    guard index >= -size && index < size else {
        throw TensorError.index(
            "select(): index \(index) out of range for tensor of size \(input.shape) at dimension \(axis)")
    }
    let position = index < 0 ? index + size : index
    let layout = Layout(
        shape: input.shape.removing(at: axis), strides: input.strides.removing(at: axis),
        offset: input.offset + position * input.strides[axis])
    let original = input.shape
    return input.viewed(layout, "SelectBackward0") { step in
        [try placed(try unsqueeze(step.gradient, axis), in: original, axis, start: position, step: 1)]
    }
}

/// Every `step`-th position of a dimension from `start` up to `end`, which are cut to the size.
package func slice(_ input: Tensor, _ dimension: Int, start: Int? = nil, end: Int? = nil, step: Int = 1) throws
    -> Tensor
{
    guard step > 0 else { throw TensorError.runtime("slice step must be positive") }
    guard input.rank > 0 else {
        throw TensorError.index("slice() cannot be applied to a 0-dim tensor.")
    }
    let axis = try input.dimension(dimension)
    var layout = input.layout
    let first = layout.cut(axis, start: start, stop: end, step: step)
    let original = input.shape
    return input.viewed(layout, "SliceBackward0") { step_ in
        [try placed(step_.gradient, in: original, axis, start: first, step: step)]
    }
}

/// `length` positions of a dimension from `start`.
package func narrow(_ input: Tensor, _ dimension: Int, _ start: Int, _ length: Int) throws -> Tensor {
    let axis = try input.dimension(dimension)
    guard input.rank > 0 else { throw TensorError.runtime("narrow() cannot be applied to a 0-dim tensor.") }
    let size = input.shape[axis]
    guard length >= 0 else { throw TensorError.runtime("narrow(): length must be non-negative.") }
    guard start >= -size && start <= size else {
        throw TensorError.index(
            "start out of range (expected to be in range of [-\(size), \(size)], but got \(start))")
    }
    let first = start < 0 ? start + size : start
    guard length <= size - first else {
        throw TensorError.runtime("start (\(first)) + length (\(length)) exceeds dimension size (\(size)).")
    }
    return try slice(input, axis, start: first, end: first + length)
}

/// Zeros of a shape with a tensor placed at every `step`-th position of one dimension: the derivative of slices.
func placed(_ gradient: Tensor, in shape: Dimensions, _ axis: Int, start: Int, step: Int) throws -> Tensor {
    let result = try Tensor.zeros(shape, dtype: gradient.dtype, device: gradient.device)
    let count = gradient.shape[axis]
    var layout = result.layout
    layout.offset += start * layout.strides[axis]
    layout.shape[axis] = count
    layout.strides[axis] *= step
    Tensor(storage: result.storage, layout: layout, dtype: result.dtype).copyElements(from: gradient)
    guard Tape.records(gradient) else { return result }
    return result.derived("SliceBackward0", from: [gradient]) { back in
        [try slice(back.gradient, axis, start: start, end: start + (count - 1) * step + 1, step: step)]
    }
}

/// The diagonal of two dimensions, as a new last dimension.
package func diagonal(_ input: Tensor, _ offset: Int = 0, _ first: Int = 0, _ second: Int = 1) throws -> Tensor {
    let (first, second) = (try input.dimension(first), try input.dimension(second))
    guard first != second else {
        throw TensorError.runtime("diagonal dimensions cannot be identical \(first), \(second)")
    }
    let layout = diagonalLayout(input.layout, offset, first, second)
    let (own, original) = (diagonalLayout(Layout(input.shape), offset, first, second), Layout(input.shape))
    return input.viewed(layout, "DiagonalBackward0") { [try spreadGradient($0.gradient, from: own, to: original)] }
}

private func diagonalLayout(_ input: Layout, _ given: Int, _ first: Int, _ second: Int) -> Layout {
    let (rows, columns) = (input.shape[first], input.shape[second])
    let offset = Swift.min(Swift.max(given, -rows), columns)
    let span =
        offset >= 0
        ? Swift.min(rows, columns - offset) : Swift.min(rows + offset, columns)
    let length = Swift.max(span, 0)
    var layout = input
    if length > 0 {
        layout.offset += offset >= 0 ? offset * input.strides[second] : -offset * input.strides[first]
    }
    for axis in [Swift.max(first, second), Swift.min(first, second)] {
        layout.shape.remove(at: axis)
        layout.strides.remove(at: axis)
    }
    layout.shape.append(length)
    // A dimension of one element may have any stride, so the sum may leave the range; it is then never used.
    layout.strides.append(input.strides[first] &+ input.strides[second])
    return layout
}

/// Windows of `size` along a dimension, `step` apart, as a new last dimension.
package func unfold(_ input: Tensor, _ dimension: Int, _ size: Int, _ step: Int) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let length = input.rank == 0 ? 1 : input.shape[axis]
    guard size >= 0, size <= length else {
        throw TensorError.runtime("maximum size for tensor at dimension \(axis) is \(length) but size is \(size)")
    }
    guard step > 0 else { throw TensorError.runtime("step is \(step) but must be > 0") }
    let layout = windowLayout(input.layout, axis, size, step)
    try input.checkView(of: layout.shape)
    // The gradient is spread in a compact copy of the input, which is right for overlapping inputs too.
    let (own, original) = (windowLayout(Layout(input.shape), axis, size, step), Layout(input.shape))
    return input.viewed(layout, "UnfoldBackward0") { [try spreadGradient($0.gradient, from: own, to: original)] }
}

private func windowLayout(_ input: Layout, _ axis: Int, _ size: Int, _ step: Int) -> Layout {
    var layout = input
    layout.shape.append(size)
    layout.strides.append(input.rank == 0 ? 1 : input.strides[axis])
    if input.rank > 0 {
        layout.shape[axis] = (input.shape[axis] - size) / step + 1
        layout.strides[axis] = input.strides[axis].multipliedReportingOverflow(by: step).partialValue
    }
    return layout
}

/// A view with any shape and strides inside the storage.
package func asStrided(_ input: Tensor, _ shape: Dimensions, _ strides: Dimensions, _ offset: Int? = nil) throws
    -> Tensor
{
    guard shape.count == strides.count else {
        throw TensorError.runtime("mismatch in length of strides and shape")
    }
    for stride in strides where stride < 0 {
        throw TensorError.runtime(
            "as_strided: Negative strides are not supported at the moment, got strides: \(strides)")
    }
    let layout = Layout(shape: shape, strides: strides, offset: offset ?? input.offset)
    let available = input.storage.byteCount / input.dtype.size
    guard shape.allSatisfy({ $0 >= 0 }) else { throw TensorError.negativeSize(shape) }
    guard shape.checkedElementCount != nil, let reach = layout.reach,
        case let (needed, overflow) = reach.multipliedReportingOverflow(by: input.dtype.size), !overflow
    else {
        throw TensorError.runtime("Storage size calculation overflowed with sizes=\(shape) and strides=\(strides)")
    }
    guard layout.offset >= 0, reach <= available else {
        throw TensorError.runtime(
            "setStorage: sizes \(shape), strides \(strides), storage offset \(layout.offset), and itemsize "
                + "\(input.dtype.size) requiring a storage size of \(needed) are out of bounds "
                + "for storage of size \(input.storage.byteCount)")
    }
    try input.checkView(of: layout.shape)
    let original = input.layout
    return input.viewed(layout, "AsStridedBackward0") {
        [try spreadGradient($0.gradient, from: layout, to: original)]
    }
}

/// Carries a gradient from a view's layout to the layout of the tensor it shows; overlapping elements add up.
func spreadGradient(_ gradient: Tensor, from view: Layout, to target: Layout) throws -> Tensor {
    guard let (seen, whole) = view.reach.flatMap({ seen in target.reach.map { (seen, $0) } }) else {
        throw TensorError.shapeTooLarge(view.shape)
    }
    let extent = Swift.max(seen, whole)
    let plane = try Tensor.zeros([extent], dtype: gradient.dtype, device: gradient.device)
    let window = Tensor(storage: plane.storage, layout: view, dtype: plane.dtype)
    if view.isNonOverlapping {
        window.copyElements(from: gradient)
    } else if !gradient.isMeta {
        let positions = try Tensor.storagePositions(view)
        try GradientMode.disabled {
            try indexAdd(plane, 0, index: positions, reshape(gradient, [-1])).copyInto(plane)
        }
    }
    let result = try Tensor(storage: plane.storage, layout: target, dtype: plane.dtype).converted(to: plane.dtype)
    guard Tape.records(gradient) else { return result }
    return result.derived("AsStridedBackward0", from: [gradient]) { step in
        let back = try spreadGradient(step.gradient, from: target, to: Layout(shape: [extent], strides: [1]))
        return [try asStrided(back, view.shape, view.strides, view.offset)]
    }
}

extension Tensor {
    /// The storage position of each element of a layout, in row-major order.
    static func storagePositions(_ layout: Layout) throws -> Tensor {
        var positions: [Int] = []
        positions.reserveCapacity(layout.elementCount)
        layout.forEachOffset { positions.append($0) }
        return try Tensor(positions)
    }

    func copyInto(_ target: Tensor) { target.copyElements(from: self) }
}
