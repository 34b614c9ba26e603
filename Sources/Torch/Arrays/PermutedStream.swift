import Language
import Tensors

/// The stream behind `numpy.random.default_rng`.
final class PermutedStream: Object {
    private var generator: PermutedGenerator

    init(seed: UInt64) { generator = PermutedGenerator(seed: seed) }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "_PermutedStream", module: "numpy.random", methods: methods,
        allocate: { _, arguments, evaluator in
            guard let seed = try arguments[0].ifDefined?.ifNotNone.map({ try evaluator.index($0) }) else {
                return .object(PermutedStream(seed: UInt64.random(in: 0...UInt64.max)))
            }
            guard seed >= 0 else { throw PythonError(.valueError, "expected non-negative integer") }
            return .object(PermutedStream(seed: UInt64(seed)))
        })

    override class var nativeType: TypeObject { typeObject }

    private static func method(
        _ name: String, _ signature: Language.Signature,
        _ body: @escaping (PermutedStream, [Int]) throws -> Tensor
    ) -> NativeFunction {
        NativeFunction(name, signature, module: "numpy.random") { arguments, evaluator in
            guard let stream = arguments[0].as(PermutedStream.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a random stream")
            }
            let numbers = try arguments.positionals.dropFirst().map { try evaluator.index($0) }
            guard let count = numbers.last, count >= 0, count < 1 << 40 else {
                throw PythonError(.valueError, "negative dimensions are not allowed")
            }
            return Value(try translating { try body(stream, numbers) })
        }
    }

    private static var methods: [NativeFunction] {
        [
            method("doubles", "(self, count)") { stream, numbers in
                try Tensor((0..<numbers[0]).map { _ in stream.generator.double() })
            },
            method("gaussians", "(self, count)") { stream, numbers in
                try Tensor((0..<numbers[0]).map { _ in stream.generator.gaussian() })
            },
            method("integers", "(self, low, high, count)") { stream, numbers in
                guard numbers[0] < numbers[1] else { throw TensorError.value("low >= high") }
                let limit = UInt64(bitPattern: Int64(numbers[1] &- numbers[0] &- 1))
                return try Tensor(
                    (0..<numbers[2]).map { _ in
                        numbers[0] &+ Int(truncatingIfNeeded: stream.generator.below(limit))
                    })
            },
            method("order", "(self, count)") { stream, numbers in
                var order = Array(0..<numbers[0])
                for index in stride(from: order.count - 1, to: 0, by: -1) {
                    order.swapAt(index, Int(stream.generator.interval(UInt64(index))))
                }
                return try Tensor(order)
            },
            method("distinct", "(self, population, count)") { stream, numbers in
                try Tensor(stream.distinct(numbers[1], of: numbers[0]))
            },
        ]
    }

    private func shuffle(_ values: inout [Int]) {
        for index in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(index, Int(generator.below(UInt64(index))))
        }
    }

    /// Different numbers below `population`: the end of a shuffle, or Floyd's algorithm where few are wanted.
    private func distinct(_ count: Int, of population: Int) -> [Int] {
        guard count > 0, count <= population else { return [] }
        if population > 10_000, count > population / 50 {
            var order = Array(0..<population)
            for index in stride(from: population - 1, through: max(population - count, 1), by: -1) {
                order.swapAt(index, Int(generator.below(UInt64(index))))
            }
            return Array(order[(population - count)...])
        }
        var chosen = Set<Int>()
        var result: [Int] = []
        for last in (population - count)..<population {
            let drawn = Int(generator.below(UInt64(last)))
            let value = chosen.insert(drawn).inserted ? drawn : last
            chosen.insert(value)
            result.append(value)
        }
        shuffle(&result)
        return result
    }
}
