import Language
import Models
import Torch

/// Writes generated text to the cell while it comes, word by word: `model.generate(..., streamer=TextStreamer(tokenizer))`.
final class TextStreamer: Object {
    private let tokenizer: Tokenizer
    private let skipsPrompt: Bool
    private let skipsSpecialTokens: Bool
    private var pending: [Int] = []
    /// How many scalars of the pending text are written.
    private var written = 0
    private var isAtPrompt = true

    init(_ tokenizer: Tokenizer, skipsPrompt: Bool, skipsSpecialTokens: Bool) {
        self.tokenizer = tokenizer
        self.skipsPrompt = skipsPrompt
        self.skipsSpecialTokens = skipsSpecialTokens
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "TextStreamer", module: "transformers.generation.streamers",
        methods: [
            NativeFunction("put", "(self, value)", "Takes the prompt, and then token after token.") {
                arguments, evaluator in
                guard let streamer = arguments[0].as(TextStreamer.self) else { return .none }
                let rows = try TokenIDs.rows(arguments[1], evaluator)
                guard rows.count == 1 else {
                    throw PythonError(.valueError, "TextStreamer only supports batch size 1")
                }
                try streamer.put(rows[0], evaluator)
                return .none
            },
            NativeFunction("end", "(self)", "Writes what is left, and a line break.") { arguments, evaluator in
                try arguments[0].as(TextStreamer.self)?.end(evaluator)
                return .none
            },
        ],
        allocate: { _, arguments, evaluator in
            let named = Dictionary(arguments.keywords.map { ($0.name.text, $0.value) }) { _, last in last }
            guard let object = (arguments.positionals.first ?? named["tokenizer"])?.as(TokenizerObject.self) else {
                throw PythonError(
                    .typeError, "TextStreamer.__init__() missing 1 required positional argument: 'tokenizer'")
            }
            let skip = arguments.positionals.dropFirst().first ?? named["skip_prompt"] ?? false
            return .object(
                TextStreamer(
                    object.tokenizer, skipsPrompt: try evaluator.truth(skip),
                    skipsSpecialTokens: try named["skip_special_tokens"].map { try evaluator.truth($0) } ?? false))
        })

    override class var nativeType: TypeObject { typeObject }

    private func put(_ ids: [Int], _ evaluator: Evaluator) throws {
        if isAtPrompt, skipsPrompt {
            isAtPrompt = false
            return
        }
        pending += ids
        let text = Array(tokenizer.decode(pending, skipsSpecialTokens: skipsSpecialTokens).unicodeScalars)
        let start = min(written, text.count)
        if text.last == "\n" {
            evaluator.output.write(Self.string(text[start...]), to: .standardOutput)
            pending = []
            written = 0
        } else if let last = text.last, Self.isIdeograph(last) {
            evaluator.output.write(Self.string(text[start...]), to: .standardOutput)
            written = text.count
        } else {
            // The last word may still grow.
            let end = max(start, (text.lastIndex(of: " ") ?? -1) + 1)
            evaluator.output.write(Self.string(text[start..<end]), to: .standardOutput)
            written = end
        }
    }

    private func end(_ evaluator: Evaluator) throws {
        let text = Array(tokenizer.decode(pending, skipsSpecialTokens: skipsSpecialTokens).unicodeScalars)
        evaluator.output.write(Self.string(text[min(written, text.count)...]) + "\n", to: .standardOutput)
        pending = []
        written = 0
        isAtPrompt = true
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// Chinese characters stand alone, so they are written at once.
    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F: true
        default: false
        }
    }
}
