import Testing

/// Texts to bytes and back, as CPython 3.11 does it.
struct TextCodecTests {
    @Test func everyEncodingGivesBackWhatItWrote() throws {
        try Program.expect(
            """
            for name in ["unicode_escape", "raw_unicode_escape", "utf-16", "utf-32", "latin-1", "cp1252", "utf-16-le",
                         "utf-32-be", "utf_8", "utf-8-sig"]:
                b = "x\\xe9\\n".encode(name)
                assert b.decode(name) == "x\\xe9\\n"
                print(name, b)
            """,
            prints: #"""
                unicode_escape b'x\\xe9\\n'
                raw_unicode_escape b'x\xe9\n'
                utf-16 b'\xff\xfex\x00\xe9\x00\n\x00'
                utf-32 b'\xff\xfe\x00\x00x\x00\x00\x00\xe9\x00\x00\x00\n\x00\x00\x00'
                latin-1 b'x\xe9\n'
                cp1252 b'x\xe9\n'
                utf-16-le b'x\x00\xe9\x00\n\x00'
                utf-32-be b'\x00\x00\x00x\x00\x00\x00\xe9\x00\x00\x00\n'
                utf_8 b'x\xc3\xa9\n'
                utf-8-sig b'\xef\xbb\xbfx\xc3\xa9\n'
                """#)
    }

    @Test func escapesAreReadBack() throws {
        try Program.expect(
            #"print(repr(b"\\u20ac\\U0001f600\\n\\x41\\101\\q".decode("unicode_escape")), "€😀\t'\\".encode("unicode_escape"))"#,
            prints: #"'€😀\nAA\\q' b"\\u20ac\\U0001f600\\t'\\\\""#)
    }

    @Test func errorHandlersReplaceWhatCannotBeWritten() throws {
        try Program.expect(
            #"""
            for way in ["ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"]:
                print("xé€".encode("latin-1", errors=way), "x€ő".encode("cp1252", errors=way))
            """#,
            prints: #"""
                b'x\xe9' b'x\x80'
                b'x\xe9?' b'x\x80?'
                b'x\xe9\\u20ac' b'x\x80\\u0151'
                b'x\xe9&#8364;' b'x\x80&#337;'
                b'x\xe9\\N{EURO SIGN}' b'x\x80\\N{LATIN SMALL LETTER O WITH DOUBLE ACUTE}'
                """#)
    }

    @Test func errorHandlersReplaceWhatCannotBeRead() throws {
        try Program.expect(
            #"""
            for way in ["ignore", "replace", "backslashreplace"]:
                print(repr(b"x\xff\x81a".decode("utf-8", way)), repr(b"x\x81a".decode("cp1252", way)))
            """#,
            prints: #"""
                'xa' 'xa'
                'x��a' 'x�a'
                'x\\xff\\x81a' 'x\\x81a'
                """#)
    }

    @Test(arguments: [
        (
            #""xé€".encode("latin-1")"#,
            #"UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 2: ordinal not in range(256)"#
        ),
        (
            #"b"x\x81a".decode("cp1252")"#,
            "UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>"
        ),
        (
            #"b"a\xe2\x82".decode()"#,
            "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 1-2: unexpected end of data"
        ),
        (
            #"b"abc".decode("utf-16-le")"#,
            "UnicodeDecodeError: 'utf-16-le' codec can't decode byte 0x63 in position 2: truncated data"
        ),
        (#""a".encode("foo")"#, "LookupError: unknown encoding: foo"),
        (#""é".encode("ascii", "bar")"#, "LookupError: unknown error handler name 'bar'"),
    ])
    func whatHasNoFormIsNamed(_ program: String, _ error: String) {
        #expect(Program.run([program]).error == error)
    }
}
