/// Runs a compiled pattern over code points. Backtracking uses a stack on the heap, so no text can exhaust the thread's.
struct PatternMatcher {
    private enum Choice {
        case branch(instruction: Int, position: Int)
        /// A greedy run that may give back code points down to `least`.
        case shrink(instruction: Int, position: Int, least: Int)
        /// A lazy run that may take more, up to `most`.
        case grow(run: Int, position: Int, most: Int)
        /// A lazy loop that may enter its body once more.
        case enter(loop: Int, position: Int)
        case restore(slot: Int, value: Int)
    }

    private let program: PatternProgram
    private let text: UnsafeBufferPointer<UInt32>
    /// Matching ends here, as if the text did.
    private let end: Int
    private var slots: [Int]
    private var choices: [Choice] = []
    private var steps = 0
    /// Called now and then; throws to stop a match that takes too long.
    private let check: () throws -> Void

    init(
        _ program: PatternProgram, text: UnsafeBufferPointer<UInt32>, end: Int, check: @escaping () throws -> Void
    ) {
        self.program = program
        self.text = text
        self.end = end
        self.check = check
        slots = Array(repeating: -1, count: program.slotCount)
    }

    /// The bounds of all groups (start and end, -1 when unset) of a match that starts exactly at `start`.
    mutating func match(at start: Int, wholeText: Bool = false, mayBeEmpty: Bool = true) throws -> [Int]? {
        for slot in slots.indices { slots[slot] = -1 }
        choices.removeAll(keepingCapacity: true)
        guard
            let finish = try run(
                from: 0, at: start, base: 0, requiredEnd: wholeText ? end : nil, excludedEnd: mayBeEmpty ? nil : start)
        else {
            return nil
        }
        slots[0] = start
        slots[1] = finish
        return Array(slots[..<(2 * (program.groupCount + 1))])
    }

    /// The first match that starts at or after `start`; `excluded` is a start where only a non-empty match counts.
    mutating func search(from start: Int, nonEmptyAt excluded: Int? = nil) throws -> [Int]? {
        var position = start
        while position <= end {
            if let opening = program.opening {
                while position < end, !matches(opening, text[position]) { position += 1 }
                if position >= end { return nil }
            }
            if let bounds = try match(at: position, mayBeEmpty: position != excluded) { return bounds }
            position += 1
        }
        return nil
    }

    private mutating func run(
        from first: Int, at start: Int, base: Int, requiredEnd: Int? = nil, excludedEnd: Int? = nil
    ) throws -> Int? {
        var instruction = first
        var position = start
        while true {
            steps &+= 1
            if steps & 0x3FFF == 0 { try check() }
            if case .accept = program.instructions[instruction] {
                if requiredEnd == nil || position == requiredEnd, position != excludedEnd { return position }
            } else if try step(&instruction, &position) {
                continue
            }
            guard backtrack(to: base, &instruction, &position) else { return nil }
        }
    }

    /// Executes one instruction; false asks for backtracking.
    private mutating func step(_ instruction: inout Int, _ position: inout Int) throws -> Bool {
        switch program.instructions[instruction] {
        case .scalar(let value):
            guard position < end, text[position] == value else { return false }
            position += 1
        case .scalarIgnoringCase(let value):
            guard position < end, SimpleCase.areEqual(text[position], value) else { return false }
            position += 1
        case .set(let index):
            guard position < end, program.sets[index].contains(text[position]) else { return false }
            position += 1
        case .assertion(let kind):
            guard holds(kind, at: position) else { return false }
        case .save(let slot): set(slot, to: position)
        case .resetCounter(let slot):
            set(slot, to: 0)
            set(slot + 1, to: -1)
        case .jump(let target):
            instruction = target
            return true
        case .split(let first, let second):
            choices.append(.branch(instruction: second, position: position))
            instruction = first
            return true
        case .backreference(let group, let ignoresCase):
            guard let next = matchGroup(group, at: position, ignoresCase: ignoresCase) else { return false }
            position = next
        case .unless(let group, let target):
            instruction = slots[safe: 2 * group + 1] ?? -1 >= 0 ? instruction + 1 : target
            return true
        case .run, .look, .atomic, .loop: return try stepStructure(&instruction, &position)
        case .accept: return false
        }
        instruction += 1
        return true
    }

    private mutating func stepStructure(_ instruction: inout Int, _ position: inout Int) throws -> Bool {
        switch program.instructions[instruction] {
        case .run(let matcher, let least, let most, let isLazy):
            return startRun(matcher, least, most, isLazy, &instruction, &position)
        case .look(let target, let behind, let isNegative):
            guard try look(from: instruction + 1, at: position - behind) != isNegative else { return false }
            instruction = target
        case .atomic(let target):
            let mark = choices.count
            guard let finish = try run(from: instruction + 1, at: position, base: mark) else { return false }
            keepRestores(above: mark)
            position = finish
            instruction = target
        case .loop(let slot, let least, let most, let isLazy, let exit):
            loop(slot, least, most, isLazy, exit, &instruction, position)
        default: return false
        }
        return true
    }

    private mutating func startRun(
        _ matcher: PatternProgram.RunMatcher, _ least: Int, _ most: Int, _ isLazy: Bool,
        _ instruction: inout Int, _ position: inout Int
    ) -> Bool {
        let start = position
        let wanted = isLazy ? least : most
        let limit = wanted < end - start ? start + wanted : end
        while position < limit, matches(matcher, text[position]) { position += 1 }
        guard position - start >= least else { return false }
        if isLazy {
            let most = most < end - start ? start + most : end
            if position < most { choices.append(.grow(run: instruction, position: position, most: most)) }
        } else if position - start > least {
            choices.append(.shrink(instruction: instruction + 1, position: position, least: start + least))
        }
        instruction += 1
        return true
    }

    private mutating func look(from instruction: Int, at position: Int) throws -> Bool {
        guard position >= 0 else { return false }
        let mark = choices.count
        guard try run(from: instruction, at: position, base: mark) != nil else { return false }
        keepRestores(above: mark)
        return true
    }

    private mutating func loop(
        _ slot: Int, _ least: Int, _ most: Int, _ isLazy: Bool, _ exit: Int, _ instruction: inout Int, _ position: Int
    ) {
        let count = slots[slot]
        let isEmptyRound = slots[slot + 1] == position
        if count < least && !(isEmptyRound && count > 0) {
            enterLoop(slot, &instruction, position)
        } else if count >= most || isEmptyRound {
            instruction = exit
        } else if isLazy {
            choices.append(.enter(loop: instruction, position: position))
            instruction = exit
        } else {
            choices.append(.branch(instruction: exit, position: position))
            enterLoop(slot, &instruction, position)
        }
    }

    private mutating func enterLoop(_ slot: Int, _ instruction: inout Int, _ position: Int) {
        set(slot, to: slots[slot] + 1)
        set(slot + 1, to: position)
        instruction += 1
    }

    private mutating func set(_ slot: Int, to value: Int) {
        choices.append(.restore(slot: slot, value: slots[slot]))
        slots[slot] = value
    }

    /// After success inside a look or an atomic group: its choices are dropped, what undoes its captures stays.
    private mutating func keepRestores(above mark: Int) {
        let restores = choices[mark...].filter { if case .restore = $0 { true } else { false } }
        choices.removeSubrange(mark...)
        choices.append(contentsOf: restores)
    }

    private mutating func backtrack(to base: Int, _ instruction: inout Int, _ position: inout Int) -> Bool {
        while choices.count > base, let choice = choices.popLast() {
            switch choice {
            case .restore(let slot, let value): slots[slot] = value
            case .branch(let target, let old):
                (instruction, position) = (target, old)
                return true
            case .shrink(let target, let old, let least):
                if old - 1 > least { choices.append(.shrink(instruction: target, position: old - 1, least: least)) }
                (instruction, position) = (target, old - 1)
                return true
            case .grow(let run, let old, let most):
                guard case .run(let matcher, _, _, _) = program.instructions[run], matches(matcher, text[old]) else {
                    continue
                }
                if old + 1 < most { choices.append(.grow(run: run, position: old + 1, most: most)) }
                (instruction, position) = (run + 1, old + 1)
                return true
            case .enter(let loop, let old):
                guard case .loop(let slot, _, _, _, _) = program.instructions[loop] else { continue }
                (instruction, position) = (loop, old)
                enterLoop(slot, &instruction, position)
                return true
            }
        }
        return false
    }

    @inline(__always)
    private func matches(_ matcher: PatternProgram.RunMatcher, _ value: UInt32) -> Bool {
        switch matcher {
        case .scalar(let expected): value == expected
        case .scalarIgnoringCase(let expected): SimpleCase.areEqual(value, expected)
        case .set(let index): program.sets[index].contains(value)
        }
    }

    private func matchGroup(_ group: Int, at position: Int, ignoresCase: Bool) -> Int? {
        let (start, finish) = (slots[2 * group], slots[2 * group + 1])
        guard start >= 0, finish >= start, finish - start <= end - position else { return nil }
        for offset in 0..<(finish - start) {
            let (first, second) = (text[start + offset], text[position + offset])
            guard first == second || (ignoresCase && SimpleCase.areEqual(first, second)) else { return nil }
        }
        return position + finish - start
    }

    private func holds(_ assertion: PatternAssertion, at position: Int) -> Bool {
        switch assertion {
        case .textStart: position == 0
        case .textEnd: position == end
        case .lineStart: position == 0 || text[position - 1] == 10
        case .lineEnd: position == end || text[position] == 10
        case .lastLineEnd: position == end || (position == end - 1 && text[position] == 10)
        case .wordBoundary(let asciiOnly): isBoundary(position, asciiOnly)
        case .noWordBoundary(let asciiOnly): end > 0 && !isBoundary(position, asciiOnly)
        }
    }

    private func isBoundary(_ position: Int, _ asciiOnly: Bool) -> Bool {
        let before = position > 0 && CharacterClass.matches(text[position - 1], .word, asciiOnly: asciiOnly)
        let after = position < end && CharacterClass.matches(text[position], .word, asciiOnly: asciiOnly)
        return before != after
    }
}

extension Array {
    /// The element, or nil outside of the bounds.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
