/// A multi-dimensional array: a layout over a storage, a dtype, and its place in the graph of derivatives.
///
///     let x = try Tensor([[1, 2], [3, 4]])
///     try (x * 2).sum().item()   // .float(20)
///
/// Tensors are compared by identity and are confined to one thread.
package final class Tensor {
    package internal(set) var storage: Storage
    package internal(set) var layout: Layout
    package internal(set) var dtype: DType

    /// Set on leaves by `requires_grad_`; results of recorded operations have a node instead.
    var leafRequiresGrad = false
    /// The operation that made this tensor, as it was recorded; read `gradientNode`, which follows changes of the base.
    var recordedNode: GradientNode?
    /// Which of the node's results this tensor is.
    package internal(set) var outputIndex = 0
    /// What leaves and tensors that keep their gradient have beside their elements; most tensors have none.
    private var leafRecord: LeafRecord?

    /// The tensor whose storage this view shows, never itself a view.
    package internal(set) var base: Tensor?
    var viewOrigin = ViewOrigin.single
    /// The version of the storage when `recordedNode` was made.
    var recordedVersion = 0
    /// False for what `.data` returns: its changes are invisible to autograd.
    var countsVersions = true
    package internal(set) var retainsGrad = false
    /// True for tensors made in inference mode.
    package internal(set) var isInference = false
    /// True for a number of the language, which gives way in promotion.
    var isNumber = false
    var number: Scalar?
    /// True for what `nn.Parameter` makes: a leaf that modules register and that prints as a parameter.
    package var isParameter = false

    package init(storage: Storage, layout: Layout, dtype: DType) {
        self.storage = storage
        self.layout = layout
        self.dtype = dtype
        isInference = GradientMode.inference
    }
}

extension Tensor {
    /// Rarely there and costly to free in each of the many short-lived tensors, hence in an object of its own.
    private final class LeafRecord {
        var grad: Tensor?
        weak var accumulator: GradientNode?
        var hooks: [TensorHook] = []
        var accumulatedHooks: [TensorHook] = []
    }

    private func makeLeafRecord() -> LeafRecord {
        if let leafRecord { return leafRecord }
        let made = LeafRecord()
        leafRecord = made
        return made
    }

    /// The accumulated gradient of a leaf, or of a tensor that was told to retain it.
    package var grad: Tensor? {
        get { leafRecord?.grad }
        set { if newValue != nil || leafRecord != nil { makeLeafRecord().grad = newValue } }
    }

    /// Collects this leaf's gradients during a backward pass; made when first needed, and held by the graph, which keeps
    /// the leaf and its hooks alive even when nobody else does.
    var accumulator: GradientNode? {
        get { leafRecord?.accumulator }
        set { makeLeafRecord().accumulator = newValue }
    }

    /// Hooks on a leaf; those of other tensors stand at their node.
    var leafHooks: [TensorHook] {
        get { leafRecord?.hooks ?? [] }
        set { makeLeafRecord().hooks = newValue }
    }

    /// Called with this leaf after a gradient was added to `grad`.
    package var accumulatedHooks: [TensorHook] {
        get { leafRecord?.accumulatedHooks ?? [] }
        set { makeLeafRecord().accumulatedHooks = newValue }
    }
}

/// How a view came about, which decides whether it may be changed in place.
enum ViewOrigin {
    case single, withoutGradient, multiple, function
}

extension Tensor {
    package var shape: Dimensions { layout.shape }
    package var strides: Dimensions { layout.strides }
    package var offset: Int { layout.offset }
    package var rank: Int { layout.shape.count }
    package var elementCount: Int { layout.shape.elementCount }
    package var isMeta: Bool { storage.address == nil }
    package var device: Device { isMeta ? .meta : .cpu }
    package var isContiguous: Bool { layout.isContiguous }
    package var isView: Bool { base != nil }
    package var version: Int { storage.version }

    /// The address of the first element; nil on meta.
    package var address: UnsafeMutableRawPointer? { storage.address.map { $0 + layout.offset * dtype.size } }

    /// The typed address of the first element, for kernels that have made sure that there is data.
    func pointer<E: Element>(_ type: E.Type = E.self) -> UnsafeMutablePointer<E> {
        guard let address = storage.address else { preconditionFailure("a kernel runs on tensors with data only") }
        return (address + layout.offset &* MemoryLayout<E>.stride).assumingMemoryBound(to: E.self)
    }

    /// A dimension number made non-negative; a tensor without dimensions accepts 0 and -1.
    package func dimension(_ dimension: Int) throws -> Int { try wrapDimension(dimension, rank: rank) }

    package func size(_ dimension: Int) throws -> Int {
        let wrapped = try self.dimension(dimension)
        return rank == 0 ? 1 : shape[wrapped]
    }
}

/// Counts negative dimension numbers from the end, or names the range that was missed.
package func wrapDimension(_ dimension: Int, rank: Int) throws -> Int {
    let range = Swift.max(rank, 1)
    guard dimension >= -range && dimension < range else {
        throw TensorError.dimensionOutOfRange(dimension: dimension, low: -range, high: range - 1)
    }
    return dimension < 0 ? dimension + range : dimension
}
