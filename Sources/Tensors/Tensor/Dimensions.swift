/// A short list of sizes, strides or dimension numbers that needs no heap memory up to six entries.
///
///     let shape: Dimensions = [2, 3]
///     shape.elementCount   // 6
// Nothing in it is counted: every step of a small program copies several of them.
package struct Dimensions: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral, Hashable, Sendable,
    BitwiseCopyable
{
    package static let inlineCapacity = 6
    /// The entries; of a longer list, the first is its place in `LongDimensions`.
    var short: (Int, Int, Int, Int, Int, Int)
    package private(set) var count: Int

    @inline(__always)
    package init() {
        short = (0, 0, 0, 0, 0, 0)
        count = 0
    }

    @inline(__always)
    package init(arrayLiteral elements: Int...) { self.init(elements) }

    /// Two entries, without the array of a literal.
    @inline(__always)
    package init(_ first: Int, _ second: Int) {
        short = (first, second, 0, 0, 0, 0)
        count = 2
    }

    package init(_ elements: some Sequence<Int>) {
        self.init()
        var iterator = elements.makeIterator()
        while let element = iterator.next() {
            guard count < Self.inlineCapacity else {
                var all = Array(self) + [element]
                while let next = iterator.next() { all.append(next) }
                self.init(all)
                return
            }
            append(element)
        }
    }

    @inline(__always)
    package init(_ elements: [Int]) {
        self.init()
        count = elements.count
        if isLong {
            short.0 = LongDimensions.place(of: elements)
        } else {
            for index in 0..<elements.count { store(elements[index], at: index) }
        }
    }

    package init(repeating value: Int, count: Int) {
        self.init(repeatElement(value, count: count))
    }

    /// So many entries, each told by its number; a long list is made at once.
    @inline(__always)
    init(count: Int, _ entry: (Int) -> Int) {
        self.init()
        guard count <= Self.inlineCapacity else {
            self.init((0..<count).map(entry))
            return
        }
        for index in 0..<count { append(entry(index)) }
    }

    /// 0, 1, 2 and so on: the numbers of all dimensions.
    init(countingTo count: Int) {
        self.init()
        for index in 0..<count { append(index) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    package var array: [Int] { isLong ? LongDimensions.list(at: short.0) : Array(self) }

    /// Whether the entries lie elsewhere.
    @inline(__always)
    var isLong: Bool { count > Self.inlineCapacity }

    @inline(__always)
    private mutating func store(_ value: Int, at position: Int) {
        withUnsafeMutableBytes(of: &short) { $0.storeBytes(of: value, toByteOffset: position &* 8, as: Int.self) }
    }

    package subscript(position: Int) -> Int {
        get {
            precondition(position >= 0 && position < count, "a dimension number is checked before use")
            if isLong { return LongDimensions.list(at: short.0)[position] }
            return withUnsafeBytes(of: short) { $0.load(fromByteOffset: position &* 8, as: Int.self) }
        }
        set {
            precondition(position >= 0 && position < count, "a dimension number is checked before use")
            if isLong { return change { $0[position] = newValue } }
            store(newValue, at: position)
        }
    }

    /// Changes a list that is long, or becomes so.
    @inline(never)
    private mutating func change(_ body: (inout [Int]) -> Void) {
        var list = array
        body(&list)
        self = Dimensions(list)
    }

    /// The product of some entries in a row.
    @inline(__always)
    func elementCount(from start: Int, to end: Int) -> Int {
        var product = 1
        var index = start
        while index < end {
            product = product &* self[index]
            index += 1
        }
        return product
    }

    package mutating func append(_ value: Int) {
        guard count < Self.inlineCapacity else { return change { $0.append(value) } }
        store(value, at: count)
        count += 1
    }

    package mutating func insert(_ value: Int, at position: Int) {
        guard count < Self.inlineCapacity else { return change { $0.insert(value, at: position) } }
        append(value)
        var place = count - 1
        while place > position {
            self[place] = self[place - 1]
            place -= 1
        }
        self[position] = value
    }

    @discardableResult
    package mutating func remove(at position: Int) -> Int {
        let removed = self[position]
        if isLong {
            change { $0.remove(at: position) }
            return removed
        }
        for place in position..<(count - 1) { store(self[place + 1], at: place) }
        removeLast()
        return removed
    }

    package mutating func removeLast() {
        if isLong { return change { $0.removeLast() } }
        precondition(count > 0, "a dimension number is checked before use")
        count -= 1
    }

    package func removing(at position: Int) -> Dimensions {
        var copy = self
        copy.remove(at: position)
        return copy
    }

    package func inserting(_ value: Int, at position: Int) -> Dimensions {
        var copy = self
        copy.insert(value, at: position)
        return copy
    }

    package func replacing(_ position: Int, with value: Int) -> Dimensions {
        var copy = self
        copy[position] = value
        return copy
    }

    package func appending(_ value: Int) -> Dimensions {
        var copy = self
        copy.append(value)
        return copy
    }

    /// The product of the entries; shapes are checked against overflow when a tensor is made.
    package var elementCount: Int {
        if !isLong {
            // Most tensors have few dimensions, and this is asked for at every step of small programs.
            switch count {
            case 1: return short.0
            case 2: return short.0 &* short.1
            case 3: return short.0 &* short.1 &* short.2
            default: break
            }
        }
        var product = 1
        for index in 0..<count { product = product &* self[index] }
        return product
    }

    /// At most three sizes below 2^20, whose product cannot overflow; none is negative.
    @inline(__always)
    var areSmall: Bool { count <= 3 && (short.0 | short.1 | short.2) >> 20 == 0 }

    /// The product, or nil when that of the nonzero sizes does not fit 62 bits: strides are such products.
    package var checkedElementCount: Int? {
        if areSmall { return elementCount }
        var product = 1
        for index in 0..<count where self[index] != 0 {
            let (next, overflow) = product.multipliedReportingOverflow(by: self[index])
            if overflow || next.magnitude > 1 << 61 { return nil }
            product = next
        }
        return contains(0) ? 0 : product
    }

    /// Throws for a shape of more elements than can be counted.
    package func checkElementCount() throws {
        if checkedElementCount == nil { throw TensorError.shapeTooLarge(self) }
    }

    /// Whether one of the entries is this one; without the copy that an iterator holds.
    package func contains(_ wanted: Int) -> Bool {
        for index in 0..<count where self[index] == wanted { return true }
        return false
    }

    package static func == (left: Dimensions, right: Dimensions) -> Bool {
        guard left.count == right.count else { return false }
        let (a, b) = (left.short, right.short)
        switch left.count {
        case 0: return true
        case 1: return a.0 == b.0
        case 2: return a.0 == b.0 && a.1 == b.1
        case 3: return a.0 == b.0 && a.1 == b.1 && a.2 == b.2
        case 4: return a.0 == b.0 && a.1 == b.1 && a.2 == b.2 && a.3 == b.3
        default: break
        }
        // Equal long lists share a place.
        if left.isLong { return a.0 == b.0 }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        for value in self { hasher.combine(value) }
    }

    /// The strides of a row-major tensor of this shape.
    package var contiguousStrides: Dimensions {
        var strides = self
        if !isLong {
            switch count {
            case 0: return strides
            case 1:
                strides.short.0 = 1
                return strides
            case 2:
                strides.short.0 = Swift.max(short.1, 1)
                strides.short.1 = 1
                return strides
            case 3:
                strides.short.0 = Swift.max(short.1, 1) &* Swift.max(short.2, 1)
                strides.short.1 = Swift.max(short.2, 1)
                strides.short.2 = 1
                return strides
            default: break
            }
        } else {
            return Dimensions(Self.contiguousStrides(array))
        }
        var step = 1
        for index in stride(from: count - 1, through: 0, by: -1) {
            strides[index] = step
            step = step &* Swift.max(self[index], 1)
        }
        return strides
    }

    private static func contiguousStrides(_ sizes: [Int]) -> [Int] {
        var strides = sizes
        var step = 1
        for index in sizes.indices.reversed() {
            strides[index] = step
            step = step &* Swift.max(sizes[index], 1)
        }
        return strides
    }
}

extension Dimensions: CustomStringConvertible {
    /// As PyTorch writes a shape in a message: "[2, 3]".
    package var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
