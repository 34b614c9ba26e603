import Language
import Models
import Torch

/// A tokenizer as cells see it: `model.tokenizer("The Eiffel Tower")`, `.encode`, `.decode` and the special tokens.
package final class TokenizerObject: Object {
    package let tokenizer: Tokenizer

    package init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "PreTrainedTokenizerFast", module: "transformers.tokenization_utils_fast",
        methods: TokenizerObject.encodingMethods + TokenizerObject.decodingMethods
            + [TokenizerObject.chatFunction, loading],
        attributes: TokenizerObject.properties)

    override package class var nativeType: TypeObject { typeObject }

    override package var type: TypeObject { TokenizerObject.loader(tokenizer.className) }

    /// A class of transformers by name, with `from_pretrained`; `AutoTokenizer` among them.
    static func loader(_ name: String) -> TypeObject {
        if let known = classes[name] { return known }
        if name == typeObject.name { return typeObject }
        let made = TypeObject(native: name, module: "transformers", bases: [typeObject])
        classes[name] = made
        return made
    }

    private static var loading: NativeFunction {
        NativeFunction(
            "from_pretrained", "(pretrained_model_name_or_path, *inputs, **kwargs)", "The tokenizer of a checkpoint.",
            module: "transformers", binds: false
        ) { arguments, evaluator in
            let path = try evaluator.str(arguments[0])
            let tokenizer = try translatingModels { try Tokenizer(folder: try ModelFolder.locate(path)) }
            let object = TokenizerObject(tokenizer)
            for (name, value) in arguments.named(at: 2) {
                guard typeObject.lookup(name) != nil else { continue }
                try evaluator.setAttribute(name, of: .object(object), to: value)
            }
            return .object(object)
        }
    }

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var classes: [String: TypeObject] = [:]

    override package var isCallable: Bool { true }
    override package var acceptsAttributes: Bool { true }

    override package var signature: Signature? { TokenizerObject.callFunction.signature }
    override package var documentation: String? { TokenizerObject.callFunction.documentation }

    override package func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        try TokenizerObject.callFunction.call(arguments.prepending(.object(self)), evaluator)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { tokenizer.vocabularySize }

    override package func repr(_ evaluator: Evaluator) throws -> String { tokenizer.description }

    static func receiver(_ arguments: borrowing Arguments) throws -> Tokenizer {
        guard let object = arguments[0].as(TokenizerObject.self) else {
            throw PythonError(.typeError, "a tokenizer is needed, not '\(arguments[0].typeName)'")
        }
        return object.tokenizer
    }
}

/// Errors of the floor of the models, with the exceptions that Python users know.
func translatingModels<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try translating(body)
    } catch let error as TokenizationError {
        if case .truncation = error { throw PythonError(.exception, error.description) }
        throw PythonError(.valueError, error.description)
    } catch let error as GenerationError {
        throw PythonError(.valueError, error.description)
    } catch let error as HubError {
        throw PythonError(error == .interrupted ? .keyboardInterrupt : .osError, error.description)
    } catch let error as CheckpointError {
        throw PythonError(.osError, error.description)
    }
}

/// As `translatingModels`, for configurations that a cell wrote itself: what does not fit is a ValueError.
func translatingConfigurations<Result>(_ body: () throws -> Result) throws -> Result {
    try translatingModels {
        do {
            return try body()
        } catch let error as CheckpointError {
            throw PythonError(.valueError, error.description)
        }
    }
}
