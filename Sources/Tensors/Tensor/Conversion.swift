/// Copies between layouts and dtypes; nothing here is seen by autograd.
extension Tensor {
    /// A contiguous copy with this dtype.
    func converted(to target: DType) throws -> Tensor {
        let result = try Tensor.empty(shape, dtype: target, device: device)
        if !isMeta { result.copyElements(from: self) }
        return result
    }

    /// This tensor if it already has the dtype, else a converted copy.
    func asDType(_ target: DType) throws -> Tensor { dtype == target ? self : try converted(to: target) }

    /// This tensor if its elements are in row-major order, else a copy that has them so.
    func compacted() throws -> Tensor { isContiguous ? self : try converted(to: dtype) }

    /// Overwrites every element with those of a tensor of the same shape (or one that was expanded to it).
    func copyElements(from source: Tensor) {
        guard !isMeta && !source.isMeta else { return }
        if dtype == source.dtype { return copySame(source) }
        if isContiguous && source.isContiguous && convertContiguous(source) { return }
        switch source.dtype {
        case .uint8: copy(from: source, UInt8.self)
        case .int8: copy(from: source, Int8.self)
        case .int16: copy(from: source, Int16.self)
        case .int32: copy(from: source, Int32.self)
        case .int64: copy(from: source, Int.self)
        case .float16: copy(from: source, Float16.self)
        case .bfloat16: copy(from: source, BFloat16.self)
        case .float32: copy(from: source, Float.self)
        case .float64: copy(from: source, Double.self)
        case .bool: copy(from: source, Bool.self)
        case .complex64: copy(from: source, Complex<Float>.self)
        case .complex128: copy(from: source, Complex<Double>.self)
        }
    }

    private func copySame(_ source: Tensor) {
        if isContiguous && source.isContiguous {
            let target = pointer(UInt8.self, byteOffset: offset * dtype.size)
            let origin = source.pointer(UInt8.self, byteOffset: source.offset * dtype.size)
            WorkerPool.ranges(elementCount * dtype.size, grain: 1 << 18) {
                (target + $0.lowerBound).update(from: origin + $0.lowerBound, count: $0.count)
            }
            return
        }
        switch dtype.size {
        case 1: move(source, UInt8.self)
        case 2: move(source, Int16.self)
        case 4: if !moveMatrix(source) { move(source, Int32.self) }
        case 8: if !moveMatrix(source) { move(source, Int.self) }
        default: move(source, Complex<Double>.self)
        }
    }

    private func pointer(_ type: UInt8.Type, byteOffset: Int) -> UnsafeMutablePointer<UInt8> {
        guard let address = storage.address else { preconditionFailure("a copy runs on tensors with data only") }
        return (address + byteOffset).assumingMemoryBound(to: UInt8.self)
    }

    /// Moves elements of one size, whatever they mean.
    private func move<E: Element>(_ source: Tensor, _ type: E.Type) {
        let target = pointer(E.self)
        let origin = source.pointer(E.self)
        Loop(shape: shape, strides: [strides, source.strides]).run2 { to, toStride, from, fromStride, count in
            if toStride == 1 && fromStride == 1 {
                (target + to).update(from: origin + from, count: count)
            } else if fromStride == 0 && toStride == 1 {
                (target + to).update(repeating: origin[from], count: count)
            } else {
                for index in 0..<count { target[to &+ index &* toStride] = origin[from &+ index &* fromStride] }
            }
        }
    }

    private func copy<S: Element>(from source: Tensor, _ type: S.Type) {
        switch dtype {
        case .uint8: convert(source, S.self, UInt8.self) { UInt8(integer: $0.integer) }
        case .int8: convert(source, S.self, Int8.self) { Int8(integer: narrowed($0)) }
        case .int16: convert(source, S.self, Int16.self) { Int16(integer: narrowed($0)) }
        case .int32: convert(source, S.self, Int32.self) { Int32(integer: narrowed($0)) }
        case .int64: convert(source, S.self, Int.self) { $0.integer }
        case .float16: convert(source, S.self, Float16.self) { Float16(real: $0.real) }
        case .bfloat16: convert(source, S.self, BFloat16.self) { BFloat16(real: $0.real) }
        case .float32: convert(source, S.self, Float.self) { Float($0.real) }
        case .float64: convert(source, S.self, Double.self) { $0.real }
        case .bool: convert(source, S.self, Bool.self) { $0.isNonzero }
        case .complex64: convert(source, S.self, Complex<Float>.self, complexPart)
        case .complex128: convert(source, S.self, Complex<Double>.self, complexPart)
        }
    }

    /// An integer of 32 bits at most: processors convert what floating point numbers do not fit there to the smallest.
    @inline(__always)
    private func narrowed<S: Element>(_ value: S) -> Int {
        let whole = value.integer
        guard S.dtype.isFloatingPoint else { return whole }
        return Int(Int32(exactly: whole) ?? Int32.min)
    }

    private func complexPart<S: Element, Part>(_ value: S) -> Complex<Part> {
        if let narrow = value as? Complex<Float> { return Complex(Part(narrow.re), Part(narrow.im)) }
        if let wide = value as? Complex<Double> { return Complex(Part(wide.re), Part(wide.im)) }
        return Complex(Part(value.real), 0)
    }

    @inline(__always)
    private func convert<S: Element, T: Element>(_ source: Tensor, _: S.Type, _: T.Type, _ body: (S) -> T) {
        let target = pointer(T.self)
        let origin = source.pointer(S.self)
        Loop(shape: shape, strides: [strides, source.strides]).run2 { to, toStride, from, fromStride, count in
            if toStride == 1 && fromStride == 1 {
                let toRun = target + to
                let fromRun = origin + from
                for index in 0..<count { toRun[index] = body(fromRun[index]) }
            } else {
                for index in 0..<count { target[to &+ index &* toStride] = body(origin[from &+ index &* fromStride]) }
            }
        }
    }
}
