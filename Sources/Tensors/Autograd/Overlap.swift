/// Tensors that share elements: what may not be written, since the result would depend on the order.
extension Tensor {
    /// Refuses to write where several places are one element, as in an expanded tensor.
    package func checkOwnOverlap() throws {
        guard zip(layout.shape, layout.strides).contains(where: { $0 > 1 && $1 == 0 }) else { return }
        throw TensorError.runtime(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please "
                + "clone() the tensor before performing the operation.")
    }

    /// Refuses to write to this tensor what another holds that shows some of its elements at other places.
    package func checkOverlap(with source: Tensor) throws {
        guard storage === source.storage, self !== source, layout != source.layout else { return }
        guard elementCount > 0, source.elementCount > 0, layout.isDense, source.layout.isDense else { return }
        guard offset < source.offset + source.elementCount, source.offset < offset + elementCount else { return }
        throw TensorError.runtime(
            "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory "
                + "location. Please clone() the tensor before performing the operation.")
    }
}
