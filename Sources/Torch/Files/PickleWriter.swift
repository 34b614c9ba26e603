import Language
import Networks
import Tensors

/// Writes tensors, numbers, texts and containers in pickle protocol 2, as `torch.save` does.
struct PickleWriter {
    private let evaluator: Evaluator
    private var out = ByteWriter()
    /// The bytes of every storage, by the number that the pickle gives it.
    private(set) var storages: [[UInt8]] = []
    private var numbers: [ObjectIdentifier: Int] = [:]
    private var depth = 0

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// The whole pickle of a value.
    mutating func pickle(_ value: Value) throws -> [UInt8] {
        out.append(contentsOf: [0x80, 2])
        try write(value)
        code(".")
        return out.bytes
    }

    private mutating func code(_ letters: String) { out.append(letters) }

    private mutating func write(_ value: Value) throws {
        depth += 1
        defer { depth -= 1 }
        guard depth < 900 else { throw PythonError(.recursionError, "maximum recursion depth exceeded while pickling") }
        switch value {
        case .undefined, .none: code("N")
        case .bool(let flag): out.append(contentsOf: [flag ? 0x88 : 0x89])
        case .int(let number): write(number)
        case .float(let number):
            code("G")
            out.append(number.bitPattern.byteSwapped)
        case .object(let object): try write(object)
        }
    }

    private mutating func write(_ number: Int) {
        if let short = Int32(exactly: number) {
            code("J")
            out.append(short)
        } else {
            out.append(contentsOf: [0x8A, 8])
            out.append(number)
        }
    }

    private mutating func write(_ text: String) {
        code("X")
        out.append(UInt32(truncatingIfNeeded: text.utf8.count))
        out.append(text)
    }

    private mutating func write(_ object: Object) throws {
        let value = Value.object(object)
        if let tensor = value.tensor { return try write(tensor) }
        if let text = object as? Text { return write(text.string) }
        if let list = object as? List { return try write(list: list.elements) }
        if let size = object as? SizeObject {
            code("ctorch\nSize\n")
            try write(tuple: [Value(tuple: size.elements)])
            return code("R")
        }
        if let elements = value.tupleElements { return try write(tuple: elements) }
        if let dtype = object as? DTypeObject { return code("ctorch\n\(dtype.dtype.name)\n") }
        if let dictionary = object as? Dict { return try write(dictionary, value.type.name) }
        if value.module != nil {
            throw PythonError(
                .attributeError,
                "Can't pickle a module of class '\(value.typeName)': torch.save takes tensors and containers of them, so save "
                    + "the weights, torch.save(module.state_dict(), path)")
        }
        throw PythonError(
            .attributeError,
            "Can't pickle local object '\(value.typeName)': torch.save takes tensors and containers of them")
    }

    private mutating func write(list: [Value]) throws {
        code("](")
        for element in list { try write(element) }
        code("e")
    }

    private mutating func write(tuple: [Value]) throws {
        code("(")
        for element in tuple { try write(element) }
        code("t")
    }

    private mutating func write(_ dictionary: Dict, _ typeName: String) throws {
        code(typeName == "OrderedDict" ? "ccollections\nOrderedDict\n)R" : "}")
        code("(")
        for (key, value) in dictionary.items {
            try write(key)
            try write(value)
        }
        code("u")
    }

    /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`
    private mutating func write(_ tensor: Tensor) throws {
        if tensor.isMeta { throw PythonError(.runtimeError, "meta tensors have no data to save") }
        if tensor.isParameter { code("ctorch._utils\n_rebuild_parameter\n(") }
        code("ctorch._utils\n_rebuild_tensor_v2\n(")
        writeStorage(of: tensor)
        write(tensor.offset)
        try write(tuple: tensor.shape.map { .int($0) })
        try write(tuple: tensor.strides.map { .int($0) })
        try write(.bool(tensor.requiresGrad && !tensor.isParameter))
        code("ccollections\nOrderedDict\n)RtR")
        guard tensor.isParameter else { return }
        try write(.bool(tensor.requiresGrad))
        code("ccollections\nOrderedDict\n)RtR")
    }

    private mutating func writeStorage(of tensor: Tensor) {
        let key = ObjectIdentifier(tensor.storage)
        let number = numbers[key] ?? storages.count
        if numbers[key] == nil {
            numbers[key] = number
            let start = tensor.storage.address
            storages.append(
                start.map { [UInt8](UnsafeRawBufferPointer(start: $0, count: tensor.storage.byteCount)) } ?? [])
        }
        code("(")
        write("storage")
        code("ctorch\n\(tensor.dtype.storageName)\n")
        write(String(number))
        write("cpu")
        write(tensor.storage.byteCount / tensor.dtype.size)
        code("tQ")
    }
}

extension DType {
    /// The name of the storage class in files: "FloatStorage".
    var storageName: String { scalarName + "Storage" }
}
