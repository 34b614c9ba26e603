import Glibc
import Testing

import Models

/// Hostile files of `torch.save` give an error: none of them ends the process.
@Suite struct PyTorchFileTests {
    @Test func deepNestingIsNoStateDict() {
        let tuples: [UInt8] = [0x29] + many(0x85, 3_000_000)
        let lists: [UInt8] = many(0x5D, 1_000_000) + many(0x61, 999_999)
        let identifications: [UInt8] = [0x4E] + many(0x51, 1_000_000)
        for opcodes in [tuples, lists, identifications] {
            #expect { try open(pickle: [0x80, 2] + opcodes + [0x2E]) } throws: { "\($0)".contains("no state dict") }
        }
    }

    private func many(_ opcode: UInt8, _ count: Int) -> [UInt8] { Array(repeating: opcode, count: count) }

    @Test func aParameterOfAParameterIsNoTensor() {
        // {"a": _rebuild_parameter(_rebuild_parameter(… ()))}
        let function = Array("ctorch._utils\n_rebuild_parameter\n".utf8)
        let levels = 100_000
        let calls = (0..<levels).flatMap { _ in [0x85, 0x52] as [UInt8] }
        let nested: [UInt8] = (0..<levels).flatMap { _ in function } + [0x29] + calls
        let pickle: [UInt8] = [0x80, 2, 0x7D, 0x55, 1, 0x61] + nested + [0x73, 0x2E]
        #expect { try open(pickle: pickle) } throws: { "\($0)".contains("'a'") }
    }

    @Test func aListThatContainsItselfIsNoTensor() {
        // {"a": x} where x = [x]
        let pickle: [UInt8] = [0x80, 2, 0x7D, 0x55, 1, 0x61, 0x5D, 0x71, 0, 0x68, 0, 0x61, 0x73, 0x2E]
        #expect { try open(pickle: pickle) } throws: { "\($0)".contains("'a' is no tensor") }
    }

    private func open(pickle: [UInt8]) throws -> PyTorchFile {
        let path = "/tmp/nnsight-\(getpid())-\(UInt64.random(in: 0 ... .max)).bin"
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { unlink(path) }
        let bytes = archive("x/data.pkl", pickle)
        try #require(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
        close(descriptor)
        return try PyTorchFile(MappedFile(path))
    }

    /// A zip file with one stored entry.
    private func archive(_ name: String, _ content: [UInt8]) -> [UInt8] {
        func small(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
        func word(_ value: Int) -> [UInt8] { small(value & 0xFFFF) + small(value >> 16) }
        let sizes = word(0) + word(content.count) + word(content.count) + small(name.utf8.count) + small(0)
        let local = word(0x0403_4B50) + small(20) + small(0) + small(0) + word(0) + sizes + Array(name.utf8) + content
        let entry =
            word(0x0201_4B50) + small(20) + small(20) + small(0) + small(0) + word(0) + sizes + small(0) + small(0)
            + small(0) + word(0) + word(0) + Array(name.utf8)
        let end = word(0x0605_4B50) + word(0) + small(1) + small(1) + word(entry.count) + word(local.count) + small(0)
        return local + entry + end
    }
}
