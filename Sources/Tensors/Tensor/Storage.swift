/// The bytes that one or several tensors look at, with a counter of the changes made to them.
///
/// Storage without an address belongs to `meta` tensors. Storage over a mapped file keeps the mapping alive.
package final class Storage {
    package let byteCount: Int
    package let address: UnsafeMutableRawPointer?
    /// Incremented by each change in place; what autograd saved is checked against it.
    package internal(set) var version = 0
    /// The recorded operation that last changed these bytes in place, for messages.
    var lastChange: String?
    /// A matrix of this storage rearranged for products with few rows; dropped when the storage changes.
    var panels: PackedPanels?
    /// Whether such a matrix is kept.
    package var isPacked: Bool { panels != nil }
    private let owner: AnyObject?

    /// Takes memory that is not cleared.
    package init(byteCount: Int) throws {
        guard let address = Allocator.allocate(byteCount) else { throw TensorError.outOfMemory(bytes: byteCount) }
        self.address = address
        self.byteCount = byteCount
        owner = nil
    }

    /// A storage that has a size and no bytes.
    package init(metaByteCount: Int) {
        byteCount = metaByteCount
        address = nil
        owner = nil
    }

    /// Looks at memory that somebody else owns, such as a mapped checkpoint.
    package init(address: UnsafeMutableRawPointer, byteCount: Int, owner: AnyObject) {
        self.address = address
        self.byteCount = byteCount
        self.owner = owner
    }

    deinit {
        if owner == nil, let address { Allocator.release(address, byteCount) }
    }
}
