import CKernels

/// The type of a tensor's elements, with PyTorch's names, sizes and promotion rules.
///
///     DType.int64.promoted(with: .float32)   // .float32
package enum DType: UInt8, CaseIterable, Sendable {
    case uint8, int8, int16, int32, int64, float16, float32, float64, complex64, complex128, bool, bfloat16

    /// The order in which a category wins a promotion.
    package enum Category: Int, Comparable, Sendable {
        case bool, integer, floating, complex

        package static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }
    }

    /// Bytes of one element.
    package var size: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64, .complex64: 8
        case .complex128: 16
        }
    }

    package var category: Category {
        switch self {
        case .bool: .bool
        case .uint8, .int8, .int16, .int32, .int64: .integer
        case .float16, .bfloat16, .float32, .float64: .floating
        case .complex64, .complex128: .complex
        }
    }

    package var isFloatingPoint: Bool { category == .floating }
    package var isComplex: Bool { category == .complex }
    package var isIntegral: Bool { category <= .integer }
    /// Only these can carry gradients.
    package var isDifferentiable: Bool { category >= .floating }

    /// The name after `torch.`: "float32".
    package var name: String {
        switch self {
        case .uint8: "uint8"
        case .int8: "int8"
        case .int16: "int16"
        case .int32: "int32"
        case .int64: "int64"
        case .float16: "float16"
        case .float32: "float32"
        case .float64: "float64"
        case .complex64: "complex64"
        case .complex128: "complex128"
        case .bool: "bool"
        case .bfloat16: "bfloat16"
        }
    }

    /// The name in PyTorch's own messages: "Float", "Long".
    package var scalarName: String {
        switch self {
        case .uint8: "Byte"
        case .int8: "Char"
        case .int16: "Short"
        case .int32: "Int"
        case .int64: "Long"
        case .float16: "Half"
        case .float32: "Float"
        case .float64: "Double"
        case .complex64: "ComplexFloat"
        case .complex128: "ComplexDouble"
        case .bool: "Bool"
        case .bfloat16: "BFloat16"
        }
    }

    /// The name in messages of native code: "float", "long int".
    package var nativeName: String {
        switch self {
        case .uint8: "unsigned char"
        case .int8: "signed char"
        case .int16: "short"
        case .int32: "int"
        case .int64: "long int"
        case .float16: "c10::Half"
        case .float32: "float"
        case .float64: "double"
        case .complex64: "c10::complex<float>"
        case .complex128: "c10::complex<double>"
        case .bool: "bool"
        case .bfloat16: "c10::BFloat16"
        }
    }

    /// The real dtype of a complex one; every other dtype is its own.
    package var real: DType {
        switch self {
        case .complex64: .float32
        case .complex128: .float64
        default: self
        }
    }

    /// The complex dtype that holds this one.
    package var complex: DType {
        switch self {
        case .float64, .complex128: .complex128
        default: .complex64
        }
    }

    /// The dtype in which arithmetic on this one is carried out before rounding back.
    package var compute: DType {
        switch self {
        case .float32, .float16, .bfloat16: .float32
        case .float64: .float64
        case .complex64: .complex64
        case .complex128: .complex128
        case .uint8, .int8, .int16, .int32, .int64, .bool: .int64
        }
    }

    /// The dtype of sums and products: integers accumulate in int64.
    package var accumulating: DType { isIntegral ? .int64 : self }

    /// The dtype of results that are never integers, such as a square root.
    package var floating: DType { isIntegral ? Defaults.dtype : self }

    /// The smallest dtype that both operands convert to, by PyTorch's table.
    package func promoted(with other: DType) -> DType {
        if self == other { return self }
        if category != other.category {
            let (low, high) = category < other.category ? (self, other) : (other, self)
            return high.isComplex && low == .float64 ? .complex128 : high
        }
        switch category {
        case .bool: return .bool
        case .integer: return promotedInteger(with: other)
        case .floating:
            if self == .float64 || other == .float64 { return .float64 }
            return .float32
        case .complex: return .complex128
        }
    }

    private func promotedInteger(with other: DType) -> DType {
        let (small, large) = size <= other.size ? (self, other) : (other, self)
        if small == .uint8 && large == .int8 || small == .int8 && large == .uint8 { return .int16 }
        return large
    }

    /// Whether a result of this dtype may be stored in an output of the other one.
    package func canCast(to other: DType) -> Bool {
        if category == .complex && other.category != .complex { return false }
        if category == .floating && other.category <= .integer { return false }
        return !(category == .integer && other.category == .bool)
    }
}

/// What a tensor gets when nothing is said: `torch.get_default_dtype()`.
package enum Defaults {
    /// Changed by `torch.set_default_dtype`, on the cell thread only.
    package nonisolated(unsafe) static var dtype = DType.float32
    /// Where functions put a new tensor that are not told where; a state of the calling thread.
    package static var device: Device {
        get { Device(rawValue: thread_default_device()) ?? .cpu }
        set { set_thread_default_device(newValue.rawValue) }
    }
}

/// Where a tensor's elements live; `meta` tensors have a shape and no elements.
package enum Device: UInt8, Sendable {
    case cpu, meta

    package var name: String { self == .cpu ? "cpu" : "meta" }
}
