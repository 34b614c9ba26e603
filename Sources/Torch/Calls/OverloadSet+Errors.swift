import Language
import Tensors

/// The TypeError of a call that fits no signature, in torch's words.
extension OverloadSet {
    func misfit(
        _ arguments: borrowing Language.Arguments, isMethod: Bool, name: String, _ evaluator: Evaluator
    ) throws -> PythonError {
        if isMethod, let text = complaintOfNoArguments(arguments, name) { return PythonError(.typeError, text) }
        if !isWrittenInPython, let known = KnownSignatures.of(home + name, isMethod: isMethod) {
            return PythonError(.typeError, invalidCombination(arguments, isMethod, home + name, known: known))
        }
        var bound: [Argument] = []
        guard overloads.count == 1, let only = overloads.first,
            let reason = try only.signature.bind(arguments, isMethod: isMethod, into: &bound, evaluator)
        else { return PythonError(.typeError, invalidCombination(arguments, isMethod, name)) }
        return PythonError(
            .typeError,
            only.signature.text(
                of: reason, hidden: isMethod ? 1 : 0, home + name, inPython: isWrittenInPython,
                namesInput: namesInput))
    }

    /// What a method without arguments says of arguments: `TensorBase.abs() takes no keyword arguments`.
    private func complaintOfNoArguments(_ arguments: borrowing Language.Arguments, _ name: String) -> String? {
        let parameters = overloads[0].signature.parameters.filter { $0.name.text != "inplace" }
        guard overloads.count == 1, parameters.count == 1, !OverloadSet.conversions.contains(name) else { return nil }
        if !arguments.keywordNames.isEmpty { return "TensorBase.\(name)() takes no keyword arguments" }
        return "TensorBase.\(name)() takes no arguments (\(arguments.count - 1) given)"
    }

    /// Methods that take a memory format, and so keywords.
    private static let conversions: Set = [
        "half", "bfloat16", "float", "double", "int", "long", "short", "char", "byte", "bool", "contiguous", "cpu",
    ]

    /// The types of a call's arguments; torch lists the keywords from the last one on.
    private func given(_ arguments: borrowing Language.Arguments, _ isMethod: Bool) -> String {
        let positionals = arguments.positionals.dropFirst(isMethod ? 1 : 0).map(\.typeName)
        let keywords = arguments.keywords.reversed().map { "\($0.name)=\($0.value.typeName)" }
        guard positionals.isEmpty, !keywords.isEmpty else { return (positionals + keywords).joined(separator: ", ") }
        return keywords.map { $0 + ", " }.joined()
    }

    /// The message of a function whose signatures are known as torch lists them.
    private func invalidCombination(
        _ arguments: borrowing Language.Arguments, _ isMethod: Bool, _ name: String, known: [String]
    ) -> String {
        let positionals = Array(arguments.positionals.dropFirst(isMethod ? 1 : 0))
        let keywords = arguments.keywords
        var text =
            "\(name)() received an invalid combination of arguments - got (\(given(arguments, isMethod))), but expected "
            + "one of:\n"
        for signature in known {
            text += " * \(signature)\n"
            let types = KnownSignatures.types(signature)
            guard keywords.isEmpty, !signature.contains("*"),
                types.count == positionals.count || signature == "()" && positionals.count == 1
            else { continue }
            let marked = positionals.enumerated().map { place, value in
                let fits = types.indices.contains(place) && value.fits(torchType: types[place])
                return fits ? value.torchTypeName : "!\(value.torchTypeName)!"
            }
            text +=
                "      didn't match because some of the arguments have invalid types: "
                + "(\(marked.joined(separator: ", ")))\n"
        }
        return text
    }

    private func invalidCombination(
        _ arguments: borrowing Language.Arguments, _ isMethod: Bool, _ name: String
    ) -> String {
        let given = given(arguments, isMethod)
        let expected = overloads.map { " * " + $0.signature.torchText(isMethod: isMethod) + "\n" }.joined()
        return
            "\(name)() received an invalid combination of arguments - got (\(given)), but expected one of:\n\(expected)"
    }
}

extension CallSignature {
    /// The message of a call that does not fit; `hidden` arguments, such as the tensor before the dot, are not counted.
    func text(
        of reason: Mismatch, hidden: Int, _ name: String, inPython: Bool = false, namesInput: Bool = false
    ) -> String {
        func shown(_ parameter: Parameter) -> String {
            namesInput && parameter.name.text == "A" ? "input" : parameter.name.text
        }
        switch reason {
        case .tooMany(let count):
            let most = positionalCount - hidden
            return "\(name)() takes \(most) positional argument\(most == 1 ? "" : "s") but \(count - hidden) "
                + (count - hidden == 1 ? "was given" : "were given")
        case .missing(let parameters) where inPython || name.hasSuffix("__init__"):
            let names = parameters.map { "'\($0.name)'" }
            let list =
                names.count < 3
                ? names.joined(separator: " and ")
                : names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
            return
                "\(name)() missing \(names.count) required positional argument\(names.count == 1 ? "" : "s"): \(list)"
        case .missing(let parameters):
            let names = parameters.map { "\"\(shown($0))\"" }.joined(separator: ", ")
            return
                "\(name)() missing \(parameters.count) required positional argument\(parameters.count == 1 ? "s" : ""): "
                + names
        case .wrongType(let parameter, let position, let value):
            let place = position.map { " (position \($0 + 1 - hidden))" } ?? ""
            if parameter.kind == .tensors, let elements = value.sequenceElements,
                let stranger = elements.firstIndex(where: { $0.tensor == nil })
            {
                return "expected Tensor as element \(stranger) in argument \((position ?? hidden) - hidden), but got "
                    + elements[stranger].type.name
            }
            let start = "\(name)(): argument '\(shown(parameter))'\(place) must be \(parameter.kind.torchName)"
            if parameter.kind.takesSizes, let elements = value.sequenceElements,
                let stranger = elements.firstIndex(where: { $0.scalar?.dtype != .int64 })
            {
                return start + ", but found element of type \(elements[stranger].typeName) at pos \(stranger)"
            }
            return start + ", not \(value.typeName)"
        case .unexpected(let keyword):
            return "\(name)() got an unexpected keyword argument '\(keyword)'"
        case .repeated(let keyword):
            return "\(name)() got multiple values for argument '\(keyword)'"
        }
    }

    /// `(Tensor input, int dim, *, torch.dtype dtype = None)`
    fileprivate func torchText(isMethod: Bool) -> String {
        var pieces: [String] = []
        var isKeywordOnly = false
        for parameter in parameters.dropFirst(isMethod ? 1 : 0) {
            if parameter.isKeywordOnly, !isKeywordOnly {
                isKeywordOnly = true
                pieces.append("*")
            }
            let fallback = parameter.defaultValue.map { " = \(Value(default: $0).torchText)" } ?? ""
            pieces.append("\(parameter.kind.torchName) \(parameter.name)\(fallback)")
        }
        return "(\(pieces.joined(separator: ", ")))"
    }
}

extension Tensors.Signature.Kind {
    fileprivate var takesSizes: Bool { torchName == "tuple of ints" }

    /// The type's name in torch's messages.
    var torchName: String {
        switch self {
        case .tensor: "Tensor"
        case .tensorOrScalar: "Tensor"
        case .tensors, .optionalTensors: "tuple of Tensors"
        case .scalar, .scalarOrText: "Number"
        case .int: "int"
        case .ints, .intOrInts, .intOrIntsOrNones, .intOrIntsOrText: "tuple of ints"
        case .float: "float"
        case .floats: "tuple of floats"
        case .bool: "bool"
        case .text: "str"
        case .dtype: "torch.dtype"
        case .device: "torch.device"
        case .generator: "torch.Generator"
        case .index: "index"
        }
    }
}

extension Value {
    /// Whether torch takes the value for a parameter of this type.
    fileprivate func fits(torchType: String) -> Bool {
        switch torchType {
        case "Tensor": tensor != nil
        case "Number": scalar != nil
        case "bool": if case .bool = self { true } else { false }
        case "int": if case .int = self { true } else { false }
        case "torch.dtype": dtype != nil
        case "tuple of ints": sequenceElements != nil
        default: false
        }
    }

    /// The class as torch names it in the messages of its calls.
    var torchTypeName: String { torchTypeName(depth: 0) }

    /// A list may contain itself, so only some levels are named.
    private func torchTypeName(depth: Int) -> String {
        switch self {
        case .object(let object):
            if object is TensorObject { return type.name }
            if object is DTypeObject || object is DeviceObject { return "torch.\(type.name)" }
            guard depth < 16, let elements = sequenceElements, let first = elements.first else { return type.name }
            return "\(type.name) of [\(first.torchTypeName(depth: depth + 1))\(elements.count > 1 ? ", ..." : "")]"
        case .undefined, .none, .bool, .int, .float: return type.name
        }
    }

    /// A default as torch's messages write it.
    fileprivate var torchText: String {
        switch self {
        case .undefined, .none: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): String(number)
        case .float(let number): "\(number)"
        case .object(let object): (object as? Text)?.string ?? "()"
        }
    }
}
