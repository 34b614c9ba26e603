import Language
import Networks
import Tensors

/// `torch.nn.utils`: limits of gradients, and many parameters as one vector.
enum ParameterFunctions {
    static var all: [NativeFunction] {
        [
            function(
                "clip_grad_norm_", "(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None)",
                "Scales gradients so that their common norm is at most max_norm; gives the norm before."
            ) { arguments, evaluator in
                let parameters = try AutogradNamespace.tensors(arguments[0], evaluator)
                let limit = try number(arguments[1], evaluator)
                let order = try number(arguments[2], evaluator)
                let refuses = try evaluator.truth(arguments[3])
                return Value(
                    try translating {
                        try Gradients.clip(parameters, norm: limit, order: order, refusingNonfinite: refuses)
                    })
            },
            function(
                "clip_grad_value_", "(parameters, clip_value, foreach=None)", "Limits every element of every gradient."
            ) {
                arguments, evaluator in
                let parameters = try AutogradNamespace.tensors(arguments[0], evaluator)
                let limit = try number(arguments[1], evaluator)
                try translating { try Gradients.clip(parameters, value: limit) }
                return .none
            },
            function(
                "get_total_norm", "(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None)",
                "The norm of all elements together."
            ) { arguments, evaluator in
                let tensors = try AutogradNamespace.tensors(arguments[0], evaluator)
                let order = try number(arguments[1], evaluator)
                let refuses = try evaluator.truth(arguments[2])
                return Value(try translating { try Gradients.totalNorm(tensors, order, refusingNonfinite: refuses) })
            },
            function("parameters_to_vector", "(parameters)", "All elements in one vector.") { arguments, evaluator in
                let parameters = try AutogradNamespace.tensors(arguments[0], evaluator)
                return Value(try translating { try Gradients.vector(of: parameters) })
            },
            function("vector_to_parameters", "(vec, parameters)", "Writes a vector back into parameters.") {
                arguments, evaluator in
                let vector = try TorchNamespace.tensor(arguments[0], "vector_to_parameters", "vec")
                let parameters = try AutogradNamespace.tensors(arguments[1], evaluator)
                try translating { try Gradients.spread(vector, over: parameters) }
                return .none
            },
        ]
    }

    private static func function(
        _ name: String, _ signature: Language.Signature, _ summary: String, _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        TorchNamespace.function(name, signature, summary, module: "torch.nn.utils", body)
    }

    private static func number(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        if let number = try value.floatingNumber(evaluator) { return number }
        if let text = value.as(Text.self)?.string, text == "inf" { return .infinity }
        throw PythonError(.typeError, "must be real number, not \(value.typeName)")
    }
}
