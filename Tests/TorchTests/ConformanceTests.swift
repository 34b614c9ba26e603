import Foundation
import Testing

/// The recorded outputs of PyTorch for small programs decide what is right.
@Suite(.serialized) struct ConformanceTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Conformance")

    static func cases(of area: String) -> [String] {
        let folder = root.appending(path: "cases/\(area)")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".py") }.sorted().map { "\(area)/\($0.dropLast(3))" }
    }

    @Test(arguments: cases(of: "tensors")) func tensorsBehaveAsInPyTorch(name: String) throws {
        #expect(try Self.differences(name) == [])
    }

    @Test(arguments: cases(of: "autograd")) func gradientsBehaveAsInPyTorch(name: String) throws {
        #expect(try Self.differences(name) == [])
    }

    @Test(arguments: cases(of: "nn_optim")) func modulesAndOptimizersBehaveAsInPyTorch(name: String) throws {
        #expect(try Self.differences(name) == [])
    }

    /// One line for each cell that differs from its recorded output.
    private static func differences(_ name: String) throws -> [String] {
        let text = try String(contentsOf: root.appending(path: "cases/\(name).py"), encoding: .utf8)
        let recorded = try Data(contentsOf: root.appending(path: "expected/\(name).json"))
        let expected = try JSONDecoder().decode([Cells.Outcome].self, from: recorded)
        let cells = ConformanceCell.cells(in: text)
        #expect(cells.count == expected.count)
        return onCellThread {
            let session = Cells()
            return zip(cells, expected).enumerated().compactMap { index, pair in
                let got = session.run(pair.0.code)
                return pair.0.accepts(got, expected: pair.1) ? nil : "cell \(index + 1): \(got)"
            }
        }
    }
}
