import Testing

import Tensors

/// The numbers are those of PyTorch 2.13.
@Suite struct DecompositionTests {
    private func leaf() throws -> Tensor {
        let matrix = try to(Tensor([[1, 2, 0], [0.5, -1, 1], [3, 0.2, 2]]), .float64)
        try matrix.setRequiresGrad(true)
        return matrix
    }

    private func rounded(_ tensor: Tensor?) -> [Double] { tensor?.doubles().map { ($0 * 1e4).rounded() / 1e4 } ?? [] }

    @Test func theGradientOfEigenvectorsIsThatOfTheirSizes() throws {
        let matrix = try leaf()
        let vectors = try eig(matrix)[1]
        let squares = try square(realPart(vectors)) + square(imaginaryPart(vectors))
        try Backward.run([sum(squares * reshape(to(arange(0, 9), .float64), [3, 3]))])
        let expected = [0.3781, -0.5099, -1.7407, 0.219, 0.2591, -1.9084, 1.3959, -1.0677, -0.6373]
        #expect(rounded(matrix.grad) == expected)
    }

    @Test func theGradientOfEigenvaluesNeedsNoVectors() throws {
        let matrix = try leaf()
        let values = try eig(matrix)[0]
        #expect(values.gradientNode?.name == "LinalgEigBackward0")
        try Backward.run([sum(sqrt(square(realPart(values)) + square(imaginaryPart(values))))])
        #expect(rounded(matrix.grad) == [-0.7385, 1.0783, 2.0696, -1.6199, 0.9803, 2.9035, 0.9889, -0.3155, -0.4607])
    }

    @Test func aLossThatDependsOnPhasesIsRefused() throws {
        let vectors = try eig(leaf())[1]
        #expect(throws: TensorError.self) { try Backward.run([sum(realPart(vectors))]) }
    }

    @Test func onlyTheSecondArgumentOfTheIncompleteGammaFunctionHasADerivative() throws {
        let (a, x) = (try Tensor([Float(2), 3]), try Tensor([Float(1), 2]))
        try x.setRequiresGrad(true)
        let table = try #require(Operation.all.first { $0.name == "igammac" })
        try Backward.run([sum(table.call([.tensor(a), .tensor(x)]).tensors[0])])
        #expect(rounded(x.grad) == [-0.3679, -0.2707])
        try a.setRequiresGrad(true)
        let again = try table.call([.tensor(a), .tensor(x)]).tensors[0]
        #expect(
            throws: TensorError.invalid(.notImplemented, "the derivative for 'igammac: input' is not implemented.")
        ) { try Backward.run([sum(again)]) }
    }
}
