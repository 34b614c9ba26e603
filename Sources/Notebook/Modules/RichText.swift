import FoundationEssentials
import Jupyter
import Language

/// A text or picture with its MIME type: `HTML("<b>1</b>")`, `Markdown("**1**")`, `Image("plot.png")`.
final class RichText: Object {
    private let ownType: TypeObject
    private let mimeType: String
    private let content: JSON

    init(_ type: TypeObject, _ mimeType: String, _ content: JSON) {
        ownType = type
        self.mimeType = mimeType
        self.content = content
    }

    override var type: TypeObject { ownType }

    /// What a front end gets: the form itself, and the plain `repr`.
    var bundle: MIMEBundle {
        var bundle = MIMEBundle(text: "<IPython.core.display.\(ownType.name) object>")
        bundle[mimeType] = content
        return bundle
    }

    override func repr(_ evaluator: Evaluator) throws -> String { bundle.text ?? "" }

    // Immutable, so that threads may share the classes.
    nonisolated(unsafe) static let types: [TypeObject] = [
        textType("HTML", "text/html"), textType("Markdown", "text/markdown"), textType("Latex", "text/latex"),
        textType("Math", "text/latex"), textType("SVG", "image/svg+xml"),
        textType("Javascript", "application/javascript"),
        jsonType, imageType,
    ]

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
            let source = arguments[keyword: "filename"] ?? arguments[keyword: "data"] ?? arguments[0]
            let data = try source.as(Bytes.self).map { $0.bytes } ?? bytes(of: try evaluator.str(source))
            let isPNG = data.starts(with: [0x89, 0x50, 0x4E, 0x47])
            let encoded = Data(data).base64EncodedString()
            return .object(RichText(type, isPNG ? "image/png" : "image/jpeg", .string(encoded)))
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
