import Language
import Tensors

/// The one border at which failures of the engine become the exceptions that a Python user knows.
extension PythonError {
    package init(_ error: TensorError) {
        if case .interrupt = error.kind { Tensors.Interrupt.delivered() }
        self.init(error.pythonType, error.message)
        if case .dataDependent = error { exception.fields[.isDataDependent] = .bool(true) }
    }

    /// Whether only real elements could answer: an operation asked a tensor without data for a value.
    package var isDataDependent: Bool { exception.fields[.isDataDependent] != nil }
}

extension Error {
    /// Whether only real elements could answer, in whichever form the failure travels.
    package var isDataDependent: Bool {
        if let error = self as? PythonError { return error.exception.fields[.isDataDependent] != nil }
        if case .dataDependent? = self as? TensorError { return true }
        return false
    }
}

/// Runs engine code and gives its failures as Python exceptions.
@inline(__always)
package func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        let result = try body()
        // Kernels stop between tiles; what they have not written must not be seen.
        try Tensors.Interrupt.check()
        try SavedTensor.checkRefusal()
        return result
    } catch let error as TensorError {
        throw PythonError(error)
    }
}

extension TensorError {
    fileprivate var pythonType: TypeObject {
        switch kind {
        case .runtime: .runtimeError
        case .index: .indexError
        case .type: .typeError
        case .value: .valueError
        case .notImplemented: .notImplementedError
        case .interrupt: .keyboardInterrupt
        case .linearAlgebra: .linearAlgebraError
        case .assertion: .assertionError
        case .key: .keyError
        }
    }
}

// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) package static let linearAlgebraError = TypeObject(
        native: "_LinAlgError", module: "torch._C", bases: [.runtimeError])
    nonisolated(unsafe) package static let outOfMemoryError = TypeObject(
        native: "OutOfMemoryError", module: "torch", bases: [.runtimeError])
}

extension Symbol {
    fileprivate static let isDataDependent: Symbol = "__is_data_dependent__"
}
