/// The signatures of the latest messages, so that a recorded message sent again is refused.
///
///     memory.isNew(signature)   // true, then false for the same signature
package struct ReplayMemory {
    private var known: Set<[UInt8]> = []
    private var order: [[UInt8]] = []
    private var oldest = 0
    private let capacity: Int

    package init(capacity: Int = 65_536) { self.capacity = capacity }

    /// Remembers a signature; false when it was there already. An empty one, of a session without a key, is always new.
    package mutating func isNew(_ signature: [UInt8]) -> Bool {
        guard !signature.isEmpty else { return true }
        guard known.insert(signature).inserted else { return false }
        if order.count < capacity {
            order.append(signature)
        } else {
            known.remove(order[oldest])
            order[oldest] = signature
            oldest = (oldest + 1) % capacity
        }
        return true
    }
}
