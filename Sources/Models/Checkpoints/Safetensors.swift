/// A safetensors file: eight bytes with the length of a JSON header, the header, then the tensors one after another.
///
///     let file = try Safetensors(MappedFile("model.safetensors"))
///     file.tensors["wte.weight"]?.shape   // [1599, 64]
///
/// Everything the header says is checked before a byte of a tensor is read: the tensors must fill the rest of the file
/// without gap or overlap, and each must have as many bytes as its shape needs.
package struct Safetensors {
    package let tensors: [String: StoredTensor]
    /// What the writer noted, such as `"format": "pt"`.
    package let metadata: [String: String]

    /// Longer headers are refused, as the format demands.
    static let headerLimit = 100_000_000

    package init(_ file: MappedFile) throws {
        let reader = Reader(file: file)
        let header = try reader.header()
        var tensors: [String: StoredTensor] = [:]
        var metadata: [String: String] = [:]
        for member in header.members {
            if member.name == "__metadata__" {
                for note in member.value.members ?? [] { metadata[note.name] = note.value.string }
                continue
            }
            let tensor = try reader.tensor(member, data: header.data)
            guard tensors.updateValue(tensor, forKey: member.name) == nil else {
                throw reader.failure("there are two tensors named '\(member.name)'")
            }
        }
        try reader.checkTiling(header.members, data: header.data)
        self.tensors = tensors
        self.metadata = metadata
    }
}

extension Safetensors {
    /// Reads and checks the header of one file.
    private struct Reader {
        let file: MappedFile

        typealias Header = (members: [JSONMember], data: UnsafeMutableRawBufferPointer)

        func failure(_ reason: String) -> CheckpointError { .malformed(path: file.path, reason: reason) }

        func header() throws -> Header {
            let bytes = file.bytes
            guard bytes.count >= 8 else {
                throw failure("it has \(bytes.count) bytes, fewer than the length of a header")
            }
            let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
            guard length <= Safetensors.headerLimit else { throw failure("its header claims \(length) bytes") }
            let end = 8 + Int(length)
            guard end <= bytes.count else {
                throw failure("its header claims \(length) bytes, but only \(bytes.count - 8) follow")
            }
            let text = UnsafeRawBufferPointer(rebasing: bytes[8..<end]).assumingMemoryBound(to: UInt8.self)
            do {
                guard let members = try JSONReader.read(text).members else { throw failure("its header is no object") }
                return (members, UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
            } catch let error as JSONError {
                throw failure("its header is no JSON: \(error)")
            }
        }

        func tensor(_ member: JSONMember, data: UnsafeMutableRawBufferPointer) throws -> StoredTensor {
            guard let type = member.value["dtype"]?.string.flatMap(StoredType.init) else {
                throw failure("'\(member.name)' has the unknown type \(member.value["dtype"]?.string ?? "none")")
            }
            guard let sizes = member.value["shape"]?.array, case let shape = sizes.compactMap(\.integer),
                shape.count == sizes.count, let count = StoredTensor.elementCount(shape)
            else { throw failure("the shape of '\(member.name)' is no list of sizes") }
            let range = try range(member, within: data.count)
            let (byteCount, overflow) = count.multipliedReportingOverflow(by: type.byteCount)
            guard !overflow, byteCount == range.count else {
                throw failure(
                    "'\(member.name)' of shape \(shape) and type \(type.rawValue) cannot have \(range.count) bytes")
            }
            return StoredTensor(
                type: type, shape: shape, strides: StoredTensor.rowMajorStrides(shape),
                bytes: UnsafeMutableRawBufferPointer(rebasing: data[range]), file: file)
        }

        private func range(_ member: JSONMember, within count: Int) throws -> Range<Int> {
            let offsets = (member.value["data_offsets"]?.array ?? []).compactMap(\.integer)
            guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= count else {
                throw failure("the offsets \(offsets) of '\(member.name)' lie outside its \(count) bytes of tensors")
            }
            return offsets[0]..<offsets[1]
        }

        func checkTiling(_ members: [JSONMember], data: UnsafeMutableRawBufferPointer) throws {
            let ranges = try members.filter { $0.name != "__metadata__" }
                .map { (name: $0.name, range: try range($0, within: data.count)) }
                .sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
            var end = 0
            for entry in ranges {
                guard entry.range.lowerBound == end else {
                    let problem =
                        entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
                    throw failure("'\(entry.name)' \(problem)")
                }
                end = entry.range.upperBound
            }
            guard end == data.count else { throw failure("\(data.count - end) bytes at its end belong to no tensor") }
        }
    }
}
