import Glibc

/// Moments as message headers write them: ISO 8601 in UTC with microseconds.
package enum Timestamp {
    /// Seconds since 1970.
    package static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The present moment: `2026-01-31T09:15:00.123456Z`.
    package static func text() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        let date = padded(parts.tm_year + 1900, 4) + "-" + padded(parts.tm_mon + 1, 2) + "-" + padded(parts.tm_mday, 2)
        let clock = padded(parts.tm_hour, 2) + ":" + padded(parts.tm_min, 2) + ":" + padded(parts.tm_sec, 2)
        return date + "T" + clock + "." + padded(Int32(time.tv_nsec / 1000), 6) + "Z"
    }

    private static func padded(_ number: Int32, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Seconds since 1970 of a header's date, nil when it is not one; without a zone it is taken as UTC.
    ///
    ///     Timestamp.seconds(from: "1970-01-01T00:01:00.5+00:00")   // 60.5
    package static func seconds(from text: String) -> Double? {
        guard text.utf8.count < 64, text.utf8.count >= 19 else { return nil }
        let fields = text.prefix(19).split { "-T:".contains($0) }.compactMap { Int32($0) }
        guard fields.count == 6 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (fields[0] &- 1900, fields[1] &- 1, fields[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (fields[3], fields[4], fields[5])
        let rest = text.dropFirst(19)
        let fraction = rest.prefix { $0 == "." || $0.isWholeNumber }
        guard let offset = zoneOffset(String(rest.dropFirst(fraction.count))) else { return nil }
        return Double(timegm(&parts)) + (Double("0" + fraction) ?? 0) - offset
    }

    private static func zoneOffset(_ zone: String) -> Double? {
        if zone.isEmpty || zone == "Z" { return 0 }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = Int(digits) else { return nil }
        let minutes = number / 100 * 60 + number % 100
        return Double((zone.hasPrefix("-") ? -60 : 60) * minutes)
    }
}
