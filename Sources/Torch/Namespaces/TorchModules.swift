import Language
import Tensors

/// Registers `torch` and everything below it, `einops`, `numpy` and `safetensors` as modules that cells can import.
///
///     TorchModules.register(in: evaluator)   // import torch; torch.tensor([1, 2])
package enum TorchModules {
    package static func register(in evaluator: Evaluator) {
        let modules = evaluator.modules
        modules.register("torch") { _ in TorchNamespace.make() }
        modules.register("einops") { _ in EinopsNamespace.make() }
        for (name, make) in parts + PythonModule.others {
            modules.register(name) { evaluator in try make(evaluator) }
        }
    }

    /// The modules below `torch`, made when they are first asked for.
    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            (
                "torch.linalg",
                { _ in linalg }
            ),
            ("torch.special", { _ in special }),
            ("torch.fft", { _ in faces("torch.fft", .fft, []) }),
            ("torch.random", { _ in Language.ModuleObject("torch.random", functions: RandomNamespace.functions) }),
            ("torch.autograd", { _ in AutogradNamespace.make() }),
            ("torch.autograd.function", { _ in FunctionClass.module }),
            ("torch.cuda", { _ in DeviceNamespaces.cuda }),
            (
                "torch.mps",
                { _ in Language.ModuleObject("torch.mps", functions: [DeviceNamespaces.absent("torch.mps")]) }
            ),
            ("torch.backends", { _ in DeviceNamespaces.backends }),
            ("torch.version", { _ in DeviceNamespaces.version }),
        ] + NetworkNamespace.parts + TrainingNamespaces.parts + DataNamespace.parts + PythonModule.parts
            + PythonModule.distributionParts
    }

    /// `torch.linalg`; products that torch keeps in both places included.
    private static var linalg: Language.ModuleObject {
        let product = OperationFaces.function("matmul", module: "torch.linalg").map {
            (Symbol("matmul"), Value.object($0))
        }
        return faces(
            "torch.linalg", .linalg,
            [("LinAlgError", .object(TypeObject.linearAlgebraError))] + (product.map { [$0] } ?? []),
            [
                PythonModule.lazyNames(
                    of: "torch.linalg", PythonModule.homes(LinearExtrasSource.names, "torch.linalg_extras"))
            ])
    }

    /// `torch.special`, with functions that torch keeps in both places.
    private static var special: Language.ModuleObject {
        let shared: [(Symbol, Value)] = ["logit", "sinc", "round", "xlogy", "softmax", "log_softmax", "logsumexp"]
            .compactMap { name in
                OperationFaces.function(name, module: "torch.special").map { (Symbol(name), .object($0)) }
            }
        return faces("torch.special", .special, shared)
    }

    /// A namespace made from the faces of the table of operations.
    private static func faces(
        _ name: String, _ face: Operation.Faces, _ attributes: [(Symbol, Value)], _ others: [NativeFunction] = []
    ) -> Language.ModuleObject {
        Language.ModuleObject(
            name, functions: OperationFaces.functions(with: face, module: name) + others, attributes: attributes)
    }

    /// A `__getattr__` for a module that imports what lies below it when it is first named.
    package static func lazyParts(of parent: String) -> NativeFunction {
        NativeFunction("__getattr__", "(name, /)", module: parent, binds: false) { arguments, evaluator in
            let name = try evaluator.str(arguments[0])
            let full = "\(parent).\(name)"
            guard evaluator.modules.knownNames.contains(full) else {
                let module = evaluator.modules.loaded[parent]
                throw PythonError.missingAttribute(Symbol(name), of: module.map { .object($0) } ?? .none)
            }
            return .object(try evaluator.modules.import(full, evaluator))
        }
    }
}
