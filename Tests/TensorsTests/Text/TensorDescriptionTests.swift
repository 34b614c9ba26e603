import Testing

import Tensors

/// What PyTorch 2.13 prints.
@Suite struct TensorDescriptionTests {
    private func text(_ values: [Float], _ shape: Dimensions? = nil) throws -> String {
        try Tensor(values, shape: shape).description
    }

    private static let floatCases: [(values: [Float], expected: String)] = [
        ([Float(1), 2, -3], "tensor([ 1.,  2., -3.])"),
        ([0.1, 22.25, -333.125], "tensor([ 1.0000e-01,  2.2250e+01, -3.3312e+02])"),
        ([1.5, 100], "tensor([  1.5000, 100.0000])"),
        ([-0.00001, 1], "tensor([-1.0000e-05,  1.0000e+00])"),
        ([0.12345678], "tensor([0.1235])"), ([99999.5], "tensor([99999.5000])"),
        ([1, 1e5], "tensor([1.0000e+00, 1.0000e+05])"), ([-0.0], "tensor([-0.])"),
        ([0.001, 0.005, -0.0025], "tensor([ 0.0010,  0.0050, -0.0025])"),
        ([1e-5, 1], "tensor([1.0000e-05, 1.0000e+00])"), ([123_456_792], "tensor([1.2346e+08])"),
        ([1e9, 2e9], "tensor([1.0000e+09, 2.0000e+09])"), ([-1e20, 1e20], "tensor([-1.0000e+20,  1.0000e+20])"),
        ([1, .infinity, .nan], "tensor([1., inf, nan])"), ([-.infinity, 0.25], "tensor([  -inf, 0.2500])"),
        ([.nan, .nan], "tensor([nan, nan])"), ([], "tensor([])"),
    ]

    @Test(arguments: floatCases)
    func floats(values: [Float], expected: String) throws {
        let found = try text(values)
        #expect(found == expected)
    }

    @Test func withoutDimensionsANumberStandsAlone() throws {
        #expect(try Tensor.scalar(.float(3)).description == "tensor(3.)")
        #expect(try Tensor.scalar(.float(1e-5)).description == "tensor(1.0000e-05)")
        #expect(try Tensor.scalar(.int(5)).description == "tensor(5)")
        #expect(try Tensor.scalar(.bool(true)).description == "tensor(True)")
    }

    @Test func integersAndTruthValuesShareAWidth() throws {
        #expect(
            try Tensor([1, -20, 300, 4], shape: [2, 2]).description == "tensor([[  1, -20],\n        [300,   4]])")
        #expect(try Tensor([true, false, true]).description == "tensor([ True, False,  True])")
        #expect(try Tensor([1, 2], dtype: .int32).description == "tensor([1, 2], dtype=torch.int32)")
    }

    @Test func bracketsNestWithBlankLinesBetweenMatrices() throws {
        let expected = """
            tensor([[[0., 1.],
                     [2., 3.]],

                    [[4., 5.],
                     [6., 7.]]])
            """
        #expect(try text((0..<8).map { Float($0) }, [2, 2, 2]) == expected)
    }

    @Test func rowsAreBrokenAtEightyColumns() throws {
        let expected = """
            tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                    18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
            """
        #expect(try Tensor(Array(0..<30)).description == expected)
    }

    @Test func aSuffixThatDoesNotFitGoesToANewLine() throws {
        let values = (0..<26).map { (Double($0) - 13) * 1.5 }
        let expected = """
            tensor([[-19.5000, -18.0000, -16.5000, -15.0000, -13.5000, -12.0000, -10.5000,
                      -9.0000,  -7.5000,  -6.0000,  -4.5000,  -3.0000,  -1.5000,   0.0000,
                       1.5000,   3.0000,   4.5000,   6.0000,   7.5000,   9.0000,  10.5000,
                      12.0000,  13.5000,  15.0000,  16.5000,  18.0000],
                    [ 19.5000,  18.0000,  16.5000,  15.0000,  13.5000,  12.0000,  10.5000,
                       9.0000,   7.5000,   6.0000,   4.5000,   3.0000,   1.5000,  -0.0000,
                      -1.5000,  -3.0000,  -4.5000,  -6.0000,  -7.5000,  -9.0000, -10.5000,
                     -12.0000, -13.5000, -15.0000, -16.5000, -18.0000]],
                   dtype=torch.float64)
            """
        let tensor = try Tensor(values + values.map { -$0 }, shape: [2, 26])
        #expect(tensor.description == expected)
    }

    @Test func aLargeTensorShowsItsEdgesAndTheyDecideTheFormat() throws {
        var values = [Float](repeating: 0, count: 1200)
        values[600] = 1e9
        values[1] = 0.5
        #expect(try text(values) == "tensor([0.0000, 0.5000, 0.0000,  ..., 0.0000, 0.0000, 0.0000])")
        let table = """
            tensor([[0., 0., 0.,  ..., 0., 0., 0.],
                    [0., 0., 0.,  ..., 0., 0., 0.],
                    [0., 0., 0.,  ..., 0., 0., 0.]])
            """
        #expect(try Tensor.zeros([3, 1001]).description == table)
    }

    @Test func emptyTensorsTellTheirSize() throws {
        #expect(try Tensor.zeros([0, 3]).description == "tensor([], size=(0, 3))")
        #expect(try Tensor.zeros([0], dtype: .int64).description == "tensor([], dtype=torch.int64)")
    }

    @Test func metaTensorsHaveNoElements() throws {
        #expect(try Tensor.zeros([2, 3], device: .meta).description == "tensor(..., device='meta', size=(2, 3))")
    }

    @Test func gradientsAndParametersAreTold() throws {
        let leaf = try Tensor([Float(1.5), 2])
        try leaf.setRequiresGrad(true)
        #expect(leaf.description == "tensor([1.5000, 2.0000], requires_grad=True)")
        #expect(try (leaf * 2).description == "tensor([3., 4.], grad_fn=<MulBackward0>)")
        leaf.isParameter = true
        #expect(leaf.description == "Parameter containing:\ntensor([1.5000, 2.0000], requires_grad=True)")
    }

    @Test func halvesTellTheirDType() throws {
        #expect(try Tensor([0.1], dtype: .float16).description == "tensor([0.1000], dtype=torch.float16)")
        #expect(try Tensor([0.1], dtype: .bfloat16).description == "tensor([0.1001], dtype=torch.bfloat16)")
    }

    @Test func complexNumbersHaveAWidthForEachPart() throws {
        let values = [Complex<Float>(1, -2), Complex<Float>(0.5, 10)]
        let tensor = try Tensor(elements: values, shape: [2])
        #expect(tensor.description == "tensor([1.0000-2.j, 0.5000+10.j])")
    }

    @Test func optionsChangePrecisionModeEdgesAndWidth() throws {
        let x = try Tensor([Float(3.14159265), 1e-4, 1234.5])
        func text(_ tensor: Tensor, _ options: PrintOptions) -> String {
            TensorDescription(of: tensor, options: options).text
        }
        #expect(text(x, PrintOptions(precision: 2)) == "tensor([3.14e+00, 1.00e-04, 1.23e+03])")
        let plain = PrintOptions(precision: 6, scientific: false)
        #expect(text(x, plain) == "tensor([   3.141593,    0.000100, 1234.500000])")
        let edges = PrintOptions(threshold: 5, edgeItems: 1)
        #expect(text(try Tensor(Array(0..<10)), edges) == "tensor([0,  ..., 9])")
        let narrow = "tensor([ 0,  1,  2,  3,  4,\n         5,  6,  7,  8,  9,\n        10, 11])"
        #expect(text(try Tensor(Array(0..<12)), PrintOptions(lineWidth: 30)) == narrow)
    }
}
