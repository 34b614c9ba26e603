/// A compiled pattern: instructions for the matcher, which backtracks on an explicit stack.
struct PatternProgram {
    enum Instruction {
        case scalar(UInt32)
        case scalarIgnoringCase(UInt32)
        case set(Int)
        case assertion(PatternAssertion)
        case save(slot: Int)
        case jump(Int)
        /// Tries `first`; on failure `second`.
        case split(first: Int, second: Int)
        /// One atom of width one, repeated.
        case run(RunMatcher, least: Int, most: Int, isLazy: Bool)
        case backreference(group: Int, ignoresCase: Bool)
        /// The body follows and ends in `.accept`; matching goes on at `end`.
        case look(end: Int, behind: Int, isNegative: Bool)
        case atomic(end: Int)
        case unless(group: Int, target: Int)
        case resetCounter(slot: Int)
        /// Counts in `slot`, remembers the start of the round in `slot + 1`; the body follows and jumps back here.
        case loop(slot: Int, least: Int, most: Int, isLazy: Bool, exit: Int)
        case accept
    }

    /// What an `.run` instruction repeats.
    enum RunMatcher {
        case scalar(UInt32)
        case scalarIgnoringCase(UInt32)
        case set(Int)
    }

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [CharacterClass] = []
    /// Two slots for each group (group 0 first), then those of counted loops.
    private(set) var slotCount: Int
    let groupCount: Int
    /// What every match starts with, if that is one known code point or set.
    private(set) var opening: RunMatcher?

    init(_ node: PatternNode, groupCount: Int) throws {
        self.groupCount = groupCount
        slotCount = 2 * (groupCount + 1)
        try emit(node)
        instructions.append(.accept)
        switch instructions.first {
        case .scalar(let value): opening = .scalar(value)
        case .set(let index): opening = .set(index)
        case .run(let matcher, let least, _, _) where least > 0: opening = matcher
        default: opening = nil
        }
    }

    /// Patterns that would unroll into more than this are refused.
    private static let largestProgram = 1_000_000

    private mutating func emit(_ node: PatternNode) throws {
        guard instructions.count < PatternProgram.largestProgram else {
            throw PatternError(message: "pattern is too large", position: 0)
        }
        switch node {
        case .empty: break
        case .scalar(let value, let ignoresCase):
            instructions.append(ignoresCase ? .scalarIgnoringCase(value) : .scalar(value))
        case .set(let set): instructions.append(.set(index(of: set)))
        case .sequence(let nodes): for item in nodes { try emit(item) }
        case .alternatives(let nodes): try emitAlternatives(nodes)
        case .repeat(let body, let least, let most, let mode): try emitRepeat(body, least, most, isLazy: mode == .lazy)
        case .group(let body, let index):
            instructions.append(.save(slot: 2 * index))
            try emit(body)
            instructions.append(.save(slot: 2 * index + 1))
        case .look(let body, let direction, let isNegative): try emitLook(body, direction, isNegative)
        case .assertion(let kind): instructions.append(.assertion(kind))
        case .backreference(let group, let ignoresCase):
            instructions.append(.backreference(group: group, ignoresCase: ignoresCase))
        case .conditional(let group, let then, let otherwise): try emitConditional(group, then, otherwise)
        case .atomic(let body):
            let start = reserve()
            try emit(body)
            instructions.append(.accept)
            instructions[start] = .atomic(end: instructions.count)
        }
    }

    private mutating func index(of set: CharacterClass) -> Int {
        sets.append(set.prepared())
        return sets.count - 1
    }

    private mutating func reserve() -> Int {
        instructions.append(.accept)
        return instructions.count - 1
    }

    private mutating func emitAlternatives(_ nodes: [PatternNode]) throws {
        var exits: [Int] = []
        for node in nodes.dropLast() {
            let start = reserve()
            try emit(node)
            exits.append(reserve())
            instructions[start] = .split(first: start + 1, second: instructions.count)
        }
        if let last = nodes.last { try emit(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func emitRepeat(_ body: PatternNode, _ least: Int, _ most: Int, isLazy: Bool) throws {
        if let matcher = runMatcher(for: body) {
            instructions.append(.run(matcher, least: least, most: most, isLazy: isLazy))
            return
        }
        if least == 0 && most == 1 {
            let start = reserve()
            try emit(body)
            let (inside, after) = (start + 1, instructions.count)
            instructions[start] = isLazy ? .split(first: after, second: inside) : .split(first: inside, second: after)
            return
        }
        let slot = slotCount
        slotCount += 2
        instructions.append(.resetCounter(slot: slot))
        let start = reserve()
        try emit(body)
        instructions.append(.jump(start))
        instructions[start] = .loop(slot: slot, least: least, most: most, isLazy: isLazy, exit: instructions.count)
    }

    private mutating func runMatcher(for node: PatternNode) -> RunMatcher? {
        switch node {
        case .scalar(let value, let ignoresCase): ignoresCase ? .scalarIgnoringCase(value) : .scalar(value)
        case .set(let set): .set(index(of: set))
        default: nil
        }
    }

    private mutating func emitLook(_ body: PatternNode, _ direction: LookDirection, _ isNegative: Bool) throws {
        let start = reserve()
        try emit(body)
        instructions.append(.accept)
        let behind = direction == .behind ? body.fixedWidth ?? 0 : 0
        instructions[start] = .look(end: instructions.count, behind: behind, isNegative: isNegative)
    }

    private mutating func emitConditional(_ group: Int, _ then: PatternNode, _ otherwise: PatternNode) throws {
        let start = reserve()
        try emit(then)
        let exit = reserve()
        instructions[start] = .unless(group: group, target: instructions.count)
        try emit(otherwise)
        instructions[exit] = .jump(instructions.count)
    }
}
