import CKernels
import Glibc

/// Filling tensors with random numbers, element by element in PyTorch's order and from PyTorch's draws.
///
/// These functions only write the elements: versions and the tape belong to the operations that call them.
extension Tensor {
    /// Uniform numbers of [low, high), scaled with one rounding as PyTorch's compiled code does.
    package func drawUniform(_ low: Double, _ high: Double, _ generator: Generator) {
        switch dtype {
        case .float32, .complex64:
            let (start, range) = (Float(low), Float(high) - Float(low))
            if isContiguous && !isMeta {
                return generator.fillUniform(
                    realParts(Float.self), elementCount * (dtype.isComplex ? 2 : 1), low: start, range: range)
            }
            eachPart(Float.self) { start.addingProduct(generator.uniformFloat(), range) }
        case .float64, .complex128:
            let range = high - low
            eachPart(Double.self) { low.addingProduct(generator.uniformDouble(), range) }
        case .float16:
            let (start, range) = (Float(low), Float(high) - Float(low))
            eachPart(Float16.self) { Float16(start.addingProduct(generator.uniformFloat(), range)) }
        case .bfloat16:
            let (start, range) = (Float(low), Float(high) - Float(low))
            eachPart(BFloat16.self) { BFloat16(start.addingProduct(generator.uniformFloat(), range)) }
        case .bool, .uint8, .int8, .int16, .int32, .int64: break
        }
    }

    /// Normal numbers; from 16 elements on in blocks, the last block drawn again when the count is no multiple of 16.
    package func drawNormal(_ mean: Double, _ deviation: Double, _ generator: Generator) {
        let parts = dtype.isComplex ? 2 : 1
        let scale = dtype.isComplex ? deviation * 0.5.squareRoot() : deviation
        guard !isMeta else { return }
        guard elementCount * parts >= 16 && isContiguous else {
            return drawEachReal { generator.normalDouble() * scale + mean }
        }
        switch dtype {
        case .float32, .complex64:
            generator.fillNormal(realParts(Float.self), elementCount * parts, Float(mean), Float(scale))
        case .float64, .complex128:
            generator.fillNormal(realParts(Double.self), elementCount * parts, mean, scale)
        case .float16, .bfloat16:
            var values = [Float](repeating: 0, count: elementCount)
            values.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                // Whole blocks are drawn first, and then the last 16 once more.
                let whole = buffer.count / 16 * 16
                generator.fillNormal(start, whole, Float(mean), Float(scale))
                guard whole < buffer.count else { return }
                generator.fillNormal(start + buffer.count - 16, 16, Float(mean), Float(scale))
            }
            var index = -1
            drawEachReal {
                index += 1
                return Double(values[index])
            }
        case .bool, .uint8, .int8, .int16, .int32, .int64: break
        }
    }

    /// The first of the real numbers that the elements are made of, two for a complex one.
    private func realParts<E: Element>(_ type: E.Type) -> UnsafeMutablePointer<E> {
        pointer(type) + (dtype.isComplex ? offset : 0)
    }

    /// 1 with the given probability, else 0.
    package func drawBernoulli(_ probability: Double, _ generator: Generator) {
        if dtype == .float32 && isContiguous && !isMeta {
            return generator.fillCoins(pointer(Float.self), elementCount, probability)
        }
        drawEachReal { generator.uniformDouble() < probability ? 1 : 0 }
    }

    /// 1 with the probability that stands at the same place of the other tensor (contiguous, floating point).
    package func drawBernoulli(from probabilities: Tensor, _ generator: Generator) {
        guard !isMeta, !probabilities.isMeta else { return }
        var index = probabilities.offset - 1
        let wide = probabilities.dtype == .float64
        drawEachReal {
            index += 1
            let probability = probabilities.element(at: index).real
            return (wide ? generator.uniformDouble() : Double(generator.uniformFloat())) < probability ? 1 : 0
        }
    }

    package func drawExponential(rate: Double, _ generator: Generator) {
        drawEachReal { generator.exponentialDouble() / rate }
    }

    /// The number of trials up to the first success.
    package func drawGeometric(_ probability: Double, _ generator: Generator) {
        drawEachReal { ceil(log(generator.uniformDouble()) / log1p(-probability)) }
    }

    package func drawCauchy(_ median: Double, _ scale: Double, _ generator: Generator) {
        drawEachReal { median + scale * tan(Double.pi * (generator.uniformDouble() - 0.5)) }
    }

    package func drawLogNormal(_ mean: Double, _ deviation: Double, _ generator: Generator) {
        drawEachReal { exp(generator.normalDouble() * deviation + mean) }
    }

    /// Integers of low..<high.
    package func drawIntegers(_ low: Int, _ high: Int, _ generator: Generator) {
        let range = UInt64(bitPattern: Int64(high &- low))
        drawEachInteger { low &+ Int(truncatingIfNeeded: generator.integer(below: range)) }
    }

    /// Integers over the whole range of the dtype, as `random_()` without limits.
    package func drawWholeRange(_ generator: Generator) {
        switch dtype {
        case .int64: drawEachInteger { Int(generator.next64() & 0x7FFF_FFFF_FFFF_FFFF) }
        case .int32: drawEachInteger { Int(generator.next32() & 0x7FFF_FFFF) }
        case .int16: drawEachInteger { Int(generator.next32() & 0x7FFF) }
        case .int8: drawEachInteger { Int(generator.next32() & 0x7F) }
        case .uint8: drawEachInteger { Int(generator.next32() & 0xFF) }
        case .bool: drawEachInteger { Int(generator.next32() & 1) }
        case .float64, .complex128: drawEachInteger { Int(generator.next64() % (1 << 53 + 1)) }
        case .float32, .complex64: drawEachInteger { Int(generator.next32() % (1 << 24 + 1)) }
        case .float16: drawEachInteger { Int(generator.next32() % (1 << 11 + 1)) }
        case .bfloat16: drawEachInteger { Int(generator.next32() % (1 << 8 + 1)) }
        }
    }

    /// The integers 0..<count in random order, written to this vector of `count` elements.
    package func drawPermutation(_ generator: Generator) {
        guard !isMeta else { return }
        let count = elementCount
        var values = Array(0..<count)
        for index in 0..<Swift.max(count - 1, 0) {
            values.swapAt(index, index + Int(generator.next32()) % (count - index))
        }
        var index = -1
        drawEachInteger {
            index += 1
            return values[index]
        }
    }
}

extension Generator {
    func fillNormal(_ start: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ deviation: Float) {
        fillUniform(start, count)
        for index in Swift.stride(from: 0, through: count - 16, by: 16) {
            f32_gaussian_block(start + index, mean, deviation)
        }
        guard count % 16 != 0 else { return }
        let last = start + (count - 16)
        fillUniform(last, 16)
        f32_gaussian_block(last, mean, deviation)
    }

    func fillNormal(_ start: UnsafeMutablePointer<Double>, _ count: Int, _ mean: Double, _ deviation: Double) {
        for index in 0..<count { start[index] = uniformDouble() }
        for index in Swift.stride(from: 0, through: count - 16, by: 16) {
            transformBlock(start + index, mean, deviation)
        }
        guard count % 16 != 0 else { return }
        let last = start + (count - 16)
        for index in 0..<16 { last[index] = uniformDouble() }
        transformBlock(last, mean, deviation)
    }

    private func transformBlock(_ block: UnsafeMutablePointer<Double>, _ mean: Double, _ deviation: Double) {
        for index in 0..<8 {
            let radius = (-2 * log(1 - block[index])).squareRoot()
            let angle = 2 * Double.pi * block[index + 8]
            block[index] = radius * cos(angle) * deviation + mean
            block[index + 8] = radius * sin(angle) * deviation + mean
        }
    }
}

extension Tensor {
    /// Writes numbers that are drawn as doubles, in the order of memory.
    package func drawEachReal(_ draw: () -> Double) {
        switch dtype {
        case .uint8: eachPart(UInt8.self) { UInt8(real: draw()) }
        case .int8: eachPart(Int8.self) { Int8(real: draw()) }
        case .int16: eachPart(Int16.self) { Int16(real: draw()) }
        case .int32: eachPart(Int32.self) { Int32(real: draw()) }
        case .int64: eachPart(Int.self) { Int(real: draw()) }
        case .float16: eachPart(Float16.self) { Float16(real: draw()) }
        case .bfloat16: eachPart(BFloat16.self) { BFloat16(real: draw()) }
        case .float32, .complex64: eachPart(Float.self) { Float(draw()) }
        case .float64, .complex128: eachPart(Double.self) { draw() }
        case .bool: eachPart(UInt8.self) { draw() != 0 ? 1 : 0 }
        }
    }

    /// Writes numbers that are drawn as integers, in the order of memory.
    package func drawEachInteger(_ draw: () -> Int) {
        switch dtype {
        case .int64: eachPart(Int.self) { draw() }
        case .uint8, .int8, .int16, .int32, .float16, .bfloat16, .float32, .float64, .bool, .complex64, .complex128:
            drawEachReal { Double(draw()) }
        }
    }

    /// Calls `draw` for each element in the order of memory, for both parts of a complex one.
    func eachPart<E: Element>(_ type: E.Type, _ draw: () -> E) {
        guard let start = address?.assumingMemoryBound(to: E.self) else { return }
        let parts = dtype.isComplex ? 2 : 1
        let order = shape.indices.sorted { strides[$0] > strides[$1] }
        let ordered = Layout(
            shape: Dimensions(order.map { shape[$0] }), strides: Dimensions(order.map { strides[$0] }))
        Loop(ordered).runInOrder { offset, stride, count in
            for index in 0..<count {
                let place = (offset &+ index &* stride) &* parts
                for part in 0..<parts { start[place &+ part] = draw() }
            }
        }
    }
}
