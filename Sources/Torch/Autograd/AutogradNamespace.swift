import Language
import Tensors

/// `torch.autograd`: gradients of given inputs, and functions with a derivative of the user's own.
enum AutogradNamespace {
    static func make() -> Language.ModuleObject {
        Language.ModuleObject(
            "torch.autograd",
            functions: [
                PythonModule.lazyNames(
                    of: "torch.autograd",
                    PythonModule.homes(AnomalySource.names, "torch.autograd.anomaly_mode")
                        .merging([
                            "Variable": "torch.autograd.variable", "gradcheck": "torch.autograd.gradcheck",
                            "gradgradcheck": "torch.autograd.gradcheck",
                        ]) { first, _ in first }),
                anomalies,
                TorchNamespace.function(
                    "grad",
                    """
                    (outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, \
                    allow_unused=None, is_grads_batched=False, materialize_grads=False)
                    """,
                    "The gradients of the inputs, without adding them to the leaves.", module: "torch.autograd", grad),
                TorchNamespace.function(
                    "backward",
                    "(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None)",
                    "Adds the gradients of the tensors to the leaves.", module: "torch.autograd", backward),
            ],
            attributes: [
                ("Function", .object(FunctionClass.functionType)),
                ("no_grad", .object(GradientModeObject.noGrad)),
                ("enable_grad", .object(GradientModeObject.enableGrad)),
                ("inference_mode", .object(GradientModeObject.inferenceMode)),
                ("set_grad_enabled", .object(GradientModeObject.setGradEnabled)),
            ])
    }

    /// `_detect_anomalies(flag)`: sets the mode and gives what it was.
    private static var anomalies: NativeFunction {
        NativeFunction("_detect_anomalies", "(flag=None)", module: "torch.autograd", binds: false) {
            arguments, evaluator in
            let before = GradientMode.detectsAnomalies
            if let flag = arguments[0].ifNotNone { GradientMode.detectsAnomalies = try evaluator.truth(flag) }
            return .bool(before)
        }
    }

    /// One tensor, or the tensors of a list or tuple.
    static func tensors(_ value: Value, _ evaluator: Evaluator) throws -> [Tensor] {
        if let tensor = value.tensor { return [tensor] }
        return try evaluator.array(from: value).map { element in
            guard let tensor = element.tensor else {
                throw PythonError(
                    .typeError, "expected Tensor as element of a sequence, but got \(element.typeName)")
            }
            return tensor
        }
    }

    private static func optionalTensors(_ value: Value, _ evaluator: Evaluator) throws -> [Tensor?] {
        if let tensor = value.tensor { return [tensor] }
        return try evaluator.array(from: value).map(\.tensor)
    }

    private static func grad(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        let outputs = try tensors(arguments[0], evaluator)
        let inputs = try tensors(arguments[1], evaluator)
        let given = try arguments[2].ifNotNone.map { try optionalTensors($0, evaluator) }
        let createsGraph = try evaluator.truth(arguments[4])
        let retainsGraph = try arguments[3].ifNotNone.map { try evaluator.truth($0) } ?? createsGraph
        let materializes = try evaluator.truth(arguments[8])
        let allowsUnused = try arguments[6].ifNotNone.map { try evaluator.truth($0) } ?? materializes
        return try translating {
            let gradients = try Backward.gradients(
                of: outputs, withRespectTo: inputs, gradients: given ?? [], retainGraph: retainsGraph,
                createGraph: createsGraph, allowUnused: allowsUnused)
            return Value(
                tuple: try zip(gradients, inputs).map { gradient, input in
                    if let gradient { return Value(gradient) }
                    return materializes ? Value(try Tensor.zeros(input.shape, dtype: input.dtype)) : .none
                })
        }
    }

    private static func backward(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        let outputs = try tensors(arguments[0], evaluator)
        let given = try arguments[1].ifNotNone.map { try optionalTensors($0, evaluator) } ?? []
        let createsGraph = try evaluator.truth(arguments[3])
        let retainsGraph = try arguments[2].ifNotNone.map { try evaluator.truth($0) } ?? createsGraph
        let inputs = try arguments[5].ifNotNone.map { try tensors($0, evaluator) }
        try translating {
            try GradientPass(retainsGraph: retainsGraph, createsGraph: createsGraph, inputs: inputs)
                .run(outputs, gradients: given)
        }
        return .none
    }
}
