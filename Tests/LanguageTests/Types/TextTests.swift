import Language
import Testing

struct TextTests {
    @Test func positionsCountCodePoints() throws {
        #expect(try printed("print('héllo'[1], len('héllo'), 'héllo'.find('l'), 'héllo'[-3:])") == "é 5 2 llo\n")
    }

    @Test func splittingKeepsWhatTheLimitLeaves() throws {
        #expect(
            try printed("print(' a  b c '.split(None, 1), 'a,b,,c'.rsplit(',', 1))") == "['a', 'b c '] ['a,b,', 'c']\n")
    }

    @Test func quotesAreChosenByTheContents() throws {
        #expect(try printed(#"print(repr("it's"), repr('a\n\x00é'))"#) == "\"it's\" 'a\\n\\x00é'\n")
    }

    @Test func textsInDifferentNormalFormsAreDifferent() throws {
        #expect(try printed(#"print('\u00e9' == 'e\u0301', len('e\u0301'))"#) == "False 2\n")
    }

    @Test func aLoopOfAppendsLeavesEarlierTextsAlone() throws {
        let program = """
            s, kept = 'x' * 300, []
            for i in range(3):
                kept.append(s)
                s += str(i)
            print([k[300:] for k in kept], s[300:], len(s))
            t = kept[1] + 'z'
            print(t[300:], s[300:])
            """
        #expect(try printed(program) == "['', '0', '01'] 012 303\n0z 012\n")
    }

    @Test(arguments: [
        ("'a' + 1", "TypeError: can only concatenate str (not \"int\") to str"),
        ("'abc'[5]", "IndexError: string index out of range"),
        ("'a'.join([1])", "TypeError: sequence item 0: expected str instance, int found"),
        (
            "'é'.encode('ascii')",
            "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)"
        ),
        ("'a' * 10**12", "MemoryError: "),
    ])
    func mistakesHaveCPythonsWords(program: String, expected: String) {
        #expect(error(of: program) == expected)
    }
}
