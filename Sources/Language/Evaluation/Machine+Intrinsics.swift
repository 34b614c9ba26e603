/// Native functions done on registers. Whatever is not the plain case goes on to the function itself.
extension Evaluator {
    /// The result; `.undefined` when the function has to be called. The arguments stay where they are.
    @inline(__always)
    func run(_ intrinsic: Intrinsic, _ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        switch intrinsic {
        case .none, .next, .send: .undefined
        case .append: appended(arguments, count)
        case .pop: popped(arguments, count)
        case .get: found(arguments, count)
        case .add: added(arguments, count)
        case .length: measured(arguments, count)
        case .sum: summed(arguments, count)
        case .isInstance: tested(arguments, count)
        case .startsWith: hasAffix(arguments, count, atEnd: false)
        case .endsWith: hasAffix(arguments, count, atEnd: true)
        case .initializeException: initialized(arguments, count)
        case .ordinal: codePoint(arguments, count)
        case .character: character(arguments, count)
        case .find: position(arguments, count)
        case .strip: stripped(arguments, count)
        case .upper: mapped(arguments, count, from: UInt8(ascii: "a"), by: 0xE0)
        case .lower: mapped(arguments, count, from: UInt8(ascii: "A"), by: 0x20)
        case .split: split(arguments, count)
        case .partition: partitioned(arguments, count)
        case .replace: replaced(arguments, count)
        case .join: joined(arguments, count)
        case .least: extreme(arguments, count) { $0 < $1 }
        case .greatest: extreme(arguments, count) { $0 > $1 }
        }
    }

    @inline(__always)
    private func appended(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2, arguments.holds(listClass), !(arguments + 1).isUndefined else { return .undefined }
        arguments.address.borrow(as: List.self) { $0.append(moving: arguments + 1) }
        return .none
    }

    @inline(__always)
    private func popped(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1, arguments.holds(listClass) else { return .undefined }
        return arguments.address.borrow(as: List.self) { $0.removeLast() }
    }

    private func found(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2 || count == 3, arguments.holds(dictClass) else { return .undefined }
        var isUnknown = false
        return arguments.address.borrow(as: Dict.self) { dict in
            if let place = dict.quickPlace(arguments + 1, isUnknown: &isUnknown) { return place.duplicate() }
            return isUnknown ? .undefined : count == 3 ? (arguments + 2).take() : .none
        }
    }

    private func added(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2, arguments.holds(setClass) else { return .undefined }
        let isAdded = arguments.address.borrow(as: SetObject.self) { !$0.isFrozen && $0.table.quickAdd(arguments + 1) }
        return isAdded ? .none : .undefined
    }

    private func initialized(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2, arguments.holds(exceptionClass), !(arguments + 1).isUndefined else { return .undefined }
        let isSet = arguments.address.borrow(as: ExceptionObject.self) { $0.setArgument(moving: arguments + 1) }
        return isSet ? .none : .undefined
    }

    @inline(__always)
    private func measured(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1, arguments.isObject,
            arguments.address.borrow(as: Object.self, { $0.derivation == nil })
        else { return .undefined }
        let kind = arguments.objectClass
        if kind == listClass { return .int(arguments.address.borrow(as: List.self) { $0.elements.count }) }
        if kind == textClass { return .int(arguments.address.borrow(as: Text.self) { $0.count }) }
        if kind == dictClass { return .int(arguments.address.borrow(as: Dict.self) { $0.count }) }
        if kind == tupleClass { return .int(arguments.address.borrow(as: Tuple.self) { $0.count }) }
        return .undefined
    }

    /// The sum of the numbers of a list; of ints first, and of floats from the first float on.
    private func summed(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1, arguments.holds(listClass) else { return .undefined }
        return arguments.address.borrow(as: List.self) { list in
            guard list.derivation == nil, let first = list.place(of: 0) else { return .undefined }
            return Evaluator.sum(first, list.elements.count)
        }
    }

    /// The sum of values that lie in a row; `.undefined` unless all are ints and floats, or when an int is too large.
    private static func sum(_ first: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        var (integers, index) = (0, 0)
        while index < count, (first + index).isInteger {
            let (sum, overflow) = integers.addingReportingOverflow((first + index).integer)
            guard !overflow else { return .undefined }
            integers = sum
            index += 1
        }
        if index == count { return .int(integers) }
        var floats = Double(integers)
        while index < count {
            if case .float(let number) = (first + index).pointee {
                floats += number
            } else if (first + index).isInteger {
                floats += Double((first + index).integer)
            } else {
                return .undefined
            }
            index += 1
        }
        return .float(floats)
    }

    private func tested(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 2, callRecorder == nil, arguments.holds(instanceClass), (arguments + 1).holds(typeClass) else {
            return .undefined
        }
        return arguments.address.borrow(as: Instance.self) { instance in
            (arguments + 1).address.borrow(as: TypeObject.self) { target in
                let type = instance.shape._withUnsafeGuaranteedRef { $0.type }
                if type.isSubclass(of: target) { return .bool(true) }
                let isPlain = type.isPlainClass && target.isPlainClass && !target.hasRegistrations
                return isPlain ? .bool(false) : .undefined
            }
        }
    }

    private func codePoint(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1, arguments.holds(textClass) else { return .undefined }
        return arguments.address.borrow(as: Text.self) { text in
            let bytes = text.bytes
            return bytes.count == 1 ? .int(Int(bytes[0])) : .undefined
        }
    }

    private func character(_ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Value {
        guard count == 1, arguments.isInteger, 0..<128 ~= arguments.integer else { return .undefined }
        return (letters + arguments.integer).duplicate()
    }

    @inline(__always)
    private func extreme(
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ isBetter: (Int, Int) -> Bool
    ) -> Value {
        guard count >= 2, callRecorder == nil, arguments.isInteger else { return .undefined }
        var best = arguments.integer
        for index in 1..<count {
            let other = arguments + index
            guard other.isInteger else { return .undefined }
            if isBetter(other.integer, best) { best = other.integer }
        }
        return .int(best)
    }
}
