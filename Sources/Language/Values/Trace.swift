/// The frames that an exception has passed. Most exceptions are caught and never shown: the source and the span of a frame
/// are looked up when someone asks.
struct Trace {
    private struct Entry {
        let code: Code
        let position: UnsafeMutablePointer<Instruction>
    }

    /// The innermost frame and its caller: many exceptions are handled there, and need no memory for others.
    private var innermost, second: Entry?
    /// The others; nil when there are none.
    private var others: Others?

    private final class Others {
        /// From the innermost out; all of them lie around the known ones.
        var passed: ContiguousArray<Entry> = []
        var known: [TraceFrame] = []
    }

    init(_ frames: [TraceFrame] = []) {
        guard !frames.isEmpty else { return }
        let others = Others()
        others.known = frames
        self.others = others
    }

    /// Adds the frame around the others.
    mutating func pass(_ code: Unmanaged<Code>, at position: UnsafeMutablePointer<Instruction>) {
        ReferenceCount.increment(UnsafeRawPointer(code.toOpaque()))
        let entry = Entry(code: code.takeRetainedValue(), position: position)
        if innermost == nil {
            innermost = entry
        } else if second == nil {
            second = entry
        } else {
            passFurther(entry)
        }
    }

    private mutating func passFurther(_ entry: Entry) {
        if others == nil || !isKnownUniquelyReferenced(&others) {
            let copy = Others()
            copy.passed = others?.passed ?? []
            copy.known = others?.known ?? []
            others = copy
        }
        others?.passed.append(entry)
    }

    var isEmpty: Bool { innermost == nil && others == nil }

    /// From the outermost in.
    var frames: [TraceFrame] {
        let all = [innermost, second].compactMap { $0 } + (others?.passed ?? [])
        return all.reversed().map { entry in
            TraceFrame(
                source: entry.code.source, functionName: entry.code.frameName,
                span: entry.code.span(at: entry.position))
        } + (others?.known ?? [])
    }
}

extension Code {
    /// What a traceback calls the function.
    fileprivate var frameName: String { name == "<module>" ? name : qualifiedName }
}

/// What `error.__traceback__` gives: the frames from the outermost in, seen one by one through `tb_next`.
package final class TracebackObject: Object {
    let trace: Trace
    package var frames: [TraceFrame] { trace.frames }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "tb_lineno": .int(Int(frames.first?.span.startLine ?? 0))
        case "tb_lasti": 0
        case "tb_next":
            frames.count > 1 ? .object(TracebackObject(Trace(Array(frames.dropFirst())))) : Value.none
        case "tb_frame": frames.first.map { .object(FrameFace($0)) } ?? Value.none
        default: try genericAttribute(name, evaluator)
        }
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "traceback")
    override public class var nativeType: TypeObject { typeObject }

    init(_ trace: Trace) { self.trace = trace }
}
