import Language
import Tensors

/// The functions and methods that the table of operations gives: every face is made from its records.
///
///     OperationFaces.function("softmax", module: "torch")   // torch.softmax(input, dim, *, dtype=None)
enum OperationFaces {
    /// One set for each name and face.
    private static func overloadSet(_ name: String, _ face: Operation.Faces) -> OverloadSet? {
        let key = "\(face.rawValue).\(name)"
        if let known = sets[key] { return known }
        let made = OverloadSet(named: name, face)
        sets[key] = made
        return made
    }

    // Filled on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var sets: [String: OverloadSet] = [:]

    /// The names of the operations that have a face, each once.
    static func names(with face: Operation.Faces) -> [String] {
        var seen = Set<String>()
        return Operation.all.filter { $0.faces.contains(face) && seen.insert($0.name).inserted }.map(\.name)
    }

    static func function(_ name: String, _ face: Operation.Faces = .function, module: String) -> NativeFunction? {
        guard let set = overloadSet(name, face) else { return nil }
        return NativeFunction(
            name, set.languageSignature, set.summary, module: module, isInterceptable: true, isRaw: true, binds: false,
            as: .none,
            plain: { values, count, evaluator in try set.callPlainly(values, count, isMethod: false, evaluator) }
        ) { arguments, evaluator in
            try set.call(arguments, isMethod: false, evaluator)
        }
    }

    static func method(_ name: String) -> NativeFunction? {
        guard let set = overloadSet(name, .method) else { return nil }
        return NativeFunction(
            name, set.languageSignature, set.summary, module: "torch.Tensor", isInterceptable: true, isRaw: true,
            as: .none,
            plain: { values, count, evaluator in try set.callPlainly(values, count, isMethod: true, evaluator) }
        ) { arguments, evaluator in
            try set.call(arguments, isMethod: true, evaluator)
        }
    }

    static func inPlaceMethod(_ name: String) -> NativeFunction? {
        guard let set = overloadSet(name, .inPlace) else { return nil }
        return NativeFunction(
            name + "_", set.languageSignature, set.summary + " Overwrites the tensor.", module: "torch.Tensor",
            isInterceptable: true, isRaw: true
        ) { arguments, evaluator in
            try set.callInPlace(arguments, evaluator)
        }
    }

    /// All functions of a face: what stands in the namespace `torch.linalg`, say.
    static func functions(with face: Operation.Faces, module: String) -> [NativeFunction] {
        names(with: face).compactMap { function($0, face, module: module) }
    }

    /// All methods of tensors, those in place included.
    static var methods: [NativeFunction] {
        names(with: .method).compactMap { method($0) } + names(with: .inPlace).compactMap { inPlaceMethod($0) }
    }
}

extension OverloadSet {
    /// The first signature as help and completion show it.
    var languageSignature: Language.Signature {
        overloads.first?.signature.languageSignature(skipping: 0) ?? Language.Signature([])
    }
}

extension CallSignature {
    /// The parameters as help and completion show them.
    func languageSignature(prefix: [Language.Signature.Parameter] = [], skipping count: Int) -> Language.Signature {
        Language.Signature(
            prefix
                + parameters.dropFirst(count).map { parameter in
                    Language.Signature.Parameter(
                        parameter.name, parameter.isKeywordOnly ? .keywordOnly : .positional,
                        default: parameter.defaultValue.map { Value(default: $0) })
                })
    }
}

extension Value {
    /// A default of a schema as a value of the language.
    init(default argument: Argument) {
        switch argument {
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .bool(let flag): self = .bool(flag)
        case .scalar(let scalar): self.init(scalar)
        case .text(let text): self.init(text)
        case .ints(let numbers): self.init(tuple: numbers.map { .int($0) })
        case .sizes(let numbers): self.init(tuple: numbers.map { .int($0) })
        case .none, .tensor, .tensors, .floats, .dtype, .device, .generator, .index: self = .none
        }
    }
}
