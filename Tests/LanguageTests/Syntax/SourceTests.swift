import Language
import Testing

@Suite("A source knows its lines")
struct SourceTests {
    let source = Source(cell: 4, text: "a = 1\r\nbé = 2\rc")

    @Test("Cell 4 is called Cell In[4]")
    func name() {
        #expect(source.name == "Cell In[4]")
        #expect(source.cellNumber == 4)
    }

    @Test("A line ends at a line feed, a carriage return or both")
    func lines() {
        #expect(source.lineCount == 3)
        #expect(source.line(1) == "a = 1")
        #expect(source.line(2) == "bé = 2")
        #expect(source.line(3) == "c")
    }

    @Test("A line that does not exist is empty")
    func missingLine() {
        #expect(source.line(0) == "")
        #expect(source.line(4) == "")
    }

    @Test("Columns in characters count é once")
    func characters() {
        #expect(source.characterColumn(line: 2, byteColumn: 3) == 2)
        #expect(source.characterColumn(line: 2, byteColumn: 999) == 6)
    }

    @Test("An offset has a line and a column")
    func position() {
        let position = source.position(ofOffset: 11)
        #expect(position.line == 2)
        #expect(position.column == 4)
    }
}
