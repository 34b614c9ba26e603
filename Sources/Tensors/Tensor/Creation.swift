extension Tensor {
    /// A tensor of this shape whose elements are not set.
    package static func empty(
        _ shape: Dimensions, dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Tensor {
        for index in 0..<shape.count where shape[index] < 0 { throw TensorError.negativeSize(shape) }
        guard let count = shape.checkedElementCount, count.multipliedReportingOverflow(by: dtype.size).overflow == false
        else { throw TensorError.shapeTooLarge(shape) }
        let bytes = count * dtype.size
        let storage = device == .meta ? Storage(metaByteCount: bytes) : try Storage(byteCount: bytes)
        return Tensor(storage: storage, layout: Layout(shape), dtype: dtype)
    }

    package static func full(
        _ shape: Dimensions, _ value: Scalar, dtype: DType? = nil, device: Device = .cpu
    ) throws -> Tensor {
        let result = try empty(shape, dtype: dtype ?? value.dtype, device: device)
        result.setAll(value)
        return result
    }

    package static func zeros(
        _ shape: Dimensions, dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Tensor {
        let result = try empty(shape, dtype: dtype, device: device)
        if let address = result.storage.address {
            address.initializeMemory(as: UInt8.self, repeating: 0, count: result.storage.byteCount)
        }
        return result
    }

    package static func ones(
        _ shape: Dimensions, dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Tensor {
        try full(shape, 1, dtype: dtype, device: device)
    }

    /// A tensor without dimensions.
    package static func scalar(_ value: Scalar, dtype: DType? = nil, device: Device = .cpu) throws -> Tensor {
        try full([], value, dtype: dtype, device: device)
    }

    package convenience init(_ values: [Float], shape: Dimensions? = nil) throws {
        try self.init(elements: values, shape: shape ?? [values.count])
    }

    package convenience init(_ values: [Double], shape: Dimensions? = nil, dtype: DType = .float64) throws {
        try self.init(elements: values, shape: shape ?? [values.count])
        if dtype != .float64 { adopt(try converted(to: dtype)) }
    }

    package convenience init(_ values: [Int], shape: Dimensions? = nil, dtype: DType = .int64) throws {
        try self.init(elements: values, shape: shape ?? [values.count])
        if dtype != .int64 { adopt(try converted(to: dtype)) }
    }

    package convenience init(_ values: [Bool], shape: Dimensions? = nil) throws {
        try self.init(elements: values, shape: shape ?? [values.count])
    }

    /// A float32 matrix from rows of equal length.
    package convenience init(_ rows: [[Float]]) throws {
        try self.init(elements: rows.flatMap { $0 }, shape: [rows.count, rows.first?.count ?? 0])
    }

    /// Copies elements given in row-major order.
    package convenience init<E: Element>(elements: [E], shape: Dimensions) throws {
        guard shape.elementCount == elements.count else {
            throw TensorError.invalidShape(shape, elementCount: elements.count)
        }
        let storage = try Storage(byteCount: elements.count * MemoryLayout<E>.stride)
        elements.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { storage.address?.copyMemory(from: source, byteCount: bytes.count) }
        }
        self.init(storage: storage, layout: Layout(shape), dtype: E.dtype)
    }

    /// A tensor over memory that `owner` keeps alive, such as a mapped checkpoint.
    package convenience init(
        address: UnsafeMutableRawPointer, byteCount: Int, shape: Dimensions, dtype: DType, owner: AnyObject
    ) throws {
        guard let count = shape.checkedElementCount, count * dtype.size <= byteCount else {
            throw TensorError.invalidShape(shape, elementCount: byteCount / dtype.size)
        }
        let storage = Storage(address: address, byteCount: byteCount, owner: owner)
        self.init(storage: storage, layout: Layout(shape), dtype: dtype)
    }

    /// Takes over what another tensor shows, as an assignment to `.data` does.
    func adopt(_ other: Tensor) {
        storage = other.storage
        layout = other.layout
        dtype = other.dtype
    }
}

/// The device of a result: meta as soon as one operand has no data.
func resultDevice(_ tensors: Tensor...) -> Device {
    tensors.contains { $0.isMeta } ? .meta : .cpu
}
