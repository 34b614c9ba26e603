import Language
import Networks
import Tensors

/// `torch.save` and `torch.load`: a zip with a pickle, and an entry for the bytes of each storage.
enum TensorFiles {
    static var functions: [NativeFunction] {
        [
            NativeFunction(
                "save", "(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True)",
                "Writes tensors and containers of them to a file.", module: "torch", binds: false
            ) { arguments, evaluator in
                var writer = PickleWriter(evaluator)
                let pickle = try writer.pickle(arguments[0])
                try FileBytes.write(archive(pickle, writer.storages), to: arguments[1], evaluator)
                return .none
            },
            NativeFunction(
                "load", "(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None, **kwargs)",
                "Reads what torch.save wrote.", module: "torch", binds: false
            ) { arguments, evaluator in
                try load(try FileBytes.read(arguments[0], evaluator), evaluator)
            },
        ]
    }

    private static func archive(_ pickle: [UInt8], _ storages: [[UInt8]]) -> [UInt8] {
        let parts: [(name: String, content: [UInt8])] =
            [("archive/data.pkl", pickle), ("archive/byteorder", Array("little".utf8))]
            + storages.enumerated().map { ("archive/data/\($0)", $1) } + [("archive/version", Array("3\n".utf8))]
        return ZipFile.write(parts)
    }

    private static func load(_ bytes: [UInt8], _ evaluator: Evaluator) throws -> Value {
        do {
            let entries = try ZipFile.read(bytes)
            guard let pickle = entries["data.pkl"] else {
                throw FileFormatError.malformed("PytorchStreamReader failed locating file data.pkl: file not found")
            }
            var reader = try PickleReader(Array(pickle), evaluator) { key in
                guard let content = entries["data/\(key)"] else {
                    throw FileFormatError.malformed(
                        "PytorchStreamReader failed locating file data/\(key): file not found")
                }
                return content
            }
            return try reader.value()
        } catch let error as FileFormatError {
            throw error.error
        } catch let error as TensorError {
            throw PythonError(error)
        }
    }
}
