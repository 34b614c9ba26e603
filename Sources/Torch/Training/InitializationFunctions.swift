import Language
import Networks
import Tensors

/// `torch.nn.init`: functions that fill a weight and give it back.
enum InitializationFunctions {
    static var all: [NativeFunction] {
        [
            fill("uniform_", "(tensor, a=0.0, b=1.0, generator=None)", "Uniform numbers.") {
                try Initialization.uniform($0, $1.float(1), $1.float(2), generator: $1.generator(3))
            },
            fill("normal_", "(tensor, mean=0.0, std=1.0, generator=None)", "Normal numbers.") {
                try Initialization.normal($0, mean: $1.float(1), deviation: $1.float(2), generator: $1.generator(3))
            },
            fill(
                "trunc_normal_", "(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0, generator=None)",
                "Normal numbers within limits."
            ) {
                try Initialization.truncatedNormal(
                    $0, mean: $1.float(1), deviation: $1.float(2), low: $1.float(3), high: $1.float(4),
                    generator: $1.generator(5))
            },
            fill("constant_", "(tensor, val)", "One number.") { try Initialization.constant($0, $1.float(1)) },
            fill("zeros_", "(tensor)", "Zeros.") { tensor, _ in try Initialization.constant(tensor, 0) },
            fill("ones_", "(tensor)", "Ones.") { tensor, _ in try Initialization.constant(tensor, 1) },
            fill("eye_", "(tensor)", "The identity.") { tensor, _ in try Initialization.identity(tensor) },
            fill("xavier_uniform_", "(tensor, gain=1.0, generator=None)", "Uniform numbers scaled by both fans.") {
                try Initialization.xavierUniform($0, gain: $1.float(1), generator: $1.generator(2))
            },
            fill("xavier_normal_", "(tensor, gain=1.0, generator=None)", "Normal numbers scaled by both fans.") {
                try Initialization.xavierNormal($0, gain: $1.float(1), generator: $1.generator(2))
            },
            fill("kaiming_uniform_", kaiming, "Uniform numbers scaled by one fan.") {
                try Initialization.kaimingUniform(
                    $0, slope: $1.float(1), fan: $1.fan(2), nonlinearity: $1.text(3), generator: $1.generator(4))
            },
            fill("kaiming_normal_", kaiming, "Normal numbers scaled by one fan.") {
                try Initialization.kaimingNormal(
                    $0, slope: $1.float(1), fan: $1.fan(2), nonlinearity: $1.text(3), generator: $1.generator(4))
            },
            fill("orthogonal_", "(tensor, gain=1, generator=None)", "An orthogonal matrix.") {
                try orthogonal($0, gain: $1.float(1), generator: $1.generator(2))
            },
            TorchNamespace.function(
                "calculate_gain", "(nonlinearity, param=None)",
                "The factor by which a nonlinearity asks for larger weights.",
                module: "torch.nn.init"
            ) { arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                let parameter = try slope(arguments[1], name, evaluator)
                let gain = try translating { try Initialization.gain(name, parameter) }
                return gain == 1 && name != "leaky_relu" ? .int(1) : .float(gain)
            },
        ]
    }

    /// The names without an underscore, which warn: `xavier_uniform`.
    static var old: [NativeFunction] {
        all.filter { $0.name.hasSuffix("_") && !["zeros_", "ones_", "trunc_normal_"].contains($0.name) }.map {
            function in
            let name = String(function.name.dropLast())
            return NativeFunction(name, "(*args, **kwargs)", module: "torch.nn.init", isRaw: true, binds: false) {
                arguments, evaluator in
                try Warnings.warn(
                    "`nn.init.\(name)` is now deprecated in favor of `nn.init.\(name)_`.", .futureWarning, evaluator)
                return try evaluator.call(.object(function), arguments)
            }
        }
    }

    /// The parameter of a nonlinearity; only `leaky_relu` has one, and it must be a number.
    private static func slope(_ value: Value, _ name: String, _ evaluator: Evaluator) throws -> Double? {
        guard name == "leaky_relu", !value.isNone else { return nil }
        if case .bool = value { return try refuse() }
        guard let number = try value.floatingNumber(evaluator) else { return try refuse() }
        return number

        func refuse() throws -> Double? {
            throw PythonError(.valueError, "negative_slope \(try evaluator.str(value)) not a valid number")
        }
    }

    private static var kaiming: Language.Signature {
        "(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu', generator=None)"
    }

    private static func fill(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (Tensor, FillArguments) throws -> Void
    ) -> NativeFunction {
        TorchNamespace.function(name, signature, summary, module: "torch.nn.init") { arguments, evaluator in
            let tensor = try TorchNamespace.tensor(arguments[0], name, "tensor")
            let values = arguments.positionals
            try translating { try body(tensor, FillArguments(values: values, evaluator: evaluator)) }
            return arguments[0]
        }
    }

    /// The orthogonal factor of a matrix of normal numbers, with the signs that make it unique.
    private static func orthogonal(_ weight: Tensor, gain: Double, generator: Generator?) throws {
        guard weight.rank >= 2 else {
            throw TensorError.value("Only tensors with 2 or more dimensions are supported")
        }
        guard weight.elementCount > 0 else { return }
        try GradientMode.disabled {
            let rows = weight.shape[0]
            let columns = weight.elementCount / rows
            var flattened = try Tensor.empty([rows, columns], dtype: weight.dtype)
            try Initialization.normal(flattened, generator: generator)
            if rows < columns { flattened = try Tensors.t(flattened) }
            guard case .tuple(let factors) = try EngineCall.outcome("qr", [.tensor(flattened)]).asTuple else {
                throw TensorError.runtime("qr did not give two matrices")
            }
            let signs = try Tensors.sign(Tensors.diagonal(factors[1]))
            var result = try Tensors.mul(factors[0], signs)
            if rows < columns { result = try Tensors.t(result) }
            let scaled = try Tensors.mul(Tensors.reshape(result, weight.shape), Tensor(number: .float(gain)))
            try weight.assign(scaled)
        }
    }
}

extension Outcome {
    /// Named results as a plain tuple.
    var asTuple: Outcome {
        if case .named(_, _, let tensors) = self { return .tuple(tensors) }
        return self
    }
}

/// The settings of an initialiser.
private struct FillArguments {
    let values: [Value]
    let evaluator: Evaluator

    private subscript(index: Int) -> Value { values.indices.contains(index) ? values[index] : .none }

    func float(_ index: Int) throws -> Double {
        guard let number = try self[index].floatingNumber(evaluator) else {
            throw PythonError(.typeError, "must be real number, not \(self[index].typeName)")
        }
        return number
    }

    func text(_ index: Int) throws -> String { try evaluator.str(self[index]) }

    func generator(_ index: Int) -> Generator? { self[index].as(GeneratorObject.self)?.generator }

    func fan(_ index: Int) throws -> Initialization.Fan {
        let name = try text(index)
        guard let fan = Initialization.Fan(rawValue: name.lowercased()) else {
            throw PythonError(.valueError, "Mode \(name) not supported, please use one of ['fan_in', 'fan_out']")
        }
        return fan
    }
}
