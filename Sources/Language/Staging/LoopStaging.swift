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
        let staging = LoopStaging(self, stager, frame, region)
        try staging.run(over: nil, entry: { _ in frame.pointee.position = code.instructions + region.body.lowerBound })
        {
            staging, loop in
            try staging.runBody(until: [again])
            frame.pointee.position = code.instructions + again + 1
            return (first, try self.testValue(tests, frame, stager))
        }
        frame.pointee.position = code.instructions + done
    }

    /// Stages the loop whose `next` the frame is at.
    func stageFor(over elements: Value, _ frame: UnsafeMutablePointer<Frame>, _ stager: any Stager) throws -> Never {
        let code = frame.pointee.code.takeUnretainedValue()
        let index = frame.pointee.position - code.instructions
        let instruction = original(code, index)
        guard let region = code.regions.first(where: { $0.kind == .for && $0.head.lowerBound == index }) else {
            throw StagingError.noJoin
        }
        let staging = LoopStaging(self, stager, frame, region)
        try staging.run(
            over: elements,
            entry: { item in
                frame.pointee.registers[Int(instruction.a)] = item
                frame.pointee.position = code.instructions + index + 1
            }
        ) { staging, _ in
            try staging.runBody(until: [index, region.body.upperBound - 1])
            return (.undefined, .undefined)
        }
        frame.pointee.position = code.instructions + Int(instruction.c)
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

/// A loop while its body is being staged.
struct LoopStaging {
    private let evaluator: Evaluator
    private let stager: any Stager
    private let frame: UnsafeMutablePointer<Frame>
    private let code: Code
    private let region: Region

    init(_ evaluator: Evaluator, _ stager: any Stager, _ frame: UnsafeMutablePointer<Frame>, _ region: Region) {
        self.evaluator = evaluator
        self.stager = stager
        self.frame = frame
        code = frame.pointee.code.takeUnretainedValue()
        self.region = region
    }

    /// Runs the body once. `entry` puts the frame at its beginning; `body` runs it and gives the first and the next test.
    func run(
        over elements: Value?, entry: (Value) -> Void,
        body: (LoopStaging, StagedLoop) throws -> (Value, Value)
    ) throws {
        let start = FrameState(frame)
        let carried = region.assignedNames.compactMap { VariablePlace($0, code, frame) }
            .filter { !$0.value(in: frame).isUndefined }
        let initials = carried.map { $0.value(in: frame) }
        let loop = try stager.openLoop(over: elements, carrying: initials, evaluator)
        do {
            for (place, value) in zip(carried, loop.carried) { place.set(value, in: frame) }
            let before = FrameState(frame)
            entry(loop.item)
            let (test, nextTest) = try body(self, loop)
            let finals = carried.map { $0.value(in: frame) }
            let after = FrameState(frame)
            let growth = try grownLists(from: before, to: after)
            let outputs = try stager.closeLoop(
                loop,
                StagedLoop.Ending(
                    test: test, nextTest: nextTest, initials: initials, finals: finals, growth: growth.map(\.elements)),
                evaluator)
            try leave(start, carried, growth.map(\.list), outputs)
        } catch {
            stager.abandonLoop(loop, evaluator)
            throw error
        }
    }

    func runBody(until stops: Set<Int>) throws {
        var escapes = Set<Int>()
        for place in region.body {
            let instruction = evaluator.original(code, place)
            switch instruction.operation {
            case .return, .returnNone, .yield, .yieldFrom: escapes.insert(place)
            case .jump, .loop:
                let target = Int(instruction.a)
                let isInside =
                    region.body.contains(target) || stops.contains(target)
                if !isInside, !stops.contains(place) { escapes.insert(place) }
            default: break
            }
        }
        let stop = try evaluator.runPath(frame, until: stops.union(escapes), within: region.body)
        guard stops.contains(stop) else { throw StagingError.breakInLoop }
    }

    /// The lists that the body appended to, with what it appended.
    private func grownLists(from before: FrameState, to after: FrameState) throws -> [(list: List, elements: Value)] {
        try before.lists.compactMap { list, elements in
            if let replaced = before.replacement(of: list, in: after), stager.isUnknown(replaced) {
                let slice = Value.object(Slice(.int(elements.count), .none, .none))
                return (list, try evaluator.getItem(replaced, slice))
            }
            let now = list.elements
            guard now.count > elements.count else { return nil }
            return (list, Value(Array(now[elements.count...])))
        }
    }

    /// Puts the frame behind the loop: variables as before, but those that the loop changed.
    private func leave(
        _ start: FrameState, _ carried: [VariablePlace], _ lists: [List], _ outputs: [Value]
    ) throws {
        var state = start
        for (list, added) in zip(lists, outputs.dropFirst(carried.count)) {
            let elements = start.elements(of: list) ?? []
            state.replace(list, by: try stager.extended(Value(elements), with: added, evaluator))
        }
        state.restore(frame)
        for (place, value) in zip(carried, outputs) { place.set(value, in: frame) }
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
