/// One branch on an unknown value: runs both sides and leaves the frame where they meet, with merged variables.
struct BranchStaging {
    private let evaluator: Evaluator
    private let stager: any Stager
    private let frame: UnsafeMutablePointer<Frame>
    private let code: Code
    private let test: Value
    private let branch: BranchTargets
    private let join: Int
    private let index: Int

    init(
        _ evaluator: Evaluator, _ stager: any Stager, _ frame: UnsafeMutablePointer<Frame>, test: Value,
        branch: BranchTargets, join: Int, index: Int
    ) {
        self.evaluator = evaluator
        self.stager = stager
        self.frame = frame
        code = frame.pointee.code.takeUnretainedValue()
        self.test = test
        self.branch = branch
        self.join = join
        self.index = index
    }

    /// How a side ended.
    private struct Side {
        let isTrue: Bool
        var end: End
        var state: FrameState
    }

    /// Ordered by how far they lead.
    private enum End: Equatable {
        case joined
        /// `continue` or `break`: to a place outside, by the jump that stands at another one.
        case left(Int, jump: Int)
        /// At a `return`.
        case returned(Int)
        case raised

        var reach: Int {
            switch self {
            case .joined: 0
            case .left(let place, _): 1 + place
            case .returned: Int.max - 1
            case .raised: Int.max
            }
        }
    }

    func run() throws {
        let start = FrameState(frame)
        var first = try side(true, from: branch.whenTrue, start, until: [join])
        var second = try side(false, from: branch.whenFalse, start, until: [join])
        while !isMeeting(first, second) {
            if first.end.reach < second.end.reach {
                first = try goingOn(first, to: second)
            } else {
                second = try goingOn(second, to: first)
            }
        }
        try meet(first, second)
    }

    private func isMeeting(_ first: Side, _ second: Side) -> Bool {
        switch (first.end, second.end) {
        case (.raised, _), (_, .raised), (.returned, .returned): true
        case (.left(let place, _), .left(let other, _)): place == other
        default: first.end == second.end
        }
    }

    /// Runs one side from a place on.
    private func side(_ isTrue: Bool, from place: Int, _ state: FrameState, until goals: Set<Int>) throws -> Side {
        state.restore(frame)
        frame.pointee.position = code.instructions + place
        try stager.openSide(of: test, isTrue: isTrue, evaluator)
        defer { stager.closeSide(evaluator) }
        let covered = coveredRange(goals)
        let stop = try evaluator.runPath(frame, until: goals.union(escapes(in: covered, goals)), within: covered)
        return Side(isTrue: isTrue, end: try end(at: stop, goals), state: FrameState(frame))
    }

    /// Lets the side that has gone less far go on to where the other one is.
    private func goingOn(_ side: Side, to other: Side) throws -> Side {
        let place: Int
        switch side.end {
        case .joined: place = join
        case .left(let target, _): place = target
        case .returned, .raised: return side
        }
        guard !side.state.hasSharedIterator else { throw StagingError.sharedIterator }
        guard case .left(let goal, let jump) = other.end else {
            return try self.side(side.isTrue, from: place, side.state, until: [])
        }
        var moved = try self.side(side.isTrue, from: place, side.state, until: [goal])
        if case .left(goal, _) = moved.end { moved.end = .left(goal, jump: jump) }
        guard moved.end.reach > side.end.reach || moved.end.reach >= other.end.reach || moved.end != side.end else {
            throw StagingError.noJoin
        }
        return moved
    }

    /// The instructions that belong to a path to some goals; without goals, all of the function.
    private func coveredRange(_ goals: Set<Int>) -> Range<Int> {
        guard let last = goals.max(), goals.allSatisfy({ $0 > index }) else {
            guard let goal = goals.first else { return 0..<code.instructionCount }
            // The `if` of a comprehension leads back to the next element.
            let regionEnd = code.regions.filter { $0.kind == .for && $0.head.lowerBound == goal }.map(\.body.upperBound)
                .max()
            return min(goal, index)..<(regionEnd ?? code.instructionCount)
        }
        return index..<last
    }

    /// Where a path leaves its range: returns, exceptions, and jumps to places outside.
    private func escapes(in range: Range<Int>, _ goals: Set<Int>) -> Set<Int> {
        var places = Set<Int>()
        for place in range {
            let instruction = evaluator.original(code, place)
            switch instruction.operation {
            case .return, .returnNone, .yield, .yieldFrom: places.insert(place)
            case .raise, .assertionFailed: if place > index || goals.isEmpty { places.insert(place) }
            case .jump, .loop:
                let target = Int(instruction.a)
                if !range.contains(target), !goals.contains(target) { places.insert(place) }
            default: break
            }
        }
        return places
    }

    private func end(at stop: Int, _ goals: Set<Int>) throws -> End {
        if goals.contains(stop) { return stop == join ? .joined : .left(stop, jump: stop) }
        let instruction = evaluator.original(code, stop)
        switch instruction.operation {
        case .return, .returnNone: return .returned(stop)
        case .jump, .loop:
            let target = Int(instruction.a)
            return target == join ? .joined : .left(target, jump: stop)
        case .raise, .assertionFailed:
            try stager.raise(try exception(of: instruction), evaluator)
            return .raised
        default: throw StagingError.yieldInSide
        }
    }

    /// What an instruction is about to raise.
    private func exception(of instruction: Instruction) throws -> Value {
        let value = instruction.a >= 0 ? frame.pointee.registers[Int(instruction.a)] : .undefined
        if instruction.operation == .assertionFailed {
            return .object(PythonError(.assertionError, value.isUndefined ? [] : [value]).exception)
        }
        return .object(try evaluator.error(raising: value, .undefined).exception)
    }

    // MARK: Meeting

    private func meet(_ first: Side, _ second: Side) throws {
        if case .raised = first.end { return try resume(second, second.state) }
        if case .raised = second.end { return try resume(first, first.state) }
        let (whenTrue, whenFalse) = first.isTrue ? (first, second) : (second, first)
        let state = try whenTrue.state.merged(with: whenFalse.state, localCount: code.localCount) {
            try stager.merge(test, $0, $1, evaluator)
        }
        guard case .returned(let place) = first.end, case .returned(let other) = second.end else {
            return try resume(first, state)
        }
        try meetAtReturn(first, place, second, other, state)
    }

    /// Both sides return: the function returns what its caller will choose between.
    private func meetAtReturn(
        _ first: Side, _ firstPlace: Int, _ second: Side, _ secondPlace: Int, _ state: FrameState
    ) throws {
        let values = [(first, firstPlace), (second, secondPlace)].map { side, place in
            side.state.returned(by: evaluator.original(code, place))
        }
        let (whenTrue, whenFalse) = first.isTrue ? (values[0], values[1]) : (values[1], values[0])
        let merged = try whenTrue.isSame(as: whenFalse) ? whenTrue : stager.merge(test, whenTrue, whenFalse, evaluator)
        let place = [firstPlace, secondPlace].first { evaluator.original(code, $0).operation == .return } ?? firstPlace
        state.restore(frame)
        let instruction = evaluator.original(code, place)
        if instruction.operation == .return { frame.pointee.registers[Int(instruction.a)] = merged }
        frame.pointee.position = code.instructions + place
    }

    private func resume(_ side: Side, _ state: FrameState) throws {
        state.restore(frame)
        switch side.end {
        case .joined: frame.pointee.position = code.instructions + join
        // By the jump, where a path around this branch looks for it.
        case .left(_, let place), .returned(let place): frame.pointee.position = code.instructions + place
        case .raised: throw StagingError.noJoin
        }
    }
}

extension FrameState {
    /// The value that a `return` instruction gives.
    func returned(by instruction: Instruction) -> Value {
        instruction.operation == .return ? register(Int(instruction.a)) : .none
    }
}
