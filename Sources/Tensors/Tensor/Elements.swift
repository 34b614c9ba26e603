/// Reading and writing single elements and whole tensors as numbers of the language.
extension Tensor {
    /// The only element as a number, or an error that names how many there are.
    package func item() throws -> Scalar {
        guard elementCount == 1 else { throw TensorError.itemCount(elementCount) }
        guard !isMeta else { throw TensorError.dataDependent(operation: "item") }
        return element(at: layout.offset)
    }

    /// The truth of the only element, as `if` and `bool()` ask for it.
    package func isTrue() throws -> Bool {
        guard elementCount == 1 else { throw TensorError.ambiguousTruth(count: elementCount) }
        return try item().isTrue
    }

    /// The element at a position of the storage, counted in elements; the caller has checked the position.
    package func element(at position: Int) -> Scalar {
        guard let start = storage.address else { return .int(0) }
        func load<E: Element>(_ type: E.Type) -> E {
            start.load(fromByteOffset: position * MemoryLayout<E>.stride, as: E.self)
        }
        switch dtype {
        case .uint8: return .int(load(UInt8.self).integer)
        case .int8: return .int(load(Int8.self).integer)
        case .int16: return .int(load(Int16.self).integer)
        case .int32: return .int(load(Int32.self).integer)
        case .int64: return .int(load(Int.self))
        case .float16: return .float(load(Float16.self).real)
        case .bfloat16: return .float(load(BFloat16.self).real)
        case .float32: return .float(load(Float.self).real)
        case .float64: return .float(load(Double.self))
        case .bool: return .bool(load(UInt8.self) != 0)
        case .complex64:
            let value = load(Complex<Float>.self)
            return .complex(Double(value.re), Double(value.im))
        case .complex128:
            let value = load(Complex<Double>.self)
            return .complex(value.re, value.im)
        }
    }

    /// This tensor, unless a list of its elements would not fit into memory: views may show few bytes very often.
    package func listable() throws -> Tensor {
        guard elementCount <= 1 << 28 else { throw TensorError.outOfMemory(bytes: elementCount &* 16) }
        return self
    }

    /// Every element in row-major order; empty on meta.
    package func scalars() -> [Scalar] {
        guard !isMeta else { return [] }
        var result: [Scalar] = []
        result.reserveCapacity(elementCount)
        layout.forEachOffset { result.append(element(at: $0)) }
        return result
    }

    /// Every element in row-major order as doubles.
    package func doubles() -> [Double] { elements(Double.self) ?? scalars().map(\.real) }

    /// Every element in row-major order as floats.
    package func floats() -> [Float] { elements(Float.self) ?? scalars().map { Float($0.real) } }

    /// Every element in row-major order as integers.
    package func integers() -> [Int] { elements(Int.self) ?? scalars().map(\.integer) }

    /// The elements as they lie in memory, when they are of this type and without gaps.
    private func elements<E: Element>(_ type: E.Type) -> [E]? {
        guard dtype == E.dtype, !isMeta, isContiguous else { return nil }
        return Array(UnsafeBufferPointer(start: pointer(E.self), count: elementCount))
    }

    /// Writes one number everywhere, without telling autograd.
    func setAll(_ value: Scalar) {
        guard !isMeta else { return }
        switch dtype {
        case .uint8: spread(UInt8(integer: value.integer))
        case .int8: spread(Int8(integer: value.integer))
        case .int16: spread(Int16(integer: value.integer))
        case .int32: spread(Int32(integer: value.integer))
        case .int64: spread(value.integer)
        case .float16: spread(Float16(real: value.real))
        case .bfloat16: spread(BFloat16(real: value.real))
        case .float32: spread(Float(value.real))
        case .float64: spread(value.real)
        case .bool: spread(UInt8(value.isTrue ? 1 : 0))
        case .complex64: spread(Complex<Float>(Float(value.real), Float(value.imaginary)))
        case .complex128: spread(Complex<Double>(value.real, value.imaginary))
        }
    }

    private func spread<E: Element>(_ value: E) {
        let start = pointer(E.self)
        if isContiguous { return start.update(repeating: value, count: elementCount) }
        Loop(layout).run { offset, stride, count in
            for index in 0..<count { start[offset &+ index &* stride] = value }
        }
    }
}

extension Layout {
    /// Calls the body with the storage position of each element, in row-major order.
    package func forEachOffset(_ body: (Int) -> Void) {
        guard elementCount > 0 else { return }
        guard let inner = shape.last, let step = strides.last else { return body(offset) }
        let outer = Layout(
            shape: shape.removing(at: rank - 1), strides: strides.removing(at: rank - 1), offset: offset)
        var index = Dimensions(repeating: 0, count: outer.rank)
        var start = offset
        while true {
            for position in 0..<inner { body(start + position * step) }
            var axis = outer.rank - 1
            while axis >= 0 {
                index[axis] += 1
                start += outer.strides[axis]
                if index[axis] < outer.shape[axis] { break }
                start -= outer.shape[axis] * outer.strides[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}
