import Testing

import Models

/// SentencePiece's table with eight rules of its own, and the forms of Unicode that replace compatible characters.
@Suite struct PrecompiledNormalizerTests {
    /// FB01 → fi, 2460 → 1, 2461 → 2, FF21 → A, e 301 → E9, 3000 → space, 200B → nothing, A0 → space, BD → 1/2
    private static let table = """
        AAQAAACQAQBlPAMAzAACAIEdAAAQAACAoA0AAAEAAIAFAACAgCQCAAAAAICLDQAAAwAAgKAdAAChDQAACQAAgIB8AgCAWQAA\
        DQAAgIENAAChHQAACwAAgBQAAAAXAAAAFgAAAL19AACR1AIAGwAAABoAAAAdAAAAHAAAAB8AAAAeAAAArMwCACAAAAAjAAAA\
        IgAAACUAAAAkAAAAJwAAACYAAAApAAAAKAAAACsAAAAqAAAALQAAACwAAAAvAAAALgAAALwIAgAwAAAAMwAAADIAAAA1AAAA\
        NAAAADcAAAA2AAAAOQAAADgAAAA7AAAAOgAAAD0AAAA8AAAAPwAAAD4AAABBAAAAQAAAAEMAAABCAAAARQAAAEQAAABHAAAA\
        RgAAAEkAAABIAAAASwAAAEoAAABNAAAATAAAAE8AAABOAAAAUQAAAFAAAABTAAAAUgAAAFUAAABUAAAAVwAAAFYAAABZAAAA\
        WAAAAFsAAABaAAAAXQAAAFwAAABfAAAAXgAAAGEAAABgAAAAYwAAAGIAAABlAAAAZAAAAGcAAABmAAAAaQAAAGgAAABrAAAA\
        agAAAG0AAABsAAAAbwAAAG4AAABxAAAAcAAAAHMAAAByAAAAdQAAAHQAAAB3AAAAdgAAAHkAAAB4AAAAewAAAHoAAAB9AAAA\
        fAAAAH8AAAB+AAAAgQAAAIAAAACDAAAAggAAAIUAAACEAAAA4jgAAOMgAACJAAAAiAAAAIsAAADvHAAAjQAAAIwAAACPAAAA\
        jgAAAJEAAACQAAAAkwAAAJIAAACVAAAAlAAAAJcAAACWAAAAmQAAAJgAAACbAAAAmgAAAJ0AAACcAAAAnwAAAJ4AAAChAAAA\
        oAAAAKMAAACiAAAApQAAAKQAAADCDAAApgAAAKkAAACoAAAAqwAAAKoAAACtAAAArAAAAK8AAACuAAAAsQAAALAAAACzAAAA\
        sgAAALUAAAC0AAAAtwAAALYAAAC5AAAAuAAAALsAAAC6AAAAvQAAALwAAAC/AAAAvgAAAMEAAADAAAAAwwAAAMIAAADFAAAA\
        xAAAAMcAAADGAAAAyQAAAMgAAADLAAAAygAAAM0AAADMAAAAzwAAAM4AAADRAAAA0AAAANMAAADSAAAA1QAAANQAAADXAAAA\
        1gAAANkAAADYAAAA2wAAANoAAADdAAAA3AAAAN8AAADeAAAA4QAAAOAAAADjAAAA4gAAAOUAAADkAAAA5wAAAOYAAADpAAAA\
        6AAAAOsAAADqAAAA7QAAAOwAAADvAAAA7gAAAPEAAADwAAAA8wAAAPIAAAD1AAAA9AAAAPcAAAD2AAAA+QAAAPgAAAD7AAAA\
        +gAAAP0AAAD8AAAA/wAAAP4AAAAAIAAxADEvMgAyAEEAZmkAw6kA
        """

    @Test(arguments: [
        ("\u{FB01}ne \u{2460} \u{2461} \u{FF21} x", "fine 1 2 A x"),
        ("e\u{301}t\u{E9}", "\u{E9}t\u{E9}"),
        ("a\u{3000}b\u{200B}c\u{A0}d", "a bc d"),
        ("\u{BD} cup", "1/2 cup"),
        ("plain", "plain"),
        ("", ""),
        (
            "\u{65E5}\u{672C}\u{8A9E} \u{FF8A}\u{FF9D}\u{FF76}\u{FF78}",
            "\u{65E5}\u{672C}\u{8A9E} \u{FF8A}\u{FF9D}\u{FF76}\u{FF78}"
        ),
        ("\u{2167} \u{2103} \u{338F} \u{FDFA}", "\u{2167} \u{2103} \u{338F} \u{FDFA}"),
        ("e\u{301}\u{302}", "\u{E9}"),
        (
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} flag \u{1F1EB}\u{1F1F7}",
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} flag \u{1F1EB}\u{1F1F7}"
        ),
    ])
    func theTableReplacesWhatTokenizersReplaces(text: String, expected: String) throws {
        let found = try PrecompiledNormalizer(base64: Self.table).normalize(text)
        #expect(Array(found.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: ["", "AAAA", "////////", "AAAAAAAA", "%%%", "BAAAAAAAAAA="])
    func aDamagedTableIsRefusedOrReplacesNothing(table: String) {
        let normalizer = try? PrecompiledNormalizer(base64: table)
        #expect(normalizer?.normalize("abc") ?? "abc" == "abc")
    }

    @Test func compatibleCharactersAreTakenApart() {
        let text = "\u{FB01}ne \u{2460} \u{FF21} \u{FF8A}\u{FF9D} \u{2167}"
        #expect(UnicodeForm.compatiblyComposed.normalize(text) == "fine 1 A \u{30CF}\u{30F3} VIII")
        let composed = Array(UnicodeForm.compatiblyComposed.normalize("e\u{301}").unicodeScalars)
        #expect(composed == ["\u{E9}"])
        let apart = Array(UnicodeForm.compatiblyDecomposed.normalize("\u{E9}").unicodeScalars)
        #expect(apart == ["e", "\u{301}"])
    }
}
