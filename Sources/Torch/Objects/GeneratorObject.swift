import Language
import Tensors

/// `torch.Generator`: a stream of random numbers of its own.
package final class GeneratorObject: Object {
    package let generator: Generator

    package init(_ generator: Generator = Generator()) { self.generator = generator }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject: TypeObject = {
        let type = TypeObject(
            native: "Generator", module: "torch._C", documentation: "A stream of random numbers.", methods: methods,
            allocate: { _, arguments, evaluator in
                if let device = arguments[0].ifDefined ?? arguments[keyword: "device"] {
                    _ = try DeviceObject.from(device, evaluator).device()
                }
                return .object(GeneratorObject())
            })
        type.namespace["device"] = .object(NativeProperty("device") { _, _ in Value(Device.cpu) })
        return type
    }()

    override package class var nativeType: TypeObject { typeObject }

    private static var methods: [NativeFunction] {
        [
            method("manual_seed", "(self, seed, /)", "Starts the stream at a seed.") { face, arguments, evaluator in
                face.generator.seed(try Seed.bits(of: arguments[1], evaluator))
                return .object(face)
            },
            method("seed", "(self, /)", "Starts the stream at a seed of the system's.") { face, _, _ in
                .int(Int(truncatingIfNeeded: face.generator.seedFromSystem()))
            },
            method("initial_seed", "(self, /)", "The seed of this stream.") { face, _, _ in
                .int(Int(truncatingIfNeeded: face.generator.initialSeed))
            },
            method("get_state", "(self, /)", "The place in the stream.") { face, _, _ in
                Value(
                    try translating { try Tensor(elements: face.generator.state, shape: [face.generator.state.count]) })
            },
            method("set_state", "(self, state, /)", "Continues from a place.") { face, arguments, _ in
                try Seed.restore(face.generator, from: arguments[1])
                return .object(face)
            },
            method("clone_state", "(self, /)", "A second stream at the same place.") { face, _, _ in
                .object(GeneratorObject(face.generator.clone()))
            },
        ]
    }

    private static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (GeneratorObject, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "torch.Generator") { arguments, evaluator in
            guard let face = arguments[0].as(GeneratorObject.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'torch._C.Generator' object")
            }
            return try body(face, arguments, evaluator)
        }
    }
}

/// Seeds and saved places of random streams as values.
enum Seed {
    static func bits(of value: Value, _ evaluator: Evaluator) throws -> UInt64 {
        if let large = value.as(BigInteger.self) {
            guard let bits = UInt64(exactly: large.value) else {
                throw PythonError(.valueError, "Overflow when unpacking long long")
            }
            return bits
        }
        if let text = value.as(Text.self) {
            guard let number = Int64(text.string) else {
                throw PythonError(.valueError, "invalid literal for int() with base 10: '\(text.string)'")
            }
            return UInt64(bitPattern: number)
        }
        guard case .float(let number) = value else {
            return UInt64(bitPattern: Int64(try evaluator.index(value)))
        }
        return UInt64(bitPattern: Int64(clamping: Int(exactly: number.rounded(.towardZero)) ?? 0))
    }

    static func restore(_ generator: Generator, from value: Value) throws {
        guard let tensor = value.tensor else {
            throw PythonError(.typeError, "expected a torch.ByteTensor, but got \(value.typeName)")
        }
        let bytes = tensor.integers().map { UInt8(truncatingIfNeeded: $0) }
        try translating { try generator.restore(bytes) }
    }
}
