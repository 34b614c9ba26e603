/// A branch on an unknown value: runs both sides and leaves the frame where all ways from there meet, with merged
/// variables. The way that has gone least far always goes on first, as far as the next one.
struct BranchStaging {
    private let runner: PathRunner
    /// Where the branch stands.
    private let index: Int

    init(_ runner: PathRunner, at index: Int) {
        self.runner = runner
        self.index = index
    }

    private var code: Code { runner.code }

    func run(_ test: Value, _ branch: BranchTargets, join: Int) throws {
        let start = FrameState(runner.frame)
        let covered = covered(from: index, [join])
        let whenTrue = try runner.run(
            when: test, is: true, from: branch.whenTrue, start, until: [join], within: covered)
        let whenFalse = try runner.run(
            when: test, is: false, from: branch.whenFalse, start, until: [join], within: covered)
        try meet(try runner.combined(test, whenTrue, whenFalse))
    }

    /// Goes on until one way is left, which the frame then takes; ways that lead out of the path around this branch
    /// wait there.
    func meet(_ ends: [Way]) throws {
        var ways = ends.sorted { rank($0) < rank($1) }
        while ways.count > 1 {
            if try parks(ways.dropFirst()) { break }
            let near = ways.removeFirst()
            let further = try goOn(near, to: Set(ways.map(\.place)))
            ways = try runner.combined(near.condition, further, ways).sorted { rank($0) < rank($1) }
        }
        guard let last = ways.first else {
            if runner.evaluator.stagedPaths.isEmpty { throw StagingError.noJoin }
            throw NothingFollows()
        }
        runner.resume(last, at: runner.evaluator.stagedPaths.last.flatMap { ownStop(of: last, in: $0) })
    }

    private func ownStop(of way: Way, in path: StagedPath) -> Int? {
        path.frame == runner.frame ? path.stop(of: way) : nil
    }

    /// Leaves ways to the path around this branch, if all of them lead to its end.
    private func parks(_ ways: ArraySlice<Way>) throws -> Bool {
        guard let path = runner.evaluator.stagedPaths.last, path.frame == runner.frame else { return false }
        let stops = ways.compactMap { path.stop(of: $0) }
        guard stops.count == ways.count else { return false }
        for (way, stop) in zip(ways, stops) {
            var way = way
            way.stop = stop
            try path.park(way, runner)
        }
        return true
    }

    /// Lets a way go on to one of some places.
    private func goOn(_ way: Way, to places: Set<Int>) throws -> [Way] {
        guard !way.state.hasSharedIterator else { throw StagingError.sharedIterator }
        let goals = places.subtracting([Way.returning])
        if endlessTurns.contains(way.place), let loop = code.endlessLoop(startingAt: way.place) {
            return try LoopStaging.endless(way, loop, runner)
        }
        return try runner.run(
            when: way.condition, is: true, from: way.place, way.state, until: goals,
            within: covered(from: way.place, goals), turns: endlessTurns)
    }

    /// Where the turns of a `while True` around the branch begin: it is staged from its second turn on.
    private var endlessTurns: Set<Int> {
        Set(
            code.regions.filter { $0.kind == .while && $0.head.isEmpty && $0.range.contains(index) }.map(
                \.body.lowerBound))
    }

    /// The instructions that belong to a path to some goals; without goals, all of the function.
    private func covered(from place: Int, _ goals: Set<Int>) -> Range<Int> {
        guard !goals.isEmpty else { return 0..<code.instructionCount }
        let low = min(place, index, goals.min() ?? index)
        // A place behind is the head of a loop: the rest of its body leads there.
        let ends = goals.map { goal in
            goal > index ? goal : code.regions.filter { $0.range.lowerBound == goal }.map(\.range.upperBound).max()
        }
        let high = ends.reduce(low) { max($0, $1 ?? code.instructionCount) }
        return low..<high
    }

    /// How far a way leads: to a place in the innermost loop, to its next turn, behind it, to the next turn of the loop
    /// around it, and so on.
    private func rank(_ way: Way) -> (Int, Int) {
        guard way.place != Way.returning else { return (Int.max, 0) }
        let loops = code.regions.filter { $0.isLoop && $0.range.contains(index) }.sorted {
            $0.range.count < $1.range.count
        }
        for (depth, loop) in loops.enumerated() where loop.range.contains(way.place) {
            return (2 * depth + (way.place <= index ? 1 : 0), way.place)
        }
        return (2 * loops.count, way.place)
    }
}

extension StagedPath {
    /// Keeps a way for the end of this path, which goes on under the condition that the way is not taken.
    fileprivate func park(_ way: Way, _ runner: PathRunner) throws {
        try runner.stager.openSide(of: way.condition, isTrue: false, runner.evaluator)
        add(way)
    }
}

extension Region {
    var isLoop: Bool { kind == .for || kind == .while }

    /// From the test of a loop to where it goes when it is done.
    var range: Range<Int> { head.lowerBound..<max(body.upperBound, otherwise.lowerBound) }
}
