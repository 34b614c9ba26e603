/// A loop while its body is being staged: the body runs once, with values of the graph for the variables that it changes.
struct LoopStaging {
    private let runner: PathRunner
    private let region: Region
    /// Where a turn of the body ends.
    private let goal: Int
    /// Where the program goes on when the loop is done; nil for a loop that only ends by being left.
    private let done: Int?

    init(_ runner: PathRunner, _ region: Region, goal: Int, done: Int?) {
        self.runner = runner
        self.region = region
        self.goal = goal
        self.done = done
    }

    private var frame: UnsafeMutablePointer<Frame> { runner.frame }
    private var stager: any Stager { runner.stager }

    /// Stages a `while True` of which a way is at the beginning of a turn.
    static func endless(_ way: Way, _ region: Region, _ runner: PathRunner) throws -> [Way] {
        way.state.restore(runner.frame)
        try runner.stager.openSide(of: way.condition, isTrue: true, runner.evaluator)
        defer { runner.stager.closeSide(runner.evaluator) }
        let staging = LoopStaging(runner, region, goal: region.body.upperBound, done: nil)
        return try staging.run(over: nil, test: true) { true }
    }

    /// Stages the loop that the frame stands before; gives the ways on behind it. `again` gives the test for one more turn.
    func run(over elements: Value?, test: Value, again: () throws -> Value) throws -> [Way] {
        let start = FrameState(frame)
        let places = region.assignedNames.compactMap { VariablePlace($0, runner.code, frame) }
        let carried = places.filter { !$0.value(in: frame).isUndefined }
        let unset = places.filter { $0.value(in: frame).isUndefined }
        let initials = carried.map { $0.value(in: frame) }
        let loop = try stager.openLoop(over: elements, carrying: initials, runner.evaluator)
        do {
            for (place, value) in zip(carried, loop.carried) { place.set(value, in: frame) }
            let before = FrameState(frame)
            enterBody(loop.item)
            let turn = try turn(try runner.run(until: [goal], within: region.body), again)
            turn.state.restore(frame)
            let fresh = unset.map { (place: $0, value: $0.value(in: frame)) }.filter { !$0.value.isUndefined }
            let made = fresh.filter { isMade($0.value) }
            let growth = try grownLists(from: before, to: FrameState(frame))
            let outputs = try stager.closeLoop(
                loop,
                StagedLoop.Ending(
                    test: test, nextTest: turn.nextTest, isLeft: turn.isLeft, initials: initials,
                    finals: carried.map { $0.value(in: frame) }, extras: turn.extras + made.map(\.value),
                    growth: growth.map(\.elements)),
                runner.evaluator)
            try restore(start, extending: growth.map(\.list), by: outputs.suffix(growth.count))
            for (place, value) in fresh { place.set(value, in: frame) }
            let changed = carried + made.map(\.place)
            let values = outputs.prefix(carried.count) + outputs.dropLast(growth.count).suffix(made.count)
            for (place, value) in zip(changed, values) { place.set(value, in: frame) }
            return try ways(after: turn, Array(outputs.dropFirst(carried.count)))
        } catch {
            stager.abandonLoop(loop, runner.evaluator)
            throw error
        }
    }

    private func enterBody(_ item: Value) {
        if region.kind == .for {
            frame.pointee.registers[Int(runner.evaluator.original(runner.code, goal).a)] = item
            frame.pointee.position = runner.code.instructions + goal + 1
        } else {
            frame.pointee.position = runner.code.instructions + region.body.lowerBound
        }
    }

    /// Whether a value that a turn gave to a variable can be another one in the next turn.
    private func isMade(_ value: Value) -> Bool {
        stager.isUnknown(value) || value.as(List.self) != nil || value.as(Tuple.self) != nil
            || value.as(Dict.self) != nil
    }

    // MARK: A turn

    /// What one run of the body leads to.
    private struct Turn {
        var state: FrameState
        /// Whether there is one more turn.
        var nextTest: Value
        /// Whether the loop is left by `break` or `return`; undefined when it never is.
        var isLeft = Value.undefined
        /// By which ways it is left.
        var exits: [Way]

        /// Whether each of these ways was taken, and what each `return` gives.
        var extras: [Value] { exits.map(\.condition) + exits.compactMap(\.returned) }
    }

    private func turn(_ ends: [Way], _ again: () throws -> Value) throws -> Turn {
        let exits = ends.filter { $0.place != goal }
        guard let end = ends.first(where: { $0.place == goal }) else {
            guard let last = exits.last else { throw NothingFollows() }
            var turn = Turn(state: last.state, nextTest: false, isLeft: true, exits: exits)
            for exit in exits.dropLast() { turn.state = try merged(exit, turn.state) }
            return turn
        }
        let (state, nextTest) = try tested(end, again)
        var turn = Turn(state: state, nextTest: nextTest, exits: exits)
        for exit in exits {
            turn.state = try merged(exit, turn.state)
            turn.isLeft = try turn.isLeft.isUndefined ? exit.condition : either(exit.condition, turn.isLeft)
        }
        return turn
    }

    private func merged(_ exit: Way, _ other: FrameState) throws -> FrameState {
        try exit.state.merged(with: other, localCount: runner.code.localCount) {
            try stager.merge(exit.condition, $0, $1, runner.evaluator)
        }
    }

    private func either(_ first: Value, _ second: Value) throws -> Value {
        try stager.merge(first, true, second, runner.evaluator)
    }

    /// The test for the next turn, under the condition that the body came to its end.
    private func tested(_ way: Way, _ again: () throws -> Value) throws -> (state: FrameState, nextTest: Value) {
        way.state.restore(frame)
        if case .bool(true) = way.condition {
            let test = try again()
            return (FrameState(frame), test)
        }
        try stager.openSide(of: way.condition, isTrue: true, runner.evaluator)
        defer { stager.closeSide(runner.evaluator) }
        let test = try again()
        return (FrameState(frame), test)
    }

    /// The lists that the body appended to, with what it appended.
    private func grownLists(from before: FrameState, to after: FrameState) throws -> [(list: List, elements: Value)] {
        try before.lists.compactMap { list, elements in
            if let replaced = before.replacement(of: list, in: after), stager.isUnknown(replaced) {
                let slice = Value.object(Slice(.int(elements.count), .none, .none))
                return (list, try runner.evaluator.getItem(replaced, slice))
            }
            let now = list.elements
            guard now.count > elements.count else { return nil }
            return (list, Value(Array(now[elements.count...])))
        }
    }

    // MARK: Behind the loop

    /// Puts the variables back to what they were before the loop, but for the lists that it appended to.
    private func restore(_ start: FrameState, extending lists: [List], by additions: ArraySlice<Value>) throws {
        var state = start
        for (list, added) in zip(lists, additions) {
            let elements = start.elements(of: list) ?? []
            state.replace(list, by: try stager.extended(Value(elements), with: added, runner.evaluator))
        }
        state.restore(frame)
    }

    /// `outputs` begin with whether each exit was taken, and with what returns give.
    private func ways(after turn: Turn, _ outputs: [Value]) throws -> [Way] {
        let state = FrameState(frame)
        var returned = outputs.dropFirst(turn.exits.count).makeIterator()
        var ways = zip(turn.exits, outputs).map { exit, flag in
            Way(
                place: exit.place, stop: exit.stop, condition: flag, state: state,
                returned: exit.returned == nil ? nil : returned.next())
        }
        guard let done else {
            if ways.count == 1 { ways[0].condition = true }
            return ways
        }
        var isLeft = Value.undefined
        for way in ways { isLeft = try isLeft.isUndefined ? way.condition : either(way.condition, isLeft) }
        let isDone = try isLeft.isUndefined ? true : stager.negated(isLeft, runner.evaluator)
        return ways + [Way(place: done, stop: done, condition: isDone, state: state)]
    }
}

/// Where a variable of a running body lives.
private enum VariablePlace {
    case register(Int)
    case global(Int)
    case cell(Cell)

    init?(_ name: Symbol, _ code: Code, _ frame: UnsafeMutablePointer<Frame>) {
        if code.kind != .module, let index = code.localNames.firstIndex(of: name) {
            self = frame.pointee.registers[index].as(Cell.self).map { .cell($0) } ?? .register(index)
        } else if let function = frame.pointee.function?.takeUnretainedValue() as? Function,
            let index = code.freeNames.firstIndex(of: name)
        {
            self = .cell(function.closure[index])
        } else if let slot = code.globals.find(name) {
            self = .global(slot)
        } else {
            return nil
        }
    }

    func value(in frame: UnsafeMutablePointer<Frame>) -> Value {
        switch self {
        case .register(let index): frame.pointee.registers[index]
        case .global(let slot): frame.pointee.code.takeUnretainedValue().globals.slots[slot]
        case .cell(let cell): cell.value
        }
    }

    func set(_ value: Value, in frame: UnsafeMutablePointer<Frame>) {
        switch self {
        case .register(let index): frame.pointee.registers[index] = value
        case .global(let slot): frame.pointee.code.takeUnretainedValue().globals.slots[slot] = value
        case .cell(let cell): cell.value = value
        }
    }
}
