import Language
import Testing

/// Texts of every length, ASCII and not, through all that works on their bytes: a number made of all results, which CPython
/// 3.11 gives, too.
struct TextMemoryTests {
    private static let samples = #"""
        samples = [("abc déf" * 9)[:n] for n in range(40)] + ["x" * n + "ü" for n in range(12, 18)] + [
            "  a b\t", "\u00a0x\u2003", "a,b,,c", ",", "key: 1, 2", "it's", "a\\b\n", "日本語", "😀a" * 7, "A1" * 16]
        def digest(values):
            total = 0
            for place, letter in enumerate(repr(values)): total = (total * 31 + ord(letter) + place) % 1000003
            return total

        """#

    @Test(arguments: [
        (#"[(s[::-1], s[1:], s[:-1], s[2:5], s[::3], s[-4:], s[9:1:-2], s[20:]) for s in samples]"#, 603131),
        (#"[(s[0], s[-1], s[len(s) // 2], [c for c in s], [ord(c) for c in s]) for s in samples if s]"#, 977119),
        (#"[(s + t, t + s, s + s) for s in samples for t in ('', 'z', 'é', '0123456789abcdef')]"#, 50873),
        (#"[(s < t, s <= t, s == t, s != t, s > t) for s in samples for t in samples]"#, 839137),
        (
            #"[(s.split(t), s.split(t, 1), s.rsplit(t, 1), s.partition(t), s.rpartition(t)) for s in samples for t in ',abé ']"#,
            95915
        ),
        (
            #"[(s.split(), s.split(None, 1), s.strip(), s.lstrip(), s.rstrip(), s.strip('a ')) for s in samples]"#,
            279515
        ),
        (
            #"[(s.find(t), s.count(t), t in s, s.startswith(t), s.endswith(t)) for s in samples for t in ('', 'b', 'c d', 'é', '語', 'zzz')]"#,
            23
        ),
        (
            #"[(s.replace('b', ''), s.replace('c', 'ééé'), s.replace('zz', 'y'), s.replace('', '.'), s.replace('a', 'b', 1)) for s in samples]"#,
            602564
        ),
        (#"[(s.upper(), s.lower()) for s in samples]"#, 742096),
        (
            #"[(t.join([s]), t.join([s, s]), t.join([s, 'é', s]), t.join(list(s))) for s in samples for t in ('', ', ', 'ü')]"#,
            5015
        ),
        (
            #"[(f'{s}', f'{s!r}', f'<{s}|{s!s}>', f'{s:>8}', '%s:%r' % (s, s), '{}-{!r}'.format(s, s)) for s in samples]"#,
            837450
        ),
        (#"[{s: 1, s + '!': 2}[s[:1] + s[1:]] for s in samples]"#, 21495),
        (#"[(len(s), len(s * 2), len(s + 'é'), bool(s)) for s in samples]"#, 251700),
    ])
    func resultsAreCPythons(expression: String, digest: Int) {
        #expect(printed(TextMemoryTests.samples + "print(digest(\(expression)))") == String(digest))
    }

    @Test func appendingLeavesOthersThatHoldTheTextAlone() {
        let program = #"""
            def grow(count):
                text, kept = "", []
                for i in range(count):
                    if i % 97 == 0: kept.append(text)
                    text += chr(97 + i % 26)
                    text = text + ("é" if i % 500 == 499 else "-")
                return text, kept
            text, kept = grow(2000)
            print(len(text), text[-4:], text[998:1001], [len(k) for k in kept][:4], all(text.startswith(k) for k in kept))
            print(hash(text) == hash("".join([c for c in text])), text == "".join(list(text)))
            """#
        #expect(printed(program) == "4000 w-xé fég [0, 194, 388, 582] True\nTrue True")
    }

    @Test func aWholeSliceOfATextThatNobodyElseHoldsIsThatText() throws {
        let program = #"""
            def make(n): return str(12345) * n
            print(make(7)[:100], (make(5) + "x")[:], make(6)[slice(0, 99)])
            """#
        try Program.expect(
            program,
            prints: "\(String(repeating: "12345", count: 7)) "
                + "\(String(repeating: "12345", count: 5))x \(String(repeating: "12345", count: 6))")
    }

    @Test func textsOfAllShortLengthsAreReversedAndJoinedByTheirWords() throws {
        try Program.expect(
            """
            import random
            random.seed(3)
            def joined(between, parts):
                text = ""
                for index, part in enumerate(parts):
                    text = text + (between if index else "") + part
                return text
            wrong = 0
            for size in range(40):
                text = "".join([chr(random.randrange(33, 127)) for _ in range(size)])
                backwards = ""
                for letter in text:
                    backwards = letter + backwards
                wrong += text[::-1] != backwards
                parts = [text[:random.randrange(size + 1)] for _ in range(9)]
                wrong += text[:7].join(parts) != joined(text[:7], parts)
            print(wrong, "añb"[::-1], "-".join(["ä", "b"]))
            """, prints: "0 bña ä-b")
    }

    @Test func numbersOfAllLengthsBecomeTheirDigits() throws {
        try Program.expect(
            """
            def digits(number):
                text, rest = "", abs(number)
                while rest or not text:
                    text, rest = "0123456789"[rest % 10] + text, rest // 10
                return "-" + text if number < 0 else text
            numbers = [sign * (10 ** k + d) for k in range(20) for d in (-1, 0, 1, 7) for sign in (1, -1)]
            print(all(str(n) == digits(n) == f"{n}" for n in numbers), str(10 ** 8), str(-10203040506070))
            """, prints: "True 100000000 -10203040506070")
    }
}
