import Language
import Tensors

/// A schema of the engine, ready to bind the arguments of a call.
///
///     sum(Tensor input, int[1]? dim, bool keepdim=False)   binds   x.sum(-1, keepdim=True)
// Classes, not structs: a call of an operation would copy each field of what it only reads.
final class CallSignature {
    let parameters: [Parameter]
    private let name: String
    /// How many parameters may be given by position.
    let positionalCount: Int
    /// For each parameter, whether a tensor fits as it is.
    private let takesTensor: [Bool]
    /// Whether the tensors of the last parameter may be given one by one, as in `torch.einsum("ij,jk", a, b)`.
    let gathersTensors: Bool
    /// Whether one int may stand for a list of ints, as in `nn.LayerNorm(4)`.
    private let takesSingleSizes: Bool

    final class Parameter {
        let name: Symbol
        let kind: Tensors.Signature.Kind
        let isOptional: Bool
        let isKeywordOnly: Bool
        /// nil when the argument is required.
        let defaultValue: Argument?
        /// Other words for the same thing: NumPy's, or those of another face of torch.
        let aliases: [Symbol]

        init(_ parameter: Tensors.Signature.Parameter) {
            name = Symbol(parameter.name)
            kind = parameter.type
            isOptional = parameter.isOptional
            isKeywordOnly = parameter.isKeywordOnly
            defaultValue = parameter.defaultArgument
            aliases = Self.otherNames[parameter.name] ?? []
        }

        private static let otherNames: [String: [Symbol]] = [
            "dim": ["axis"], "keepdim": ["keepdims"], "input": ["self", "x", "a", "x1", "tensor"], "other": ["x2"],
            "A": ["input"], "tensor1": ["tensor"], "elements": ["element"], "test_elements": ["test_element"],
            "split_size_or_sections": ["split_size"],
        ]
    }

    init(_ signature: Tensors.Signature, takesSingleSizes: Bool = false) {
        self.takesSingleSizes = takesSingleSizes
        name = signature.name
        parameters = signature.parameters.map(Parameter.init)
        positionalCount = parameters.count { !$0.isKeywordOnly }
        takesTensor = parameters.map { $0.kind == .tensor || $0.kind == .tensorOrScalar }
        gathersTensors = CallSignature.gathering.contains(signature.name)
    }

    private static let gathering: Set = [
        "einsum", "meshgrid", "cartesian_prod", "block_diag", "broadcast_tensors", "atleast_1d", "atleast_2d",
        "atleast_3d", "multi_dot", "chain_matmul",
    ]

    /// Whether a number may come first when a tensor follows: `torch.pow(2, x)`.
    var takesNumberFirst: Bool {
        parameters.count > 1 && parameters[0].kind == .tensor && parameters[1].kind == .tensorOrScalar
            && !CallSignature.tensorsFirst.contains(name)
    }

    /// Functions that take a number for the second tensor only.
    private static let tensorsFirst: Set = [
        "eq", "ne", "lt", "le", "gt", "ge", "not_equal", "less", "less_equal", "greater", "greater_equal", "fmod",
        "copysign", "clamp_min", "clamp_max",
    ]

    /// Why a call does not fit.
    enum Mismatch {
        case tooMany(Int)
        case missing([Parameter])
        case wrongType(Parameter, position: Int?, Value)
        case unexpected(Symbol)
        case repeated(Symbol)
    }

    /// Adds the arguments in the order of the signature; with `isMethod`, the first one is the tensor before the dot.
    /// Gives the reason why they do not fit, or nil.
    func bind(
        _ arguments: borrowing Language.Arguments, isMethod: Bool, into bound: inout [Argument], _ evaluator: Evaluator
    ) throws -> Mismatch? {
        bound.reserveCapacity(parameters.count)
        var taken = 0
        while taken < arguments.count {
            guard taken < positionalCount else { return .tooMany(arguments.count) }
            let value = arguments[taken]
            // Nearly every call begins so; the parameter need not be looked at.
            if takesTensor[taken], let tensor = value.tensor {
                bound.append(.tensor(tensor))
                taken += 1
                continue
            }
            let parameter = parameters[taken]
            if let spread = try spread(arguments, from: taken, parameter, isMethod, evaluator) {
                bound.append(spread)
                break
            }
            if taken == 0, takesNumberFirst, let number = value.scalar, arguments.count > 1, arguments[1].tensor != nil
            {
                bound.append(.tensor(try translating { try Tensor(number: number) }))
            } else if let argument = try convert(value, parameter, evaluator) {
                bound.append(argument)
            } else {
                return .wrongType(parameter, position: taken, value)
            }
            taken += 1
        }
        return try complete(&bound, arguments, evaluator)
    }

    /// Sizes given one by one, as in `x.view(2, 3)`; nil when the argument stands for itself.
    private func spread(
        _ arguments: borrowing Language.Arguments, from index: Int, _ parameter: Parameter, _ isMethod: Bool,
        _ evaluator: Evaluator
    ) throws -> Argument? {
        switch parameter.kind {
        case .ints, .intOrInts:
            guard index + 1 == positionalCount, index == (isMethod ? 1 : 0), isSize(arguments[index]) else {
                return nil
            }
            if index + 1 == arguments.count { return .int(try size(arguments[index], evaluator)) }
            return .ints(try (index..<arguments.count).map { try size(arguments[$0], evaluator) })
        case .tensors:
            guard gathersTensors, index + 1 == positionalCount, arguments[index].tensor != nil else { return nil }
            return .tensors((index..<arguments.count).map { arguments[$0].tensor })
        default: return nil
        }
    }

    private func size(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        try value.wholeNumber(evaluator) ?? evaluator.index(value)
    }

    @inline(__always)
    private func convert(_ value: Value, _ parameter: Parameter, _ evaluator: Evaluator) throws -> Argument? {
        // A layer prints the number that it was given, so a single size or a whole number stays one.
        if takesSingleSizes, case .int(let size) = value {
            if parameter.kind == .ints { return .ints([size]) }
            if parameter.kind == .float { return .int(size) }
            if parameter.kind == .intOrInts || parameter.kind == .intOrIntsOrNones { return .int(size) }
        }
        return try parameter.convert(value, evaluator)
    }

    private func isSize(_ value: Value) -> Bool {
        switch value {
        case .int: true
        case .object(let object):
            if let array = object as? ArrayObject {
                array.isScalar && array.tensor.dtype.isIntegral
            } else {
                (object as? TensorObject)?.tensor.dtype.isIntegral ?? false
            }
        case .undefined, .none, .bool, .float: false
        }
    }

    /// Keywords, then defaults; why they do not fit, or nil.
    private func complete(
        _ bound: inout [Argument], _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Mismatch? {
        let given = bound.count
        var missing: [Parameter] = []
        var used = 0
        for index in given..<max(parameters.count, given) {
            let parameter = parameters[index]
            if !arguments.keywordNames.isEmpty, let value = parameter.keyword(in: arguments) {
                used += 1
                guard let argument = try convert(value, parameter, evaluator) else {
                    return .wrongType(parameter, position: nil, value)
                }
                bound.append(argument)
            } else if let argument = parameter.defaultValue {
                bound.append(argument)
            } else {
                missing.append(parameter)
            }
        }
        if used < arguments.keywordNames.count { return unusedKeyword(arguments, after: given) }
        return missing.isEmpty ? nil : .missing(missing)
    }

    private func unusedKeyword(_ arguments: borrowing Language.Arguments, after count: Int) -> Mismatch {
        for name in arguments.keywordNames {
            if let index = parameters.firstIndex(where: { $0.answers(to: name) }) {
                if index < count { return .repeated(name) }
            } else {
                return .unexpected(name)
            }
        }
        return .unexpected(arguments.keywordNames[0])
    }
}

extension CallSignature.Parameter {
    func answers(to name: Symbol) -> Bool { self.name == name || aliases.contains(name) }

    func keyword(in arguments: borrowing Language.Arguments) -> Value? {
        if let value = arguments[keyword: name] { return value }
        for alias in aliases {
            if let value = arguments[keyword: alias] { return value }
        }
        return nil
    }

    /// The value as the parameter takes it; nil when its type does not fit.
    @inline(__always)
    func convert(_ value: Value, _ evaluator: Evaluator) throws -> Argument? {
        if case .none = value { return isOptional ? Argument.none : nil }
        return try value.argument(of: kind, evaluator)
    }
}
