import Testing

import Tensors

/// `topk` chooses and orders equal elements as PyTorch does; the places are PyTorch's.
@Suite struct SelectionQueueTests {
    private func places(_ numbers: [Float], _ k: Int, largest: Bool = true, sorted: Bool = true) throws -> [Int] {
        guard case .named(_, _, let results) = try topk(Tensor(numbers), k, -1, largest: largest, sorted: sorted)
        else { return [] }
        return results[1].integers()
    }

    @Test func equalElementsStandAsPyTorchPutsThem() throws {
        #expect(try places([2, 1, 2, 3, 1, 2], 3) == [3, 5, 0])
        #expect(try places([0, 0, 3, 0, 0], 3) == [2, 4, 0])
    }

    @Test(arguments: [
        (
            40, 7, 20, true,
            [
                16, 2, 37, 23, 30, 9, 39, 18, 11, 25, 32, 4, 27, 34, 20, 6, 13, 29, 15, 8,
            ]
        ),
        (
            40, 7, 20, false,
            [
                14, 21, 0, 35, 7, 28, 26, 12, 33, 19, 5, 17, 24, 31, 10, 3, 38, 22, 1, 36,
            ]
        ),
        (
            40, 7, 4, true,
            [
                23, 9, 30, 16,
            ]
        ),
        (
            200, 11, 3, true,
            [
                12, 1, 8,
            ]
        ),
        (
            200, 11, 60, false,
            [
                176, 22, 174, 143, 141, 187, 66, 31, 108, 33, 64, 163, 132, 130, 165, 110,
                42, 44, 55, 53, 121, 119, 20, 86, 88, 97, 198, 9, 99, 11, 154, 152, 185,
                77, 0, 75, 196, 156, 29, 139, 7, 194, 172, 117, 183, 101, 90, 18, 189, 57,
                84, 112, 95, 62, 167, 79, 68, 106, 73, 150,
            ]
        ),
    ])
    func linesOfManyLengths(count: Int, modulus: Int, k: Int, largest: Bool, wanted: [Int]) throws {
        let numbers = (0..<count).map { Float(($0 * $0 * 7 + $0 * 3) % modulus) }
        #expect(try places(numbers, k, largest: largest) == wanted)
    }

    @Test func differentElementsStandInOrder() throws {
        #expect(try places([5, 1, 4, 2, 3], 3) == [0, 2, 4])
        #expect(try places([5, 1, 4, 2, 3], 2, largest: false) == [1, 3])
    }
}
