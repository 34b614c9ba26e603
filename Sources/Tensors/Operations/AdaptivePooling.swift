/// Means over as many windows as the result has places.
///
///     F.adaptive_avg_pool1d(torch.tensor([[1., 2., 3.]]), 2)   // [[1.5, 2.5]]: the windows overlap
enum AdaptivePooling {
    static let operations: [Operation] = (1...3).map { operation($0) }

    private static func operation(_ spatial: Int) -> Operation {
        Operation(
            "adaptive_avg_pool\(spatial)d(Tensor input, \(spatial == 1 ? "int[1]" : "int?[1]") output_size) -> Tensor",
            "Means over as many windows as asked.", spatial == 1 ? [.function, .functional] : .functional
        ) { (x: Tensor, size: Dimensions) in
            let sizes = try resolved(size.count == 1 ? spread(size, spatial) : size, x, spatial)
            // PyTorch takes one window as a plain mean, which any number of dimensions may have before.
            let isWhole = sizes.allSatisfy { $0 == 1 }
            if !isWhole { try check(x, sizes, spatial) }
            let result = try isWhole ? Tensors.mean(x, last(spatial), keepdim: true) : pooled(x, sizes)
            if spatial == 1 { return result.labelled("SqueezeBackward1") }
            return isWhole ? result : result.labelled("AdaptiveAvgPool\(spatial)DBackward0")
        }
    }

    private static func last(_ spatial: Int) -> Dimensions { Dimensions((1...spatial).map { -$0 }) }

    /// The sizes of the result, where `None` stands for the size that is there.
    private static func resolved(_ sizes: Dimensions, _ x: Tensor, _ spatial: Int) throws -> Dimensions {
        guard sizes.count == spatial else {
            throw TensorError.runtime(
                spatial == 1
                    ? "adaptive_avg_pool1d() argument 'output_size' should contain one int (got \(sizes.count))"
                    : "adaptive_avg_pool\(spatial)d: output_size must be \(spatial)")
        }
        guard spatial > 1 || x.rank == 2 || x.rank == 3 else {
            throw TensorError.runtime(
                "Expected 2 to 3 dimensions, but got \(x.rank)-dimensional tensor for argument #1 'self' (while checking "
                    + "arguments for adaptive_avg_pool1d)")
        }
        return Dimensions(
            try sizes.enumerated().map { axis, size in
                size == Signature.sizeAsItIs ? try x.size(axis - spatial) : size
            })
    }

    private static func check(_ x: Tensor, _ sizes: Dimensions, _ spatial: Int) throws {
        // One dimension is an image of height 1.
        let name = "adaptive_avg_pool\(Swift.max(spatial, 2))d"
        guard x.rank == spatial + 1 || x.rank == spatial + 2 else {
            throw TensorError.runtime(
                "\(name)(): Expected \(spatial + 1)D or \(spatial + 2)D tensor, but got \(x.shape)")
        }
        for axis in (x.rank - spatial)..<x.rank where x.shape[axis] == 0 {
            throw TensorError.runtime(
                "\(name)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) "
                    + "with dimension \(axis) being empty")
        }
        guard sizes.allSatisfy({ $0 >= 0 }) else {
            let given = ((spatial == 1 ? [1] : []) + sizes.array).map(String.init).joined(separator: ", ")
            throw TensorError.runtime(
                "\(name): elements of output_size must be greater than or equal to 0 but received {\(given)}")
        }
        guard sizes.allSatisfy({ $0 <= 1 << 20 }) else {
            throw TensorError.runtime("\(name): an output of \(sizes) is too large")
        }
        guard x.dtype.isFloatingPoint || x.dtype.isComplex else {
            throw TensorError.notImplemented(
                operation: spatial == 3 ? "\"adaptive_avg_pool3d_cpu\"" : "\"adaptive_avg_pool2d\"", dtype: x.dtype)
        }
    }

    private static func pooled(_ x: Tensor, _ sizes: Dimensions) throws -> Tensor {
        try sizes.enumerated().reduce(x) { result, entry in
            try averaged(result, x.rank - sizes.count + entry.offset, entry.element)
        }
    }

    private static func averaged(_ input: Tensor, _ axis: Int, _ count: Int) throws -> Tensor {
        guard count > 0 else { return try narrow(input, axis, 0, 0) }
        let size = input.shape[axis]
        return try cat(
            (0..<count).map { place in
                try Interrupt.check()
                let start = place * size / count
                let end = ((place + 1) * size + count - 1) / count
                return try Tensors.mean(narrow(input, axis, start, end - start), [axis], keepdim: true)
            }, axis)
    }
}
