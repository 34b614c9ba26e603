import FoundationEssentials
import Language

/// Graphviz' program `dot`, which lays out a graph and draws it.
///
///     let svg = try DotProgram.draw("digraph { a -> b }", .svg, evaluator.interrupt)
package enum DotProgram {
    package enum Format: String { case svg, png }

    /// Why there is no picture.
    package enum Failure: Error, Equatable {
        case notInstalled, tooLarge, tooSlow
        case refused(String)

        /// What the user reads instead.
        package var note: String {
            switch self {
            case .notInstalled: "no picture: Graphviz is not installed (Debian's package graphviz)"
            case .tooLarge: "no picture: the graph is too large to be read as one"
            case .tooSlow: "no picture: Graphviz took longer than \(Int(DotProgram.patience)) seconds"
            case .refused(let reason): "no picture: Graphviz says \(reason)"
            }
        }
    }

    private static let patience = 10.0
    private static let byteLimit = 8 << 20

    /// A light card with dark words for each node and mid-grey arrows: legible on white and on black.
    private static let style = [
        "-Gbgcolor=transparent", "-Gfontcolor=#808080", "-Nstyle=filled", "-Nfillcolor=#ffffff", "-Nfontcolor=#000000",
        "-Ecolor=#808080", "-Efontcolor=#808080", "-Gfontname=Helvetica",
    ]

    /// The picture as SVG, from its element on: without the declarations before it, so that it may stand inside HTML.
    package static func svg(_ text: String, _ interrupt: Interrupt) throws -> String {
        let svg = String(decoding: try draw(text, .svg, interrupt), as: UTF8.self)
        guard let start = svg.range(of: "<svg") else { throw Failure.refused("nothing") }
        return String(svg[start.lowerBound...])
    }

    /// The bytes of the picture; PNGs have twice the pixels, for dense screens.
    package static func draw(_ text: String, _ format: Format, _ interrupt: Interrupt) throws -> [UInt8] {
        let density = format == .png ? ["-Gdpi=144"] : []
        let process: ChildProcess
        do {
            process = try ChildProcess(
                ["dot", "-T\(format.rawValue)"] + style + density, merging: false, hasInput: true)
        } catch {
            throw Failure.notInstalled
        }
        var (picture, complaint) = ([UInt8](), [UInt8]())
        let isDone = try process.read(interrupt, sending: Array(text.utf8), timeout: patience) { bytes, isError in
            if isError { complaint += bytes.prefix(400) } else if picture.count <= byteLimit { picture += bytes }
        }
        guard isDone else {
            process.kill()
            throw Failure.tooSlow
        }
        let status = process.wait()
        guard picture.count <= byteLimit else { throw Failure.tooLarge }
        guard status == 0, !picture.isEmpty else {
            throw Failure.refused(String(decoding: complaint.prefix { $0 != 0x0A }, as: UTF8.self))
        }
        return picture
    }
}
