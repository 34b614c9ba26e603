import Language
import Tensors

/// Seeds and places of the standard random stream: `torch.manual_seed(0)`.
enum RandomNamespace {
    static var functions: [NativeFunction] {
        [
            function("manual_seed", "(seed)", "Starts the standard stream at a seed.") { arguments, evaluator in
                Generator.standard.seed(try Seed.bits(of: arguments[0], evaluator))
                return .object(standard)
            },
            function("seed", "()", "Starts the standard stream at a seed of the system's.") { _, _ in
                .int(Int(truncatingIfNeeded: Generator.standard.seedFromSystem()))
            },
            function("initial_seed", "()", "The seed of the standard stream.") { _, _ in
                .int(Int(truncatingIfNeeded: Generator.standard.initialSeed))
            },
            function("get_rng_state", "()", "The place in the standard stream.") { _, _ in
                Value(try translating { try state(of: .standard) })
            },
            function("set_rng_state", "(new_state)", "Continues the standard stream from a place.") { arguments, _ in
                try Seed.restore(.standard, from: arguments[0])
                return .none
            },
            function("fork_rng", "(devices=None, enabled=True)", "A context that restores the stream at its end.") {
                _, _ in
                .object(ForkedStream())
            },
        ]
    }

    /// The face of the standard stream: `torch.default_generator`.
    static var standard: GeneratorObject { GeneratorObject(.standard) }

    private static func state(of generator: Generator) throws -> Tensor {
        let bytes = generator.state
        return try Tensor(elements: bytes, shape: [bytes.count])
    }

    private static func function(
        _ name: String, _ signature: Language.Signature, _ summary: String, _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "torch", binds: false, body: body)
    }
}

/// `torch.random.fork_rng()`
private final class ForkedStream: Object {
    private var saved: [UInt8] = []

    override var isContextManager: Bool { true }

    override func enter(_ evaluator: Evaluator) throws -> Value {
        saved = Generator.standard.state
        return .none
    }

    override func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        try translating { try Generator.standard.restore(saved) }
        return false
    }
}
