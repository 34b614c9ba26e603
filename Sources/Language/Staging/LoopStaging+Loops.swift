/// Loops whose test or whose elements are not known: the body runs once and becomes a body in the graph.
extension Evaluator {
    func stageWhile(
        _ region: Region, _ test: Value, at index: Int, _ frame: UnsafeMutablePointer<Frame>, _ stager: any Stager
    ) throws {
        let code = frame.pointee.code.takeUnretainedValue()
        let again = region.body.upperBound
        let done = region.otherwise.lowerBound
        let tests = LoopTests(trueAt: region.body.lowerBound, falseAt: done)
        let first = try symbolicTest(test, at: index, tests, frame, stager)
        let runner = PathRunner(evaluator: self, stager: stager, frame: frame, code: code)
        let staging = LoopStaging(runner, region, goal: again, done: done)
        let ways = try staging.run(over: nil, test: first) {
            frame.pointee.position = code.instructions + again + 1
            return try self.testValue(tests, frame, stager)
        }
        try BranchStaging(runner, at: region.head.lowerBound).meet(ways)
    }

    /// Stages the loop whose `next` the frame is at.
    func stageFor(over elements: Value, _ frame: UnsafeMutablePointer<Frame>, _ stager: any Stager) throws -> Never {
        let code = frame.pointee.code.takeUnretainedValue()
        let index = frame.pointee.position - code.instructions
        let instruction = original(code, index)
        guard let region = code.regions.first(where: { $0.kind == .for && $0.head.lowerBound == index }) else {
            throw StagingError.noJoin
        }
        let runner = PathRunner(evaluator: self, stager: stager, frame: frame, code: code)
        let staging = LoopStaging(runner, region, goal: index, done: Int(instruction.c))
        let ways = try staging.run(over: elements, test: .undefined) { .undefined }
        try BranchStaging(runner, at: index).meet(ways)
        throw BranchStaged()
    }

    /// Where a test of a `while` leads.
    struct LoopTests {
        let trueAt: Int
        let falseAt: Int
    }

    /// A test that may consist of several branches, as one value.
    private func symbolicTest(
        _ test: Value, at index: Int, _ tests: LoopTests, _ frame: UnsafeMutablePointer<Frame>, _ stager: any Stager
    ) throws -> Value {
        let code = frame.pointee.code.takeUnretainedValue()
        let branch = BranchTargets(original(code, index), at: index)
        func outcome(_ place: Int, _ isTrue: Bool) throws -> Value {
            if place == tests.trueAt || place == tests.falseAt { return .bool(place == tests.trueAt) }
            try stager.openSide(of: test, isTrue: isTrue, self)
            defer { stager.closeSide(self) }
            frame.pointee.position = code.instructions + place
            return try testValue(tests, frame, stager)
        }
        let whenTrue = try outcome(branch.whenTrue, true)
        let whenFalse = try outcome(branch.whenFalse, false)
        if case .bool(let first) = whenTrue, case .bool(let second) = whenFalse, first != second {
            return first ? test : try stager.negated(test, self)
        }
        return try stager.merge(test, whenTrue, whenFalse, self)
    }

    /// Runs a test from where the frame is.
    private func testValue(
        _ tests: LoopTests, _ frame: UnsafeMutablePointer<Frame>, _ stager: any Stager
    ) throws -> Value {
        testFrames.append(frame)
        do {
            let stop = try runPath(frame, until: [tests.trueAt, tests.falseAt], within: 0..<0)
            testFrames.removeLast()
            return .bool(stop == tests.trueAt)
        } catch let unknown as UnknownTest {
            testFrames.removeLast()
            return try symbolicTest(unknown.value, at: unknown.index, tests, frame, stager)
        } catch {
            testFrames.removeLast()
            throw error
        }
    }
}
