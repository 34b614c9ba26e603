import Testing

@Suite("Renderers show what their snapshots say")
struct SnapshotTests {
    @Test func eachKindOfValueHasASnapshot() {
        #expect(Snapshot.names.count >= 16)
    }

    @Test(arguments: Snapshot.names)
    func theFormsAreThoseOfTheSnapshot(_ name: String) throws {
        let stored = try Snapshot(named: name)
        let shown = Snapshot(of: stored.cells)
        if Snapshot.isRecording { return try shown.write(named: name) }
        #expect(shown.text == stored.text)
        #expect(shown.html == stored.html)
        #expect(shown.forms == stored.forms)
    }
}
