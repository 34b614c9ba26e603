import Testing

import Jupyter

@Suite struct HeaderTests {
    @Test func itsBytesAreKeptForTheAnswers() throws {
        let bytes = Array(#"{"msg_id": "7", "msg_type": "execute_request", "extra": [1]}"#.utf8)
        let header = try #require(Header(parsing: bytes))
        #expect(header.id == "7")
        #expect(header.session == "")
        #expect(header.bytes == bytes)
    }

    @Test(arguments: ["", "7", "[]", "{}", #"{"msg_type": 5}"#, "{"])
    func withoutATypeThereIsNone(_ text: String) {
        #expect(Header(parsing: Array(text.utf8)) == nil)
    }
}
