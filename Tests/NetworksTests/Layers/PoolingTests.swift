import Networks
import Tensors
import Testing

/// What pooling layers print: one number for all dimensions stays a number, as in PyTorch.
struct PoolingTests {
    @Test(arguments: [
        ("MaxPool2d", [[2]], "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"),
        ("AvgPool2d", [[2, 1], [1]], "AvgPool2d(kernel_size=(2, 1), stride=1, padding=0)"),
        ("AvgPool1d", [[2]], "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"),
        ("AdaptiveAvgPool2d", [[1]], "AdaptiveAvgPool2d(output_size=1)"),
        ("AdaptiveAvgPool2d", [[2, 3]], "AdaptiveAvgPool2d(output_size=(2, 3))"),
    ])
    func settingsPrintAsTheyWereGiven(_ name: String, _ settings: [[Int]], _ text: String) throws {
        #expect(try LayerType.named(name)?.make(settings.map { .ints($0) }).description == text)
    }

    @Test func oneNumberMeansAllDimensions() throws {
        let input = try Tensor.ones([1, 1, 4, 4])
        let pool = try #require(LayerType.named("MaxPool2d")).make([.ints([2])])
        #expect(try pool.call(input).shape == [1, 1, 2, 2])
    }
}
