import Language
import Tensors

/// The classes of NumPy: `ndarray`, `dtype`, and one class for each kind of scalar.
enum ArrayType {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) static let array: TypeObject = {
        let type = TypeObject(
            native: "ndarray", module: "numpy", documentation: "An array of numbers of one dtype.",
            methods: ArrayMethods.all)
        for property in ArrayProperties.all { type.namespace[Symbol(property.name)] = .object(property) }
        return type
    }()

    nonisolated(unsafe) static let generic = abstract("generic", [])
    nonisolated(unsafe) static let number = abstract("number", [generic])
    nonisolated(unsafe) static let integer = abstract("integer", [number])
    nonisolated(unsafe) static let floating = abstract("floating", [number])
    nonisolated(unsafe) static let complexFloating = abstract("complexfloating", [number])
    nonisolated(unsafe) static let castError = TypeObject(
        native: "UFuncTypeError", module: "numpy.core._exceptions", bases: [.typeError])
    nonisolated(unsafe) static let linearAlgebraError = TypeObject(
        native: "LinAlgError", module: "numpy.linalg", bases: [.valueError])

    nonisolated(unsafe) static let axisError = TypeObject(
        native: "AxisError", module: "numpy.exceptions", bases: [.valueError, .indexError])

    private static func abstract(_ name: String, _ bases: [TypeObject]) -> TypeObject {
        TypeObject(native: name, module: "numpy", bases: bases.isEmpty ? [.object] : bases)
    }

    /// The class of a scalar: `numpy.float32`.
    static func scalar(_ dtype: DType) -> TypeObject {
        scalars[Int(dtype.rawValue)]
    }

    static let dtypes: [DType] = [
        .bool, .int8, .int16, .int32, .int64, .uint8, .float16, .float32, .float64, .complex64, .complex128,
    ]

    nonisolated(unsafe) private static let scalars: [TypeObject] = DType.allCases.sorted { $0.rawValue < $1.rawValue }
        .map { dtype in
            let parent: TypeObject =
                switch dtype.category {
                case .bool: generic
                case .integer: integer
                case .floating: floating
                case .complex: complexFloating
                }
            let type = TypeObject(
                native: dtype == .bool ? "bool_" : dtype.name, module: "numpy",
                bases: dtype == .float64 ? [parent, .float] : [parent], methods: ArrayMethods.all
            ) { _, arguments, evaluator in
                var value = arguments[0].ifDefined ?? .int(0)
                if value.as(Text.self) != nil { value = try evaluator.call(.object(TypeObject.float), [value]) }
                let tensor = try ArrayConversion.tensor(value, dtype, evaluator)
                return ArrayObject.result(try translating { try Tensors.clone(tensor) })
            }
            for property in ArrayProperties.all { type.namespace[Symbol(property.name)] = .object(property) }
            return type
        }

    /// The dtype that a value names: a class, a dtype, or a word such as "float32" or "<f4".
    static func dtype(_ value: Value, _ evaluator: Evaluator) throws -> DType? {
        guard let value = value.ifNotNone else { return nil }
        if let object = value.as(ArrayDType.self) { return object.dtype }
        if let type = value.as(TypeObject.self) {
            if let known = dtypes.first(where: { scalar($0) === type }) { return known }
            if type === TypeObject.float || type === floating { return .float64 }
            if type === TypeObject.int || type === integer { return .int64 }
            if type === TypeObject.bool { return .bool }
            if type === TypeObject.complex { return .complex128 }
        }
        if let name = value.as(Text.self)?.string, let known = dtype(named: name) { return known }
        throw PythonError(.typeError, "Cannot interpret '\(try evaluator.repr(value))' as a data type")
    }

    private static func dtype(named name: String) -> DType? {
        let bare = name.drop { "<>=|".contains($0) }
        if let known = dtypes.first(where: { $0.name == bare || $0.code.dropFirst() == bare }) { return known }
        return words[String(bare)]
    }

    private static let words: [String: DType] = [
        "float": .float64, "double": .float64, "d": .float64, "single": .float32, "f": .float32, "half": .float16,
        "e": .float16, "int": .int64, "l": .int64, "i": .int32, "bool_": .bool, "?": .bool, "b": .int8, "B": .uint8,
        "complex": .complex128, "float_": .float64, "int_": .int64,
    ]
}

/// `numpy.dtype('float32')`
final class ArrayDType: Object {
    let dtype: DType

    init(_ dtype: DType) { self.dtype = dtype }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "dtype", module: "numpy",
        allocate: { _, arguments, evaluator in
            .object(ArrayDType(try ArrayType.dtype(arguments[0], evaluator) ?? .float64))
        })

    override class var nativeType: TypeObject { typeObject }

    override func isSame(as other: Object) -> Bool { (other as? ArrayDType)?.dtype == dtype }
    override func hash(_ evaluator: Evaluator) throws -> Int { Int(dtype.rawValue) }
    override func repr(_ evaluator: Evaluator) throws -> String { "dtype('\(dtype.name)')" }
    override func str(_ evaluator: Evaluator) throws -> String { dtype.name }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual else { return nil }
        let isEqual = (try? ArrayType.dtype(other, evaluator)) == dtype
        return .bool(isEqual == (operation == .equal))
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "name": Value(dtype.name)
        case "itemsize": .int(dtype.size)
        case "kind": Value(String(dtype.code.dropFirst().prefix(1)))
        case "str": Value(dtype.code)
        case "char": Value(String(dtype.code.dropFirst().prefix(1)))
        case "type": .object(ArrayType.scalar(dtype))
        default: try genericAttribute(name, evaluator)
        }
    }
}

extension DType {
    /// The name in files: "<f4".
    var code: String {
        switch self {
        case .bool: "|b1"
        case .int8: "|i1"
        case .uint8: "|u1"
        case .int16: "<i2"
        case .int32: "<i4"
        case .int64: "<i8"
        case .float16, .bfloat16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        case .complex64: "<c8"
        case .complex128: "<c16"
        }
    }
}

/// From values of the language to the tensors behind arrays.
enum ArrayConversion {
    /// The memory of arrays and tensors is shared where the dtype allows it.
    static func tensor(_ value: Value, _ dtype: DType?, _ evaluator: Evaluator) throws -> Tensor {
        let source: Tensor
        if let tensor = value.tensor {
            guard !tensor.requiresGrad else {
                throw PythonError(
                    .runtimeError,
                    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
            }
            source = Tensors.detach(tensor)
        } else if let tensor = ArrayObject.tensor(of: value) {
            source = tensor
        } else {
            source = try Defaults.within(.float64) { try literal(value, evaluator) }
        }
        guard source.dtype != .bfloat16 else { throw PythonError(.typeError, "Got unsupported ScalarType BFloat16") }
        return try dtype.map { dtype in try translating { try Tensors.to(source, dtype) } } ?? source
    }

    private static func literal(_ value: Value, _ evaluator: Evaluator) throws -> Tensor {
        do {
            if value.sequenceElements == nil, value.scalar == nil, try value.length(evaluator) != nil {
                return try TensorLiteral.tensor(from: Value(try evaluator.array(from: value)), evaluator)
            }
            return try TensorLiteral.tensor(from: value, evaluator)
        } catch let error as PythonError where error.type === TypeObject.valueError {
            throw PythonError(
                .valueError,
                "setting an array element with a sequence. The requested array has an inhomogeneous shape.")
        }
    }
}

extension Value {
    fileprivate func length(_ evaluator: Evaluator) throws -> Int? {
        guard case .object(let object) = self, !(object is Text), !(object is Dict) else { return nil }
        return try object.length(evaluator)
    }
}
