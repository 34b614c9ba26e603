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
        if let number = try value.literalScalar() {
            return try translating {
                try checkRange(number, dtype)
                return try Tensor.scalar(number, dtype: dtype)
            }
        }
        var reader = Reader(evaluator: evaluator)
        let shape = try reader.shape(of: value)
        if shape.checkedElementCount == nil { throw PythonError(TensorError.shapeTooLarge(shape)) }
        try reader.read(value, shape, axis: 0)
        return try translating { try reader.tensor(shape, dtype: dtype) }
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

    /// RuntimeError for an integer that the dtype cannot hold.
    fileprivate static func checkRange(_ number: Tensors.Scalar, _ dtype: DType?) throws {
        guard let dtype, dtype.category == .integer, let (low, high, name) = dtype.integerRange else { return }
        let value: Int
        switch number {
        case .int(let whole): value = whole
        case .float(let real):
            guard real.isFinite else {
                throw TensorError.value("cannot convert float \(real.isNaN ? "NaN" : "infinity") to integer")
            }
            value = number.integer
        case .bool, .complex: return
        }
        guard value >= low, value <= high else {
            throw TensorError.runtime("value cannot be converted to type \(name) without overflow")
        }
    }

    /// Reads nested sequences into a flat list of numbers.
    private struct Reader {
        let evaluator: Evaluator
        private var scalars: [Tensors.Scalar] = []
        private var inferred: DType?

        init(evaluator: Evaluator) { self.evaluator = evaluator }

        /// The lengths along the first elements.
        func shape(of value: Value) throws -> Dimensions {
            var shape = Dimensions()
            var current = value
            while let elements = try elements(of: current, depth: shape.count) {
                shape.append(elements.count)
                guard let first = elements.first else { break }
                if let tensor = first.tensor ?? ArrayObject.tensor(of: first) {
                    for size in tensor.shape { shape.append(size) }
                    break
                }
                current = first
                guard shape.count < 64 else {
                    throw PythonError(.valueError, "too many dimensions '\(value.typeName)'")
                }
            }
            return shape
        }

        /// nil for a number.
        private func elements(of value: Value, depth: Int) throws -> [Value]? {
            if let elements = value.sequenceElements { return elements }
            guard case .object(let object) = value, value.scalar == nil else {
                if value.isNone { throw PythonError(.runtimeError, "Could not infer dtype of NoneType") }
                return nil
            }
            if object is BigInteger { return nil }
            if object is Text {
                if depth == 0 { throw PythonError(.typeError, "new(): invalid data type 'str'") }
                throw PythonError(.valueError, "too many dimensions 'str'")
            }
            if try object is Dict || object.length(evaluator) == nil {
                throw PythonError(.runtimeError, "Could not infer dtype of \(value.typeName)")
            }
            return try evaluator.array(from: value)
        }

        mutating func read(_ value: Value, _ shape: Dimensions, axis: Int) throws {
            if let tensor = value.tensor ?? ArrayObject.tensor(of: value) { return try read(tensor, shape, axis) }
            guard axis < shape.count else { return try readNumber(value) }
            guard let elements = try elements(of: value, depth: axis) else {
                throw PythonError(.typeError, "not a sequence")
            }
            guard elements.count == shape[axis] else {
                throw PythonError(
                    .valueError,
                    "expected sequence of length \(shape[axis]) at dim \(axis) (got \(elements.count))")
            }
            for element in elements { try read(element, shape, axis: axis + 1) }
        }

        private mutating func read(_ tensor: Tensor, _ shape: Dimensions, _ axis: Int) throws {
            let rest = Dimensions(shape.dropFirst(axis))
            guard tensor.shape == rest else {
                throw PythonError(.valueError, "only one element tensors can be converted to Python scalars")
            }
            note(tensor.dtype)
            scalars += try tensor.listable().scalars()
        }

        private mutating func readNumber(_ value: Value) throws {
            guard let number = try value.literalScalar() else {
                if value.sequenceElements != nil {
                    throw PythonError(.typeError, "must be real number, not \(value.typeName)")
                }
                if value.as(Text.self) != nil { throw PythonError(.typeError, "new(): invalid data type 'str'") }
                throw PythonError(.runtimeError, "Could not infer dtype of \(value.typeName)")
            }
            note(number.dtype)
            scalars.append(number)
        }

        private mutating func note(_ dtype: DType) {
            if inferred == dtype { return }
            inferred = inferred.map { $0.promoted(with: dtype) } ?? dtype
        }

        func tensor(_ shape: Dimensions, dtype: DType?) throws -> Tensor {
            let target = dtype ?? inferred ?? Defaults.dtype
            for scalar in scalars { try checkRange(scalar, target) }
            return try make(scalars, shape, target)
        }
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

extension Value {
    /// A number of a literal, or ValueError for one that no tensor can hold.
    fileprivate func literalScalar() throws -> Tensors.Scalar? {
        if self.as(BigInteger.self) != nil { throw PythonError(.valueError, "Overflow when unpacking long long") }
        return try checkedScalar()
    }
}
