/// Branches on unknown values: both sides of the branch run in the frame that they stand in, one after the other, each
/// until the place where the sides meet again.
extension Evaluator {
    /// Stages the branch that the innermost frame is at; afterwards the frame is where the sides meet.
    /// Always throws: the machine takes `BranchStaged` as the order to go on from there.
    func stageBranch(on test: Value, _ stager: any Stager) throws -> Never {
        let frame = stack.current
        let code = frame.pointee.code.takeUnretainedValue()
        let index = frame.pointee.position - code.instructions
        if testFrames.last == frame { throw UnknownTest(value: test, index: index) }
        let branch = BranchTargets(original(code, index), at: index)
        if let region = code.innermostLoopTest(at: index) {
            try stageWhile(region, test, at: index, frame, stager)
        } else {
            guard let join = code.join(of: branch, at: index) else {
                throw StagingError.noJoin
            }
            let runner = PathRunner(evaluator: self, stager: stager, frame: frame, code: code)
            try BranchStaging(runner, at: index).run(test, branch, join: join)
        }
        throw BranchStaged()
    }

    /// The instruction that stood at a place before staging marked it.
    func original(_ code: Code, _ index: Int) -> Instruction {
        markedInstructions[code.instructions + index]?.instruction ?? code.instructions[index]
    }

    /// Runs the innermost frame until it comes to one of the places; gives the place.
    func runPath(_ frame: UnsafeMutablePointer<Frame>, until stops: Set<Int>, within region: Range<Int>) throws -> Int {
        try checkNativeStack()
        let code = frame.pointee.code.takeUnretainedValue()
        let start = frame.pointee.position - code.instructions
        if stops.contains(start) { return start }
        // Every end of the function is marked, so that a path never leaves its frame.
        let places = stops.union(ends(of: code)).map { code.instructions + $0 }
        let hidden = hideMarks(of: code, but: Set(places))
        for place in places { mark(place) }
        pathFrames.append(frame)
        defer {
            pathFrames.removeLast()
            for place in places { unmark(place) }
            for place in hidden { place.pointee = Instruction(.endPath) }
        }
        return try followPath(frame, code, until: stops, within: region)
    }

    /// The instructions at which a call of the function ends or pauses.
    private func ends(of code: Code) -> [Int] {
        (0..<code.instructionCount).filter { index in
            switch original(code, index).operation {
            case .return, .returnNone, .yield, .yieldFrom: true
            default: false
            }
        }
    }

    /// Puts the instructions back that paths around this one are to end at: this one may have to go further.
    private func hideMarks(
        of code: Code, but places: Set<UnsafeMutablePointer<Instruction>>
    ) -> [UnsafeMutablePointer<Instruction>] {
        let end = code.instructions + code.instructionCount
        let hidden = markedInstructions.keys.filter {
            $0 >= code.instructions && $0 < end && !places.contains($0) && $0.pointee.operation == .endPath
        }
        for place in hidden { if let known = markedInstructions[place] { place.pointee = known.instruction } }
        return Array(hidden)
    }

    private func mark(_ place: UnsafeMutablePointer<Instruction>) {
        let known = markedInstructions[place]
        markedInstructions[place] = (known?.instruction ?? place.pointee, (known?.count ?? 0) + 1)
        place.pointee = Instruction(.endPath)
    }

    private func unmark(_ place: UnsafeMutablePointer<Instruction>) {
        guard let known = markedInstructions[place] else { return }
        if known.count > 1 {
            markedInstructions[place] = (known.instruction, known.count - 1)
        } else {
            place.pointee = known.instruction
            markedInstructions[place] = nil
        }
    }

    private func followPath(
        _ frame: UnsafeMutablePointer<Frame>, _ code: Code, until stops: Set<Int>, within region: Range<Int>
    ) throws -> Int {
        while true {
            do {
                _ = try loop()
                throw StagingError.leftFrame
            } catch is PathEnded {
                let stop = frame.pointee.position - code.instructions
                guard stops.contains(stop) else { throw StagingError.leftFrame }
                return stop
            } catch is BranchStaged {
                continue
            } catch let test as UnknownTest {
                throw test
            } catch let end as NothingFollows {
                throw end
            } catch {
                try unwind(error, downTo: frame, within: region)
            }
        }
    }

    /// Finds the handler of an error on a path: in frames above the path's, or in the part of it that the path covers.
    private func unwind(_ thrown: any Error, downTo frame: UnsafeMutablePointer<Frame>, within region: Range<Int>)
        throws
    {
        let error = pythonError(thrown)
        while true {
            let current = stack.current
            let code = current.pointee.code.takeUnretainedValue()
            let index = current.pointee.position - code.instructions
            let handler = code.handlers.first { $0.range.contains(index) }
            if let handler, current > frame || region.contains(handler.target) {
                current.pointee.registers[handler.register] = .object(error.exception)
                current.pointee.position = code.instructions + handler.target
                return
            }
            guard current > frame else { throw error }
            current.pointee.generator?.takeUnretainedValue().finish(.none)
            popFrame()
        }
    }

    /// The instruction that marks the end of a path.
    func stepEndPath(_ frame: UnsafeMutablePointer<Frame>) throws {
        guard pathFrames.last == frame else { throw StagingError.recursion }
        throw PathEnded()
    }
}

/// Tells the machine that the frame's position has moved to where the sides of a branch meet.
struct BranchStaged: Error {}

/// A path has come to its end.
struct PathEnded: Error {}

/// A test in the head of a `while` met an unknown value.
struct UnknownTest: Error, @unchecked Sendable {  // Stays on the thread of its evaluator.
    let value: Value
    let index: Int
}

/// What cannot be staged, as the TypeError that user code sees.
enum StagingError {
    static var noJoin: PythonError { error("decide this condition here") }
    static var leftFrame: PythonError { error("decide whether this function goes on") }
    static var recursion: PythonError { error("decide how deep a function calls itself") }
    static var sharedIterator: PythonError { error("end a loop over an iterator that cannot be copied") }
    static var yieldInSide: PythonError { error("decide whether a generator yields") }

    private static func error(_ use: String) -> PythonError {
        PythonError(.typeError, "this value is not known before the model runs, so it cannot \(use)")
    }
}

/// Where the two sides of a branch begin.
struct BranchTargets {
    let whenTrue: Int
    let whenFalse: Int
    let jump: Int
    let keepsValue: Bool

    init(_ instruction: Instruction, at index: Int) {
        jump = Int(instruction.c)
        let isComparison = instruction.operation == .branchCompare || instruction.operation == .branchCompareInteger
        let jumpsWhenTrue = isComparison ? instruction.detail & 1 != 0 : instruction.detail != 0
        whenTrue = jumpsWhenTrue ? jump : index + 1
        whenFalse = jumpsWhenTrue ? index + 1 : jump
        keepsValue = instruction.operation == .branchKeeping
    }
}

extension Code {
    /// The `while` whose test stands at a place: its test stands before the body and again behind it.
    func innermostLoopTest(at index: Int) -> Region? {
        regions.filter { region in
            region.kind == .while
                && (region.head.contains(index)
                    || region.body.upperBound <= index && index < region.otherwise.lowerBound)
        }.min { $0.head.count < $1.head.count }
    }

    /// Where the sides of a branch meet again.
    func join(of branch: BranchTargets, at index: Int) -> Int? {
        if branch.keepsValue { return branch.jump }
        if branch.jump <= index, !regions.contains(where: { $0.kind == .choice && $0.head.contains(index) }) {
            return branch.jump
        }
        let region = regions.filter { ($0.kind == .if || $0.kind == .choice) && $0.head.contains(index) }
            .min { $0.head.count < $1.head.count }
        return region?.join
    }
}
