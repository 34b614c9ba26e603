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
        let error = #expect(throws: TensorError.self) { try Backward.run([sum(realPart(vectors))]) }
        #expect(
            error?.message.hasPrefix("linalg_eig_backward: The eigenvectors in the complex case are specified") == true)
    }

    /// The gradients of the squares of the gradients of a loss of [[1, 2], [3, 4]], as PyTorch 2.13 has them.
    @Test func derivativesOfDerivatives() throws {
        func second(_ loss: (Tensor) throws -> Tensor) throws -> [Double] {
            let matrix = try Tensor([1.0, 2, 3, 4], shape: [2, 2])
            try matrix.setRequiresGrad(true)
            let first = try Backward.gradients(of: [sum(loss(matrix))], withRespectTo: [matrix], createGraph: true)
            let gradient = try #require(first[0])
            try Backward.run([sum(gradient * gradient)])
            return rounded(matrix.grad)
        }
        #expect(try second { try square(abs(eig($0)[0])) } == [8, 16, 24, 32])
        #expect(try second { try pow(singularValues($0), Tensor(number: 3)) } == [1368, 1944, 3096, 4392])
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
