import Language
import Tensors

/// `torch.autograd.gradcheck`: compares derivatives with differences of function values.
enum GradientCheck {
    static var function: NativeFunction {
        TorchNamespace.function(
            "gradcheck", "(func, inputs, *, eps=1e-06, atol=1e-05, rtol=0.001, raise_exception=True, **kwargs)",
            "Whether derivatives agree with differences.", module: "torch.autograd"
        ) { arguments, evaluator in
            let single = arguments[1].tensor.map { [Value($0)] }
            let inputs = try single ?? evaluator.array(from: arguments[1])
            let check = Comparison(
                function: arguments[0], inputs: inputs, step: try arguments[2].floatingNumber(evaluator) ?? 1e-6,
                absolute: try arguments[3].floatingNumber(evaluator) ?? 1e-5,
                relative: try arguments[4].floatingNumber(evaluator) ?? 1e-3, evaluator: evaluator)
            let failure = try translating { try check.firstDifference() }
            guard let failure else { return true }
            if try !evaluator.truth(arguments[5]) { return false }
            throw PythonError(.runtimeError, failure)
        }
    }

    private struct Comparison {
        let function: Value
        let inputs: [Value]
        let step: Double
        let absolute: Double
        let relative: Double
        let evaluator: Evaluator

        /// Words about the first place that differs, nil when all agree.
        func firstDifference() throws -> String? {
            for (index, input) in inputs.enumerated() {
                guard let tensor = input.tensor, tensor.requiresGrad else { continue }
                let numeric = try numericRows(tensor)
                let analytic = try analyticRows(tensor, outputs: numeric.first?.count ?? 0)
                for (row, element) in numeric.enumerated() {
                    for (column, value) in element.enumerated()
                    where abs(value - analytic[column][row]) > absolute + relative * abs(value) {
                        return "Jacobian mismatch for output \(column) with respect to input \(index),\nnumerical:"
                            + "\(value)\nanalytical:\(analytic[column][row])\n"
                    }
                }
            }
            return nil
        }

        /// All elements of all results.
        private func outputs() throws -> [Tensor] {
            let result = try evaluator.call(function, inputs)
            return try (result.tupleElements ?? [result]).compactMap(\.tensor).map { try Tensors.reshape($0, [-1]) }
        }

        /// For each element of the input, the differences of all results.
        private func numericRows(_ input: Tensor) throws -> [[Double]] {
            try GradientMode.with(enabled: false) {
                let flat = try Tensors.view(Tensors.detach(input), [-1])
                return try (0..<input.elementCount).map { place in
                    let element = try Tensors.select(flat, 0, place)
                    let start = try element.item().real
                    func values(at position: Double) throws -> [Double] {
                        try element.assign(Tensor(number: .float(position)))
                        return try outputs().flatMap { $0.doubles() }
                    }
                    let (high, low) = (try values(at: start + step), try values(at: start - step))
                    try element.assign(Tensor(number: .float(start)))
                    return zip(high, low).map { ($0 - $1) / (2 * step) }
                }
            }
        }

        /// For each element of the results, the gradient of the input.
        private func analyticRows(_ input: Tensor, outputs count: Int) throws -> [[Double]] {
            var rows: [[Double]] = []
            for output in try outputs() {
                for place in 0..<output.elementCount {
                    let element = try Tensors.select(output, 0, place)
                    let gradient =
                        element.requiresGrad
                        ? try Backward.gradients(
                            of: [element], withRespectTo: [input], retainGraph: true, allowUnused: true)[0] : nil
                    rows.append(gradient?.doubles() ?? Array(repeating: 0, count: input.elementCount))
                }
            }
            return rows
        }
    }
}
