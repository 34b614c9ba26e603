import Testing

import Notebook

@Suite("Completion goes by what the objects really are")
struct CompleterTests {
    @Test func attributesOfValuesItemsAndLiterals() {
        #expect(Session.matches("words[0].upp", after: "words = ['a']") == ["upper"])
        #expect(Session.matches("table['k'].appe", after: "table = {'k': []}") == ["append"])
        #expect(Session.matches("'text'.isdec") == ["isdecimal"])
        #expect(Session.matches("Point(1).nor", after: "class Point:\n    def norm(self): pass") == ["norm"])
        #expect(Session.matches("f(x).nowhere", after: "def f(x): return []") == [])
    }

    @Test func keywordsOfTheCallUnderTheCursorThatAreNotThereYet() {
        let cell = "def draw(width, height=2, *, color='red'): pass"
        #expect(Session.matches("draw(hei", after: cell) == ["height="])
        #expect(Session.matches("draw(1, height=3, co", after: cell).first == "color=")
        #expect(!Session.matches("draw(1, height=3, he", after: cell).contains("height="))
        #expect(Session.matches("draw([1, wid", after: cell) == [])
    }

    @Test func keysOfDicts() {
        let cell = "table = {'alpha': 1, 'beta': {'inner': 2}, 7: 3}"
        #expect(Session.matches("table['al", after: cell) == ["alpha"])
        #expect(Session.matches("table[\"beta\"]['in", after: cell) == ["inner"])
        #expect(Session.matches("table[", after: cell).prefix(3) == ["'alpha'", "'beta'", "7"])
    }

    @Test func modulesAndTheirMembers() {
        #expect(Session.matches("import statis") == ["statistics"])
        #expect(Session.matches("from math import sq") == ["sqrt"])
        #expect(Session.matches("import collections.a") == ["abc"])
        #expect(Session.matches("%%capt") == ["%%capture"])
        #expect(Session.matches("%who").contains("%whos"))
    }

    @Test func nothingOfTheUsersRuns() {
        let cell = """
            ran = []
            class Loud:
                @property
                def child(self): ran.append(1); return 'x'
                def __getitem__(self, key): ran.append(key); return 'x'
            loud = Loud()
            """
        let count = Session.answer(after: [cell]) { session in
            for code in ["loud.child.up", "loud[0].up", "loud.ch", "Loud().child.up"] {
                _ = session.complete(code, cursor: code.count, whileRunning: false)
                _ = session.inspect(code, cursor: code.count, detail: 1, whileRunning: false)
            }
            return session.inspect("ran", cursor: 3, detail: 0, whileRunning: false)?.text ?? ""
        }
        #expect(count?.contains("Value:      []") == true)
    }
}
