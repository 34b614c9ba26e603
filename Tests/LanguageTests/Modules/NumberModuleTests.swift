import Testing

import Language

/// `decimal`, `fractions`, `numbers` and `struct`, with what CPython 3.11 prints.
@Suite struct NumberModuleTests {
    @Test("decimals keep their places, and round half to even at 28 digits")
    func decimals() throws {
        let program = """
            from decimal import Decimal as D, getcontext
            print(D("0.1") + D("0.2"), D("1.10") * 3, D(1) / D(3), D(10) ** -2, D("1e5"), repr(D("-0.50")))
            print(D("3.14159").quantize(D("0.01")), round(D("2.675"), 2), D(2).sqrt(), D("7") // 2, D("-7") % 3)
            print(D(0.5), D("1.5") > 1, hash(D("2.5")) == hash(2.5), f"{D('1234.567'):,.2f}", int(D("5.7")))
            getcontext().prec = 5
            print(D(1) / 7, D(2).ln(), D(1).exp())
            """
        try Program.expect(
            program,
            prints: """
                0.3 3.30 0.3333333333333333333333333333 0.01 1E+5 Decimal('-0.50')
                3.14 2.68 1.414213562373095048801688724 3 -1
                0.5 True True 1,234.57 5
                0.14286 0.69315 2.7183
                """)
    }

    @Test("wrong decimals name the signal")
    func wrongDecimals() {
        #expect(
            error(of: "from decimal import *\nDecimal('x')")
                == "InvalidOperation: [<class 'decimal.ConversionSyntax'>]")
        #expect(
            error(of: "from decimal import *\nDecimal(1) / 0")
                == "DivisionByZero: [<class 'decimal.DivisionByZero'>]")
    }

    @Test("fractions are reduced and mix with ints and floats")
    func fractions() throws {
        let program = """
            from fractions import Fraction as F
            print(F(1, 3) + F(1, 6), F("0.25"), F(3.5), repr(F(6, 4)), F(7, 3) // 1, F(1, 2) * 0.5, 2 - F(1, 2))
            print(F(3.14159).limit_denominator(100), F(2) ** -3, round(F(5, 2)), F(1, 2) == 0.5, sorted([F(1, 2), F(1, 3)]))
            """
        try Program.expect(
            program,
            prints: """
                1/2 1/4 7/2 Fraction(3, 2) 2 0.25 3/2
                311/99 1/8 2 True [Fraction(1, 3), Fraction(1, 2)]
                """)
        #expect(error(of: "from fractions import Fraction\nFraction(1, 0)") == "ZeroDivisionError: Fraction(1, 0)")
    }

    @Test("the tower of numbers tells ints, floats and complexes apart")
    func tower() throws {
        let program = """
            import numbers
            from fractions import Fraction
            kinds = [numbers.Number, numbers.Real, numbers.Rational, numbers.Integral]
            print([[isinstance(x, k) for k in kinds] for x in (1, 1.5, 1j, Fraction(1, 2), "1")])
            """
        let yes = "True"
        let no = "False"
        let rows = [
            [yes, yes, yes, yes], [yes, yes, no, no], [yes, no, no, no], [yes, yes, yes, no], [no, no, no, no],
        ]
        let expected = "[" + rows.map { "[" + $0.joined(separator: ", ") + "]" }.joined(separator: ", ") + "]"
        try Program.expect(program, prints: expected)
    }

    @Test("struct writes numbers in either byte order, with gaps only when it is asked to align")
    func structures() throws {
        let program = """
            import struct
            print(struct.pack("<Ih", 1, -2), struct.pack(">d", 1.5), struct.calcsize("bi"), struct.calcsize("<bi"))
            print(struct.unpack("<2Bf", b"\\x01\\x02\\x00\\x00\\x80?"), struct.pack("3s?", b"ab", True))
            """
        try Program.expect(
            program,
            prints: """
                b'\\x01\\x00\\x00\\x00\\xfe\\xff' b'?\\xf8\\x00\\x00\\x00\\x00\\x00\\x00' 8 5
                (1, 2, 1.0) b'ab\\x00\\x01'
                """)
        #expect(
            error(of: "import struct\nstruct.unpack('<I', b'a')") == "error: unpack requires a buffer of 4 bytes")
    }
}
