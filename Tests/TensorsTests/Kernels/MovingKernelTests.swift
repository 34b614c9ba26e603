import CKernels
import Testing

import Tensors

/// Elements arrive where they belong, whatever the shape and the number of threads.
@Suite struct MovingKernelTests {
    private func ramp(_ shape: Dimensions) throws -> Tensor {
        try reshape(to(arange(0, .int(shape.elementCount)), .float32), shape)
    }

    @Test(arguments: [[3, 5], [16, 16], [17, 100], [1000, 300], [64, 1]]) func aTransposedCopy(_ sizes: [Int]) throws {
        let x = try ramp(Dimensions(sizes))
        let copy = try contiguous(t(x)).floats()
        let (rows, columns) = (sizes[0], sizes[1])
        #expect(copy.indices.allSatisfy { copy[$0] == Float($0 % rows * columns + $0 / rows) })
    }

    @Test func headsAreJoinedAndSplit() throws {
        let x = try ramp([2, 70, 3, 8])
        let split = try contiguous(transpose(x, 1, 2))
        #expect(try contiguous(transpose(split, 1, 2)).floats() == x.floats())
        #expect(try split.get([.int(1), .int(2), .int(69), .int(7)]).item() == .float(3359))
    }

    @Test func columnsAreReducedWhereTheyLie() throws {
        let x = try ramp([3, 500, 7])
        let sums = try sum(x, [1]).floats()
        let wanted = (0..<21).map { place -> Float in
            let first = Double(place / 7 * 3500 + place % 7)
            return Float(500 * first + 7 * 499 * 250)
        }
        #expect(zip(sums, wanted).allSatisfy { abs($0 - $1) <= $1 * 1e-6 })
        #expect(try sum(x, [0, 1]).elementCount == 7)
        #expect(try argmax(x, 1).integers() == [Int](repeating: 499, count: 21))
        #expect(try amax(x, [0]).floats().first == 7000)
    }

    @Test func aLongRowIsReducedInPieces() throws {
        let x = try Tensor.ones([1_000_003], dtype: .float32)
        #expect(try sum(x).item() == .float(1_000_003))
        x.address?.assumingMemoryBound(to: Float.self)[900_000] = 2
        x.address?.assumingMemoryBound(to: Float.self)[950_000] = 2
        #expect(try argmax(x).item() == .int(900_000))
        #expect(try largest(x).item() == .float(2))
        x.address?.assumingMemoryBound(to: Float.self)[950_000] = .nan
        #expect(try argmax(x).item() == .int(950_000))
    }

    @Test func anIndexOutOfRangeIsNamed() throws {
        let x = try ramp([4, 5])
        let index = try Tensor([0, 1, 2, 9], shape: [4, 1])
        #expect(throws: TensorError.runtime("index 9 is out of bounds for dimension 1 with size 5")) {
            try gather(x, 1, index)
        }
    }

    @Test func scatteredElementsOfOneLineAddUp() throws {
        let zeros = try Tensor.zeros([200, 300], dtype: .float32)
        let index = try Tensor([Int](repeating: 7, count: 200 * 300), shape: [200, 300])
        let ones = try Tensor.ones([200, 300], dtype: .float32)
        let result = try scatterAdd(zeros, 1, index, ones)
        #expect(try sum(result, [0]).floats()[7] == 60_000)
        #expect(try sum(scatterAdd(zeros, 0, index, ones)).item() == .float(60_000))
    }

    @Test func runningSumsGoAlongRowsAndDownColumns() throws {
        let ones = try Tensor.ones([300, 200], dtype: .float32)
        #expect(try cumsum(ones, 1).floats().suffix(200) == (1...200).map { Float($0) }[...])
        #expect(try cumsum(ones, 0).floats().suffix(1) == [300])
    }
}

/// Fused attention agrees with attention written out, forward and backward.
@Suite struct AttentionBlocksTests {
    private func leaves(_ queries: Int, _ keys: Int, _ dtype: DType) throws -> [Tensor] {
        try [queries, keys, keys].enumerated().map { position, length in
            let count = 2 * 3 * length * 8
            let values = (0..<count).map { Double(($0 * 37 + position * 11) % 101) / 50 - 1 }
            let leaf = try to(Tensor(values, shape: [2, 3, length, 8]), dtype)
            try leaf.setRequiresGrad(true)
            return leaf
        }
    }

    @Test(arguments: [(70, 70, true), (130, 130, false), (5, 200, false), (100, 40, true)])
    func forwardAndBackwardAgreeWithDoublePrecision(_ queries: Int, _ keys: Int, _ isCausal: Bool) throws {
        let (narrow, wide) = (try leaves(queries, keys, .float32), try leaves(queries, keys, .float64))
        for given in [narrow, wide] {
            let output = try scaledDotProductAttention(given[0], given[1], given[2], isCausal: isCausal)
            try Backward.run([sum(output * output)])
        }
        for (a, b) in zip(narrow, wide) {
            let (found, wanted) = (a.grad?.floats() ?? [], b.grad?.floats() ?? [])
            #expect(found.count == wanted.count && !found.isEmpty)
            #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test func aQueryWithoutKeysGivesZeros() throws {
        let given = try leaves(2, 3, .float32).map { detach($0) }
        let mask = try Tensor([true, false, true, false, false, false], shape: [2, 3])
        let output = try scaledDotProductAttention(given[0], given[1], given[2], mask: mask)
        #expect(try select(output, 2, 1).floats().allSatisfy { $0 == 0 })
        #expect(output.floats().allSatisfy { !$0.isNaN })
    }
}
