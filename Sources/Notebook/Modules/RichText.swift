import FoundationEssentials
import Jupyter
import Language

/// A text or picture with its MIME type: `HTML("<b>1</b>")`, `Markdown("**1**")`, `Image("plot.png")`.
final class RichText: Object {
    private let ownType: TypeObject
    private let mimeType: String
    private let content: JSON

    /// Hints such as `{"width": 640}`.
    private let metadata: JSON?

    init(_ type: TypeObject, _ mimeType: String, _ content: JSON, metadata: JSON? = nil) {
        ownType = type
        self.mimeType = mimeType
        self.content = content
        self.metadata = metadata
    }

    override var type: TypeObject { ownType }

    /// What a front end gets: the form itself, and the plain `repr`.
    var bundle: MIMEBundle {
        var bundle = MIMEBundle(text: "<IPython.core.display.\(ownType.name) object>")
        bundle[mimeType] = content
        if let metadata { bundle.metadata[mimeType] = metadata }
        return bundle
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if name == "data", let text = content.string { return Value(text) }
        return try genericAttribute(name, evaluator)
    }

    override func repr(_ evaluator: Evaluator) throws -> String { bundle.text ?? "" }

    // Immutable, so that threads may share the classes.
    nonisolated(unsafe) static let types: [TypeObject] = [
        textType("HTML", "text/html"), textType("Markdown", "text/markdown"), textType("Latex", "text/latex"),
        textType("Math", "text/latex"), textType("SVG", "image/svg+xml"),
        textType("Javascript", "application/javascript"),
        textType("Pretty", "text/plain"), jsonType, imageType, frameType, codeType,
    ]

    /// `IFrame(src, width, height)`: another page inside the notebook.
    nonisolated(unsafe) private static let frameType = TypeObject(
        native: "IFrame", module: "IPython.lib.display",
        allocate: { type, arguments, evaluator in
            var words: [String] = []
            for index in 0..<3 {
                words.append(try arguments[index].ifDefined.map { try evaluator.str($0) } ?? "100%")
            }
            let page = "<iframe width=\"\(words[1])\" height=\"\(words[2])\" src=\"\(words[0])\" frameborder=\"0\" "
            return .object(RichText(type, "text/html", .string(page + "allowfullscreen></iframe>")))
        })

    /// `Code("x = 1", language="python")`: source text in the font of code.
    nonisolated(unsafe) private static let codeType = TypeObject(
        native: "Code", module: "IPython.lib.display",
        allocate: { type, arguments, evaluator in
            let text = try content(arguments, evaluator)
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            return .object(RichText(type, "text/html", .string("<pre>\(escaped)</pre>")))
        })

    private static func textType(_ name: String, _ mimeType: String) -> TypeObject {
        let type = TypeObject(native: name, module: "IPython.core.display")
        type.allocate = { type, arguments, evaluator in
            let text = try content(arguments, evaluator)
            let isFormula = name == "Math" && !text.hasPrefix("$")
            return .object(RichText(type, mimeType, .string(isFormula ? "$\\displaystyle \(text)$" : text)))
        }
        return type
    }

    /// The first argument, or the text of the file that `filename=` names.
    private static func content(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> String {
        if let path = arguments[keyword: "filename"]?.ifNotNone {
            return String(decoding: try bytes(of: try evaluator.str(path)), as: UTF8.self)
        }
        let data = arguments[keyword: "data"] ?? arguments[0]
        return data.isUndefined || data.isNone ? "" : try evaluator.str(data)
    }

    nonisolated(unsafe) private static let jsonType: TypeObject = {
        let type = TypeObject(native: "JSON", module: "IPython.core.display")
        type.allocate = { type, arguments, evaluator in
            .object(RichText(type, "application/json", try JSONConversion.json(arguments[0], evaluator)))
        }
        return type
    }()

    nonisolated(unsafe) private static let imageType: TypeObject = {
        let type = TypeObject(native: "Image", module: "IPython.core.display")
        type.allocate = { type, arguments, evaluator in
            if let address = arguments[keyword: "url"] {
                let tag = "<img src=\"\(try evaluator.str(address))\"/>"
                return .object(RichText(type, "text/html", .string(tag)))
            }
            let source = arguments[keyword: "filename"] ?? arguments[keyword: "data"] ?? arguments[0]
            let data = try source.as(Bytes.self).map { $0.bytes } ?? bytes(of: try evaluator.str(source))
            let isPNG = data.starts(with: [0x89, 0x50, 0x4E, 0x47])
            let encoded = Base64.text(data)
            var sizes: JSON = [:]
            for name in ["width", "height"] {
                if let size = arguments[keyword: Symbol(name)]?.ifNotNone {
                    sizes[name] = try JSONConversion.json(size, evaluator)
                }
            }
            let metadata = sizes.members?.isEmpty == false ? sizes : nil
            return .object(
                RichText(type, isPNG ? "image/png" : "image/jpeg", .string(encoded), metadata: metadata))
        }
        return type
    }()

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PythonError(
                .fileNotFoundError, [.int(2), Value("No such file or directory"), Value(path)])
        }
        return Array(data)
    }
}

/// Values of the language as JSON, for `display(JSON(...))`.
enum JSONConversion {
    static func json(_ value: Value, _ evaluator: Evaluator, depth: Int = 0) throws -> JSON {
        guard depth < 100 else { throw PythonError(.valueError, "Circular reference detected") }
        switch value {
        case .none, .undefined: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .integer(number)
        case .float(let number): return .number(number)
        case .object(let object):
            if let dict = object as? Dict {
                return .object(
                    try dict.items.map { key, value in
                        JSON.Member(try evaluator.str(key), try json(value, evaluator, depth: depth + 1))
                    })
            }
            if object is List || object is Tuple {
                return .array(try evaluator.array(from: value).map { try json($0, evaluator, depth: depth + 1) })
            }
            return .string(try evaluator.str(value))
        }
    }
}
