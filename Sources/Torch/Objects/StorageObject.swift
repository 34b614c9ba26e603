import Language
import Tensors

/// The memory behind a tensor, as `x.storage()` and `x.untyped_storage()` show it: enough to see who shares it.
final class StorageObject: Object {
    private let tensor: Tensor
    private let isTyped: Bool

    init(_ tensor: Tensor, isTyped: Bool) {
        self.tensor = tensor
        self.isTyped = isTyped
    }

    // Immutable after creation, so that threads may share the classes.
    nonisolated(unsafe) private static let typed = TypeObject(
        native: "TypedStorage", module: "torch.storage", methods: methods)
    nonisolated(unsafe) private static let untyped = TypeObject(
        native: "UntypedStorage", module: "torch.storage", methods: methods)

    override var type: TypeObject { isTyped ? StorageObject.typed : StorageObject.untyped }

    private var count: Int { isTyped ? tensor.storage.byteCount / tensor.dtype.size : tensor.storage.byteCount }

    override func length(_ evaluator: Evaluator) throws -> Int? { count }

    override func isSame(as other: Object) -> Bool { (other as? StorageObject)?.tensor.storage === tensor.storage }

    private static func method(_ name: String, _ summary: String, _ body: @escaping (StorageObject) throws -> Value)
        -> NativeFunction
    {
        NativeFunction(name, "(self)", summary, module: "torch.storage") { arguments, _ in
            guard let face = arguments[0].as(StorageObject.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a storage")
            }
            return try translating { try body(face) }
        }
    }

    private static var methods: [NativeFunction] {
        [
            method("data_ptr", "The address of the memory.") {
                .int($0.tensor.storage.address.map { Int(bitPattern: $0) } ?? 0)
            },
            method("size", "The number of elements.") { .int($0.count) },
            method("nbytes", "Bytes of the memory.") { .int($0.tensor.storage.byteCount) },
            method("element_size", "Bytes of one element.") { .int($0.isTyped ? $0.tensor.dtype.size : 1) },
            method("tolist", "All elements, whatever the tensor shows of them.") { face in
                let whole = face.isTyped ? face.tensor.dtype : .uint8
                guard let address = face.tensor.storage.address else {
                    throw TensorError.dataDependent(operation: "tolist")
                }
                let flat = try Tensor(
                    address: address, byteCount: face.tensor.storage.byteCount, shape: [face.count], dtype: whole,
                    owner: face.tensor.storage)
                return try flat.nestedList()
            },
        ]
    }
}
