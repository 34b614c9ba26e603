import Testing

import Jupyter

private func bytes(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

@Suite struct FramesTests {
    @Test func theyAreSplitAtTheDelimiter() throws {
        let wire = bytes("id", "<IDS|MSG>", "signature", "header", "parent", "metadata", "content", "buffer")
        let frames = try #require(Frames(splitting: wire))
        #expect(frames.identities == bytes("id"))
        #expect(frames.signature == Array("signature".utf8))
        #expect(frames.body == bytes("header", "parent", "metadata", "content"))
        #expect(frames.joined == wire.dropLast())
    }

    @Test func aMissingPartIsNoticed() {
        #expect(Frames(splitting: []) == nil)
        #expect(Frames(splitting: bytes("id", "header")) == nil)
        #expect(Frames(splitting: bytes("<IDS|MSG>")) == nil)
        #expect(Frames(splitting: bytes("<IDS|MSG>", "s", "h", "p", "m")) == nil)
    }
}
