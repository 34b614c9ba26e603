/// One running body: its registers, the instruction it is at, and what to do when it ends.
package struct Frame {
    package var registers: UnsafeMutablePointer<Value>
    /// The instruction that runs, or that called the frame above.
    package var position: UnsafeMutablePointer<Instruction>
    /// Kept alive by the function, or by whoever runs a module.
    package var code: Unmanaged<Code>
    /// Owned by the frame.
    package var function: Unmanaged<Object>?
    /// Owned by the frame; its registers belong to the generator.
    package var generator: Unmanaged<GeneratorIterator>?
    /// The register of the caller that gets the result.
    package var result: Int32 = 0
    /// The register of the exception that is being handled; -1: none.
    package var handled: Int32 = -1
    package var ending = Ending.resumeCaller

    package enum Ending: UInt8 {
        case resumeCaller
        /// An `__init__`: the caller gets the instance, which lies where the class was.
        case finishConstruction
        /// A method of an operator or of a context: what it works on lies in the caller still.
        case finishOperator
        /// The `__len__` of an instance that `len` was called with.
        case finishLength
        /// A generator that the caller, a generator as well, yields from.
        case delegate
        /// A generator that `next` or `send` was called with: the frame owns it.
        case finishResumption
        /// A generator that `sum` was called with, which the frame owns. The sum lies in the caller, where the generator was,
        /// as long as it is a number; the generator goes on at once.
        case accumulate
        /// Native code called: its `execute` returns.
        case returnToNative
    }
}

/// The frames that are running, and the registers of those that are no generators, one after another.
/// Registers above the top are always `.undefined`, so that a call has nothing to initialise.
package final class FrameStack {
    package let frames: UnsafeMutablePointer<Frame>
    package let values: UnsafeMutablePointer<Value>
    /// The innermost frame; one before the first when nothing runs.
    package var current: UnsafeMutablePointer<Frame>
    /// The first register that no frame uses.
    package var top: UnsafeMutablePointer<Value>
    /// No frame may lie above this one.
    private(set) var lastFrame: UnsafeMutablePointer<Frame>
    /// Registers from here on were never used.
    private var highWater: UnsafeMutablePointer<Value>

    static let frameCapacity = 1 << 17
    static let valueCapacity = 1 << 22

    init() {
        // Memory that is not touched costs nothing.
        frames = .allocate(capacity: FrameStack.frameCapacity + 1)
        values = .allocate(capacity: FrameStack.valueCapacity)
        current = frames
        top = values
        highWater = values
        lastFrame = frames
    }

    /// Sets how many frames there may be.
    func limit(to depth: Int) { lastFrame = frames + max(0, min(depth, FrameStack.frameCapacity - 1)) }

    deinit {
        values.deinitialize(count: highWater - values)
        values.deallocate()
        frames.deallocate()
    }

    package var depth: Int { current - frames }

    /// Whether so many registers fit.
    @inline(__always)
    func hasRoom(for registerCount: Int) -> Bool { values + FrameStack.valueCapacity - top > registerCount }

    /// Takes registers, all `.undefined`, for a frame that `hasRoom` found room for.
    @inline(__always)
    func takeRegisters(_ count: Int) -> UnsafeMutablePointer<Value> {
        let first = top
        top += count
        if top > highWater { raiseHighWater() }
        return first
    }

    @inline(never)
    private func raiseHighWater() {
        highWater.initialize(repeating: .undefined, count: top - highWater)
        highWater = top
    }

    /// Puts a frame on top, part by part: a whole one would be made elsewhere first and copied.
    @inline(__always)
    func push(
        _ code: Unmanaged<Code>, at position: UnsafeMutablePointer<Instruction>,
        _ registers: UnsafeMutablePointer<Value>, function: Unmanaged<Object>?,
        generator: Unmanaged<GeneratorIterator>? = nil, result: Int32 = 0, handled: Int32 = -1,
        ending: Frame.Ending = .resumeCaller
    ) {
        let frame = current + 1
        frame.pointee.registers = registers
        frame.pointee.position = position
        frame.pointee.code = code
        frame.pointee.function = function
        frame.pointee.generator = generator
        frame.pointee.result = result
        frame.pointee.handled = handled
        frame.pointee.ending = ending
        current = frame
    }

    /// Empties registers and gives them back.
    @inline(__always)
    func giveBack(_ registers: UnsafeMutablePointer<Value>, _ count: Int) {
        for index in 0..<count { (registers + index).empty() }
        top = registers
    }
}
