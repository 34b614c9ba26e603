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

    /// Sizes of input and weight, with strides, padding, dilation and groups, that the padded image suits, and two that it
    /// does not: a step along the last dimension, and a distance that makes the padding larger than all else.
    static let shapes:
        [(x: Dimensions, weight: Dimensions, stride: Dimensions, padding: Dimensions, dilation: Dimensions)] = [
            ([2, 3, 32, 32], [8, 3, 3, 3], [1, 1], [1, 1], [1, 1]),
            ([1, 30, 9, 7], [13, 30, 3, 3], [1, 1], [1, 1], [1, 1]),
            ([2, 4, 11, 20], [8, 2, 5, 3], [2, 1], [3, 0], [1, 2]), ([1, 2, 40], [5, 2, 4], [1], [2], [3]),
            ([1, 2, 5, 6, 17], [4, 2, 2, 3, 3], [2, 1, 1], [1, 0, 2], [1, 2, 1]),
            ([2, 8, 5, 5], [3, 8, 1, 1], [1, 1], [0, 0], [1, 1]),
            ([1, 2, 9, 9], [4, 2, 3, 3], [1, 2], [1, 1], [1, 1]),
            ([1, 1, 1, 20], [2, 1, 2, 2], [900, 1], [900, 0], [900, 1]),
        ]

    @Test(arguments: 0..<8) func bothPrecisionsAgree(number: Int) throws {
        let shape = Self.shapes[number]
        let (x, weight, bias) = (try ramp(shape.x), try ramp(shape.weight), try ramp([shape.weight[0]]))
        func output(_ dtype: DType) throws -> Tensor {
            try to(
                convolution(
                    to(x, dtype), to(weight, dtype), to(bias, dtype), stride: shape.stride,
                    padding: .sizes(shape.padding),
                    dilation: shape.dilation, groups: shape.x[1] / shape.weight[1], spatial: shape.x.count - 2),
                .float64)
        }
        #expect(try allclose(output(.float32), output(.float64), 1e-4, 1e-4))
    }

    @Test func aBiasOfAnotherShapeIsRefused() throws {
        let (x, weight) = (try Tensor.ones([1, 2, 20, 20]), try Tensor.ones([300, 2, 3, 3]))
        for shape in [[1], [301], [2, 150], []] as [Dimensions] {
            #expect(
                throws: TensorError.runtime(
                    "Given weight of size [300, 2, 3, 3], expected bias to be 1-dimensional with 300 elements, but got bias of "
                        + "size \(shape) instead")
            ) {
                try convolution(x, weight, Tensor.ones(shape), spatial: 2)
            }
        }
    }

    @Test func imagesWithoutChannelsGiveNone() throws {
        let output = try convolution(
            Tensor.ones([1, 0, 20, 20]), Tensor.ones([3, 0, 3, 3]), Tensor.ones([3]), spatial: 2)
        #expect(output.shape == [1, 0, 18, 18])
    }

    @Test func kernelsThatSeeNothingAreRefused() throws {
        let x = try Tensor.ones([1, 2, 9, 9])
        #expect(
            throws: TensorError.runtime(
                "kernel size should be greater than zero, but got kernel_height: 0 kernel_width: 3")
        ) {
            try convolution(x, Tensor.ones([1, 2, 0, 3]), nil, spatial: 2)
        }
        #expect(throws: TensorError.runtime("non-positive stride is not supported")) {
            try convolution(x, Tensor.ones([1, 2, 3, 3]), nil, stride: [0], spatial: 2)
        }
    }

    @Test func aKernelLargerThanTheInputIsRefused() throws {
        let (x, weight) = (try Tensor.ones([1, 1, 3, 3]), try Tensor.ones([1, 1, 5, 5]))
        let message =
            "Calculated padded input size per channel: (3 x 3). Kernel size: (5 x 5). Kernel size can't be greater than "
            + "actual input size"
        #expect(throws: TensorError.runtime(message)) { try convolution(x, weight, nil, spatial: 2) }
    }
}
