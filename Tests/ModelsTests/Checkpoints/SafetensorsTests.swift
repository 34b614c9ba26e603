import Glibc
import Testing

import Models

/// Damaged and hostile files give an error and never a trap.
@Suite struct SafetensorsTests {
    @Test func aWellFormedFileIsRead() throws {
        let file = try open(
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"format":"pt"}}"#, data: 8)
        #expect(file.tensors["a"]?.shape == [2])
        #expect(file.metadata == ["format": "pt"])
    }

    @Test(arguments: [
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "lie outside"),
        (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "cannot have 8 bytes"),
        (#"{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}"#, 8, "unknown type F99"),
        (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "no list of sizes"),
        (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, 8, "no list of sizes"),
        (#"{"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,8]}}"#, 8, "cannot have"),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#,
            6, "overlaps"
        ),
        (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#, 6, "leaves a gap"),
        (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#, 6, "belong to no tensor"),
        (
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}"#,
            4, "two tensors"
        ),
        (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[-1,3]}}"#, 4, "lie outside"),
        (#"[1]"#, 0, "no object"), ("{", 0, "no JSON"),
    ])
    func damageIsNamed(header: String, data: Int, reason: String) {
        #expect { try open(header, data: data) } throws: { "\($0)".contains(reason) }
    }

    @Test func aHeaderLongerThanTheFileIsRefused() {
        #expect { try open("{}", data: 0, claimedLength: 1 << 20) } throws: { "\($0)".contains("only 2 follow") }
        #expect { try open("{}", data: 0, claimedLength: .max) } throws: { "\($0)".contains("claims") }
    }

    @Test func anEmptyFileIsRefused() throws {
        let path = write([])
        defer { unlink(path) }
        #expect(throws: CheckpointError.self) { try Safetensors(MappedFile(path)) }
    }

    private func open(_ header: String, data: Int, claimedLength: UInt64? = nil) throws -> Safetensors {
        let length = claimedLength ?? UInt64(header.utf8.count)
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
        let path = write(prefix + Array(header.utf8) + Array(repeating: 0, count: data))
        defer { unlink(path) }
        return try Safetensors(MappedFile(path))
    }

    private func write(_ bytes: [UInt8]) -> String {
        var template = Array("/tmp/safetensors-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
