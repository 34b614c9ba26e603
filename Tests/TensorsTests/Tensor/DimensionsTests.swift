import Testing

import Tensors

@Suite struct DimensionsTests {
    @Test func tensorsOfManyDimensionsArePermutedAndExpanded() throws {
        let shape = Dimensions([2, 1, 1, 1, 1, 1, 3, 1])
        #expect(shape.contiguousStrides.array == [3, 3, 3, 3, 3, 3, 1, 1])
        let tensor = try Tensor.empty(shape, dtype: .float32)
        let turned = try permute(tensor, Dimensions([7, 6, 5, 4, 3, 2, 1, 0]))
        #expect(turned.shape.array == [1, 3, 1, 1, 1, 1, 1, 2])
        #expect(turned.strides.array == [1, 1, 3, 3, 3, 3, 3, 3])
        let wide = try expand(turned, Dimensions([4, 3, 1, 1, 1, 1, 5, 2]))
        #expect(wide.strides.array == [0, 1, 3, 3, 3, 3, 0, 3])
        #expect(throws: (any Error).self) { try permute(tensor, Dimensions([0, 0, 1, 2, 3, 4, 5, 6])) }
    }

    @Test(arguments: [0, 1, 2, 5, 6, 7, 8, 40]) func aListOfAnyLengthKeepsItsEntries(count: Int) {
        let entries = (0..<count).map { $0 * 3 - 1 }
        let list = Dimensions(entries)
        #expect(list.array == entries && Array(list) == entries && list.count == count)
        #expect(Dimensions(entries.lazy.map { $0 }) == list)
        #expect(list.appending(9).array == entries + [9])
        #expect(list.inserting(9, at: 0).array == [9] + entries)
        #expect(list.appending(9).removing(at: count) == list)
        #expect(list.inserting(9, at: count / 2).removing(at: count / 2) == list)
    }

    @Test func copiesOfALongListChangeApart() {
        let list: Dimensions = [1, 2, 3, 4, 5, 6, 7, 8]
        var copy = list
        copy[7] = 80
        copy.removeLast()
        #expect(copy == [1, 2, 3, 4, 5, 6, 7] && list[7] == 8)
        copy.remove(at: 0)
        #expect(copy == [2, 3, 4, 5, 6, 7] && list != copy)
        #expect(list.replacing(0, with: 2) == [2, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func stridesAndCountsGoOnBeyondSixDimensions() {
        let shape: Dimensions = [2, 1, 3, 1, 2, 1, 2]
        #expect(shape.elementCount == 24 && shape.checkedElementCount == 24)
        #expect(shape.contiguousStrides == [12, 12, 4, 4, 2, 2, 1])
        #expect(Dimensions(repeating: 1 << 20, count: 7).checkedElementCount == nil)
    }

    @Test func tensorsOfSevenDimensionsAreReshapedAndPermuted() throws {
        let x = try reshape(arange(0, 24), [2, 1, 3, 1, 2, 1, 2])
        let turned = try permute(x, [6, 5, 4, 3, 2, 1, 0])
        #expect(turned.shape == [2, 1, 2, 1, 3, 1, 2])
        #expect(try reshape(turned, [2, 12]).integers()[12...] == [1, 13, 5, 17, 9, 21, 3, 15, 7, 19, 11, 23])
    }
}
