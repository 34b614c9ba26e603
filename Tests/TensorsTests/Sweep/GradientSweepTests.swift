import Testing

import Tensors

/// Every derivative of the table against differences in float64.
@Suite struct GradientSweepTests {
    /// Operations with real results that no gradient flows through, as in PyTorch.
    private static let withoutGradient: Set<String> = [
        "detach", "zeros_like", "ones_like", "full_like", "empty_like", "rand_like", "randn_like", "randint_like",
        "new_zeros", "new_ones", "new_full", "new_empty", "bernoulli", "normal", "histc", "histogram", "binomial",
        "matrix_rank", "new_tensor", "one_hot", "heaviside", "nextafter", "zeta",
        "bessel_j0", "bessel_j1", "bessel_y0", "bessel_y1",
        "_sample_dirichlet", "_standard_gamma_grad",
    ]
    /// Operations that refuse to be differentiated, as in PyTorch.
    private static let refusing: Set<String> = ["floor_divide"]
    /// Derivatives that are right for what they are used for, and not by differences: PyTorch's gradient of CTC assumes
    /// that probabilities are normalised, that of a gamma number keeps its place in the distribution, that of a Poisson
    /// number is zero, and that of eigenvectors is for losses that do not depend on their phases (`DecompositionTests`).
    private static let implied: Set<String> = ["_ctc_loss", "_standard_gamma", "poisson", "eig"]
    /// Operations of which PyTorch refuses to differentiate the first argument.
    private static let ofSecond: Set<String> = ["igamma", "igammac", "gammainc", "gammaincc"]
    /// Conversions that round: differences of double precision do not survive them.
    private static let rounding: Set<String> = ["float", "half", "bfloat16", "cfloat"]
    /// Operations that overwrite with random numbers, whose differences mean nothing.
    private static let random: Set<String> = [
        "uniform_", "normal_", "bernoulli_", "exponential_", "geometric_", "cauchy_", "log_normal_", "random_",
    ]

    @Test func everyDerivativeAgreesWithDifferences() throws {
        var failures: [String] = []
        var checked = 0
        for operation in Operation.all
        where !Self.random.union(Self.rounding).union(Self.implied).contains(operation.name) {
            for sample in OperationSamples.calls(of: operation) {
                let isOfSecond = Self.ofSecond.contains(operation.name)
                guard let check = try GradientCheck(operation, sample, skipping: isOfSecond ? 1 : 0) else { continue }
                do {
                    if let failure = try check.failure() { failures.append("\(operation.schema): \(failure)") }
                    if check.isDifferentiable {
                        checked += 1
                    } else if !Self.withoutGradient.contains(operation.name) {
                        failures.append("\(operation.schema): no gradient")
                    }
                } catch {
                    if !Self.refusing.contains(operation.name) { failures.append("\(operation.schema): \(error)") }
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.count) differ:\n\(failures.joined(separator: "\n"))")
        #expect(checked > 280)
    }

    /// Derivatives of derivatives that need none: theirs are zero, or they are not differentiated twice in PyTorch either.
    private static let onceOnly: Set<String> = []

    @Test func everySecondDerivativeAgreesWithDifferencesOfTheFirst() throws {
        var failures: [String] = []
        var checked = 0
        let skipped = Self.random.union(Self.rounding).union(Self.implied).union(Self.onceOnly).union(Self.refusing)
        for operation in Operation.all where !skipped.contains(operation.name) {
            for sample in OperationSamples.calls(of: operation) {
                let isOfSecond = Self.ofSecond.contains(operation.name)
                guard let check = try GradientCheck(operation, sample, skipping: isOfSecond ? 1 : 0) else { continue }
                do {
                    if let failure = try check.secondFailure() { failures.append("\(operation.schema): \(failure)") }
                    if check.isDifferentiable { checked += 1 }
                } catch {
                    failures.append("\(operation.schema): \(error)")
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.count) differ:\n\(failures.joined(separator: "\n"))")
        #expect(checked > 250)
    }
}
