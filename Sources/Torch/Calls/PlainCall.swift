import Language
import Tensors

/// One signature's arguments in memory of their own, filled in place by calls that give nothing but tensors, numbers and
/// sizes by position: most calls of small programs.
///
///     x.view(4, 4)   // writes two places: the tensor, and the sizes
///
/// Between calls no place holds a tensor; a call gives those that it does not fill their defaults back. The places are the
/// same for all callers: one thread at a time runs programs of the language (`CReferences/README.md`).
final class PlainCall {
    /// Whether values fit the signature; open when only the general binding can tell.
    enum Fit { case fits, differs, open }

    /// What a value has to be for a place.
    fileprivate struct Rule {
        let kind: Tensors.Signature.Kind
        let isOptional: Bool
    }

    private let operation: Operation
    private let places: UnsafeMutableBufferPointer<Argument>
    private let start: UnsafeMutablePointer<Argument>
    private let defaults: UnsafeMutableBufferPointer<Argument>
    private let rules: UnsafeMutableBufferPointer<Rule>
    /// The last place that is given by position.
    private let last: Int
    private let takesNumberFirst: Bool
    /// How many values a call needs at least.
    private let leastCount: Int
    /// How many places may differ from their defaults.
    private var changed = 0
    /// An operation may call the language, and that may call the operation.
    private var isRunning = false

    init(_ operation: Operation, _ signature: CallSignature) {
        self.operation = operation
        last = signature.positionalCount - 1
        takesNumberFirst = signature.takesNumberFirst
        start = .allocate(capacity: signature.parameters.count)
        places = UnsafeMutableBufferPointer(start: start, count: signature.parameters.count)
        defaults = .allocate(capacity: signature.parameters.count)
        rules = .allocate(capacity: signature.parameters.count)
        for (index, parameter) in signature.parameters.enumerated() {
            places.initializeElement(at: index, to: parameter.defaultValue ?? .none)
            defaults.initializeElement(at: index, to: parameter.defaultValue ?? .none)
            rules.initializeElement(at: index, to: Rule(kind: parameter.kind, isOptional: parameter.isOptional))
        }
        leastCount = (signature.parameters.lastIndex { $0.defaultValue == nil } ?? -1) + 1
    }

    deinit {
        for memory in [places, defaults] {
            memory.deinitialize()
            memory.deallocate()
        }
        rules.deallocate()
    }

    /// Takes the values of a call, if they fit.
    func take(_ values: UnsafePointer<Value>, _ count: Int, isMethod: Bool) -> Fit {
        guard !isRunning else { return .open }
        // `x.view(4, 4)` is asked first whether it is `x.view(dtype)`: seen before the tensor is held and released.
        if count > 1, rules.count > 1, rules[1].kind == .dtype, case .int = values[1] { return .differs }
        let before = changed
        changed = 0
        let fit = fill(values, count, receivers: isMethod ? 1 : 0)
        if before > changed { giveDefaults(changed..<before) }
        if fit != .fits { dropTensors() }
        return fit
    }

    /// Carries the operation out with what was taken.
    func run() throws -> Outcome {
        isRunning = true
        defer {
            isRunning = false
            dropTensors()
        }
        return try translating { try operation.call(UnsafeBufferPointer(places)) }
    }

    private func giveDefaults(_ range: Range<Int>) {
        for index in range { places[index] = defaults[index] }
    }

    @inline(__always)
    private func dropTensors() {
        for index in 0..<changed {
            if case .tensor = places[index] { places[index] = .none }
        }
    }

    private func fill(_ values: UnsafePointer<Value>, _ count: Int, receivers: Int) -> Fit {
        guard count >= leastCount else { return .differs }
        for index in 0..<count {
            guard index <= last else { return .differs }
            if index == last, index == receivers, rules[index].takesSizes, case .int = values[index] {
                return gather(values + index, count - index)
            }
            switch place((values + index).pointee, at: index) {
            case .fits: changed = index + 1
            case .differs: return .differs
            case .open: return .open
            }
        }
        return .fits
    }

    /// Sizes given one by one, which take the last place.
    private func gather(_ values: UnsafePointer<Value>, _ count: Int) -> Fit {
        let index = last
        changed = index + 1
        guard count > 1 else {
            guard case .int(let size) = values[0] else { return .open }
            (start + index).put(.int(size))
            return .fits
        }
        guard count <= Dimensions.inlineCapacity else { return .open }
        var sizes = Dimensions()
        for offset in 0..<count {
            guard case .int(let size) = values[offset] else { return .open }
            sizes.append(size)
        }
        (start + index).put(.sizes(sizes))
        return .fits
    }

    @inline(__always)
    private func place(_ value: Value, at index: Int) -> Fit {
        let (rule, place) = (rules[index], start + index)
        let fit: Fit
        switch value {
        case .object(let object): fit = rule.place(object, into: place)
        case .int(let number): fit = rule.place(number, into: place)
        case .float(let number): fit = rule.place(number, into: place)
        case .bool(let flag) where rule.kind == .bool:
            place.put(.bool(flag))
            return .fits
        case .none where rule.isOptional:
            place.put(.none)
            return .fits
        case .none, .bool, .undefined: return .open
        }
        // `torch.pow(2, x)`
        return fit == .differs && index == 0 && takesNumberFirst ? .open : fit
    }
}

extension PlainCall.Rule {
    /// Whether sizes may be given one by one.
    fileprivate var takesSizes: Bool { kind == .ints || kind == .intOrInts }

    @inline(__always)
    fileprivate func place(_ object: Object, into place: UnsafeMutablePointer<Argument>) -> PlainCall.Fit {
        let isTensor = Swift.type(of: object) == TensorObject.self || Swift.type(of: object) == ParameterObject.self
        switch kind {
        case .tensor, .tensorOrScalar:
            guard isTensor else { return .open }
            place.put(.tensor(unsafeDowncast(object, to: TensorObject.self).tensor))
            return .fits
        case .ints, .intOrInts, .intOrIntsOrText:
            guard !isTensor, let sizes = Dimensions(plain: object) else { return .open }
            place.put(.sizes(sizes))
            return .fits
        // `x.view((2, 3))` is not `x.view(dtype)`.
        case .dtype: return isTensor || object is Tuple || object is SizeObject ? .differs : .open
        default: return .open
        }
    }

    fileprivate func place(_ number: Int, into place: UnsafeMutablePointer<Argument>) -> PlainCall.Fit {
        switch kind {
        case .tensorOrScalar, .scalar, .scalarOrText: place.put(.scalar(.int(number)))
        case .int: place.put(.int(number))
        case .float: place.put(.float(Double(number)))
        case .intOrInts, .intOrIntsOrText: place.put(.sizes([number]))
        case .tensor, .tensors, .optionalTensors, .ints, .bool, .text, .dtype: return .differs
        default: return .open
        }
        return .fits
    }

    fileprivate func place(_ number: Double, into place: UnsafeMutablePointer<Argument>) -> PlainCall.Fit {
        switch kind {
        case .tensorOrScalar, .scalar, .scalarOrText: place.put(.scalar(.float(number)))
        case .float: place.put(.float(number))
        case .tensor, .int, .bool: return .differs
        default: return .open
        }
        return .fits
    }
}

extension UnsafeMutablePointer<Argument> {
    /// Writes an argument; where nothing counted lies, nothing is looked up to release it.
    @inline(__always)
    fileprivate func put(_ argument: Argument) {
        switch pointee {
        case .none, .int, .sizes, .float: initialize(to: argument)
        default: pointee = argument
        }
    }
}

extension Dimensions {
    /// The sizes in a `torch.Size` or in a short tuple of ints; nil for anything else.
    fileprivate init?(plain object: Object) {
        if let size = object as? SizeObject {
            self = size.sizes
            return
        }
        guard let tuple = object as? Tuple, tuple.count <= Dimensions.inlineCapacity else { return nil }
        self.init()
        for index in 0..<tuple.count {
            guard case .int(let size) = tuple[index] else { return nil }
            append(size)
        }
    }
}
