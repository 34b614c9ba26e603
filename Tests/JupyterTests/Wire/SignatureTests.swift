import Testing

import Jupyter

@Suite struct SignatureTests {
    private func frames(_ signature: [UInt8], _ parts: String...) -> Frames {
        Frames(identities: [], signature: signature, body: parts.map { Array($0.utf8) })
    }

    @Test func itIsHMACOfAllPartsJoined() throws {
        let signer = try Signature(key: "key")
        let parts = ["The quick brown fox ", "jumps over ", "the lazy dog", ""].map { Array($0.utf8) }
        let known = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
        #expect(String(decoding: signer.signature(of: parts), as: UTF8.self) == known)
        #expect(signer.signature(of: parts) == Array(known.utf8))
    }

    @Test func aChangedByteIsNoticed() throws {
        let signer = try Signature(key: "secret")
        let right = signer.signature(of: frames([], "a", "b").body)
        #expect(signer.accepts(frames(right, "a", "b")))
        #expect(!signer.accepts(frames(right, "a", "c")))
        #expect(!signer.accepts(frames(Array(right.dropLast()), "a", "b")))
        #expect(!signer.accepts(frames([], "a", "b")))
    }

    @Test func withoutAKeyNothingIsSigned() throws {
        let signer = try Signature(key: "")
        #expect(signer.signature(of: [[1]]).isEmpty)
        #expect(signer.accepts(frames([1, 2], "a")))
    }
}

@Suite struct ReplayMemoryTests {
    @Test func aSignatureIsNewOnce() {
        var memory = ReplayMemory()
        #expect([[1], [1], [2]].map { memory.isNew($0) } == [true, false, true])
    }

    @Test func theOldestIsForgottenWhenItIsFull() {
        var memory = ReplayMemory(capacity: 2)
        #expect([[1], [2], [3], [3], [2], [1]].map { memory.isNew($0) } == [true, true, true, false, false, true])
    }

    @Test func unsignedMessagesAreNeverRepeats() {
        var memory = ReplayMemory()
        #expect([[], []].map { memory.isNew($0) } == [true, true])
    }
}
