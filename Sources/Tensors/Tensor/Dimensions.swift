/// A short list of sizes, strides or dimension numbers that needs no heap memory up to six entries.
///
///     let shape: Dimensions = [2, 3]
///     shape.elementCount   // 6
package struct Dimensions: RandomAccessCollection, MutableCollection, ExpressibleByArrayLiteral, Hashable, Sendable {
    @usableFromInline static let inlineCapacity = 6
    @usableFromInline var short: (Int, Int, Int, Int, Int, Int)
    @usableFromInline var long: [Int]?
    package private(set) var count: Int

    package init() {
        short = (0, 0, 0, 0, 0, 0)
        long = nil
        count = 0
    }

    package init(arrayLiteral elements: Int...) { self.init(elements) }

    package init(_ elements: some Sequence<Int>) {
        self.init()
        for element in elements { append(element) }
    }

    package init(_ elements: [Int]) {
        self.init()
        guard elements.count <= Self.inlineCapacity else {
            long = elements
            count = elements.count
            return
        }
        count = elements.count
        for index in 0..<count { self[index] = elements[index] }
    }

    package init(repeating value: Int, count: Int) {
        self.init()
        for _ in 0..<count { append(value) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }
    package var array: [Int] { Array(self) }

    package subscript(position: Int) -> Int {
        get {
            if let long { return long[position] }
            precondition(position >= 0 && position < count, "a dimension number is checked before use")
            return withUnsafeBytes(of: short) { $0.load(fromByteOffset: position &* 8, as: Int.self) }
        }
        set {
            if long != nil {
                long?[position] = newValue
                return
            }
            precondition(position >= 0 && position < count, "a dimension number is checked before use")
            withUnsafeMutableBytes(of: &short) {
                $0.storeBytes(of: newValue, toByteOffset: position &* 8, as: Int.self)
            }
        }
    }

    package mutating func append(_ value: Int) {
        if long != nil {
            long?.append(value)
            count += 1
        } else if count < Self.inlineCapacity {
            count += 1
            self[count - 1] = value
        } else {
            long = Array(self) + [value]
            count += 1
        }
    }

    package mutating func insert(_ value: Int, at position: Int) {
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
        for place in position..<(count - 1) { self[place] = self[place + 1] }
        removeLast()
        return removed
    }

    package mutating func removeLast() {
        if long != nil { long?.removeLast() }
        count -= 1
        if count == Self.inlineCapacity, let values = long {
            self = Dimensions(values)
        }
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
        if long == nil {
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

    /// The product, or nil when that of the nonzero sizes does not fit 62 bits: strides are such products.
    package var checkedElementCount: Int? {
        // Sizes below 2^20 cannot overflow.
        if long == nil, count <= 3, (short.0 | short.1 | short.2) >> 20 == 0 { return elementCount }
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
        if left.long == nil, right.long == nil {
            let (a, b) = (left.short, right.short)
            switch left.count {
            case 0: return true
            case 1: return a.0 == b.0
            case 2: return a.0 == b.0 && a.1 == b.1
            case 3: return a.0 == b.0 && a.1 == b.1 && a.2 == b.2
            case 4: return a.0 == b.0 && a.1 == b.1 && a.2 == b.2 && a.3 == b.3
            default: break
            }
        }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        for value in self { hasher.combine(value) }
    }

    /// The strides of a row-major tensor of this shape.
    package var contiguousStrides: Dimensions {
        var strides = self
        if long == nil {
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
        }
        var step = 1
        for index in stride(from: count - 1, through: 0, by: -1) {
            strides[index] = step
            step = step &* Swift.max(self[index], 1)
        }
        return strides
    }
}

extension Dimensions: CustomStringConvertible {
    /// As PyTorch writes a shape in a message: "[2, 3]".
    package var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
