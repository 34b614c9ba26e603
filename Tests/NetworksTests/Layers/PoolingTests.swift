import Networks
import Tensors
import Testing

/// What pooling layers print: one number for all dimensions stays a number, as in PyTorch.
struct PoolingTests {
    @Test(arguments: [
        (
            "MaxPool2d", [Argument.ints([2])],
            "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"
        ),
        ("AvgPool2d", [.ints([2, 1]), .ints([1])], "AvgPool2d(kernel_size=(2, 1), stride=1, padding=0)"),
        ("AvgPool1d", [.ints([2])], "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"),
        ("AdaptiveAvgPool2d", [.ints([1])], "AdaptiveAvgPool2d(output_size=1)"),
        ("AdaptiveAvgPool2d", [.ints([2, 3])], "AdaptiveAvgPool2d(output_size=(2, 3))"),
    ])
    func settingsPrintAsTheyWereGiven(_ name: String, _ settings: [Argument], _ text: String) throws {
        #expect(try LayerType.named(name)?.make(settings).description == text)
    }

    @Test func oneNumberMeansAllDimensions() throws {
        let input = try Tensor.ones([1, 1, 4, 4])
        let pool = try #require(LayerType.named("MaxPool2d")).make([.ints([2])])
        #expect(try pool.call(input).shape == [1, 1, 2, 2])
    }
}
