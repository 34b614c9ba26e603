/// A way that a program may go on from a branch on an unknown value: to which place, under which condition, and with
/// which variables.
struct Way {
    /// Where control goes; `Way.returning` for the end of the function.
    var place: Int
    /// The instruction that goes there, such as the jump of a `break`; the place itself when nothing jumps.
    var stop: Int
    /// What holds when this way is taken; `True` when it always is.
    var condition: Value
    var state: FrameState
    /// What a `return` gives.
    var returned: Value?

    static let returning = Int.max

    /// The same way under another condition.
    func when(_ condition: Value) -> Way {
        var way = self
        way.condition = condition
        return way
    }
}

/// One side of a branch, or the body of a loop, while it runs in its frame. A branch inside it may send some cases to
/// where the path ends before the others are there: they are parked, and the path goes on without them.
final class StagedPath {
    let frame: UnsafeMutablePointer<Frame>
    let stops: Set<Int>
    private(set) var parked: [Way] = []

    init(_ frame: UnsafeMutablePointer<Frame>, _ stops: Set<Int>) {
        self.frame = frame
        self.stops = stops
    }

    func add(_ way: Way) { parked.append(way) }

    /// Where this path ends if it takes a way; nil when the way leads further inside.
    func stop(of way: Way) -> Int? {
        stops.contains(way.stop) ? way.stop : stops.contains(way.place) ? way.place : nil
    }
}

/// Every way on has raised an exception: what comes next is never reached.
struct NothingFollows: Error {}

/// Runs paths and brings their ends together.
struct PathRunner {
    let evaluator: Evaluator
    let stager: any Stager
    let frame: UnsafeMutablePointer<Frame>
    let code: Code

    /// Runs from where the frame is to one of the goals, out of the covered range or to one of the turns of endless
    /// loops; gives all ways that it may end.
    func run(until goals: Set<Int>, within covered: Range<Int>, turns: Set<Int> = []) throws -> [Way] {
        let path = StagedPath(frame, goals.union(escapes(in: covered, goals, turns)))
        evaluator.stagedPaths.append(path)
        var ways: [Way]
        do {
            defer { evaluator.stagedPaths.removeLast() }
            let stop = try evaluator.runPath(frame, until: path.stops, within: covered)
            ways = try way(at: stop, goals).map { [$0] } ?? []
        } catch is NothingFollows {
            evaluator.dropFrames(above: frame)
            ways = []
        } catch {
            for _ in path.parked { stager.closeSide(evaluator) }
            throw error
        }
        for parked in path.parked.reversed() {
            stager.closeSide(evaluator)
            ways = try combined(parked.condition, [parked.when(true)], ways)
        }
        return ways
    }

    /// Runs under the condition that a test is true, or that it is false.
    func run(
        when test: Value, is truth: Bool, from place: Int, _ state: FrameState, until goals: Set<Int>,
        within covered: Range<Int>, turns: Set<Int> = []
    ) throws -> [Way] {
        state.restore(frame)
        frame.pointee.position = code.instructions + place
        try stager.openSide(of: test, isTrue: truth, evaluator)
        defer { stager.closeSide(evaluator) }
        return try run(until: goals, within: covered, turns: turns)
    }

    /// Where a path leaves its range: returns, exceptions, jumps to places outside and to turns.
    private func escapes(in range: Range<Int>, _ goals: Set<Int>, _ turns: Set<Int>) -> Set<Int> {
        var places = Set<Int>()
        for place in range {
            let instruction = evaluator.original(code, place)
            switch instruction.operation {
            case .return, .returnNone, .yield, .yieldFrom, .raise, .assertionFailed: places.insert(place)
            case .jump, .loop:
                let target = Int(instruction.a)
                if turns.contains(target) || !range.contains(target) && !goals.contains(target) {
                    places.insert(place)
                }
            default: break
            }
        }
        return places
    }

    /// The way that goes on from where a path ended; nil when it raises.
    private func way(at stop: Int, _ goals: Set<Int>) throws -> Way? {
        let state = FrameState(frame)
        let instruction = evaluator.original(code, stop)
        if goals.contains(stop) { return Way(place: stop, stop: stop, condition: true, state: state) }
        switch instruction.operation {
        case .return, .returnNone:
            let value = instruction.operation == .return ? state.register(Int(instruction.a)) : .none
            return Way(place: Way.returning, stop: stop, condition: true, state: state, returned: value)
        case .jump, .loop: return Way(place: Int(instruction.a), stop: stop, condition: true, state: state)
        case .raise, .assertionFailed:
            try stager.raise(try exception(of: instruction), evaluator)
            return nil
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

    // MARK: Bringing ways together

    /// The ways of two sides: those that lead to one place become one way with merged variables.
    func combined(_ test: Value, _ whenTrue: [Way], _ whenFalse: [Way]) throws -> [Way] {
        // A side that raises ends the run, so nothing has to be chosen.
        if whenTrue.isEmpty { return whenFalse }
        if whenFalse.isEmpty { return whenTrue }
        var result: [Way] = []
        for way in whenTrue {
            let other = whenFalse.first { $0.place == way.place }
            let condition = try chosen(test, way.condition, other?.condition ?? false)
            result.append(try other.map { try merged(test, way, $0) }?.when(condition) ?? way.when(condition))
        }
        for way in whenFalse where !whenTrue.contains(where: { $0.place == way.place }) {
            result.append(way.when(try chosen(test, false, way.condition)))
        }
        return result
    }

    private func merged(_ test: Value, _ way: Way, _ other: Way) throws -> Way {
        var result = way
        result.state = try way.state.merged(with: other.state, localCount: code.localCount) {
            try stager.merge(test, $0, $1, evaluator)
        }
        if way.stop == way.place { result.stop = other.stop }
        guard let value = way.returned, let second = other.returned else { return result }
        if evaluator.original(code, result.stop).operation == .returnNone { result.stop = other.stop }
        result.returned = try value.isSame(as: second) ? value : stager.merge(test, value, second, evaluator)
        return result
    }

    /// `test and first or not test and second`, for conditions.
    private func chosen(_ test: Value, _ first: Value, _ second: Value) throws -> Value {
        if case .bool(let one) = first, case .bool(let other) = second {
            if one == other { return first }
            return one ? test : try stager.negated(test, evaluator)
        }
        return try stager.merge(test, first, second, evaluator)
    }

    /// Puts the frame onto a way: the next instruction is the one that goes there.
    func resume(_ way: Way, at stop: Int? = nil) {
        way.state.restore(frame)
        let place = stop ?? way.stop
        let instruction = evaluator.original(code, place)
        if let value = way.returned, instruction.operation == .return {
            frame.pointee.registers[Int(instruction.a)] = value
        }
        frame.pointee.position = code.instructions + place
    }
}

extension Evaluator {
    /// Leaves all calls that were made from a frame and have not ended.
    fileprivate func dropFrames(above frame: UnsafeMutablePointer<Frame>) {
        while stack.current > frame {
            stack.current.pointee.generator?.takeUnretainedValue().finish(.none)
            popFrame()
        }
    }
}

extension Code {
    /// The `while True` whose body begins at a place.
    func endlessLoop(startingAt place: Int) -> Region? {
        regions.first { $0.kind == .while && $0.head.isEmpty && $0.body.lowerBound == place }
    }
}
