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

    /// `hmac`: checksums that only those who know a key can make.
    static let keyedSource = #"""
        import hashlib

        class HMAC:
            def __init__(self, key, msg=None, digestmod=""):
                if not isinstance(key, (bytes, bytearray)):
                    raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
                if not digestmod:
                    raise TypeError("Missing required argument 'digestmod'.")
                make = digestmod if callable(digestmod) else lambda data=b"": hashlib.new(digestmod, data)
                self._make, inner = make, make()
                self.digest_size, self.block_size, self.name = inner.digest_size, inner.block_size, "hmac-" + inner.name
                if len(key) > self.block_size:
                    key = make(key).digest()
                key = bytes(key) + bytes(self.block_size - len(key))
                self._outer = bytes(byte ^ 0x5C for byte in key)
                self._inner = make(bytes(byte ^ 0x36 for byte in key))
                if msg is not None:
                    self.update(msg)

            def update(self, msg):
                self._inner.update(msg)

            def digest(self):
                return self._make(self._outer + self._inner.digest()).digest()

            def hexdigest(self):
                return self.digest().hex()

        def new(key, msg=None, digestmod=""):
            return HMAC(key, msg, digestmod)

        def digest(key, msg, digest):
            return HMAC(key, msg, digest).digest()

        def compare_digest(a, b):
            if len(a) != len(b):
                return False
            if isinstance(a, str):
                a, b = a.encode(), b.encode()
            return not sum(x ^ y for x, y in zip(a, b))
        """#

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

        def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
            from hmac import digest as keyed
            if iterations < 1:
                raise ValueError("iteration value must be greater than 0.")
            length = new(hash_name).digest_size
            dklen = length if dklen is None else dklen
            if dklen < 1:
                raise ValueError("key length must be greater than 0.")
            key = b""
            for block in range(1, -(-dklen // length) + 1):
                step = keyed(password, bytes(salt) + block.to_bytes(4, "big"), hash_name)
                total = int.from_bytes(step, "big")
                for _ in range(iterations - 1):
                    step = keyed(password, step, hash_name)
                    total ^= int.from_bytes(step, "big")
                key += total.to_bytes(length, "big")
            return key[:dklen]

        def file_digest(fileobj, digest, /):
            return new(digest, fileobj.read()) if isinstance(digest, str) else digest(fileobj.read())
        """#
}
