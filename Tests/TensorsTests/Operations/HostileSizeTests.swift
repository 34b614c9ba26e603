import Testing

import Tensors

/// Sizes that no tensor can have are errors, and none of them ends the process.
@Suite struct HostileSizeTests {
    private static let huge = 1 << 62

    private func vector() throws -> Tensor { try Tensor.ones([3]) }

    @Test func repeatedElementsAreCountedBeforeMemoryIsAskedFor() throws {
        let x = try vector()
        #expect(throws: TensorError.self) { try repeatInterleave(x, Tensor(number: .int(Self.huge))) }
        #expect(throws: TensorError.self) { try repeatInterleave(x, Tensor([Self.huge, 1, 1])) }
        #expect(throws: TensorError.self) { try repeatInterleave(x, Tensor([Self.huge, Self.huge, Self.huge])) }
        #expect(try repeatInterleave(x, Tensor([2, 0, 1])).shape == [3])
    }

    @Test func aViewWithAnyStridesStaysInsideItsStorage() throws {
        let x = try vector()
        for (size, stride) in [(1 << 40, 1 << 40), (Self.huge, Self.huge), (2, Int.max), (4, 1)] {
            #expect(throws: TensorError.self) { try asStrided(x, [size], [stride]) }
        }
        #expect(throws: TensorError.self) { try asStrided(x, [-1], [1]) }
        #expect(try asStrided(x, [2], [2]).floats() == [1, 1])
    }

    @Test func viewsCannotHaveMoreElementsThanCanBeCounted() throws {
        #expect(throws: TensorError.shapeTooLarge([Self.huge, 3])) { try expand(vector(), [Self.huge, 3]) }
        #expect(throws: TensorError.self) { try Tensor.empty([0, 1 << 40, 1 << 40], device: .meta) }
        var windows = try Tensor.ones([1000])
        #expect(throws: TensorError.self) {
            for _ in 0..<30 { windows = try unfold(windows, 0, windows.shape[0] / 2, 1) }
        }
    }

    @Test(arguments: ["constant", "replicate", "reflect", "circular"])
    func bordersOfAnySizeAreErrors(mode: String) throws {
        let x = try vector()
        for sizes: Dimensions in [[1 << 62, 1 << 62], [.max, .max], [.min, 0], [-10, 0], [1 << 61, 0]] {
            #expect(throws: TensorError.self) { try pad(x, sizes, mode: mode) }
        }
    }

    @Test func windowsOfAnySizeAreErrors() throws {
        let image = try Tensor.ones([1, 1, 5, 5])
        let weight = try Tensor.ones([1, 1, 3, 3])
        for size in [1 << 62, Int.max, Int.min, -1] {
            #expect(throws: TensorError.self) {
                try convolution(image, weight, nil, padding: .sizes([size]), spatial: 2)
            }
            #expect(throws: TensorError.self) { try convolution(image, weight, nil, dilation: [size], spatial: 2) }
            #expect(throws: TensorError.self) { try convolution(image, weight, nil, stride: [size], spatial: 2) }
        }
    }

    @Test func diagonalsFarOutsideAreEmptyOrErrors() throws {
        let square = try Tensor.ones([2, 2])
        #expect(try triangle(square, .max, lower: false).floats() == [0, 0, 0, 0])
        #expect(try triangle(square, .min, lower: true).floats() == [0, 0, 0, 0])
        #expect(try triangle(square, .min, lower: false).floats() == [1, 1, 1, 1])
        #expect(try diagonal(square, .min).shape == [0])
        #expect(throws: TensorError.self) { try diag(vector(), .min) }
        #expect(throws: TensorError.self) { try diag(vector(), 1 << 62) }
    }

    @Test func aHistogramOfTooManyBinsIsOutOfMemory() throws {
        let histogram = try #require(Operation.named("histc").first)
        let arguments: [Argument] = [.tensor(try vector()), .int(1 << 60), .int(0), .int(0)]
        #expect(throws: TensorError.self) { try histogram.call(arguments) }
    }
}
