import Language
import Testing

/// Which names are offered for a misspelt one; the limits are those of CPython.
struct SpellingTests {
    @Test(arguments: [("prnt", "print"), ("outptu", "output"), ("Linaer", "Linear"), ("TRUE", "True")])
    func aNameWithMuchInCommonIsOffered(_ wrong: String, _ right: String) {
        #expect(Spelling.nearest(to: wrong, in: ["bool", "print", "output", "Linear", "True"]) == right)
    }

    @Test(arguments: [("foo", "bool"), ("exit", "next"), ("help", "hex"), ("xyz", "abs")])
    func aNameWithLittleInCommonIsNot(_ wrong: String, _ other: String) {
        #expect(Spelling.nearest(to: wrong, in: [other]) == nil)
    }
}
