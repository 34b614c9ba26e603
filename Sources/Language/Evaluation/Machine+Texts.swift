/// Operators, items and comparisons of texts and dicts, done on the registers. What is not the plain case is left alone.
///
/// These functions get the parts of the cursor that they need: a cursor whose address is known could not stay in
/// processor registers.
extension Evaluator {
    /// `text + piece`, which lengthens a text that nobody else holds; false when it has to go the long way.
    @inline(never)
    func addTexts(
        _ position: UnsafeMutablePointer<Instruction>, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int,
        _ globals: Unmanaged<Namespace>
    ) -> Bool {
        let instruction = position.pointee
        let (source, piece) = (registers + Int(instruction.b), registers + Int(instruction.c))
        guard source.holds(textClass), piece.holds(textClass), Evaluator.areAddable(source, piece) else { return false }
        let target = registers + Int(instruction.a)
        if target == source || Int(instruction.b) >= localCount, source.address != piece.address {
            Evaluator.forgetGlobal(position, source, globals)
            if ReferenceCount.isUnique(source.address) {
                Evaluator.append(piece, to: source)
                if Int(instruction.c) >= localCount { piece.empty() }
                if target != source { target.move(source) }
                return true
            }
        }
        let sum = source.address.borrow(as: Text.self) { first in
            piece.address.borrow(as: Text.self) { first.joined(with: $0) }
        }
        if Int(instruction.b) >= localCount { source.empty() }
        if Int(instruction.c) >= localCount { piece.empty() }
        target.put(.object(sum))
        return true
    }

    @inline(__always)
    private static func areAddable(
        _ source: UnsafeMutablePointer<Value>, _ piece: UnsafeMutablePointer<Value>
    ) -> Bool {
        source.address.borrow(as: Text.self) { first in
            piece.address.borrow(as: Text.self) { second in
                first.derivation == nil && second.derivation == nil
                    && SizeLimit.allows(bytes: first.byteCount + second.byteCount)
            }
        }
    }

    @inline(__always)
    private static func append(_ piece: UnsafeMutablePointer<Value>, to source: UnsafeMutablePointer<Value>) {
        source.address.borrow(as: Text.self) { text in piece.address.borrow(as: Text.self) { text.append($0) } }
    }

    /// The global that is about to be assigned does not count as a holder of its old value.
    @inline(__always)
    private static func forgetGlobal(
        _ position: UnsafeMutablePointer<Instruction>, _ source: UnsafeMutablePointer<Value>,
        _ globals: Unmanaged<Namespace>
    ) {
        let next = (position + 1).pointee
        guard next.operation == .storeGlobal, next.b == position.pointee.a else { return }
        let global = globals._withUnsafeGuaranteedRef { $0.slots } + Int(next.a)
        if global.isObject, global.address == source.address { global.empty() }
    }

    // MARK: Items

    /// A character of a text, an element of a tuple or the value of a key; false when it has to go the long way.
    @inline(never)
    func loadKnownItem(
        _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let (container, key) = (registers + Int(instruction.b), registers + Int(instruction.c))
        guard let place = knownPlace(of: key, in: container) else { return false }
        let target = registers + Int(instruction.a)
        if Int(instruction.c) >= localCount, target != key { key.empty() }
        // A copy is held before the old value, which may be the container, is given up.
        target.copy(place)
        if target != container, Int(instruction.b) >= localCount { container.empty() }
        return true
    }

    /// The same for a number as the key.
    @inline(never)
    func loadKnownItem(
        at index: Int, _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let container = registers + Int(instruction.b)
        var key = Value.int(index)
        guard let place = withUnsafeMutablePointer(to: &key, { knownPlace(of: $0, in: container) }) else {
            return false
        }
        let target = registers + Int(instruction.a)
        target.copy(place)
        if target != container, Int(instruction.b) >= localCount { container.empty() }
        return true
    }

    /// Where the item of a key lies; nil when there is none, or user code may have to tell.
    @inline(__always)
    private func knownPlace(
        of key: UnsafeMutablePointer<Value>, in container: UnsafeMutablePointer<Value>
    ) -> UnsafeMutablePointer<Value>? {
        let kind = container.objectClass
        if kind == listClass {
            guard key.isInteger else { return nil }
            return container.address.borrow(as: List.self) { $0.derivation == nil ? $0.place(of: key.integer) : nil }
        }
        if kind == dictClass { return container.address.borrow(as: Dict.self) { $0.quickPlace(key) } }
        guard key.isInteger else { return nil }
        if kind == textClass {
            guard let byte = container.address.borrow(as: Text.self, { $0.byte(at: key.integer) }) else { return nil }
            return letters + Int(byte)
        }
        return kind == tupleClass ? container.address.borrow(as: Tuple.self) { $0.place(at: key.integer) } : nil
    }

    /// Sets an entry of a plain dict; false when that has to go the long way.
    @inline(never)
    func storeInDict(_ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int) -> Bool {
        let container = registers + Int(instruction.a)
        let (key, source) = (registers + Int(instruction.b), registers + Int(instruction.c))
        guard !source.isUndefined else { return false }
        let isTemporary = Int(instruction.c) >= localCount
        let isSet = container.address.borrow(as: Dict.self) {
            $0.quickSet(key, from: source, isTemporary: isTemporary)
        }
        guard isSet else { return false }
        if Int(instruction.a) >= localCount { container.empty() }
        if Int(instruction.b) >= localCount { key.empty() }
        return true
    }

    /// `text[a:b:c]` and `list[a:b:c]` with ints, without a slice made for it: this instruction and the next one.
    @inline(__always)
    func loadSlice(
        _ position: UnsafeMutablePointer<Instruction>, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let (instruction, next) = (position.pointee, (position + 1).pointee)
        let container = registers + Int(next.b)
        guard next.operation == .loadItem, next.c == instruction.a, Int(next.c) >= localCount, next.b != next.c,
            container.isObject, let bounds = Evaluator.bounds(registers + Int(instruction.b))
        else { return false }
        guard container.address.borrow(as: Object.self, { $0.derivation == nil }) else { return false }
        let part: Unmanaged<Object>
        if container.objectClass == textClass {
            part = .passRetained(Evaluator.slice(text: container.address, bounds))
        } else if container.objectClass == listClass {
            part = container.address.borrow(as: List.self) {
                .passRetained($0.slice(SliceRange(bounds, count: $0.elements.count)))
            }
        } else {
            return false
        }
        (registers + Int(next.a)).put(owned: part)
        if Int(next.b) >= localCount, next.b != next.a { container.empty() }
        return true
    }

    private static func slice(text address: UnsafeRawPointer, _ bounds: SliceRange.Bounds) -> Text {
        if bounds.step != 1 {
            return address.borrow(as: Text.self) { $0.slice(SliceRange(bounds, count: $0.count)) }
        }
        // Held, not borrowed: a whole text is its own slice.
        let text = Unmanaged<Text>.fromOpaque(address).takeUnretainedValue()
        return text.slice(SliceRange(bounds, count: text.count))
    }

    /// Three registers with ints or None as the bounds of a slice; nil when they hold anything else.
    private static func bounds(_ first: UnsafeMutablePointer<Value>) -> SliceRange.Bounds? {
        func isBound(_ register: UnsafeMutablePointer<Value>) -> Bool {
            register.isInteger || register.isNone
        }
        guard isBound(first), isBound(first + 1), isBound(first + 2) else { return nil }
        func number(_ register: UnsafeMutablePointer<Value>) -> Int? {
            register.isInteger ? max(register.integer, -Int.max) : nil
        }
        let step = number(first + 2) ?? 1
        return step == 0 ? nil : SliceRange.Bounds(first: number(first), last: number(first + 1), step: step)
    }

    // MARK: Comparisons

    /// Does a comparison whose result is known; false when more must be asked.
    @inline(never)
    func compareQuickly(
        _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let operation = ComparisonOperator.operation(Int(instruction.detail))
        let known = knownComparison(
            operation, registers + Int(instruction.b), registers + Int(instruction.c), registers, localCount)
        guard known < 2 else { return false }
        (registers + Int(instruction.a)).put(.bool(known == 1))
        return true
    }

    /// The same for a jump: 1 or 0; 2 when more must be asked.
    @inline(never)
    func branchQuickly(
        _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> UInt8 {
        let operation = ComparisonOperator.operation(Int(instruction.detail) >> 1)
        return knownComparison(
            operation, registers + Int(instruction.a), registers + Int(instruction.b), registers, localCount)
    }

    /// The result, after which temporaries are emptied.
    @inline(__always)
    private func knownComparison(
        _ operation: ComparisonOperator, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>,
        _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> UInt8 {
        let known = knownComparison(operation, left, right)
        if known < 2 {
            if left - registers >= localCount { left.empty() }
            if right - registers >= localCount { right.empty() }
        }
        return known
    }

    /// What a comparison of numbers, texts or with None gives, and whether a dict has a key: 1 or 0; 2 when more must be asked.
    @inline(__always)
    private func knownComparison(
        _ operation: ComparisonOperator, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>
    ) -> UInt8 {
        if left.holds(textClass), right.holds(textClass), operation.isOrder {
            return left.address.borrow(as: Text.self) { first in
                right.address.borrow(as: Text.self) { second in
                    guard first.derivation == nil, second.derivation == nil else { return 2 }
                    if let mine = ShortText(words: first.words), let theirs = ShortText(words: second.words) {
                        return operation.holds(order: mine.order(theirs)) ? 1 : 0
                    }
                    if operation == .equal { return first.isEqual(to: second) ? 1 : 0 }
                    if operation == .notEqual { return first.isEqual(to: second) ? 0 : 1 }
                    return operation.holds(order: first.order(second)) ? 1 : 0
                }
            }
        }
        if right.holds(dictClass), operation == .in || operation == .notIn {
            let number = right.address.borrow(as: Dict.self) { $0.quickNumber(left) }
            return number < HashTable.absent ? 2 : (number >= 0) == (operation == .in) ? 1 : 0
        }
        if operation == .is || operation == .isNot, left.isObject, right.isObject {
            if left.address == right.address { return operation == .is ? 1 : 0 }
            // Some other objects are faces of one and the same thing.
            if left.objectClass == typeClass || left.objectClass == instanceClass { return operation == .is ? 0 : 1 }
        }
        guard let holds = Evaluator.quickComparison(operation, left, right) else { return 2 }
        return holds ? 1 : 0
    }
}

extension Text {
    /// The character at an index that may be negative, of a plain ASCII text; nil for anything else.
    @inline(__always)
    func byte(at index: Int) -> UInt8? {
        guard derivation == nil, isASCII else { return nil }
        let bytes = bytes
        let position = index < 0 ? index &+ bytes.count : index
        return position >= 0 && position < bytes.count ? bytes[position] : nil
    }
}
