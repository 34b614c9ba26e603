/// The element types of checkpoint files, under the names of the safetensors format.
package enum StoredType: String, CaseIterable, Sendable {
    case boolean = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case int16 = "I16"
    case uint16 = "U16"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int32 = "I32"
    case uint32 = "U32"
    case float32 = "F32"
    case int64 = "I64"
    case uint64 = "U64"
    case float64 = "F64"

    package var byteCount: Int {
        switch self {
        case .boolean, .uint8, .int8: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }
}

/// A tensor as it lies in a file: its type, its layout, and the bytes of the mapping that hold it.
package struct StoredTensor {
    package let type: StoredType
    package let shape: [Int]
    /// In elements; row-major unless the file says otherwise.
    package let strides: [Int]
    package let bytes: UnsafeMutableRawBufferPointer
    /// Keeps the bytes mapped.
    package let file: MappedFile

    package var isRowMajor: Bool { strides == Self.rowMajorStrides(shape) }

    static func rowMajorStrides(_ shape: [Int]) -> [Int] {
        var strides = Array(repeating: 1, count: shape.count)
        for dimension in shape.indices.dropLast().reversed() {
            strides[dimension] = strides[dimension + 1] &* max(1, shape[dimension + 1])
        }
        return strides
    }

    /// The number of elements, nil if the sizes are negative or too large to count.
    static func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}
