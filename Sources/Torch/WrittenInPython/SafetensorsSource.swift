import Language
import Tensors

/// `safetensors.torch`, written in Python: a JSON header with names, dtypes, shapes and places, then the bytes.
enum SafetensorsSource {
    static let text = #"""
        import json
        import torch

        _names = {
            torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
            torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
        }
        _dtypes = {name: dtype for dtype, name in _names.items()}

        class SafetensorError(Exception):
            pass

        def save(tensors, metadata=None):
            header, parts, position = {}, [], 0
            if metadata is not None:
                header["__metadata__"] = metadata
            ordered = sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0]))
            for name, tensor in ordered:
                content = _tensor_bytes(tensor)
                header[name] = {"dtype": _names[tensor.dtype], "shape": list(tensor.shape),
                                "data_offsets": [position, position + len(content)]}
                parts.append(content)
                position += len(content)
            text = json.dumps(header, separators=(",", ":")).encode("utf-8")
            text += b" " * (-len(text) % 8)
            return len(text).to_bytes(8, "little") + text + b"".join(parts)

        def load(data):
            if len(data) < 8:
                raise SafetensorError("Error while deserializing header: HeaderTooSmall")
            size = int.from_bytes(data[:8], "little")
            if size > len(data) - 8:
                raise SafetensorError("Error while deserializing header: InvalidHeaderLength")
            header = json.loads(data[8:8 + size].decode("utf-8"))
            body = data[8 + size:]
            result = {}
            for name, entry in header.items():
                if name == "__metadata__":
                    continue
                start, end = entry["data_offsets"]
                result[name] = _tensor_from_bytes(body[start:end], _dtypes[entry["dtype"]], entry["shape"])
            return result

        def save_file(tensors, filename, metadata=None):
            with open(filename, "wb") as file:
                file.write(save(tensors, metadata))

        def load_file(filename, device="cpu"):
            with open(filename, "rb") as file:
                return load(file.read())

        class safe_open:
            """One file, of which tensors are read by name."""

            def __init__(self, filename, framework="pt", device="cpu"):
                with open(filename, "rb") as file:
                    data = file.read()
                self._tensors = load(data)
                header = json.loads(data[8:8 + int.from_bytes(data[:8], "little")].decode("utf-8"))
                self._metadata = header.get("__metadata__")

            def __enter__(self):
                return self

            def __exit__(self, *details):
                return False

            def keys(self):
                return list(self._tensors)

            def metadata(self):
                return self._metadata

            def get_tensor(self, name):
                if name not in self._tensors:
                    raise SafetensorError(f"File does not contain tensor {name}")
                return self._tensors[name]

            def get_slice(self, name):
                return self.get_tensor(name)

        def save_model(model, filename, metadata=None):
            save_file(model.state_dict(), filename, metadata)

        def load_model(model, filename, strict=True, device="cpu"):
            keys = model.load_state_dict(load_file(filename), strict=strict)
            return keys.missing_keys, keys.unexpected_keys
        """#
}

/// The bytes of tensors, for modules that write files.
enum TensorBytes {
    static var functions: [NativeFunction] {
        [
            NativeFunction("_tensor_bytes", "(tensor, /)", "The elements in row-major order.", binds: false) {
                arguments, _ in
                let tensor = try TorchNamespace.tensor(arguments[0], "save", "tensor")
                return try translating {
                    let compact = try Tensors.contiguous(Tensors.detach(tensor))
                    guard let start = compact.address else { throw TensorError.dataDependent(operation: "save") }
                    let count = compact.elementCount * compact.dtype.size
                    return .object(Bytes([UInt8](UnsafeRawBufferPointer(start: start, count: count))))
                }
            },
            NativeFunction(
                "_tensor_from_bytes", "(bytes, dtype, shape, /)", "A tensor of these elements.", binds: false
            ) {
                arguments, evaluator in
                guard let bytes = arguments[0].as(Bytes.self)?.bytes, let dtype = arguments[1].dtype else {
                    throw PythonError(.typeError, "a bytes-like object and a dtype are required")
                }
                let shape = try evaluator.sizes(arguments[2])
                return try translating {
                    let result = try Tensor.empty(shape, dtype: dtype)
                    guard result.elementCount * dtype.size == bytes.count, let target = result.address else {
                        throw TensorError.invalidShape(shape, elementCount: bytes.count / dtype.size)
                    }
                    bytes.withUnsafeBytes { source in
                        if let start = source.baseAddress { target.copyMemory(from: start, byteCount: source.count) }
                    }
                    return Value(result)
                }
            },
        ]
    }
}
