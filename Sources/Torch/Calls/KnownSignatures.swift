/// The signatures of functions that torch overloads otherwise than the engine, as its messages list them.
///
///     torch.ones(2).sum("a")   // sum() received an invalid combination of arguments - got (str), but expected one of: …
enum KnownSignatures {
    /// nil when the engine's own signatures are torch's.
    static func of(_ name: String, isMethod: Bool) -> [String]? { (isMethod ? methods : functions)[name] }

    private static let functions = table(functionsText)
    private static let methods = table(methodsText)

    /// The options of functions that make tensors, `OPTIONS` in the tables.
    private static let options =
        "torch.dtype dtype = None, torch.layout layout = None, torch.device device = None, bool pin_memory = False, "
        + "bool requires_grad = False"

    /// Reads lines of names, each with its signatures below, further in; what does not begin with `(` goes on.
    private static func table(_ text: String) -> [String: [String]] {
        var table: [String: [String]] = [:]
        var (names, signatures) = ([Substring](), [String]())
        func close() { for name in names where !signatures.isEmpty { table[String(name)] = signatures } }
        for line in text.split(separator: "\n") {
            let words = line.drop { $0 == " " }
            if line.first != " " {
                if !signatures.isEmpty {
                    close()
                    (names, signatures) = ([], [])
                }
                names += words.split(separator: " ")
            } else if words.first == "(" {
                signatures.append(String(words).replacing("OPTIONS", with: options))
            } else {
                signatures[signatures.count - 1] += " " + String(words).replacing("OPTIONS", with: options)
            }
        }
        close()
        return table
    }
}

extension KnownSignatures {
    /// The types of the parameters of one of them: `(Tensor mask, Number value)` gives `["Tensor", "Number"]`.
    static func types(_ signature: String) -> [String] {
        signature.dropFirst().dropLast().split(separator: ",").compactMap { part in
            let words = part.split(separator: "=")[0].split(separator: " ").map(String.init)
            return words.count > 1 ? words.dropLast().joined(separator: " ") : nil
        }
    }
}
