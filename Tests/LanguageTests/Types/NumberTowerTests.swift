import Language
import Testing

struct NumberTowerTests {
    @Test func integersAreExactAtAnySize() throws {
        #expect(
            printed("print(2**100, -7 // 2, 7 % -3, (1 << 70) >> 68)")
                == "1267650600228229401496703205376 -4 -2 4")
    }

    @Test func trueDivisionRoundsOnce() throws {
        #expect(printed("print(10**25 / 3, 1 / 3)") == "3.3333333333333333e+24 0.3333333333333333")
    }

    @Test func floatsPrintTheFewestDigits() throws {
        #expect(
            printed("print(0.1 + 0.2, 1e16, 1e-05, -0.0, 1e22)") == "0.30000000000000004 1e+16 1e-05 -0.0 1e+22")
    }

    @Test func roundingGoesToTheEvenNeighbour() throws {
        #expect(printed("print(round(2.5), round(3.5), round(2.675, 2), round(1250, -2))") == "2 4 2.67 1200")
    }

    @Test func equalNumbersHaveEqualHashes() throws {
        #expect(
            printed("print(hash(1) == hash(1.0) == hash(True), hash(1.5), hash(-1))")
                == "True 1152921504606846977 -2")
    }

    @Test func integersAndFloatsCompareExactly() throws {
        #expect(printed("print(2**53 + 1 == float(2**53), 10**400 > 1e308)") == "False True")
    }

    @Test func complexNumbersPrintAsPythonPrintsThem() throws {
        #expect(printed("print((1+2j) * (3-1j), 1j, abs(3+4j), -1j)") == "(5+5j) 1j 5.0 (-0-1j)")
    }

    @Test(arguments: [
        ("1 // 0", "ZeroDivisionError: integer division or modulo by zero"),
        ("1.0 % 0", "ZeroDivisionError: float modulo"),
        ("int('abc')", "ValueError: invalid literal for int() with base 10: 'abc'"),
        ("1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("1 < 'a'", "TypeError: '<' not supported between instances of 'int' and 'str'"),
        ("1 << -1", "ValueError: negative shift count"),
        ("2.0 ** 10000", "OverflowError: (34, 'Numerical result out of range')"),
        ("2 ** (2 ** 200)", "MemoryError: "),
    ])
    func mistakesHaveCPythonsWords(program: String, expected: String) {
        #expect(error(of: program) == expected)
    }
}
