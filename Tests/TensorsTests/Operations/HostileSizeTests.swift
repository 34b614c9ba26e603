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
        let x = try vector()
        #expect(throws: TensorError.self) {
            try call("histc", [.tensor(x), .int(1 << 60), .scalar(.int(0)), .scalar(.int(0))])
        }
    }

    @Test func emptyAndScalarInputsAreErrorsWhereDimensionsAreNeeded() throws {
        let (scalar, square) = (try Tensor.scalar(1), try Tensor.ones([3, 3]))
        #expect(throws: TensorError.self) { try solve(square, scalar) }
        #expect(throws: TensorError.self) { try call("cross", [.tensor(square), .tensor(scalar), .none]) }
        #expect(throws: TensorError.self) { try call("diff", [.tensor(square), .int(-1), .int(-1), .none, .none]) }
        #expect(throws: TensorError.self) { try pad(scalar, [1, 1]) }
    }

    @Test func piecesAreCountedBeforeTheyAreMade() throws {
        let x = try vector()
        #expect(throws: TensorError.self) { try unbind(Tensor.empty([1 << 60], device: .meta)) }
        #expect(throws: TensorError.self) { try split(x, sizes: [.max, .max, 5]) }
        #expect(try chunk(x, .max).count == 3)
    }

    @Test func everyDoubleBecomesAnInteger() {
        #expect(truncatedInteger(-9.25e18) == .min)
        #expect(truncatedInteger(-9.223372036854775808e18) == .min)
        #expect(truncatedInteger(.nan) == .min)
        #expect(truncatedInteger(-2.5) == -2)
    }

    private func call(_ name: String, _ arguments: [Argument]) throws -> Outcome {
        try #require(Operation.named(name).first).call(arguments)
    }
}
