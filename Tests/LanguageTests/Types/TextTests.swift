import Language
import Testing

struct TextTests {
    @Test func positionsCountCodePoints() throws {
        #expect(printed("print('héllo'[1], len('héllo'), 'héllo'.find('l'), 'héllo'[-3:])") == "é 5 2 llo")
    }

    @Test func splittingKeepsWhatTheLimitLeaves() throws {
        #expect(
            printed("print(' a  b c '.split(None, 1), 'a,b,,c'.rsplit(',', 1))") == "['a', 'b c '] ['a,b,', 'c']")
    }

    @Test func quotesAreChosenByTheContents() throws {
        #expect(printed(#"print(repr("it's"), repr('a\n\x00é'))"#) == "\"it's\" 'a\\n\\x00é'")
    }

    @Test func textsInDifferentNormalFormsAreDifferent() throws {
        #expect(printed(#"print('\u00e9' == 'e\u0301', len('e\u0301'))"#) == "False 2")
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
        #expect(printed(program) == "['', '0', '01'] 012 303\n0z 012")
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
