import Language
import Testing

@Suite("Literals stand for the values that Python gives them")
struct LiteralTests {
    private func constant(_ program: String) throws -> Constant? {
        let expression = try Parser.parseExpression(Source(name: "<test>", text: program))
        guard case .constant(let constant) = expression.kind else { return nil }
        return constant
    }

    @Test("Integers keep their digits and their base")
    func integers() throws {
        #expect(try constant("1_000_000") == .integer(digits: "1000000", base: 10))
        #expect(try constant("0xFf") == .integer(digits: "FF", base: 16))
        #expect(try constant("0b1_01") == .integer(digits: "101", base: 2))
        #expect(try constant("0o17") == .integer(digits: "17", base: 8))
        #expect(try constant("00") == .integer(digits: "00", base: 10))
    }

    @Test("Floats may lack digits on either side of the point")
    func floats() throws {
        #expect(try constant("1.") == .float(1))
        #expect(try constant(".5") == .float(0.5))
        #expect(try constant("1.e3") == .float(1000))
        #expect(try constant("1e-05") == .float(0.00001))
        #expect(try constant("1e999") == .float(.infinity))
        #expect(try constant("1_0.2_5") == .float(10.25))
        #expect(try constant("2j") == .imaginary(2))
        #expect(try constant(".5J") == .imaginary(0.5))
    }

    @Test("Escapes are replaced, unknown ones stay, raw strings keep all")
    func escapes() throws {
        #expect(try constant(#""\n\x41\u00e9\U0001F600\101\N{BULLET}""#) == .string("\nA\u{E9}\u{1F600}A\u{2022}"))
        #expect(try constant(#""\d\'""#) == .string(#"\d'"#))
        #expect(try constant(#"r"\n\"""#) == .string(#"\n\""#))
        #expect(try constant("'a\\\nb'") == .string("ab"))
        #expect(try constant("'''a\r\nb'''") == .string("a\nb"))
    }

    @Test("Bytes hold numbers up to 255")
    func bytes() throws {
        #expect(try constant(#"b"a\xff\0" rb'\x'"#) == .bytes([97, 255, 0, 92, 120]))
    }

    @Test("Adjacent strings are one")
    func adjacent() throws {
        #expect(try constant("'a' \"b\" '''c'''") == .string("abc"))
        #expect(try constant("('a'\n 'b')") == .string("ab"))
    }

    @Test("The debug form of an f-string field keeps its source text and asks for repr")
    func debugForm() throws {
        let expression = try Parser.parseExpression(Source(name: "<test>", text: "f'{ x = }, {y=:>5}'"))
        guard case .formattedString(let pieces) = expression.kind, pieces.count == 4,
            case .text(let first) = pieces[0], case .field(let x) = pieces[1],
            case .text(let second) = pieces[2], case .field(let y) = pieces[3]
        else {
            Issue.record("not four pieces")
            return
        }
        #expect(first == " x = ")
        #expect(x.conversion == .repr)
        #expect(second == ", y=")
        #expect(y.conversion == nil)
    }
}
