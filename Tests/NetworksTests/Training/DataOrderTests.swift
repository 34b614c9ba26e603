import Tensors
import Testing

import Networks

/// The numbers are those of PyTorch 2.13.
@Suite struct DataOrderTests {
    @Test func aGeneratorGivesAnotherOrderOnEachPass() throws {
        let order = DataOrder(count: 8, isShuffled: true, generator: Generator(seed: 0))
        #expect(try order.batches(of: 4, droppingLast: false) == [[5, 3, 1, 7], [2, 6, 4, 0]])
        #expect(try order.batches(of: 4, droppingLast: false) == [[2, 3, 4, 7], [1, 0, 6, 5]])
    }

    @Test func theGlobalSeedDecidesWithoutAGenerator() throws {
        Generator.standard.seed(0)
        let order = DataOrder(count: 8, isShuffled: true)
        #expect(try order.batches(of: 3, droppingLast: false) == [[2, 0, 5], [3, 1, 4], [7, 6]])
        #expect(order.batchCount(of: 3, droppingLast: true) == 2)
    }

    @Test func aSplitTakesCountsOrFractions() throws {
        let parts = try DataOrder.split(8, [6, 2], generator: Generator(seed: 1))
        #expect(parts == [[5, 4, 2, 6, 7, 3], [1, 0]])
        let halves = try DataOrder.split(7, [0.5, 0.5], generator: Generator(seed: 1))
        #expect(halves == [[0, 6, 1, 3], [5, 2, 4]])
        #expect(throws: TensorError.self) { try DataOrder.split(8, [6, 3]) }
    }

    @Test func clippingScalesAllGradientsTogether() throws {
        let (a, b) = (try Tensor([Float(3), 4]).asParameter(), try Tensor([Float(12)]).asParameter())
        a.grad = try Tensor([Float(3), 4])
        b.grad = try Tensor([Float(12)])
        #expect(try Gradients.clip([a, b], norm: 1.3).item() == .float(13))
        #expect(a.grad?.floats().map { ($0 * 1e4).rounded() / 1e4 } == [0.3, 0.4])
        try Gradients.clip([a, b], value: 0.5)
        #expect(b.grad?.floats() == [0.5])
        #expect(try Gradients.vector(of: [a, b]).floats() == [3, 4, 12])
    }
}
