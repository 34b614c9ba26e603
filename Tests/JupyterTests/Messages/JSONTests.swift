import Testing

import Jupyter

private func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

private func text(_ json: JSON) -> String { String(decoding: json.bytes, as: UTF8.self) }

@Suite struct JSONTests {
    @Test func aValueSurvivesWritingAndReading() throws {
        let value: JSON = ["text": "a\"b\\c\n\u{1}é𝒳", "list": [1, -2.5, true, nil, [:], []]]
        #expect(try JSON(parsing: value.bytes) == value)
        #expect(text(["a": [1, nil]]) == #"{"a":[1,null]}"#)
    }

    @Test func spaceAroundTokensIsIgnored() throws {
        #expect(try parse(" { \"a\" : [ 1 , 2 ] }\n") == ["a": [1, 2]])
    }

    @Test func theLastOfRepeatedNamesIsRead() throws {
        #expect(try parse(#"{"a": 1, "a": 2}"#)["a"] == 2)
    }

    @Test func escapesAreRead() throws {
        #expect(try parse(#""\n\t\/\\\"\u00e9\ud835\udcb3""#) == "\n\t/\\\"é𝒳")
    }

    @Test func aLoneSurrogateBecomesTheReplacementCharacter() throws {
        #expect(try parse(#""a\ud800b""#) == "a\u{FFFD}b")
        #expect(try parse(#""\ud800\u0041""#) == "\u{FFFD}A")
        #expect(try parse(#""\udc00""#) == "\u{FFFD}")
    }

    @Test func notANumberIsReadAndWrittenAsNull() throws {
        let value = try parse("[NaN, Infinity, -Infinity]")
        #expect(value.elements?[0].number?.isNaN == true)
        #expect(value.elements?[2] == .number(-.infinity))
        #expect(text(value) == "[null,null,null]")
    }

    @Test func anIntegerTooLargeIsReadAsFloatingPoint() throws {
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("9223372036854775808") == .number(9223372036854775808))
        #expect(try parse(String(repeating: "9", count: 1_000_000)).number != nil)
    }

    @Test func nestingBeyondTheLimitIsRefused() throws {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try parse(nested(512)).elements?.count == 1)
        #expect(throws: JSON.ParseError.nestedTooDeep(at: 512)) { try parse(nested(513)) }
        #expect(throws: JSON.ParseError.self) { try parse(nested(100_000)) }
        #expect(throws: JSON.ParseError.self) { try parse(String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test(arguments: [
        "", "{", "[1,", "[1 2]", "{\"a\"}", "{a: 1}", "\"a", "\"\\x\"", "tru", "+1", "1 2", "-", "\"\\u12\"",
    ])
    func brokenTextIsRefused(_ broken: String) {
        #expect(throws: JSON.ParseError.self) { try parse(broken) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: JSON.ParseError.invalidUTF8(at: 1)) { try JSON(parsing: [0x22, 0xFF, 0xFE, 0x22]) }
    }

    @Test func membersCanBeSetAndRemoved() {
        var object: JSON = ["a": 1]
        object["b"] = 2
        object["a"] = nil
        #expect(object == ["b": 2])
    }
}
