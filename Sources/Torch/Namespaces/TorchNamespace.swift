import Language
import Tensors

/// The module `torch`: the functions of the table, what makes tensors, dtypes, modes and settings.
enum TorchNamespace {
    static func make() -> Language.ModuleObject {
        let module = Language.ModuleObject(
            "torch", documentation: "Tensors, operations on them, and their derivatives.",
            functions: OperationFaces.functions(with: .function, module: "torch") + TorchFactories.functions
                + RandomNamespace.functions + TensorFiles.functions + questions + SettingsNamespace.functions
                + ShapeFunctions.all + AutocastFunctions.all
                + [PythonModule.lazyNames(of: "torch", PythonModule.torchHomes)],
            attributes: classes + constants)
        for name in OperationFaces.names(with: .inPlace) where module.namespace[Symbol(name)] != nil {
            guard let method = OperationFaces.inPlaceMethod(name) else { continue }
            module.namespace[Symbol(name + "_")] = .object(method)
        }
        for (alias, name) in aliases { module.namespace[Symbol(alias)] = module.namespace[Symbol(name)] }
        return PythonModule.listing(PythonModule.torchHomes, in: module)
    }

    private static var classes: [(Symbol, Value)] {
        [
            ("Tensor", .object(TensorType.tensor)), ("Size", .object(SizeObject.typeObject)),
            ("dtype", .object(DTypeObject.typeObject)), ("device", .object(DeviceObject.typeObject)),
            ("Generator", .object(GeneratorObject.typeObject)), ("finfo", .object(NumberLimits.floating)),
            ("iinfo", .object(NumberLimits.integer)), ("no_grad", .object(GradientModeObject.noGrad)),
            ("enable_grad", .object(GradientModeObject.enableGrad)),
            ("inference_mode", .object(GradientModeObject.inferenceMode)),
            ("set_grad_enabled", .object(GradientModeObject.setGradEnabled)),
            ("OutOfMemoryError", .object(TypeObject.outOfMemoryError)),
        ] + TensorClasses.all
    }

    private static var constants: [(Symbol, Value)] {
        let dtypes: [(Symbol, Value)] =
            DType.allCases.map { (Symbol($0.name), Value($0)) } + [
                ("float", Value(.float32)), ("double", Value(.float64)), ("half", Value(.float16)),
                ("long", Value(.int64)), ("int", Value(.int32)), ("short", Value(.int16)),
                ("cfloat", Value(.complex64)), ("cdouble", Value(.complex128)),
            ]
        return dtypes + [
            ("strided", .object(ConstantObject.strided)),
            ("contiguous_format", .object(ConstantObject.contiguousFormat)),
            ("preserve_format", .object(ConstantObject.preserveFormat)),
            ("channels_last", .object(ConstantObject.channelsLast)), ("pi", .float(.pi)), ("inf", .float(.infinity)),
            ("nan", .float(.nan)), ("e", .float(2.718281828459045)), ("__version__", Value("2.13.0+cpu")),
            ("default_generator", .object(RandomNamespace.standard)), ("newaxis", .none),
        ]
    }

    private static let aliases = [
        ("abs", "abs"), ("concat", "cat"), ("concatenate", "cat"), ("arccos", "acos"), ("arcsin", "asin"),
        ("arctan", "atan"), ("clip", "clamp"), ("det", "det"), ("negative", "neg"), ("fix", "trunc"),
    ].filter { $0.0 != $0.1 }

    private static var questions: [NativeFunction] {
        [
            function("is_tensor", "(obj)", "Whether the object is a tensor.") { arguments, _ in
                .bool(arguments[0].tensor != nil)
            },
            function("is_floating_point", "(input)", "Whether elements have fractions.") { arguments, _ in
                .bool(try tensor(arguments[0], "is_floating_point").dtype.isFloatingPoint)
            },
            function("is_complex", "(input)", "Whether elements are complex.") { arguments, _ in
                .bool(try tensor(arguments[0], "is_complex").dtype.isComplex)
            },
            function("is_nonzero", "(input)", "The truth of a single element.") { arguments, _ in
                .bool(try translating { try tensor(arguments[0], "is_nonzero").isTrue() })
            },
            function("numel", "(input)", "The number of elements.") { arguments, _ in
                .int(try tensor(arguments[0], "numel").elementCount)
            },
            function("is_grad_enabled", "()", "Whether operations are recorded.") { _, _ in
                .bool(GradientMode.isEnabled)
            },
            function("is_inference_mode_enabled", "()", "Whether inference mode is on.") { _, _ in
                .bool(GradientMode.inference)
            },
            function("get_device", "(input)", "The number of the GPU, -1 in main memory.") { arguments, _ in
                _ = try tensor(arguments[0], "get_device")
                return -1
            },
            function("_warn", "(message, category)", "Warns at the line of the user's code.") { arguments, evaluator in
                let category = arguments[1].as(TypeObject.self) ?? .userWarning
                try Warnings.warn(try evaluator.str(arguments[0]), category, evaluator)
                return .none
            },
            function("_labelled", "(input, name)", "Names the node of what other operations made.") {
                arguments, evaluator in
                .init(try tensor(arguments[0], "_labelled").labelled(try evaluator.str(arguments[1])))
            },
            function("_scalar_name", "(input)", "The word for the dtype in messages: Float, Long.") { arguments, _ in
                Value(try tensor(arguments[0], "_scalar_name").dtype.scalarName)
            },
            function("is_storage", "(obj)", "Whether the object is a storage.") { _, _ in false },
        ]
    }

    /// A function of torch that records calls with a proxy.
    static func function(
        _ name: String, _ signature: Language.Signature, _ summary: String, module: String = "torch",
        _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: module, isInterceptable: true, binds: false, body: body)
    }

    /// The tensor that an argument must be.
    static func tensor(_ value: Value, _ function: String, _ name: String = "input", position: Int = 1) throws -> Tensor
    {
        if let tensor = value.tensor { return tensor }
        throw PythonError(
            .typeError,
            "\(function)(): argument '\(name)' (position \(position)) must be Tensor, not \(value.torchTypeName)")
    }
}
