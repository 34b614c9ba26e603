import Language
import Tensors

/// NumPy's `.npy` format, version 1: a header written as a Python dict, then the elements.
enum ArrayFile {
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// The elements in row-major order.
    static func content(_ tensor: Tensor) throws -> [UInt8] {
        let whole = try Tensors.contiguous(tensor)
        guard let start = whole.address else { throw TensorError.dataDependent(operation: "tobytes") }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: whole.elementCount * whole.dtype.size))
    }

    static func write(_ tensor: Tensor) throws -> [UInt8] {
        var header =
            "{'descr': '\(tensor.dtype.code)', 'fortran_order': False, 'shape': \(tensor.shape.pythonTuple), }"
        let padding = 63 - (10 + header.utf8.count) % 64
        header += String(repeating: " ", count: padding) + "\n"
        var writer = ByteWriter()
        writer.append(contentsOf: magic + [1, 0])
        writer.append(UInt16(truncatingIfNeeded: header.utf8.count))
        writer.append(header)
        writer.append(contentsOf: try content(tensor))
        return writer.bytes
    }

    static func read(_ bytes: [UInt8]) throws -> Tensor {
        var reader = ByteReader(bytes)
        guard Array(try reader.take(6)) == magic else {
            throw FileFormatError.malformed("the file is no array: the magic string is not correct")
        }
        let version = try reader.integer(UInt16.self) & 0xFF
        let length = version == 1 ? Int(try reader.integer(UInt16.self)) : Int(try reader.integer(UInt32.self))
        let header = try reader.text(length)
        guard let code = quoted(header, after: "'descr':"),
            let dtype = ArrayType.dtypes.first(where: { $0.code == code })
        else { throw FileFormatError.malformed("Object arrays cannot be loaded when allow_pickle=False") }
        let isColumnMajor = header.contains("'fortran_order': True")
        let sizes = Dimensions(try shape(header))
        guard let count = sizes.checkedElementCount, let size = count.checkedProduct(dtype.size) else {
            throw TensorError.shapeTooLarge(sizes)
        }
        let elements = try reader.take(size)
        let tensor = try Tensor.empty(isColumnMajor ? Dimensions(sizes.reversed()) : sizes, dtype: dtype)
        elements.withUnsafeBytes { source in
            if let from = source.baseAddress { tensor.address?.copyMemory(from: from, byteCount: size) }
        }
        return isColumnMajor ? try Tensors.permute(tensor, Dimensions((0..<tensor.rank).reversed())) : tensor
    }

    private static func part(_ header: String, after key: String) -> Substring? {
        guard let start = header.indices.first(where: { header[$0...].hasPrefix(key) }) else { return nil }
        return header[start...].dropFirst(key.count)
    }

    private static func quoted(_ header: String, after key: String) -> String? {
        let pieces = part(header, after: key)?.split(separator: "'", omittingEmptySubsequences: false)
        return pieces.flatMap { $0.count > 1 ? String($0[1]) : nil }
    }

    private static func shape(_ header: String) throws -> [Int] {
        guard
            let text = part(header, after: "'shape':")?.drop(while: { $0 != "(" }).dropFirst().prefix(while: {
                $0 != ")"
            })
        else { throw FileFormatError.malformed("the header of the array has no shape") }
        return try text.split(whereSeparator: { ", ".contains($0) }).map { word in
            guard let size = Int(word), size >= 0 else {
                throw FileFormatError.malformed("the header of the array has no shape")
            }
            return size
        }
    }
}

extension Int {
    fileprivate func checkedProduct(_ other: Int) -> Int? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }
}
