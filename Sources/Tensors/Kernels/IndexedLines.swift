import CKernels
import Synchronization

/// An index along one dimension of a tensor, both without gaps and equal in all other sizes: what the C loops can walk.
///
/// The dimension has `size` elements, each a block of `inner` words; `outer` such lines follow one another.
struct IndexedLines {
    /// What happens to an element that is already there.
    enum Combination { case replacing, adding }

    private let outer: Int
    private let size: Int
    private let inner: Int
    private let count: Int
    private let axis: Int
    private let index: Tensor
    /// What is read: the tensor itself, or the values that are put into it.
    private let source: Tensor

    /// Nil when the layouts are others; `values` are what is put at the places of the index.
    init?(_ tensor: Tensor, _ index: Tensor, _ axis: Int, values: Tensor? = nil) throws {
        guard tensor.rank > 0, index.rank == tensor.rank, tensor.isContiguous, tensor.dtype.size >= 4,
            tensor.dtype.size <= 8, index.elementCount > 0, !tensor.isMeta
        else { return nil }
        for other in 0..<tensor.rank where other != axis && tensor.shape[other] != index.shape[other] { return nil }
        if let values, values.shape != index.shape || values.dtype != tensor.dtype || values.isNumber { return nil }
        self.axis = axis
        self.index = try index.asDType(.int64).compacted()
        source = try values?.compacted() ?? tensor
        outer = Dimensions(tensor.shape[..<axis]).elementCount
        inner = Dimensions(tensor.shape[(axis + 1)...]).elementCount
        size = tensor.shape[axis]
        count = index.shape[axis]
    }

    /// output[line, j, i] = source[line, index[line, j, i], i].
    func gather(into output: Tensor) throws {
        guard let to = output.address, let from = source.address else { return }
        let places = index.numbers64
        let failure = Failure()
        WorkerPool.ranges(outer * count, grain: Swift.max(1, WorkerPool.elementThreshold / inner)) { range in
            let (first, last) = (range.lowerBound, range.upperBound)
            failure.note(
                source.dtype.size == 4
                    ? words4_gather(
                        to.assumingMemoryBound(to: UInt32.self), from.assumingMemoryBound(to: UInt32.self), places,
                        size,
                        count, inner, first, last)
                    : words8_gather(
                        to.assumingMemoryBound(to: UInt64.self), from.assumingMemoryBound(to: UInt64.self), places,
                        size,
                        count, inner, first, last))
        }
        try check(failure)
    }

    /// output[line, index[line, j, i], i] = source[line, j, i].
    func scatter(into output: Tensor) throws -> Bool {
        guard let to = output.address, let from = source.address else { return false }
        let places = index.numbers64
        try eachLine { first, last in
            output.dtype.size == 4
                ? words4_scatter(
                    to.assumingMemoryBound(to: UInt32.self), from.assumingMemoryBound(to: UInt32.self), places, size,
                    count, inner, first, last)
                : words8_scatter(
                    to.assumingMemoryBound(to: UInt64.self), from.assumingMemoryBound(to: UInt64.self), places, size,
                    count, inner, first, last)
        }
        return true
    }

    /// output[line, index[line, j, i], i] += source[line, j, i]; false when there is no loop for the dtype.
    func add(into output: Tensor) throws -> Bool {
        guard output.dtype == .float32 else { return false }
        let (z, x, places) = (output.pointer(Float.self), source.pointer(Float.self), index.numbers64)
        try eachLine { f32_scatter_add(z, x, places, size, count, inner, $0, $1) }
        return true
    }

    /// Elements that meet at one place belong to one line, so lines are what threads share out.
    private func eachLine(_ body: (Int, Int) -> Int64) throws {
        let failure = Failure()
        WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / (count * inner))) { range in
            failure.note(body(range.lowerBound, range.upperBound))
        }
        try check(failure)
    }

    private func check(_ failure: Failure) throws {
        guard let place = failure.place else { return }
        let found = index.numbers64[place]
        throw TensorError.runtime("index \(found) is out of bounds for dimension \(axis) with size \(size)")
    }
}

/// The first place that some thread found to be out of range.
private final class Failure: Sendable {
    private let first = Atomic<Int64>(.max)

    func note(_ place: Int64) {
        if place >= 0 { first.min(place, ordering: .relaxed) }
    }

    var place: Int? {
        let value = first.load(ordering: .relaxed)
        return value == .max ? nil : Int(value)
    }
}

extension Tensor {
    /// The elements of an int64 tensor, typed as C types them.
    var numbers64: UnsafeMutablePointer<Int64> {
        UnsafeMutableRawPointer(pointer(Int.self)).assumingMemoryBound(to: Int64.self)
    }
}
