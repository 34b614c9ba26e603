import CReferences

/// Texts, tuples and short lists that ended and whose memory the next ones take: most live for a few steps of the machine.
///
/// Only what ends in a register of the machine is kept, and only what nobody else ever held weakly; everything else ends
/// as Swift ends it. Debug builds count references by Swift's own means and keep nothing.
package enum KeptObjects {
    /// Begins to keep objects, if they lie in memory as the keeping expects.
    static let isPrepared: Bool = {
        guard isAsExpected else { return false }
        creferences_keep(Text.classAddress, Tuple.classAddress, List.classAddress)
        return true
    }()

    /// How many objects the running thread keeps.
    package static var count: Int { Int(creferences_kept_count()) }

    /// How many slabs of 1,024 texts the process has.
    package static var slabCount: Int { Int(creferences_slab_count()) }

    /// The counts of an object that is held once, as the C code knows them.
    private static let heldOnce = 3

    private static var isAsExpected: Bool {
        let text = Text("abc")
        let (textCount, textHash) = (text.count, text.hashCode)
        let tuple = Tuple([.int(7), .object(text)])
        let list = List([.int(7), .object(text)])
        return withExtendedLifetime((text, tuple, list)) {
            let (words, elements) = (text.rawAddress, tuple.rawAddress)
            let storage = list.rawAddress.load(fromByteOffset: 24, as: UnsafeRawPointer.self)
            return words.load(fromByteOffset: 16, as: Int.self) == 0
                && words.load(fromByteOffset: 24, as: UInt64.self) == 0x63_6261
                && words.load(fromByteOffset: 40, as: Int32.self) == textCount
                && words.load(fromByteOffset: 44, as: UInt32.self) == textHash
                && words.load(fromByteOffset: 48, as: Int.self) == 0
                && elements.load(fromByteOffset: 16, as: Int.self) == 0
                && elements.load(fromByteOffset: 24, as: Int.self) == 2
                && elements.load(fromByteOffset: 32, as: Int.self) == 7
                && elements.load(fromByteOffset: 48, as: UnsafeRawPointer.self) == words
                && list.rawAddress.load(fromByteOffset: 16, as: Int.self) == 0
                && storage.load(fromByteOffset: 8, as: Int.self) == heldOnce
                && storage.load(fromByteOffset: 16, as: Int.self) == 2
                && storage.load(fromByteOffset: 48, as: UnsafeRawPointer.self) == words
        }
    }
}
