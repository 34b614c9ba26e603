/// The operators, filters, tests and methods of the template language.
enum TemplateFilters {
    static func binary(_ symbol: String, _ left: TemplateValue, _ right: TemplateValue) throws -> TemplateValue {
        switch symbol {
        case "==": return .boolean(equal(left, right))
        case "!=": return .boolean(!equal(left, right))
        case "~": return .text(left.printed + right.printed)
        case "in": return .boolean(contains(right, left))
        case "<", ">", "<=", ">=": return .boolean(try compare(symbol, left, right))
        default: break
        }
        switch (left, right) {
        case (.text(let left), .text(let right)) where symbol == "+": return .text(left + right)
        case (.list(let left), .list(let right)) where symbol == "+": return .list(left + right)
        case (.text(let text), .integer(let count)) where symbol == "*" && count < 1 << 16:
            return .text(String(repeating: text, count: max(0, count)))
        default: return try arithmetic(symbol, left, right)
        }
    }

    private static func arithmetic(
        _ symbol: String, _ left: TemplateValue, _ right: TemplateValue
    ) throws -> TemplateValue {
        guard let first = left.number, let second = right.number else {
            throw TemplateError.evaluation("'\(symbol)' does not combine these values")
        }
        if case .integer(let first) = left, case .integer(let second) = right,
            let result = integer(symbol, first, second)
        {
            return .integer(result)
        }
        switch symbol {
        case "+": return .number(first + second)
        case "-": return .number(first - second)
        case "*": return .number(first * second)
        case "/" where second != 0: return .number(first / second)
        default: throw TemplateError.evaluation("'\(symbol)' does not combine these values")
        }
    }

    /// Python's whole-number arithmetic; nil if the result is none or overflows.
    private static func integer(_ symbol: String, _ left: Int, _ right: Int) -> Int? {
        func checked(_ result: (Int, Bool)) -> Int? { result.1 ? nil : result.0 }
        switch symbol {
        case "+": return checked(left.addingReportingOverflow(right))
        case "-": return checked(left.subtractingReportingOverflow(right))
        case "*": return checked(left.multipliedReportingOverflow(by: right))
        case "//", "%":
            guard right != 0, let quotient = checked(left.dividedReportingOverflow(by: right)) else { return nil }
            let remainder = left - quotient * right
            let isBelow = remainder != 0 && (remainder < 0) != (right < 0)
            if symbol == "%" { return isBelow ? remainder + right : remainder }
            return isBelow ? quotient - 1 : quotient
        default: return nil
        }
    }

    private static func equal(_ left: TemplateValue, _ right: TemplateValue) -> Bool {
        if let first = left.number, let second = right.number { return first == second }
        if case .undefined = left { if case .undefined = right { return true } else { return false } }
        if case .undefined = right { return false }
        return left.json == right.json
    }

    private static func contains(_ container: TemplateValue, _ item: TemplateValue) -> Bool {
        switch (container, item) {
        case (.text(let text), .text(let part)): text.isEmpty ? part.isEmpty : part.isEmpty || find(part, in: text)
        case (.list(let values), _): values.contains { equal($0, item) }
        case (.object(let entries), .text(let key)): entries.contains { $0.key == key }
        default: false
        }
    }

    private static func find(_ part: String, in text: String) -> Bool {
        let aligned = AlignedText(text)
        let pattern = Array(part.unicodeScalars)
        return aligned.scalars.indices.contains { aligned.matches(pattern, at: $0) }
    }

    private static func compare(_ symbol: String, _ left: TemplateValue, _ right: TemplateValue) throws -> Bool {
        if case .text(let first) = left, case .text(let second) = right {
            return ordered(symbol, Array(first.unicodeScalars).map(\.value), Array(second.unicodeScalars).map(\.value))
            {
                $0.lexicographicallyPrecedes($1)
            }
        }
        guard let first = left.number, let second = right.number else {
            throw TemplateError.evaluation("'\(symbol)' does not compare these values")
        }
        return ordered(symbol, first, second, <)
    }

    private static func ordered<T>(_ symbol: String, _ left: T, _ right: T, _ precedes: (T, T) -> Bool) -> Bool {
        switch symbol {
        case "<": precedes(left, right)
        case ">": precedes(right, left)
        case "<=": !precedes(right, left)
        default: !precedes(left, right)
        }
    }

    static func range(_ bounds: [TemplateValue]) throws -> TemplateValue {
        let numbers = bounds.compactMap { value -> Int? in if case .integer(let number) = value { number } else { nil }
        }
        guard numbers.count == bounds.count, 1...3 ~= numbers.count else {
            throw TemplateError.evaluation("range takes one to three whole numbers")
        }
        let start = numbers.count > 1 ? numbers[0] : 0
        let stop = numbers.count > 1 ? numbers[1] : numbers[0]
        let step = numbers.count > 2 ? numbers[2] : 1
        guard step != 0, abs(start) < 1 << 32, abs(stop) < 1 << 32 else {
            throw TemplateError.evaluation("range is out of bounds")
        }
        return .list(Array(stride(from: start, to: stop, by: step).prefix(100_000)).map { .integer($0) })
    }

    /// `value[start:stop:step]` of a list or a text.
    static func slice(_ value: TemplateValue, _ bounds: [TemplateValue?]) throws -> TemplateValue {
        let items = value.items ?? []
        func bound(_ index: Int) -> Int? {
            if case .integer(let number)? = bounds[index] { number } else { nil }
        }
        let step = bound(2) ?? 1
        guard step != 0 else { throw TemplateError.evaluation("slice step cannot be zero") }
        func place(_ index: Int, _ otherwise: Int) -> Int {
            guard let number = bound(index) else { return otherwise }
            let positive = number < 0 ? number + items.count : number
            return min(max(positive, step > 0 ? 0 : -1), step > 0 ? items.count : items.count - 1)
        }
        let start = place(0, step > 0 ? 0 : items.count - 1)
        let stop = place(1, step > 0 ? items.count : -1)
        let picked = stride(from: start, to: stop, by: step).map { items[$0] }
        if case .text = value { return .text(picked.map(\.printed).joined()) }
        return .list(picked)
    }

    static func test(_ name: String, _ value: TemplateValue, _ operands: [TemplateValue]) throws -> Bool {
        switch (name, value) {
        case ("defined", .undefined): return false
        case ("defined", _): return true
        case ("undefined", .undefined): return true
        case ("undefined", _): return false
        case ("none", .null): return true
        case ("string", .text): return true
        case ("boolean", .boolean): return true
        case ("integer", .integer): return true
        case ("number", .integer), ("number", .number): return true
        case ("mapping", .object): return true
        case ("sequence", .list), ("sequence", .text), ("sequence", .object): return true
        case ("iterable", .list), ("iterable", .text), ("iterable", .object): return true
        case ("true", .boolean(let flag)): return flag
        case ("false", .boolean(let flag)): return !flag
        case ("odd", .integer(let number)): return number % 2 != 0
        case ("even", .integer(let number)): return number % 2 == 0
        case ("divisibleby", .integer(let number)):
            guard case .integer(let divisor)? = operands.first, divisor > 0 else { return false }
            return number % divisor == 0
        case ("equalto", _), ("eq", _): return operands.first.map { equal(value, $0) } ?? false
        case ("in", _): return operands.first.map { contains($0, value) } ?? false
        case ("none", _), ("string", _), ("boolean", _), ("integer", _), ("number", _), ("mapping", _), ("sequence", _),
            ("iterable", _), ("true", _), ("false", _), ("odd", _), ("even", _), ("divisibleby", _):
            return false
        default: throw TemplateError.syntax("the test '\(name)' is unknown")
        }
    }
}
