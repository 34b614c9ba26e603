import Glibc

/// `time`: clocks, sleeping and calendar text.
enum TimeModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("time", documentation: "Clocks.", functions: clocks + calendar + others)
        let now = broken(clock(CLOCK_REALTIME) / 1_000_000_000, local: true)
        let zone = Value(now.tm_zone.map { String(cString: $0) } ?? "UTC")
        module.namespace["timezone"] = .int(-now.tm_gmtoff)
        module.namespace["altzone"] = .int(-now.tm_gmtoff)
        module.namespace["daylight"] = 0
        module.namespace["tzname"] = Value(tuple: [zone, zone])
        module.namespace["struct_time"] = .object(try structure(evaluator))
        return module
    }

    private static var others: [NativeFunction] {
        [
            NativeFunction(
                "strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", "A time from text.", module: "time"
            ) {
                arguments, evaluator in
                let module = try evaluator.modules.import("datetime", evaluator)
                let datetime = try evaluator.requiredAttribute("datetime", of: .object(module))
                let found = try evaluator.callMethod("strptime", of: datetime, [arguments[0], arguments[1]])
                return try evaluator.callMethod("timetuple", of: found)
            },
            NativeFunction("get_clock_info", "(name, /)", "What is known of a clock.", module: "time") {
                arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                guard ["time", "perf_counter", "monotonic", "process_time", "thread_time"].contains(name) else {
                    throw PythonError(.valueError, "unknown clock")
                }
                let result = SimpleNamespace()
                result.ownNamespace()?["implementation"] = "clock_gettime"
                result.ownNamespace()?["monotonic"] = .bool(name != "time")
                result.ownNamespace()?["adjustable"] = .bool(name == "time")
                result.ownNamespace()?["resolution"] = 1e-09
                return .object(result)
            },
        ]
    }

    private static func clock(_ kind: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(kind, &time)
        return Int(time.tv_sec) * 1_000_000_000 + time.tv_nsec
    }

    private static var clocks: [NativeFunction] {
        let kinds: [(String, clockid_t, String)] = [
            ("time", CLOCK_REALTIME, "Seconds since 1970."),
            ("perf_counter", CLOCK_MONOTONIC, "Seconds of a precise clock."),
            ("monotonic", CLOCK_MONOTONIC, "Seconds of a clock that never goes back."),
            ("process_time", CLOCK_PROCESS_CPUTIME_ID, "Seconds of processor time."),
            ("thread_time", CLOCK_THREAD_CPUTIME_ID, "Seconds of this thread's processor time."),
        ]
        return kinds.flatMap { name, kind, summary in
            [
                NativeFunction(name, "()", summary, module: "time") { _, _ in .float(Double(clock(kind)) / 1e9) },
                NativeFunction(name + "_ns", "()", summary + " In nanoseconds.", module: "time") { _, _ in
                    .int(clock(kind))
                },
            ]
        } + [
            NativeFunction("sleep", "(seconds, /)", "Waits.", module: "time") { arguments, evaluator in
                if arguments[0].as(Text.self) != nil { _ = try evaluator.index(arguments[0]) }
                let seconds = try MathModule.number(arguments[0], evaluator)
                guard seconds >= 0 else { throw PythonError(.valueError, "sleep length must be non-negative") }
                let end = clock(CLOCK_MONOTONIC) + Int(min(seconds, 1e9) * 1e9)
                evaluator.output.flush()
                while true {
                    try evaluator.interrupt.check()
                    let left = end - clock(CLOCK_MONOTONIC)
                    guard left > 0 else { return .none }
                    usleep(UInt32(min(left / 1000 + 1, 20_000)))
                }
            }
        ]
    }

    /// `time.struct_time`
    static func structure(_ evaluator: Evaluator) throws -> TypeObject {
        try evaluator.attached("time.struct_time") {
            let type = try NamedTuples.make(
                "struct_time",
                ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"],
                module: "time", title: "time.struct_time")
            let fromFields = type.allocate
            type.allocate = { type, arguments, evaluator in
                guard arguments.count == 1 else { return try fromFields?(type, arguments, evaluator) ?? .none }
                let parts = try evaluator.array(from: arguments[0])
                guard (9...11).contains(parts.count) else {
                    let bound = parts.count < 9 ? "an at least 9" : "an at most 11"
                    throw PythonError(
                        .typeError, "time.struct_time() takes \(bound)-sequence (\(parts.count)-sequence given)")
                }
                return try fromFields?(type, Arguments(Array(parts.prefix(9))), evaluator) ?? .none
            }
            return type
        }
    }

    private static func value(_ time: tm, _ evaluator: Evaluator) throws -> Value {
        let fields = [
            time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec,
            (time.tm_wday + 6) % 7, time.tm_yday + 1, time.tm_isdst,
        ]
        return try evaluator.call(.object(structure(evaluator)), fields.map { .int(Int($0)) })
    }

    private static func parts(_ value: Value, _ evaluator: Evaluator) throws -> tm {
        guard let value = value.ifNotNone else { return broken(clock(CLOCK_REALTIME) / 1_000_000_000, local: true) }
        let fields = try evaluator.array(from: value).map { field in
            guard let small = Int32(exactly: try evaluator.index(field)) else {
                throw PythonError(.overflowError, "signed integer is greater than maximum")
            }
            return small
        }
        guard fields.count == 9 else { throw PythonError(.typeError, "Tuple or struct_time argument required") }
        var time = tm()
        guard fields[0] >= .min + 1900 else { throw PythonError(.overflowError, "year out of range") }
        (time.tm_year, time.tm_mon, time.tm_mday) = (fields[0] - 1900, fields[1] &- 1, fields[2])
        (time.tm_hour, time.tm_min, time.tm_sec) = (fields[3], fields[4], fields[5])
        (time.tm_wday, time.tm_yday, time.tm_isdst) = ((fields[6] &+ 1) % 7, fields[7] &- 1, fields[8])
        return time
    }

    /// As `parts`, for what writes a time: each part has to be one that there is.
    private static func writable(_ value: Value, _ evaluator: Evaluator) throws -> tm {
        var time = try parts(value, evaluator)
        // Months and days may be 0 for 1.
        if time.tm_mon == -1 { time.tm_mon = 0 }
        if time.tm_mday == 0 { time.tm_mday = 1 }
        if time.tm_yday == -1 { time.tm_yday = 0 }
        let bounds: [(part: Int32, range: ClosedRange<Int32>, name: String)] = [
            (time.tm_mon, 0...11, "month"), (time.tm_mday, 1...31, "day of month"), (time.tm_hour, 0...23, "hour"),
            (time.tm_min, 0...59, "minute"), (time.tm_sec, 0...61, "seconds"),
            (time.tm_wday, 0...6, "day of week"), (time.tm_yday, 0...365, "day of year"),
        ]
        if let wrong = bounds.first(where: { !$0.range.contains($0.part) }) {
            throw PythonError(.valueError, "\(wrong.name) out of range")
        }
        return time
    }

    static func broken(_ seconds: Int, local: Bool) -> tm { checkedParts(seconds, local: local) ?? tm() }

    /// nil when the year is beyond what the system can say.
    private static func checkedParts(_ seconds: Int, local: Bool) -> tm? {
        var (clock, time) = (time_t(seconds), tm())
        let done = local ? localtime_r(&clock, &time) : gmtime_r(&clock, &time)
        return done == nil ? nil : time
    }

    private static func parts(ofSeconds seconds: Int, local: Bool) throws -> tm {
        guard let time = checkedParts(seconds, local: local) else {
            throw PythonError(.osError, [75, "Value too large for defined data type"])
        }
        return time
    }

    static func text(_ format: String, _ time: tm) -> String {
        var time = time
        let size = 1024
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let count = strftime(start, size, format, &time)
            return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        }
    }

    private static var calendar: [NativeFunction] {
        [
            NativeFunction("localtime", "(seconds=None, /)", "The local time in parts.", module: "time") {
                arguments, evaluator in
                try value(parts(ofSeconds: try seconds(arguments[0], evaluator), local: true), evaluator)
            },
            NativeFunction("gmtime", "(seconds=None, /)", "The universal time in parts.", module: "time") {
                arguments, evaluator in
                try value(parts(ofSeconds: try seconds(arguments[0], evaluator), local: false), evaluator)
            },
            NativeFunction("strftime", "(format, t=None, /)", "A time as text.", module: "time") {
                arguments, evaluator in
                Value(text(try evaluator.str(arguments[0]), try writable(arguments[1], evaluator)))
            },
            NativeFunction("mktime", "(t, /)", "Seconds since 1970 of a local time.", module: "time") {
                arguments, evaluator in
                var time = try parts(arguments[0], evaluator)
                return .float(Double(mktime(&time)))
            },
            NativeFunction("asctime", "(t=None, /)", "A time as text.", module: "time") { arguments, evaluator in
                Value(text("%a %b %e %H:%M:%S %Y", try writable(arguments[0], evaluator)))
            },
            NativeFunction("ctime", "(seconds=None, /)", "A local time as text.", module: "time") {
                arguments, evaluator in
                let time = try parts(ofSeconds: try seconds(arguments[0], evaluator), local: true)
                return Value(text("%a %b %e %H:%M:%S %Y", time))
            },
        ]
    }

    private static func seconds(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        guard let value = value.ifNotNone else { return clock(CLOCK_REALTIME) / 1_000_000_000 }
        guard let seconds = Int(exactly: try MathModule.number(value, evaluator).rounded(.down)) else {
            throw PythonError(.overflowError, "timestamp out of range for platform time_t")
        }
        return seconds
    }
}
