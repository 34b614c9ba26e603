import Testing

import Tensors

/// Convolutions by patches (float32) against convolutions by windows (float64).
@Suite struct ConvolutionTests {
    private func ramp(_ shape: Dimensions) throws -> Tensor {
        try reshape(sin(arange(0, .int(shape.elementCount), dtype: .float64)), shape)
    }

    /// The result and the gradients of all inputs, in float64.
    private func both(_ x: Tensor, _ weight: Tensor, _ bias: Tensor, groups: Int, _ dtype: DType) throws -> [Tensor] {
        let leaves = try [x, weight, bias].map { try to(detach($0), dtype, copy: true) }
        for leaf in leaves { try leaf.setRequiresGrad(true) }
        let output = try convolution(
            leaves[0], leaves[1], leaves[2], stride: [2, 1], padding: .sizes([1, 2]), dilation: [1, 2], groups: groups,
            spatial: 2)
        try Backward.run([sum(output * output)])
        return try ([output] + leaves.compactMap(\.grad)).map { try to(detach($0), .float64) }
    }

    @Test(arguments: [1, 2]) func patchesAndWindowsAgree(groups: Int) throws {
        let x = try ramp([3, 4, 9, 8])
        let weight = try ramp([6, 4 / groups, 3, 2])
        let bias = try ramp([6])
        let fast = try both(x, weight, bias, groups: groups, .float32)
        let exact = try both(x, weight, bias, groups: groups, .float64)
        #expect(fast.count == 4)
        for (a, b) in zip(fast, exact) { #expect(try allclose(a, b, 1e-4, 1e-4)) }
    }

    @Test func aKernelLargerThanTheInputIsRefused() throws {
        let (x, weight) = (try Tensor.ones([1, 1, 3, 3]), try Tensor.ones([1, 1, 5, 5]))
        let message =
            "Calculated padded input size per channel: (3 x 3). Kernel size: (5 x 5). Kernel size can't be greater than "
            + "actual input size"
        #expect(throws: TensorError.runtime(message)) { try convolution(x, weight, nil, spatial: 2) }
    }
}
