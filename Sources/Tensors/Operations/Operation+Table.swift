extension Operation {
    /// Every operation; overloads of a name follow one another in the order in which they are tried.
    package static let all: [Operation] = [
        Creation.operations, Copying.operations, Shaping.operations, Joining.operations, Gathering.operations,
        Scattering.operations, SliceWriting.operations, Arithmetic.operations, RealFunctions.operations,
        Pointwise.operations, Comparisons.operations,
        ComplexOperations.operations, Reductions.operations, Extrema.operations, Cumulative.operations,
        RandomOperations.operations, GammaSampling.operations,
        MatrixOperations.operations, Softmax.operations, Activations.operations, Normalization.operations,
        Losses.operations, NeuralOperations.operations, Convolution.operations, Pooling.operations,
        AdaptivePooling.operations, Sorting.operations,
        Statistics.operations, LinearAlgebra.operations, InPlaceViews.operations, InPlaceIndexing.operations,
        SpecialFunctions.operations, FloatingPointParts.operations, FourierOperations.operations,
        Integration.operations,
        ViewScatter.operations, Windows.operations, TriangularSystems.operations,
        TriangularFactors.operations, ConnectionistLoss.operations,
    ].flatMap { $0.map(Refusals.guarding) }

    private static let byName = [String: [Operation]](grouping: all, by: \.name)

    /// The overloads of one name, empty when there is none.
    package static func named(_ name: String) -> [Operation] { byName[name] ?? [] }
}
