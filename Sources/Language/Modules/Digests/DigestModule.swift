/// `base64` and `uuid`: bytes as letters, and random identifiers.
enum DigestModule {
    static func register(in modules: ModuleTable) {
        modules.register("base64") { _ in
            ModuleObject(
                "base64", documentation: "Bytes as text of 64 letters.",
                functions: [
                    NativeFunction("b64encode", "(s, altchars=None)", "Bytes as letters.", module: "base64") {
                        arguments, evaluator in
                        let bytes = try BytesMethods.bytes(from: arguments[0], evaluator) ?? []
                        return .object(Bytes(encode(bytes)))
                    },
                    NativeFunction(
                        "b64decode", "(s, altchars=None, validate=False)", "Letters as bytes.", module: "base64"
                    ) {
                        arguments, evaluator in
                        let text = arguments[0].as(Text.self).map { Array($0.string.utf8) }
                        let bytes = try text ?? BytesMethods.bytes(from: arguments[0], evaluator) ?? []
                        guard let decoded = decode(bytes) else { throw PythonError(.valueError, "Incorrect padding") }
                        return .object(Bytes(decoded))
                    },
                ])
        }
        SourceModules.register("uuid", uuid, in: modules)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                result.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return result
    }

    package static func decode(_ letters: [UInt8]) -> [UInt8]? {
        let values = letters.compactMap { letter in alphabet.firstIndex(of: letter) }
        guard values.count % 4 != 1 else { return nil }
        var result: [UInt8] = []
        for start in stride(from: 0, to: values.count, by: 4) {
            let group = values[start..<min(start + 4, values.count)]
            let bits = group.reduce(0) { $0 << 6 | $1 } << (6 * (4 - group.count))
            for place in 0..<(group.count - 1) { result.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * place))) }
        }
        return result
    }

    private static let uuid = #"""
        import random

        _bits = random.Random()

        class UUID:
            def __init__(self, hex=None, int=None):
                self.int = int if int is not None else _int(hex.replace("-", ""), 16)

            @property
            def hex(self):
                return "%032x" % self.int

            def __str__(self):
                text = self.hex
                return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

            def __repr__(self):
                return f"UUID('{self}')"

            def __eq__(self, other):
                return isinstance(other, UUID) and self.int == other.int

            def __hash__(self):
                return hash(self.int)

        _int = int

        def uuid4():
            value = _bits.getrandbits(128)
            value = value & ~(0xf000 << 64) | 4 << 76
            return UUID(int=value & ~(0xc000 << 48) | 0x8000 << 48)

        uuid1 = uuid4
        """#
}
