import Language
import Tensors

/// Tensors from nested lists of numbers: `torch.tensor([[1, 2], [3, 4]])`.
package enum TensorLiteral {
    /// A new tensor; without a dtype, the elements decide.
    package static func tensor(from value: Value, dtype: DType? = nil, _ evaluator: Evaluator) throws -> Tensor {
        if let tensor = value.tensor ?? ArrayObject.tensor(of: value) {
            return try translating {
                try GradientMode.disabled {
                    try Tensors.to(Tensors.clone(Tensors.detach(tensor)), dtype ?? tensor.dtype)
                }
            }
        }
        if let scalar = value.scalar, dtype == nil || dtype?.category == scalar.dtype.category {
            return try translating {
                if let dtype { try checkRange(scalar, dtype) }
                return try Tensor.scalar(scalar, dtype: dtype)
            }
        }
        var reader = LiteralReader(dtype, evaluator)
        return try reader.tensor(from: value)
    }

    /// A value as an element of the dtype; nil for what is no number, or none of that kind.
    static func number(_ value: Value, _ dtype: DType, _ evaluator: Evaluator) throws -> Tensors.Scalar? {
        if let scalar = value.scalar {
            if dtype == .bool { return .bool(scalar.isTrue) }
            if case .complex = scalar, dtype.category != .complex { return nil }
            try translating { try checkRange(scalar, dtype) }
            return scalar
        }
        guard case .object(let object) = value else { return nil }
        if object is BigInteger, dtype == .bool { return .bool(true) }
        if dtype.category == .integer || dtype == .bool {
            guard let whole = try value.wholeNumber(evaluator) else { return nil }
            try translating { try checkRange(.int(whole), dtype) }
            return dtype == .bool ? .bool(whole != 0) : .int(whole)
        }
        if let method = try evaluator.userMethod("__float__", of: object) {
            return .float(try evaluator.call(method).floatingNumber(evaluator) ?? .nan)
        }
        if object is BigInteger { return try object.float(evaluator).map { .float($0) } }
        return try value.wholeNumber(evaluator).map { .int($0) }
    }

    /// The TypeError for what is no element of the dtype.
    static func refusal(of value: Value, _ dtype: DType) -> PythonError {
        let isWhole = dtype.category == .integer || dtype == .bool
        return PythonError(
            .typeError,
            isWhole
                ? "'\(value.typeName)' object cannot be interpreted as an integer"
                : "must be real number, not \(value.typeName)")
    }

    /// Overwrites the elements of a tensor in row-major order.
    static func write(_ values: [Value], to tensor: Tensor) throws {
        let scalars = try values.map { value in
            guard let scalar = try value.fillNumber() else {
                throw PythonError(.typeError, "must be real number, not \(value.typeName)")
            }
            return scalar
        }
        try translating {
            let source = try make(scalars, tensor.shape, tensor.dtype)
            try GradientMode.disabled { try tensor.assign(source) }
        }
    }

    /// A contiguous tensor of these numbers.
    static func make(_ scalars: [Tensors.Scalar], _ shape: Dimensions, _ dtype: DType) throws -> Tensor {
        switch dtype.category {
        case .bool: return try Tensor(elements: scalars.map(\.isTrue), shape: shape)
        case .integer:
            let whole = try Tensor(elements: scalars.map(\.integer), shape: shape)
            return try Tensors.to(whole, dtype)
        case .floating:
            let real = try Tensor(elements: scalars.map(\.real), shape: shape)
            return try Tensors.to(real, dtype)
        case .complex:
            let parts = scalars.map { Tensors.Complex<Double>($0.real, $0.imaginary) }
            return try Tensors.to(Tensor(elements: parts, shape: shape), dtype)
        }
    }

    /// RuntimeError for a number that the dtype cannot hold; unsigned ones wrap negative numbers around.
    private static func checkRange(_ number: Tensors.Scalar, _ dtype: DType) throws {
        guard let (low, high, name) = dtype.integerRange else { return }
        let least = low == 0 ? -high : low
        let fits =
            switch number {
            case .int(let whole): whole >= least && whole <= high
            case .float(let real): real >= Double(least) && real <= Double(high)
            case .bool, .complex: true
            }
        guard fits else { throw TensorError.runtime("value cannot be converted to type \(name) without overflow") }
    }
}

extension DType {
    /// The least and the greatest value, and C's name of the type; nil for what is no integer.
    var integerRange: (low: Int, high: Int, name: String)? {
        switch self {
        case .uint8: (0, 255, "uint8")
        case .int8: (-128, 127, "int8")
        case .int16: (-32768, 32767, "int16")
        case .int32: (Int(Int32.min), Int(Int32.max), "int32")
        case .int64: (.min, .max, "int64")
        case .float16, .float32, .float64, .bfloat16, .complex64, .complex128, .bool: nil
        }
    }
}
