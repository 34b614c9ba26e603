import Language
import Tensors

/// `torch.Tensor(2, 3)`, `torch.LongTensor([1, 2])`, `tensor.new([1, 2])`: by sizes, or from a sequence.
enum LegacyConstructor {
    private static let forms = [
        "(*, torch.device device = None)", "(torch.Storage storage)", "(Tensor other)",
        "(tuple of ints size, *, torch.device device = None)", "(object data, *, torch.device device = None)",
    ]

    /// A tensor of the dtype; `torch.Tensor` itself takes any tensor as it is, and has no dtype of its own.
    static func make(
        _ own: DType?, _ positionals: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value {
        let dtype = own ?? .float32
        var given = positionals
        for keyword in keywords {
            switch keyword.name.text {
            case "device": try checkDevice(keyword.value, evaluator)
            case "data", "other", "size":
                guard given.isEmpty else { throw misfit(positionals, keywords) }
                given = [keyword.value]
                if keyword.name.text == "size" { return try empty(evaluator.array(from: given[0]), dtype, evaluator) }
            default: throw misfit(positionals, keywords)
            }
        }
        guard let first = given.first else { return Value(try translating { try Tensor.empty([0], dtype: dtype) }) }
        if let size = first.as(SizeObject.self), given.count == 1 {
            return Value(try translating { try Tensor.empty(size.sizes, dtype: dtype) })
        }
        if first.tensor == nil || given.count > 1, try isSize(first, evaluator) {
            return try empty(given, dtype, evaluator)
        }
        guard given.count == 1 else { throw misfit(positionals, keywords) }
        if let tensor = first.tensor { return try alias(tensor, own) }
        guard try LiteralReader.isSequence(first, evaluator) || first.as(Text.self) != nil else {
            throw PythonError(.typeError, "new(): data must be a sequence (got \(first.typeName))")
        }
        return Value(try TensorLiteral.tensor(from: first, dtype: dtype, evaluator))
    }

    private static func checkDevice(_ value: Value, _ evaluator: Evaluator) throws {
        guard !value.isNone else { return }
        let kind = try DeviceObject.from(value, evaluator).kind
        guard kind != "cpu" else { return }
        throw PythonError(
            .runtimeError, "legacy constructor expects device type: cpu but device type: \(kind) was passed")
    }

    private static func isSize(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if case .bool = value { return false }
        if let tensor = value.tensor { return tensor.rank == 0 && tensor.dtype.isIntegral && tensor.dtype != .bool }
        return try value.wholeNumber(evaluator) != nil
    }

    private static func empty(_ sizes: [Value], _ dtype: DType, _ evaluator: Evaluator) throws -> Value {
        let numbers = try sizes.enumerated().map { place, value in
            guard let number = try value.wholeNumber(evaluator) else {
                throw PythonError(
                    .typeError,
                    "new(): argument 'size' failed to unpack the object at pos \(place + 1) with error "
                        + "\"type must be tuple of ints,but got \(value.typeName)\"")
            }
            return number
        }
        return Value(try translating { try Tensor.empty(Dimensions(numbers), dtype: dtype) })
    }

    private static func alias(_ tensor: Tensor, _ own: DType?) throws -> Value {
        if let own, own != tensor.dtype {
            throw PythonError(.typeError, "expected \(options(own)) (got \(options(tensor.dtype)))")
        }
        return Value(try translating { try Tensors.alias(tensor) })
    }

    /// The options of a tensor as C++ prints them.
    private static func options(_ dtype: DType) -> String {
        let name =
            switch dtype {
            case .float32: "float"
            case .float64: "double"
            case .float16: "c10::Half"
            case .bfloat16: "c10::BFloat16"
            case .int64: "long int"
            case .int32: "int"
            case .int16: "short int"
            case .int8: "signed char"
            case .uint8: "unsigned char"
            case .bool: "bool"
            case .complex64: "c10::complex<float>"
            case .complex128: "c10::complex<double>"
            }
        return "TensorOptions(dtype=\(name), device=cpu, layout=Strided, requires_grad=false (default), "
            + "pinned_memory=false (default), memory_format=(nullopt))"
    }

    private static func misfit(_ positionals: [Value], _ keywords: [(name: Symbol, value: Value)]) -> PythonError {
        let given = (positionals.map(plainType) + keywords.map { "\($0.name)=\(plainType($0.value))" })
            .joined(separator: ", ")
        let unknown = keywords.map(\.name.text).filter { $0 != "device" }
        let reason =
            unknown.isEmpty
            ? "the arguments have invalid types: (\(positionals.map { "!\($0.torchTypeName)!" }.joined(separator: ", ")))"
            : "the keywords were incorrect: \(unknown.joined(separator: ", "))"
        let list = ([forms[0] + "\n      didn't match because some of " + reason] + forms.dropFirst())
            .map { " * \($0)\n" }.joined()
        return PythonError(
            .typeError,
            "new() received an invalid combination of arguments - got (\(given)), but expected one of:\n\(list)")
    }

    private static func plainType(_ value: Value) -> String {
        value.sequenceElements == nil ? value.torchTypeName : value.typeName
    }
}
