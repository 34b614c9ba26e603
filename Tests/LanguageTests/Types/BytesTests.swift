import Testing

/// The methods of bytes, bytearrays and views, as CPython 3.11 answers.
@Suite struct BytesTests {
    @Test(
        "Bytes answer as texts do, in ASCII",
        arguments: [
            ("b'Hello World'.upper(), b'aB'.swapcase(), b'ab cd'.title()", "(b'HELLO WORLD', b'Ab', b'Ab Cd')"),
            ("'é'.encode().upper()", #"b'\xc3\xa9'"#),
            (
                "b'a,b,c'.rsplit(b',', 1), b' a  b '.split(), b'a b c'.split(None, 1)",
                "([b'a,b', b'c'], [b'a', b'b'], [b'a', b'b c'])"
            ),
            ("b'a\\x1cb c'.split()", #"[b'a\x1cb', b'c']"#),
            ("b'abcabc'.find(b'c', 3), b'abc'.find(98), b'abab'.count(b'b', 2)", "(5, 1, 1)"),
            ("b'a=b=c'.partition(b'='), b'a=b=c'.rpartition(b'=')", "((b'a', b'=', b'b=c'), (b'a=b', b'=', b'c'))"),
            ("b'xxaxx'.strip(b'x'), b'ab'.zfill(4), b'a'.center(3, b'*')", "(b'a', b'00ab', b'*a*')"),
            (#"b'a\nb\r\nc'.splitlines(), b'a\nb'.splitlines(True)"#, #"([b'a', b'b', b'c'], [b'a\n', b'b'])"#),
            ("b'abc'.translate(bytes.maketrans(b'ab', b'xy'), b'c')", "b'xy'"),
            ("b'ab'.isalpha(), b'1'.isdigit(), b'Ab c'.istitle(), b'ab'.islower()", "(True, True, False, True)"),
            ("b','.join([b'a', bytearray(b'b'), memoryview(b'c')])", "b'a,b,c'"),
        ])
    func methods(expression: String, expected: String) {
        #expect(printed("print(repr((\(expression))))") == expected)
    }

    @Test func aByteArrayChangesInPlace() {
        let program = """
            a = bytearray(b"abc")
            a.insert(1, 65); a.remove(98); a.reverse(); a[0:1] = b"xy"; del a[::2]
            print(a, a.pop(), a)
            """
        #expect(printed(program) == "bytearray(b'y') 97 bytearray(b'y')")
    }

    @Test func aViewShowsAndChangesTheBytesOfItsOwner() {
        let program = """
            a = bytearray(b"abcdef")
            m = memoryview(a)[1:5]
            m[0] = 90; m[1:3] = b"XY"
            print(a, m.tobytes(), m[::-1].tolist(), len(m), m == b"ZXYe")
            """
        #expect(printed(program) == "bytearray(b'aZXYef') b'ZXYe' [101, 89, 88, 90] 4 True")
        #expect(error(of: "memoryview(b'a')[0] = 1") == "TypeError: cannot modify read-only memory")
        #expect(error(of: "memoryview('a')") == "TypeError: memoryview: a bytes-like object is required, not 'str'")
    }
}
