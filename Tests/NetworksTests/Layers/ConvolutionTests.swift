import Networks
import Tensors
import Testing

/// Convolutions whose image goes on beyond its edges.
struct ConvolutionTests {
    /// The sums of three neighbours of 1, 2, 3, 4, as a convolution of ones gives them.
    private func sums(_ mode: String) throws -> [Double] {
        let layer = try #require(LayerType.named("Conv1d")).make([
            .int(1), .int(1), .ints([3]), .ints([1]), .ints([1]), .ints([1]), .int(1), .bool(false), .text(mode),
        ])
        try layer.parameter("weight").assign(Tensor.ones([1, 1, 3]))
        return try layer.call(Tensor([Float(1), 2, 3, 4], shape: [1, 1, 4])).doubles()
    }

    @Test(arguments: [
        ("zeros", [3.0, 6, 9, 7]), ("circular", [7, 6, 9, 8]), ("reflect", [5, 6, 9, 10]),
        ("replicate", [4, 6, 9, 11]),
    ])
    func theModeSaysWhatStandsOutside(_ mode: String, _ expected: [Double]) throws {
        let result = try GradientMode.disabled { try sums(mode) }
        #expect(result == expected)
    }
}
