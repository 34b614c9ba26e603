import Language
import Synchronization
import Tensors

/// The request to stop a cell, given to everything that runs long: the evaluator and the kernels of the engine.
///
/// Whichever sees it first makes it an exception, and then neither has it any more: one request is one exception.
final class Interruption: Sendable {
    private let language: Language.Interrupt
    /// Both flags change together.
    private let lock = Mutex(())

    init(_ language: Language.Interrupt) {
        self.language = language
        language.onDelivery { [weak self] in self?.clear() }
        Tensors.Interrupt.onDelivery { [weak self] in self?.clear() }
    }

    func raise() {
        lock.withLock { _ in
            language.raise()
            Tensors.Interrupt.request()
        }
    }

    /// Stops the cell with a MemoryError. Kernels of the engine are let to their end: their memory is checked when taken.
    func raiseForMemory() { lock.withLock { _ in language.raiseForMemory() } }

    func clear() {
        lock.withLock { _ in
            language.clear()
            Tensors.Interrupt.clear()
        }
    }
}
