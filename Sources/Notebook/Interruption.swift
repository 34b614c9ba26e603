import Language
import Tensors

/// The request to stop a cell, given to everything that runs long: the evaluator and the kernels of the engine.
final class Interruption: Sendable {
    private let language: Language.Interrupt

    init(_ language: Language.Interrupt) { self.language = language }

    func raise() {
        language.raise()
        Tensors.Interrupt.request()
    }

    func clear() {
        language.clear()
        Tensors.Interrupt.clear()
    }
}
