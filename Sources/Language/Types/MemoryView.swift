/// Python's `memoryview`: a window on bytes without a copy, through which a bytearray can be changed.
///
///     memoryview(b"abcdef")[1:4].tobytes()   // b"bcd"
public final class MemoryView: Object {
    let owner: Bytes
    /// The places of the owner that are seen, in order.
    private let places: StridedPlaces
    private var isReleased = false {
        didSet { if isReleased, !oldValue { owner.viewCount -= 1 } }
    }

    struct StridedPlaces {
        let start: Int
        let step: Int
        let count: Int

        func place(_ index: Int) -> Int { start + index * step }
    }

    init(_ owner: Bytes, _ places: StridedPlaces? = nil) {
        self.owner = owner
        self.places = places ?? StridedPlaces(start: 0, step: 1, count: owner.bytes.count)
        owner.viewCount += 1
    }

    deinit { if !isReleased { owner.viewCount -= 1 } }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "memoryview", documentation: "A window on the bytes of an object.",
        methods: methods + OperatorMethods.container(isMutable: true),
        allocate: { _, arguments, _ in
            guard arguments.count == 1 || arguments[keyword: "object"] != nil else {
                throw PythonError(.typeError, "memoryview() missing required argument 'object' (pos 1)")
            }
            let source = arguments.count == 1 ? arguments[0] : arguments[keyword: "object"] ?? .none
            if let view = source.as(MemoryView.self) { return .object(MemoryView(view.owner, view.places)) }
            guard let bytes = source.as(Bytes.self) else {
                throw PythonError(
                    .typeError, "memoryview: a bytes-like object is required, not '\(source.typeName)'")
            }
            return .object(MemoryView(bytes))
        })

    override public class var nativeType: TypeObject { typeObject }

    /// The bytes that are seen now. A bytearray may have become shorter: what is gone is left out.
    var bytes: [UInt8] {
        (0..<places.count).compactMap { index in
            let place = places.place(index)
            return owner.bytes.indices.contains(place) ? owner.bytes[place] : nil
        }
    }

    private func checked() throws {
        if isReleased {
            throw PythonError(.valueError, "operation forbidden on released memoryview object")
        }
    }

    override public func length(_ evaluator: Evaluator) throws -> Int? {
        try checked()
        return places.count
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        try checked()
        return ArrayIterator(bytes.map { .int(Int($0)) })
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try checked()
        if let slice = key.as(Slice.self) {
            let range = try slice.range(count: places.count, evaluator)
            // A view of one element or none has no step, whatever the slice says.
            let step = range.count > 1 ? places.step * range.step : 1
            let start = range.count > 0 ? places.place(range.start) : 0
            let part = StridedPlaces(start: start, step: step, count: range.count)
            return .object(MemoryView(owner, part))
        }
        return .int(Int(owner.bytes[try position(key, evaluator)]))
    }

    private func position(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        guard let index = try Indexing.position(key, evaluator) else {
            throw PythonError(.typeError, "memoryview: invalid slice key")
        }
        let number = index < 0 ? index + places.count : index
        guard number >= 0, number < places.count, owner.bytes.indices.contains(places.place(number)) else {
            throw PythonError(.indexError, "index out of bounds on dimension 1")
        }
        return places.place(number)
    }

    override public func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try checked()
        guard owner.isMutable else { throw PythonError(.typeError, "cannot modify read-only memory") }
        guard let slice = key.as(Slice.self) else {
            guard let byte = UInt8(exactly: try evaluator.index(value)) else {
                throw PythonError(.valueError, "memoryview: invalid value for format 'B'")
            }
            owner.bytes[try position(key, evaluator)] = byte
            return
        }
        let new = try BytesMethods.content(value)
        let indices = try slice.range(count: places.count, evaluator).indices
        guard new.count == indices.count else {
            throw PythonError(
                .valueError, "memoryview assignment: lvalue and rvalue have different structures")
        }
        for (index, byte) in zip(indices, new) where owner.bytes.indices.contains(places.place(index)) {
            owner.bytes[places.place(index)] = byte
        }
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual else { return nil }
        guard let theirs = other.as(MemoryView.self)?.bytes ?? other.as(Bytes.self)?.bytes else { return nil }
        return .bool((bytes == theirs) == (operation == .equal))
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        guard !owner.isMutable else {
            throw PythonError(.valueError, "cannot hash writable memoryview object")
        }
        return try Bytes(bytes).hash(evaluator)
    }

    override public var isContextManager: Bool { true }
    override public func enter(_ evaluator: Evaluator) throws -> Value { .object(self) }

    override public func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        isReleased = true
        return false
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "obj": .object(owner)
        case "nbytes": .int(places.count)
        case "readonly": .bool(!owner.isMutable)
        case "format": "B"
        case "itemsize", "ndim": 1
        case "shape": Value(tuple: [.int(places.count)])
        case "strides": Value(tuple: [.int(places.step)])
        case "suboffsets": Value(tuple: [])
        case "contiguous", "c_contiguous", "f_contiguous": .bool(places.step == 1)
        default: try genericAttribute(name, evaluator)
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        isReleased ? "<released memory at \(address)>" : "<memory at \(address)>"
    }

    private static func view(_ value: Value) throws -> MemoryView {
        guard let view = value.as(MemoryView.self) else {
            throw PythonError(.typeError, "descriptor requires a 'memoryview' object")
        }
        try view.checked()
        return view
    }

    private static var methods: [NativeFunction] {
        [
            NativeFunction("tobytes", "(self, order='C')", "A copy of the bytes.") { arguments, _ in
                .object(Bytes(try view(arguments[0]).bytes))
            },
            NativeFunction("tolist", "(self, /)", "The bytes as numbers.") { arguments, _ in
                Value(try view(arguments[0]).bytes.map { .int(Int($0)) })
            },
            NativeFunction("hex", "(self, sep='', bytes_per_sep=1)", "Two hexadecimal digits for each byte.") {
                arguments, evaluator in
                Value(try BytesMethods.hexadecimal(view(arguments[0]).bytes, arguments[1], arguments[2], evaluator))
            },
            NativeFunction("toreadonly", "(self, /)", "A copy that cannot be changed.") { arguments, _ in
                .object(MemoryView(Bytes(try view(arguments[0]).bytes)))
            },
            NativeFunction("cast", "(self, format, shape=None)", "The same view; other formats are not there.") {
                arguments, evaluator in
                let format = try evaluator.str(arguments[1])
                guard ["B", "b", "c"].contains(format) else {
                    throw PythonError(.notImplementedError, "memoryview.cast: format '\(format)'")
                }
                return arguments[0]
            },
            NativeFunction("release", "(self, /)", "Ends the view.") { arguments, _ in
                try view(arguments[0]).isReleased = true
                return .none
            },
        ]
    }
}
