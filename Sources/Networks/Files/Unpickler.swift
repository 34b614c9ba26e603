/// A value of Python's pickle format. Nothing is ever called: what a pickle would construct stays a description.
///
/// Containers are numbers of nodes of the `Pickle`, so that however deep a file nests them, nothing here recurses.
package enum PickleValue {
    case none
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case bytes([UInt8])
    case tuple(Int)
    case list(Int)
    /// The node holds keys and values by turns.
    case dictionary(Int)
    case global(String)
    /// The node holds the identification.
    case persistent(Int)
    /// The callable's name and the node with its arguments.
    case construction(String, Int)

    package var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }
}

/// What a pickle describes: its value, and the contents of all containers.
package struct Pickle {
    package fileprivate(set) var root = PickleValue.none
    package fileprivate(set) var nodes: [[PickleValue]] = []
    /// The nodes of those dictionaries that are an `OrderedDict`.
    package fileprivate(set) var ordered: Set<Int> = []

    /// The elements of a tuple.
    package func tuple(_ value: PickleValue) -> [PickleValue]? {
        if case .tuple(let node) = value { nodes[node] } else { nil }
    }
}

/// Why bytes are no pickle that tensors are saved in: "its pickle ends too early (byte 12)".
package struct PickleError: Error, Equatable {
    package let reason: String
    /// The file ended in the middle of something.
    package let isTruncated: Bool
}

/// Reads the subset of pickle protocols 0 to 5 that checkpoints are written in; any other opcode is an error.
package struct Unpickler {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]
    private var pickle = Pickle()

    /// The bytes must outlive the reader.
    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    package mutating func read() throws -> Pickle {
        while true {
            let opcode = try byte()
            if opcode == UInt8(ascii: ".") {
                pickle.root = try pop()
                return pickle
            }
            if try run(number: opcode) || run(text: opcode) || run(container: opcode) || run(memo: opcode) { continue }
            try run(construction: opcode)
        }
    }

    private func failure(_ reason: String, isTruncated: Bool = false) -> PickleError {
        PickleError(reason: "its pickle \(reason) (byte \(position))", isTruncated: isTruncated)
    }
}

extension Unpickler {
    private mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw failure("ends too early", isTruncated: true) }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func slice(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - position else { throw failure("ends too early", isTruncated: true) }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    private mutating func integer<I: FixedWidthInteger>(_ type: I.Type) throws -> Int {
        let value = I(littleEndian: try slice(MemoryLayout<I>.size).loadUnaligned(as: I.self))
        guard let result = Int(exactly: value) else { throw failure("holds an impossible number") }
        return result
    }

    private mutating func line() throws -> String {
        let start = position
        while try byte() != UInt8(ascii: "\n") {}
        return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }

    private mutating func text(_ count: Int) throws -> String { String(decoding: try slice(count), as: UTF8.self) }

    private mutating func pop() throws -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
            throw failure("takes from an empty stack")
        }
        return value
    }

    /// The number of a new node.
    private mutating func node(_ values: [PickleValue] = []) -> Int {
        pickle.nodes.append(values)
        return pickle.nodes.count - 1
    }

    private mutating func popToMark() throws -> [PickleValue] {
        guard let mark = marks.popLast(), mark <= stack.count else { throw failure("has no mark") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }
}

extension Unpickler {
    private mutating func run(number opcode: UInt8) throws -> Bool {
        switch opcode {
        case UInt8(ascii: "N"): stack.append(.none)
        case 0x88: stack.append(.boolean(true))
        case 0x89: stack.append(.boolean(false))
        case UInt8(ascii: "K"): stack.append(.integer(try integer(UInt8.self)))
        case UInt8(ascii: "M"): stack.append(.integer(try integer(UInt16.self)))
        case UInt8(ascii: "J"): stack.append(.integer(try integer(Int32.self)))
        case UInt8(ascii: "G"):
            let bits = UInt64(bigEndian: try slice(8).loadUnaligned(as: UInt64.self))
            stack.append(.number(Double(bitPattern: bits)))
        case 0x8A: stack.append(.integer(try long(Int(try byte()))))
        case 0x80: _ = try byte()
        case 0x95: _ = try slice(8)
        default: return false
        }
        return true
    }

    /// A two's complement integer of up to eight bytes.
    private mutating func long(_ count: Int) throws -> Int {
        guard count <= 8 else { throw failure("holds an impossible number") }
        var value: UInt64 = 0
        for (index, byte) in try slice(count).enumerated() { value |= UInt64(byte) << (8 * index) }
        let unused = 64 - 8 * count
        return count == 0 ? 0 : Int(Int64(bitPattern: value << unused) >> unused)
    }

    private mutating func run(text opcode: UInt8) throws -> Bool {
        switch opcode {
        case UInt8(ascii: "X"): stack.append(.string(try text(try integer(UInt32.self))))
        case 0x8C: stack.append(.string(try text(Int(try byte()))))
        case 0x8D: stack.append(.string(try text(try integer(UInt64.self))))
        case UInt8(ascii: "U"): stack.append(.string(try text(Int(try byte()))))
        case UInt8(ascii: "T"): stack.append(.string(try text(try integer(Int32.self))))
        case UInt8(ascii: "C"): stack.append(.bytes(Array(try slice(Int(try byte())))))
        case UInt8(ascii: "B"): stack.append(.bytes(Array(try slice(try integer(UInt32.self)))))
        default: return false
        }
        return true
    }

    private mutating func run(container opcode: UInt8) throws -> Bool {
        switch opcode {
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: ")"): stack.append(.tuple(node()))
        case 0x85...0x87:
            let values = try (0..<Int(opcode - 0x84)).map { _ in try pop() }
            stack.append(.tuple(node(values.reversed())))
        case UInt8(ascii: "t"): stack.append(.tuple(node(try popToMark())))
        case UInt8(ascii: "]"): stack.append(.list(node()))
        case UInt8(ascii: "}"): stack.append(.dictionary(node()))
        case UInt8(ascii: "a"): try append([try pop()])
        case UInt8(ascii: "e"): try append(try popToMark())
        case UInt8(ascii: "s"):
            let value = try pop()
            try insert([try pop(), value])
        case UInt8(ascii: "u"): try insert(try popToMark())
        case UInt8(ascii: "0"): _ = try pop()
        default: return false
        }
        return true
    }

    private mutating func append(_ values: [PickleValue]) throws {
        guard case .list(let list) = stack.last else { throw failure("appends to no list") }
        pickle.nodes[list] += values
    }

    private mutating func insert(_ flat: [PickleValue]) throws {
        guard case .dictionary(let dictionary) = stack.last, flat.count % 2 == 0 else {
            throw failure("sets items of no dictionary")
        }
        pickle.nodes[dictionary] += flat
    }

    private mutating func run(memo opcode: UInt8) throws -> Bool {
        switch opcode {
        case UInt8(ascii: "q"): memo[Int(try byte())] = stack.last
        case UInt8(ascii: "r"): memo[try integer(UInt32.self)] = stack.last
        case 0x94: memo[memo.count] = stack.last
        case UInt8(ascii: "h"): stack.append(try recall(Int(try byte())))
        case UInt8(ascii: "j"): stack.append(try recall(try integer(UInt32.self)))
        default: return false
        }
        return true
    }

    private func recall(_ index: Int) throws -> PickleValue {
        guard let value = memo[index] else { throw failure("recalls what it never kept") }
        return value
    }

    private mutating func run(construction opcode: UInt8) throws {
        switch opcode {
        case UInt8(ascii: "c"): stack.append(.global(try line() + "." + (try line())))
        case 0x93:
            guard let name = try pop().string, let module = try pop().string else { throw failure("names no global") }
            stack.append(.global(module + "." + name))
        case UInt8(ascii: "Q"): stack.append(.persistent(node([try pop()])))
        case UInt8(ascii: "R"), 0x81:
            guard case .tuple(let arguments) = try pop(), case .global(let name) = try pop() else {
                throw failure("calls what is no global")
            }
            guard name == "collections.OrderedDict" else { return stack.append(.construction(name, arguments)) }
            let dictionary = node()
            pickle.ordered.insert(dictionary)
            stack.append(.dictionary(dictionary))
        // The state of an object, such as `_metadata` of a state dict.
        case UInt8(ascii: "b"): _ = try pop()
        default: throw failure("has the opcode \(opcode), which no checkpoint needs,")
        }
    }
}
