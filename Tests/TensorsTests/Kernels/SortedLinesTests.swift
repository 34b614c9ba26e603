import CKernels
import Testing

import Tensors

/// Sorting in pieces and by digits gives what comparing would give.
@Suite struct SortedLinesTests {
    private func random(_ count: Int) throws -> Tensor {
        Generator.standard.seed(1)
        let x = try Tensor.empty([count], dtype: .float32)
        guard let operation = Operation.named("normal_").first else { return x }
        _ = try operation.call([.tensor(x), .float(0), .float(1), .none])
        return x
    }

    private func sorted(_ x: Tensor, descending: Bool) throws -> (values: [Float], places: [Int]) {
        guard case .named(_, _, let results) = try sort(x, -1, descending: descending) else { return ([], []) }
        return (results[0].floats(), results[1].integers())
    }

    @Test func aLongLineIsSortedInPiecesAndMerged() throws {
        let x = try random(3_000_001)
        let (values, places) = try sorted(x, descending: false)
        let given = x.floats()
        #expect(values == given.sorted())
        #expect(zip(values, places).allSatisfy { $0 == given[$1] })
        #expect(try sorted(x, descending: true).values == values.reversed())
    }

    @Test func equalElementsKeepTheirOrderAndZerosTheirSign() throws {
        let x = try Tensor([0, -0.0, 1, -0.0, .nan, 0, -1, -.infinity] as [Float])
        let ascending = try sorted(x, descending: false)
        #expect(ascending.places == [7, 6, 0, 1, 3, 5, 2, 4])
        #expect(ascending.values[3].sign == .minus)
        #expect(try sorted(x, descending: true).places == [4, 2, 0, 1, 3, 5, 6, 7])
    }

    @Test(arguments: [1, 39, 41, 100, 9000]) func linesOfAnyLengthAreSorted(_ length: Int) throws {
        let x = try reshape(random(5 * length), [5, length])
        let (values, _) = try sorted(x, descending: false)
        let given = x.floats()
        for row in 0..<5 {
            #expect(
                Array(values[row * length..<(row + 1) * length]) == given[row * length..<(row + 1) * length].sorted())
        }
    }

    @Test func wideIntegersAndDoublesAreSortedByAllTheirBits() throws {
        let integers = (0..<1000).map { ($0 * 7_919 % 1000 - 500) << 40 }
        #expect(try sort(Tensor(integers)).tensors[0].integers() == integers.sorted())
        let doubles = integers.map { Double($0) * 1e-20 }
        #expect(try sort(Tensor(doubles)).tensors[0].doubles() == doubles.sorted())
    }
}
