import Language
import Tensors

/// The module `numpy`: classes and conversions in Swift, functions in Python over the functions of torch.
enum ArrayNamespace {
    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            ("numpy", make),
            (
                "numpy.random",
                {
                    try PythonModule.make(
                        "numpy.random", RandomArraysSource.text, functions: conversions,
                        attributes: [
                            ("_Stream", .object(RandomStream.typeObject)),
                            ("_PermutedStream", .object(PermutedStream.typeObject)),
                            ("ndarray", .object(ArrayType.array)),
                        ], $0)
                }
            ),
            (
                "numpy.linalg",
                {
                    try PythonModule.make(
                        "numpy.linalg", LinearArraysSource.linalg, functions: conversions,
                        attributes: [
                            ("LinAlgError", .object(ArrayType.linearAlgebraError))
                        ], $0)
                }
            ),
            ("numpy.fft", { try PythonModule.make("numpy.fft", LinearArraysSource.fft, functions: conversions, $0) }),
            (
                "numpy.testing",
                { try PythonModule.make("numpy.testing", LinearArraysSource.testing, functions: conversions, $0) }
            ),
        ]
    }

    private static func make(_ evaluator: Evaluator) throws -> Language.ModuleObject {
        let dtypes = ArrayType.dtypes.map { dtype -> (Symbol, Value) in
            let type = ArrayType.scalar(dtype)
            return (Symbol(type.name), .object(type))
        }
        let classes: [(Symbol, Value)] = [
            ("ndarray", .object(ArrayType.array)), ("dtype", .object(ArrayDType.nativeType)),
            ("generic", .object(ArrayType.generic)), ("number", .object(ArrayType.number)),
            ("integer", .object(ArrayType.integer)), ("floating", .object(ArrayType.floating)),
            ("complexfloating", .object(ArrayType.complexFloating)), ("newaxis", .none),
            ("AxisError", .object(ArrayType.axisError)),
            ("double", .object(ArrayType.scalar(.float64))), ("single", .object(ArrayType.scalar(.float32))),
            ("half", .object(ArrayType.scalar(.float16))), ("float_", .object(ArrayType.scalar(.float64))),
            ("int_", .object(ArrayType.scalar(.int64))), ("intp", .object(ArrayType.scalar(.int64))),
            ("pi", .float(Double.pi)), ("e", .float(2.718281828459045)), ("inf", .float(.infinity)),
            ("nan", .float(.nan)), ("euler_gamma", .float(0.5772156649015329)), ("__version__", Value("1.26.4")),
        ]
        return try PythonModule.make(
            "numpy", ArraysSource.text, functions: conversions + files + [TorchModules.lazyParts(of: "numpy")],
            attributes: dtypes + classes, evaluator)
    }

    private static func function(
        _ name: String, _ signature: Language.Signature, _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        NativeFunction(name, signature, module: "numpy", binds: false) { arguments, evaluator in
            try translating { try body(arguments, evaluator) }
        }
    }

    /// What the Python part is written with.
    private static var conversions: [NativeFunction] {
        [
            function("_t", "(value, dtype=None)") { arguments, evaluator in
                let dtype = try ArrayType.dtype(arguments[1], evaluator)
                return Value(try ArrayConversion.tensor(arguments[0], dtype, evaluator))
            },
            function("_a", "(tensor)") { arguments, _ in
                arguments[0].tensor.map { ArrayObject.result($0) } ?? arguments[0]
            },
            function("_array", "(tensor)") { arguments, _ in
                arguments[0].tensor.map { ArrayObject.value($0) } ?? arguments[0]
            },
            function("_torch", "(dtype)") { arguments, evaluator in
                try ArrayType.dtype(arguments[0], evaluator).map { Value($0) } ?? .none
            },
            function("_dtype", "(dtype)") { arguments, _ in
                arguments[0].dtype.map { .object(ArrayDType($0)) } ?? .none
            },
            function("_is_scalar", "(value)") { arguments, _ in
                .bool(arguments[0].as(ArrayObject.self)?.isScalar ?? (arguments[0].scalar != nil))
            },
            function("_sum", "(tensor, dims)") { arguments, evaluator in
                guard let tensor = arguments[0].tensor else { return .none }
                let axes = try evaluator.array(from: arguments[1]).map { try evaluator.index($0) }
                let valid = try axes.map { try tensor.dimension($0) }
                return Value(try GradientMode.disabled { try ArraySum.sum(tensor, over: valid) })
            },
            wrapper,
        ]
    }

    /// A decorator: the body runs with float64 as the default dtype and records no derivatives.
    private static var wrapper: NativeFunction {
        NativeFunction("_numpy", "(function)", module: "numpy", binds: false) { arguments, evaluator in
            let function = arguments[0]
            let name = try evaluator.attribute("__name__", of: function).map { try evaluator.str($0) } ?? ""
            let signature: Language.Signature = "(*args, **kwargs)"
            return .object(
                NativeFunction(name, signature, module: "numpy", isInterceptable: true, isRaw: true, binds: false) {
                    arguments, evaluator in
                    let before = Defaults.dtype
                    Defaults.dtype = .float64
                    defer { Defaults.dtype = before }
                    let mode = GradientMode.isEnabled
                    if !mode { return try evaluator.call(function, arguments) }
                    let positionals = Array(arguments.positionals)
                    let keywords = Array(arguments.keywords)
                    return try GradientMode.disabled {
                        try evaluator.call(function, Language.Arguments(positionals, keywords: keywords))
                    }
                })
        }
    }

    private static var files: [NativeFunction] {
        [
            function("_save", "(file, array)") { arguments, evaluator in
                let bytes = try ArrayFile.write(try ArrayConversion.tensor(arguments[1], nil, evaluator))
                try FileBytes.write(bytes, to: arguments[0], evaluator)
                return .none
            },
            function("_savez", "(file, names, arrays)") { arguments, evaluator in
                let names = try evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
                let arrays = try evaluator.array(from: arguments[2])
                let entries = try zip(names, arrays).map { name, array in
                    (
                        name: name + ".npy",
                        content: try ArrayFile.write(try ArrayConversion.tensor(array, nil, evaluator))
                    )
                }
                try FileBytes.write(ZipFile.write(entries), to: arguments[0], evaluator)
                return .none
            },
            function("_load", "(file)") { arguments, evaluator in
                let bytes = try FileBytes.read(arguments[0], evaluator)
                do {
                    guard bytes.starts(with: [0x50, 0x4B]) else { return ArrayObject.value(try ArrayFile.read(bytes)) }
                    let result = Dict()
                    for (name, content) in try ZipFile.read(bytes).sorted(by: { $0.key < $1.key }) {
                        let bare = name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
                        let array = ArrayObject.value(try ArrayFile.read(Array(content)))
                        try result.set(Value(bare), to: array, evaluator)
                    }
                    return .object(result)
                } catch let error as FileFormatError {
                    throw PythonError(.valueError, error.reason)
                }
            },
            function(
                "set_printoptions",
                "(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, **kwargs)"
            ) { arguments, evaluator in
                var options = ArrayPrintOptions.current
                func number(_ value: Value) throws -> Int {
                    if case .float(let real) = value {
                        return real > 1e18 ? Int.max / 2 : Int(exactly: real.rounded(.down)) ?? 0
                    }
                    return try evaluator.index(value)
                }
                if let value = arguments[0].ifNotNone { options.precision = try number(value) }
                if let value = arguments[1].ifNotNone { options.threshold = try number(value) }
                if let value = arguments[2].ifNotNone { options.edgeItems = max(1, try number(value)) }
                if let value = arguments[3].ifNotNone { options.lineWidth = try number(value) }
                if let value = arguments[4].ifNotNone { options.suppressesSmall = try evaluator.truth(value) }
                ArrayPrintOptions.current = options
                return .none
            },
            function("get_printoptions", "()") { _, evaluator in
                let options = ArrayPrintOptions.current
                let result = Dict()
                try result.set(Value("edgeitems"), to: .int(options.edgeItems), evaluator)
                try result.set(Value("threshold"), to: .int(options.threshold), evaluator)
                try result.set(Value("precision"), to: .int(options.precision), evaluator)
                try result.set(Value("suppress"), to: .bool(options.suppressesSmall), evaluator)
                try result.set(Value("linewidth"), to: .int(options.lineWidth), evaluator)
                return .object(result)
            },
        ]
    }
}

extension FileFormatError {
    fileprivate var reason: String {
        switch self {
        case .truncated: "the file ends too early"
        case .malformed(let reason): reason
        case .unsupported(let global): global
        }
    }
}
