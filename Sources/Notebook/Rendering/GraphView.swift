import Interventions
import Jupyter
import Language

/// How an intervention graph looks: a picture that Graphviz draws, as SVG and as PNG, beside its text and its JSON.
///
/// JupyterLab shows the SVG of a trusted notebook and the PNG of another one. Without Graphviz the text says so.
struct GraphView: ValueView {
    /// Larger graphs are text alone: nobody finds a way through the picture.
    private static let nodeLimit = 600
    private static let byteLimit = 1 << 20

    static func forms(of value: Value, text: String, _ evaluator: Evaluator) throws -> [RichForm]? {
        guard let graph = value.as(GraphObject.self) else { return nil }
        var forms: [RichForm] = []
        do {
            forms = try pictures(graph, text: text, evaluator)
        } catch let failure as DotProgram.Failure {
            forms = [RichForm("text/plain", "\(text)\n(\(failure.note))")]
        }
        return forms + [json(of: graph, evaluator)].compactMap(\.self)
    }

    private static func pictures(_ graph: GraphObject, text: String, _ evaluator: Evaluator) throws -> [RichForm] {
        guard try evaluator.length(.object(graph)) <= nodeLimit else { throw DotProgram.Failure.tooLarge }
        let dot = try graph.dotOfPicture(evaluator)
        let svg = try DotProgram.svg(dot, evaluator.interrupt)
        let png = try DotProgram.draw(dot, .png, evaluator.interrupt)
        guard svg.utf8.count + png.count <= byteLimit else { throw DotProgram.Failure.tooLarge }
        var picture = RichForm("image/png", Base64.text(png))
        picture.metadata = PNGSize(png).map { ["width": .integer($0.width / 2), "height": .integer($0.height / 2)] }
        return [RichForm("image/svg+xml", svg), picture]
    }

    /// The graph itself, which `nnsight.Graph.from_json` reads; nil when it holds what is no data, as a session does.
    private static func json(of graph: GraphObject, _ evaluator: Evaluator) -> RichForm? {
        guard let data = try? graph.data(evaluator), let json = try? JSONConversion.json(data, evaluator) else {
            return nil
        }
        return RichForm("application/vnd.nnsight.graph.v1+json", json)
    }
}

/// The size in pixels that stands in the header of a PNG file.
private struct PNGSize {
    let width: Int
    let height: Int

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 24 else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(16..<20), number(20..<24))
    }
}
