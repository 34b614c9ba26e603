import Language
import Tensors

/// The module `einops`: rearrange, reduce, repeat, einsum with named axes.
enum EinopsNamespace {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let errorType = TypeObject(
        native: "EinopsError", module: "einops", bases: [.runtimeError])

    static func make() -> Language.ModuleObject {
        Language.ModuleObject(
            "einops", documentation: "Reshaping of tensors by named axes.",
            functions: [
                function("rearrange", "(tensor, pattern, **axes_lengths)", "Splits, joins and reorders axes.") {
                    arguments, evaluator in
                    let transform = try transform(arguments[1], .rearrange, arguments[2], evaluator)
                    return try apply(to: arguments[0], evaluator) { try transform.apply($0) }
                },
                function("reduce", "(tensor, pattern, reduction, **axes_lengths)", "Reorders and reduces axes.") {
                    arguments, evaluator in
                    let reduction = arguments[2]
                    let transform = try transform(
                        arguments[1], .reduce, arguments[3], reduction: try evaluator.str(reduction), evaluator)
                    return try apply(to: arguments[0], evaluator) {
                        try transform.apply($0) { try reduce($0, $1, reduction, evaluator) }
                    }
                },
                function("repeat", "(tensor, pattern, **axes_lengths)", "Reorders axes and repeats along new ones.") {
                    arguments, evaluator in
                    let transform = try transform(arguments[1], .repetition, arguments[2], evaluator)
                    return try apply(to: arguments[0], evaluator) { try transform.apply($0) }
                },
                function("einsum", "(*tensors_and_pattern)", "A sum of products over named axes.", einsum),
                function("asnumpy", "(tensor)", "The tensor as an array.") { arguments, evaluator in
                    try evaluator.callMethod("numpy", of: arguments[0])
                },
                function("parse_shape", "(x, pattern)", "The sizes of named axes.", parseShape),
                PythonModule.lazyNames(of: "einops", PythonModule.homes(EinopsExtrasSource.names, "einops.packing")),
            ],
            attributes: [("EinopsError", .object(errorType))])
    }

    private static func function(
        _ name: String, _ signature: Language.Signature, _ summary: String, _ body: @escaping NativeFunction.Body
    ) -> NativeFunction {
        TorchNamespace.function(name, signature, summary, module: "einops") { arguments, evaluator in
            do {
                return try body(arguments, evaluator)
            } catch let failure as EinopsFailure {
                if name == "parse_shape" { throw PythonError(.runtimeError, failure.message) }
                if name == "einsum" { throw PythonError(errorType, failure.message) }
                guard !failure.message.hasPrefix("not enough values") else {
                    throw PythonError(.valueError, failure.message)
                }
                throw PythonError(errorType, try explained(failure, name, arguments, evaluator))
            } catch let error as TensorError {
                throw PythonError(error)
            }
        }
    }

    /// The reason, after what was asked for.
    private static func explained(
        _ failure: EinopsFailure, _ name: String, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> String {
        let reduction = name == "reduce" ? try evaluator.str(arguments[2]) : name
        let shape = (arguments[0].tensor ?? ArrayObject.tensor(of: arguments[0])).map {
            arguments[0].tensor == nil ? $0.shape.pythonTuple : "torch.Size(\($0.shape))"
        }
        let axes = try evaluator.repr(arguments[name == "reduce" ? 3 : 2])
        return " Error while processing \(reduction)-reduction pattern \"\(try evaluator.str(arguments[1]))\".\n "
            + (shape.map { "Input tensor shape: \($0). " } ?? "Input is list. ")
            + "Additional info: \(axes).\n \(failure.message)"
    }

    private static func transform(
        _ pattern: Value, _ kind: EinopsTransform.Kind, _ keywords: Value, reduction: String = "",
        _ evaluator: Evaluator
    ) throws -> EinopsTransform {
        var sizes: [String: Int] = [:]
        for (name, value) in keywords.as(Dict.self)?.items ?? [] {
            sizes[try evaluator.str(name)] = try evaluator.index(value)
        }
        return try EinopsTransform(try evaluator.str(pattern), kind, sizes: sizes, reduction: reduction)
    }

    /// A list of tensors becomes one tensor with a new first axis.
    private static func apply(
        to value: Value, _ evaluator: Evaluator, _ body: (Tensor) throws -> Tensor
    ) throws -> Value {
        if let tensor = value.tensor { return Value(try body(tensor)) }
        if let array = ArrayObject.tensor(of: value) { return ArrayObject.value(try body(array)) }
        if value.as(List.self)?.elements.isEmpty == true {
            throw PythonError(.typeError, "Rearrange/Reduce/Repeat can't be applied to an empty list")
        }
        guard let elements = value.sequenceElements, !elements.isEmpty else {
            throw PythonError(
                .runtimeError, "Tensor type unknown to einops \(value.qualifiedTypeName)")
        }
        let tensors = try AutogradNamespace.tensors(value, evaluator)
        return Value(try body(try EngineCall.tensor("stack", [.tensors(tensors), .int(0)])))
    }

    private static func reduce(
        _ tensor: Tensor, _ axes: [Int], _ reduction: Value, _ evaluator: Evaluator
    ) throws -> Tensor {
        guard let name = reduction.as(Text.self)?.string else {
            let result = try evaluator.call(reduction, [Value(tensor), Value(tuple: axes.map { .int($0) })])
            guard let reduced = result.tensor else {
                throw EinopsFailure("the reduction gave a \(result.typeName), not a tensor")
            }
            return reduced
        }
        switch name {
        case "mean":
            guard tensor.dtype.isDifferentiable else {
                throw PythonError(.notImplementedError, "reduce_mean is not available for non-floating tensors")
            }
            return try Tensors.mean(tensor, Dimensions(axes))
        case "sum": return try Tensors.sum(tensor, Dimensions(axes))
        case "max": return try Tensors.amax(tensor, Dimensions(axes))
        case "min": return try Tensors.amin(tensor, Dimensions(axes))
        case "any": return try Tensors.any(tensor, Dimensions(axes))
        case "all": return try Tensors.all(tensor, Dimensions(axes))
        case "prod": return try axes.sorted(by: >).reduce(tensor) { try Tensors.prod($0, $1) }
        default:
            throw EinopsFailure(
                "Unknown reduction \(name). Expect one of ('min', 'max', 'sum', 'mean', 'prod', 'any', 'all').")
        }
    }

    /// Names of any length become the letters of `torch.einsum`.
    private static func einsum(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        let given = arguments[0].tupleElements ?? []
        guard let pattern = given.last?.as(Text.self)?.string, given.count >= 2 else {
            throw PythonError(
                .valueError,
                "The last argument passed to `einops.einsum` must be a string, representing the einsum pattern.")
        }
        let tensors = try given.dropLast().map { try TorchNamespace.tensor($0, "einsum", "operand") }
        let sides = pattern.components(separatedByArrow: "->")
        guard sides.count == 2 else { throw PythonError(.valueError, "Einsum pattern must contain '->'.") }
        var letters: [EinopsPattern.Axis: Character] = [:]
        func compact(_ side: String) throws -> String {
            try EinopsPattern(side).groups.map { group in
                guard let axis = group.first, group.count == 1 else {
                    throw PythonError(.notImplementedError, "Shape rearrangement is not yet supported in einsum.")
                }
                if axis == .ellipsis { return "..." }
                if let letter = letters[axis] { return String(letter) }
                let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
                guard letters.count < alphabet.count else {
                    throw PythonError(.runtimeError, "Too many axes in einsum.")
                }
                letters[axis] = alphabet[letters.count]
                return String(alphabet[letters.count - 1])
            }.joined()
        }
        let inputs = try sides[0].split(separator: ",", omittingEmptySubsequences: false).map {
            try compact(String($0))
        }
        let equation = inputs.joined(separator: ",") + "->" + (try compact(sides[1]))
        return Value(try EngineCall.tensor("einsum", [.text(equation), .tensors(tensors)]))
    }

    private static func parseShape(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        let tensor = try TorchNamespace.tensor(arguments[0], "parse_shape", "x")
        let words = try evaluator.str(arguments[1]).split(separator: " ").map(String.init)
        guard words.count == tensor.rank else {
            let pattern = try evaluator.str(arguments[1])
            throw EinopsFailure(
                "Can't parse shape with different number of dimensions: \(pattern) torch.Size(\(tensor.shape))")
        }
        let result = Dict()
        for (name, size) in zip(words, tensor.shape) where name != "_" {
            try result.set(Value(name), to: .int(size), evaluator)
        }
        return .object(result)
    }
}
