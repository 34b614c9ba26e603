import Glibc

/// Bytes one after another, again and again: `"ab" * 3`.
enum Repetition {
    /// Fills `size` bytes, a whole number of times as many as are repeated.
    static func fill(_ place: UnsafeMutablePointer<UInt8>, with bytes: UnsafeBufferPointer<UInt8>, size: Int) {
        guard let first = bytes.baseAddress, !bytes.isEmpty, size >= bytes.count else { return }
        memcpy(place, first, bytes.count)
        var done = bytes.count
        // What is there is copied behind itself: twice as much each time.
        while done < size {
            let more = min(done, size - done)
            memcpy(place + done, place, more)
            done += more
        }
    }
}
