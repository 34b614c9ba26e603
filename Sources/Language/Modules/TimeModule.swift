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
            try NamedTuples.make(
                "struct_time",
                ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"],
                module: "time", title: "time.struct_time")
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
        let fields = try evaluator.array(from: value).map { Int32(clamping: try evaluator.index($0)) }
        guard fields.count == 9 else { throw PythonError(.typeError, "Tuple or struct_time argument required") }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (fields[0] - 1900, fields[1] - 1, fields[2])
        (time.tm_hour, time.tm_min, time.tm_sec) = (fields[3], fields[4], fields[5])
        (time.tm_wday, time.tm_yday, time.tm_isdst) = ((fields[6] + 1) % 7, fields[7] - 1, fields[8])
        return time
    }

    static func broken(_ seconds: Int, local: Bool) -> tm {
        var (clock, time) = (time_t(seconds), tm())
        if local { localtime_r(&clock, &time) } else { gmtime_r(&clock, &time) }
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
                try value(broken(try seconds(arguments[0], evaluator), local: true), evaluator)
            },
            NativeFunction("gmtime", "(seconds=None, /)", "The universal time in parts.", module: "time") {
                arguments, evaluator in
                try value(broken(try seconds(arguments[0], evaluator), local: false), evaluator)
            },
            NativeFunction("strftime", "(format, t=None, /)", "A time as text.", module: "time") {
                arguments, evaluator in
                Value(text(try evaluator.str(arguments[0]), try parts(arguments[1], evaluator)))
            },
            NativeFunction("mktime", "(t, /)", "Seconds since 1970 of a local time.", module: "time") {
                arguments, evaluator in
                var time = try parts(arguments[0], evaluator)
                return .float(Double(mktime(&time)))
            },
            NativeFunction("asctime", "(t=None, /)", "A time as text.", module: "time") { arguments, evaluator in
                Value(text("%a %b %e %H:%M:%S %Y", try parts(arguments[0], evaluator)))
            },
            NativeFunction("ctime", "(seconds=None, /)", "A local time as text.", module: "time") {
                arguments, evaluator in
                Value(text("%a %b %e %H:%M:%S %Y", broken(try seconds(arguments[0], evaluator), local: true)))
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
