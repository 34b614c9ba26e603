/// `hashlib`: checksums of bytes. `hashlib.sha256(b"text").hexdigest()`
enum HashModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("hashlib", documentation: "Checksums of bytes.", functions: [digest])
        try SourceModules.add(to: module, source, evaluator)
        return module
    }

    private static var digest: NativeFunction {
        NativeFunction("_digest", "(name, data)", "The checksum of bytes.", module: "hashlib") { arguments, evaluator in
            let data = try BytesMethods.bytes(from: arguments[1], evaluator) ?? []
            return switch try evaluator.str(arguments[0]) {
            case "md5": .object(Bytes(MD5.digest(data)))
            case "sha1": .object(Bytes(SHA1.digest(data)))
            case "sha256": .object(Bytes(SHA256.digest(data)))
            default: .object(Bytes(SHA512.digest(data)))
            }
        }
    }

    private static let source = #"""
        algorithms_guaranteed = algorithms_available = {"md5", "sha1", "sha256", "sha512"}
        _SIZES = {"md5": (16, 64), "sha1": (20, 64), "sha256": (32, 64), "sha512": (64, 128)}

        class HASH:
            def __init__(self, name, data=b""):
                self.name = name
                self.digest_size, self.block_size = _SIZES[name]
                self._data = bytearray()
                self.update(data)

            def update(self, data, /):
                if isinstance(data, str):
                    raise TypeError("Strings must be encoded before hashing")
                if not isinstance(data, (bytes, bytearray)):
                    raise TypeError("object supporting the buffer API required")
                self._data.extend(data)

            def digest(self):
                return _digest(self.name, self._data)

            def hexdigest(self):
                return self.digest().hex()

            def copy(self):
                return HASH(self.name, self._data)

            def __repr__(self):
                return f"<{self.name} _hashlib.HASH object @ {hex(id(self))}>"

        def new(name, data=b"", *, usedforsecurity=True):
            if name.lower() not in _SIZES:
                raise ValueError(f"unsupported hash type {name}")
            return HASH(name.lower(), data)

        def md5(string=b"", *, usedforsecurity=True):
            return HASH("md5", string)

        def sha1(string=b"", *, usedforsecurity=True):
            return HASH("sha1", string)

        def sha256(string=b"", *, usedforsecurity=True):
            return HASH("sha256", string)

        def sha512(string=b"", *, usedforsecurity=True):
            return HASH("sha512", string)

        def file_digest(fileobj, digest, /):
            return new(digest, fileobj.read()) if isinstance(digest, str) else digest(fileobj.read())
        """#
}
