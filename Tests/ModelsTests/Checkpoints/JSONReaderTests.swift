import Testing

import Models

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

    @Test func aDocumentIsReadInItsOrder() throws {
        let json = try read(#" {"b": [1, -2.5, 1e30, true, null], "a": {"x": "y"}} "#)
        #expect(json.members?.map(\.name) == ["b", "a"])
        #expect(json["b"] == .array([.integer(1), .number(-2.5), .number(1e30), .boolean(true), .null]))
        #expect(json["a"]?["x"]?.string == "y")
    }

    @Test func escapesAndSurrogatePairsBecomeScalars() throws {
        #expect(try read(#""a\n\t\"\\\u00e9\ud83d\ude00\ud83dx""#).string == "a\n\t\"\\é😀\u{FFFD}x")
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a" 1}"#, #""open"#, "nul", "1 2", #""\x""#, #""\u12""#, #""\u+12A""#, "--1", "{1: 2}",
    ])
    func brokenTextIsAnError(text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test func hostileNestingIsRefusedBeforeTheStackEnds() {
        #expect(throws: JSONError(reason: "nested deeper than 64 levels", offset: 64)) {
            try read(String(repeating: "[", count: 100_000))
        }
    }
}
