/// `base64` and `uuid`: bytes as letters, and random identifiers.
enum DigestModule {
    static func register(in modules: ModuleTable) {
        modules.register("base64") { evaluator in
            let module = ModuleObject(
                "base64", documentation: "Bytes as text of 64 letters.",
                functions: [
                    NativeFunction("_encode", "(s)", "Bytes as letters.", module: "base64") {
                        arguments, evaluator in
                        let bytes = try BytesMethods.bytes(from: arguments[0], evaluator) ?? []
                        return .object(Bytes(encode(bytes)))
                    },
                    NativeFunction("_decode", "(s)", "Letters as bytes.", module: "base64") {
                        arguments, evaluator in
                        let bytes = try BytesMethods.bytes(from: arguments[0], evaluator) ?? []
                        return .object(Bytes(decode(bytes) ?? []))
                    },
                ])
            try SourceModules.add(to: module, BinaryTextSource.text, evaluator)
            return module
        }
        SourceModules.register("uuid", BinaryTextSource.uuid, in: modules)
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
}
