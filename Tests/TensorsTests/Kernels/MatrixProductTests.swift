import CKernels
import Testing

import Tensors

@Suite struct MatrixProductTests {
    /// Small whole numbers, so that every product is exact in any order of summation.
    private func numbers(_ count: Int, _ step: Int) -> [Float] { (0..<count).map { Float(($0 * step) % 7 - 3) } }

    private func exact(_ a: [Float], _ b: [Float], _ m: Int, _ k: Int, _ n: Int) -> [Float] {
        (0..<m * n).map { place in
            (0..<k).reduce(Float(0)) { $0 + a[place / n * k + $1] * b[$1 * n + place % n] }
        }
    }

    @Test(arguments: [(1, 5, 7), (2, 3, 4), (6, 40, 33), (17, 64, 50), (40, 130, 90), (1, 700, 1100), (300, 200, 90)])
    func everyShapeGivesTheExactProduct(m: Int, k: Int, n: Int) {
        let (a, b) = (numbers(m * k, 3), numbers(k * n, 5))
        let expected = exact(a, b, m, k, n)
        let transposed = (0..<n * k).map { b[$0 % k * n + $0 / k] }
        #expect(product(a, b, m, k, n) { MatrixView($0, rows: k, columns: n) } == expected)
        #expect(product(a, transposed, m, k, n) { MatrixView($0, rows: n, columns: k).transposed } == expected)
    }

    @Test(arguments: [
        (4, 12, 1), (7, 33, 50), (11, 16, 200), (13, 100, 385), (200, 17, 193), (25, 1100, 30), (400, 20, 400),
    ])
    func aProductAndItsTransposedFactorsAreExact(m: Int, n: Int, k: Int) {
        let (a, b) = (numbers(m * k, 3), numbers(k * n, 5))
        let left = (0..<m * k).map { a[$0 % m * k + $0 / m] }
        let right = (0..<n * k).map { b[$0 % k * n + $0 / k] }
        let expected = exact(a, b, m, k, n)
        var memory = [Float](repeating: .nan, count: f32_product_workspace(m, k, n))
        for (isLeft, isRight) in [(false, false), (true, false), (false, true), (true, true)] {
            var output = [Float](repeating: 1, count: m * n)
            (isLeft ? left : a).withUnsafeBufferPointer { x in
                (isRight ? right : b).withUnsafeBufferPointer { y in
                    f32_product(
                        &output, n,
                        ProductFactor(start: x.baseAddress, stride: isLeft ? m : k, transposed: isLeft ? 1 : 0),
                        ProductFactor(start: y.baseAddress, stride: isRight ? k : n, transposed: isRight ? 1 : 0), m, k,
                        n,
                        1, &memory)
                }
            }
            #expect(output == expected.map { $0 + 1 })
        }
    }

    @Test(arguments: [(192, [192]), (256, [128, 256]), (448, [192, 384, 448])])
    func longSumsAreSumsOfBlocks(depth: Int, ends: [Int]) throws {
        guard f32_product_is_fast() != 0 else { return }
        let values = (0..<16 * depth).map { Float($0 * 37 % 101) / 7 - 6 }
        let output = product(values, values, 16, depth, 16) { MatrixView($0, rows: depth, columns: 16) }
        var (expected, from) = (Float(0), 0)
        for end in ends {
            expected += (from..<end).reduce(Float(0)) { $0.addingProduct(values[3 * depth + $1], values[$1 * 16 + 5]) }
            from = end
        }
        #expect(output[3 * 16 + 5] == expected)
    }

    @Test(arguments: 1...7) func aTinyProductRoundsAsBLASDoes(depth: Int) throws {
        let values = (0..<200).map { Float($0 * 37 % 101) / 7 - 6 }
        for (rows, columns) in [(2, 2), (3, 9), (16, 16), (5, 17)] {
            let a = try Tensor(Array(values[..<(rows * depth)]), shape: [rows, depth])
            let b = try Tensor(Array(values.reversed()[..<(columns * depth)]), shape: [columns, depth])
            // Seventeen rows are beyond the short loop, so BLAS computes the same numbers.
            let tall = try cat([a, Tensor.zeros([17 - rows, depth])])
            let whole = try narrow(matmul(tall, t(b)), 0, 0, rows)
            #expect(try matmul(a, t(b)).floats() == contiguous(whole).floats())
        }
    }

    private func product(
        _ a: [Float], _ b: [Float], _ m: Int, _ k: Int, _ n: Int, bias: [Float]? = nil,
        _ right: (UnsafePointer<Float>) -> MatrixView<Float>
    ) -> [Float] {
        var output = [Float](repeating: .nan, count: m * n)
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                guard let left = a.baseAddress, let start = b.baseAddress else { return }
                MatrixProduct.multiply(
                    MatrixView(left, rows: m, columns: k), right(start), bias: bias, into: &output)
            }
        }
        return output
    }

    @Test(arguments: [1, 5, 6, 7, 32]) func packedPanelsAndTheBias(rows: Int) {
        let (k, n) = (500, 37)
        let (a, b) = (numbers(rows * k, 3), numbers(k * n, 5))
        let bias = numbers(n, 2)
        var packed = [Float](repeating: .nan, count: f32_packed_count(k, n))
        f32_pack(&packed, b, k, n, n, 1)
        var output = [Float](repeating: .nan, count: rows * n)
        a.withUnsafeBufferPointer { a in
            guard let start = a.baseAddress else { return }
            MatrixProduct.multiply(
                MatrixView(start, rows: rows, columns: k), packed: packed, columns: n, bias: bias, into: &output)
        }
        let expected = exact(a, b, rows, k, n).enumerated().map { $1 + bias[$0 % n] }
        #expect(output == expected)
    }

    @Test(arguments: [100, 300, 768]) func packedPanelsRoundAsOtherProductsDo(depth: Int) {
        guard f32_product_is_fast() != 0 else { return }
        let (rows, columns) = (7, 40)
        let values = (0..<depth * columns).map { Float($0 * 37 % 101) / 7 - 6 }
        var packed = [Float](repeating: .nan, count: f32_packed_count(depth, columns))
        f32_pack(&packed, values, depth, columns, columns, 1)
        var output = [Float](repeating: .nan, count: rows * columns)
        let panels = (columns + Int(PANEL_WIDTH) - 1) / Int(PANEL_WIDTH)
        f32_packed_product(&output, columns, values, depth, packed, nil, rows, depth, columns, 0, panels)
        #expect(
            output == product(values, values, rows, depth, columns) { MatrixView($0, rows: depth, columns: columns) })
    }

    @Test func aProductOverNothingIsTheBias() {
        let output = product([9], [9], 1, 0, 2, bias: [1, 2]) { MatrixView($0, rows: 0, columns: 2) }
        #expect(output == [1, 2])
    }

    @Test func tilesAreDoneOnceEachAndNestedWorkIsAllowed() {
        var counts = [Int](repeating: 0, count: 1000)
        counts.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let counts = buffer
            WorkerPool.run(1000) { tile in
                WorkerPool.run(3) { _ in counts[tile] += 1 }
            }
        }
        #expect(counts == [Int](repeating: 3, count: 1000))
    }
}

@Suite struct PackedPanelsTests {
    @Test func aWeightThatChangesIsPackedAnew() throws {
        let weight = try Tensor.ones([128, 128])
        let input = try Tensor.ones([4, 128])
        for _ in 0..<3 { #expect(try matmul(input, weight).floats().allSatisfy { $0 == 128 }) }
        #expect(weight.storage.isPacked)
        try weight.data.fillInPlace(Tensor.scalar(.float(2)))
        #expect(!weight.storage.isPacked)
        for _ in 0..<3 { #expect(try matmul(input, weight).floats().allSatisfy { $0 == 256 }) }
    }

    @Test func viewsOfOneStorageDoNotShareTheirPanels() throws {
        let both = try Tensor(
            [Float](repeating: 1, count: 128 * 128) + [Float](repeating: 3, count: 128 * 128), shape: [2, 128, 128])
        let input = try Tensor.ones([3, 128])
        for _ in 0..<2 {
            for index in 0..<2 {
                let product = try matmul(input, select(both, 0, index))
                #expect(product.floats().allSatisfy { $0 == 128 * Float(1 + 2 * index) })
            }
        }
    }
}
