import Testing

import Tensors

@Suite struct IndexTests {
    private func grid() throws -> Tensor { try reshape(to(arange(0, 6), .float32), [2, 3]) }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let error as TensorError { return error.message } catch { return "\(error)" }
    }

    @Test func numbersAndSlicesGiveViews() throws {
        let x = try grid()
        let column = try x.get([.all, .int(-1)])
        #expect(column.floats() == [2, 5])
        try column.fillInPlace(Tensor(number: 9))
        #expect(x.floats() == [0, 1, 9, 3, 4, 9])
        #expect(try x.get([.ellipsis, .slice(start: nil, stop: nil, step: 2)]).shape == [2, 2])
        #expect(try x.get([.none, .int(0)]).shape == [1, 3])
    }

    @Test func aSubscriptShowsTheBaseInOneStepOrInSeveral() throws {
        let x = try reshape(to(arange(0, 24), .float32), [2, 3, 4])
        let indices: [Index] = [.int(-1), .slice(start: -2, stop: nil, step: nil), .slice(start: 1, stop: 9, step: 2)]
        let plain = try x.get(indices)
        #expect(plain.shape == [2, 2] && plain.floats() == [17, 19, 21, 23] && plain.isView)
        try x.setRequiresGrad(true)
        let recorded = try x.get(indices)
        #expect(recorded.layout == plain.layout && recorded.gradientNode?.name == "SliceBackward0")
        #expect(try x.get([.slice(start: 5, stop: 1, step: nil)]).shape == [0, 3, 4])
        #expect(message { _ = try plain.get([.int(2)]) } == "index 2 is out of bounds for dimension 0 with size 2")
        #expect(
            message { _ = try plain.get([.slice(start: 0, stop: 1, step: -1)]) } == "step must be greater than zero")
    }

    @Test func tensorsGiveCopies() throws {
        let x = try grid()
        let rows = try x.get([.tensor(Tensor([1, 0, 1]))])
        #expect(rows.shape == [3, 3] && rows.floats() == [3, 4, 5, 0, 1, 2, 3, 4, 5])
        let pairs = try x.get([.tensor(Tensor([0, 1])), .tensor(Tensor([2, 0]))])
        #expect(pairs.floats() == [2, 3])
        #expect(try x.get([.tensor(gt(x, Tensor(number: 2)))]).floats() == [3, 4, 5])
    }

    @Test func indicesThatAreNotNeighboursMoveToTheFront() throws {
        let x = try reshape(arange(0, 24), [2, 3, 4])
        #expect(try x.get([.tensor(Tensor([0, 1])), .all, .tensor(Tensor([1, 2]))]).shape == [2, 3])
        #expect(try x.get([.all, .tensor(Tensor([0, 1])), .tensor(Tensor([1, 2]))]).shape == [2, 2])
    }

    @Test func assignmentBroadcasts() throws {
        let x = try grid()
        try x.set([.tensor(Tensor([true, false]))], Tensor([7, 8, 9] as [Float]))
        try x.set([.int(1), .slice(start: 1, stop: nil, step: nil)], Tensor(number: 0))
        #expect(x.floats() == [7, 8, 9, 3, 0, 0])
    }

    @Test func errorsNameTheDimension() throws {
        let x = try grid()
        #expect(message { _ = try x.get([.int(5)]) } == "index 5 is out of bounds for dimension 0 with size 2")
        #expect(
            message { _ = try x.get([.int(0), .int(3)]) } == "index 3 is out of bounds for dimension 1 with size 3")
        #expect(message { _ = try x.get([.int(0), .int(0), .int(0)]) } == "too many indices for tensor of dimension 2")
        #expect(
            message { _ = try x.get([.tensor(Tensor([true]))]) }
                == "The shape of the mask [1] at index 0 does not match the shape of the indexed tensor [2, 3] at index 0"
        )
        #expect(
            message { _ = try x.get([.tensor(Tensor([0, 1])), .tensor(Tensor([0, 1, 2]))]) }
                == "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]")
        #expect(
            message { try x.set([.tensor(Tensor([0, 1]))], Tensor.zeros([2, 2])) }
                == "shape mismatch: value tensor of shape [2, 2] cannot be broadcast to indexing result of shape [2, 3]"
        )
    }

    @Test func masksOnMetaDependOnData() throws {
        let x = try Tensor.zeros([2, 3], device: .meta)
        #expect(throws: TensorError.dataDependent(operation: "nonzero")) {
            _ = try x.get([.tensor(Tensor.zeros([2], dtype: .bool, device: .meta))])
        }
        #expect(try x.get([.int(0), .slice(start: 1, stop: nil, step: nil)]).shape == [2])
    }
}
