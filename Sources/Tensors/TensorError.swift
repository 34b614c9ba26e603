/// What can go wrong in the engine, as data; the sentence is PyTorch's and is written once, in `message`.
package enum TensorError: Error, Equatable {
    /// `position` is the number of the item between the brackets, which PyTorch names in place of the dimension.
    case indexOutOfBounds(index: Int, dimension: Int, size: Int, position: Int)
    case dimensionOutOfRange(dimension: Int, low: Int, high: Int)
    case tooManyIndices(rank: Int)
    case sizeMismatch(Int, Int, dimension: Int)
    case matrixShapes(Dimensions, Dimensions)
    case invalidShape(Dimensions, elementCount: Int)
    case negativeSize(Dimensions)
    case viewNotPossible
    case dtypeMismatch(expected: DType, found: DType)
    case resultCast(from: DType, to: DType)
    case notImplemented(operation: String, dtype: DType)
    case itemCount(Int)
    case ambiguousTruth(count: Int)
    case outOfMemory(bytes: Int)
    case shapeTooLarge(Dimensions)
    case dataDependent(operation: String)
    case interrupted
    /// A message that belongs to one operation alone, with the Python exception that carries it.
    case invalid(Kind, String)

    /// The Python exception that a user sees.
    package enum Kind: String, Sendable {
        case runtime = "RuntimeError"
        case index = "IndexError"
        case type = "TypeError"
        case value = "ValueError"
        case notImplemented = "NotImplementedError"
        case interrupt = "KeyboardInterrupt"
        case linearAlgebra = "_LinAlgError"
        case assertion = "AssertionError"
        case key = "KeyError"
    }

    /// A dimension named of a tensor that has none.
    package static func scalarDimension(_ dimension: Int) -> TensorError {
        .index("Dimension specified as \(dimension) but tensor has no dimensions")
    }

    package static func runtime(_ message: String) -> TensorError { .invalid(.runtime, message) }
    package static func index(_ message: String) -> TensorError { .invalid(.index, message) }
    package static func type(_ message: String) -> TensorError { .invalid(.type, message) }
    package static func value(_ message: String) -> TensorError { .invalid(.value, message) }

    package var kind: Kind {
        switch self {
        case .indexOutOfBounds, .dimensionOutOfRange, .tooManyIndices: .index
        case .notImplemented(let operation, _): operation.hasPrefix("\"") ? .notImplemented : .runtime
        case .sizeMismatch, .matrixShapes, .invalidShape, .negativeSize, .viewNotPossible, .dtypeMismatch, .resultCast,
            .itemCount, .ambiguousTruth, .outOfMemory, .shapeTooLarge, .dataDependent:
            .runtime
        case .interrupted: .interrupt
        case .invalid(let kind, _): kind
        }
    }

    package var message: String {
        switch self {
        case .indexOutOfBounds(let index, _, let size, let position):
            "index \(index) is out of bounds for dimension \(position) with size \(size)"
        case .dimensionOutOfRange(let dimension, let low, let high):
            "Dimension out of range (expected to be in range of [\(low), \(high)], but got \(dimension))"
        case .tooManyIndices(let rank): "too many indices for tensor of dimension \(rank)"
        case .sizeMismatch(let a, let b, let dimension):
            "The size of tensor a (\(a)) must match the size of tensor b (\(b)) at non-singleton dimension \(dimension)"
        case .matrixShapes(let a, let b):
            "mat1 and mat2 shapes cannot be multiplied (\(a.crossed) and \(b.crossed))"
        case .invalidShape(let shape, let count): "shape '\(shape)' is invalid for input of size \(count)"
        case .negativeSize(let shape):
            "Trying to create tensor with negative dimension \(shape.first { $0 < 0 } ?? 0): \(shape)"
        case .viewNotPossible:
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
                + "contiguous subspaces). Use .reshape(...) instead."
        case .dtypeMismatch(let expected, let found):
            "expected m1 and m2 to have the same dtype, but got: \(expected.nativeName) != \(found.nativeName)"
        case .resultCast(let from, let to):
            "result type \(from.scalarName) can't be cast to the desired output type \(to.scalarName)"
        case .notImplemented(let operation, let dtype):
            "\(operation) not implemented for '\(dtype.scalarName)'"
        case .itemCount(let count): "a Tensor with \(count) elements cannot be converted to Scalar"
        case .ambiguousTruth(let count):
            count == 0
                ? "Boolean value of Tensor with no values is ambiguous"
                : "Boolean value of Tensor with more than one value is ambiguous"
        case .outOfMemory(let bytes):
            "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to "
                + "allocate \(bytes) bytes. Error code 12 (Cannot allocate memory)"
        case .shapeTooLarge(let shape): "Storage size calculation overflowed with sizes=\(shape)"
        case .dataDependent(let operation):
            "Tensor.\(operation)() cannot be called on meta tensors"
        case .interrupted: ""
        case .invalid(_, let message): message
        }
    }
}

extension TensorError: CustomStringConvertible {
    package var description: String { "\(kind.rawValue): \(message)" }
}

extension Dimensions {
    /// The sizes as matrix products write them: "2x3".
    var crossed: String { map(String.init).joined(separator: "x") }
}
