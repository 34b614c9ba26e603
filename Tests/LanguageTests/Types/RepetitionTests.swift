import Testing

struct RepetitionTests {
    @Test func textsAndBytesAreRepeated() {
        #expect(
            printed("print('ab' * 3, 'é€' * 2, len('xyz' * 7), 'x' * 0, 'x' * -1, '' * 9, 3 * 'abcdefg')")
                == "ababab é€é€ 21    abcdefgabcdefgabcdefg")
        #expect(
            printed("print(b'ab' * 3, b'' * 5, bytearray(b'z') * 2, b'q' * 0)") == "b'ababab' b'' bytearray(b'zz') b''")
    }

    @Test func longOnesAreTheSumOfTheirParts() {
        #expect(
            printed(
                "t = 'añb' * 1000003; print(len(t), t.count('ñ'), t[-3:], t == ''.join(['añb'] * 1000003), hash(t) == hash(t[:1] + t[1:]))"
            )
                == "3000009 1000003 añb True True")
        #expect(printed("b = b'abc' * 1000003; print(len(b), b.count(b'bc'), b[-2:])") == "3000009 1000003 b'bc'")
    }
}
