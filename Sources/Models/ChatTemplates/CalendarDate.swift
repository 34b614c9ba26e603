import Glibc

/// The local date, as templates that tell the model the day ask for it.
struct CalendarDate {
    private var fields: tm

    static var today: CalendarDate {
        var seconds = time(nil)
        var fields = tm()
        localtime_r(&seconds, &fields)
        return CalendarDate(fields: fields)
    }

    /// The date in the form of C's `strftime`: `"%d %b %Y"` gives `"26 Jul 2024"`.
    func formatted(_ format: String) -> String {
        var fields = fields
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = buffer.withUnsafeMutableBytes { bytes in
            strftime(bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? nil, bytes.count, format, &fields)
        }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
