import Networks
import Tensors
import Testing

/// The numbers are those of PyTorch 2.13.
@Suite struct ClippingTests {
    private func clipped(_ slope: [Float], order: Double) throws -> (norm: Double, gradient: [Float]) {
        let weight = try Tensor.ones([3]).asParameter()
        weight.grad = try Tensor(slope)
        let norm = try Gradients.clip([weight], norm: 1, order: order).item().real
        return (norm, weight.grad?.floats().map { ($0 * 1e4).rounded() / 1e4 } ?? [])
    }

    @Test func gradientsAreScaledToTheLimit() throws {
        #expect(try clipped([3, 4, -12], order: 2) == (13, [0.2308, 0.3077, -0.9231]))
        #expect(try clipped([3, 4, -12], order: 1) == (19, [0.1579, 0.2105, -0.6316]))
        #expect(try clipped([3, 4, -12], order: .infinity) == (12, [0.25, 0.3333, -1]))
        #expect(try clipped([0.3, 0, 0], order: 2).gradient == [0.3, 0, 0])
    }

    @Test func aNormThatIsNoNumberSpreadsUnlessItIsRefused() throws {
        #expect(try clipped([1, .nan, 2], order: 2).gradient.allSatisfy(\.isNaN))
        let message =
            "The total norm of order 2.0 for gradients from `parameters` is non-finite, so it cannot be clipped. To "
            + "disable this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`"
        #expect(throws: TensorError.runtime(message)) {
            try Gradients.totalNorm([Tensor([Float.infinity])], refusingNonfinite: true)
        }
    }
}
