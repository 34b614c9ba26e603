/// F-strings: the texts of their fields, and joining them.
extension Evaluator {
    /// Formats a number or a text where nothing but itself has to be asked; false for everything else.
    @inline(__always)
    func formatQuickly(
        _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let source = registers + Int(instruction.b)
        var result: Text?
        switch instruction.detail {
        case 0: result = plainText(of: source)
        case 1:
            let specification = registers + Int(instruction.c)
            guard specification.holds(textClass),
                let quick = QuickFormatting(
                    specification.address.borrow(as: Text.self) { $0.bytes })
            else { return false }
            if source.isInteger {
                result = quick.text(of: source.integer)
            } else if case .float(let number) = source.pointee {
                result = quick.text(of: number)
            }
            if result != nil, Int(instruction.c) >= localCount { specification.empty() }
        case 4 where source.holds(textClass):
            result = source.address.borrow(as: Text.self) {
                $0.derivation == nil ? QuotedText.plainlyQuoted($0.bytes) : nil
            }
        default: break
        }
        guard let result else { return false }
        if Int(instruction.b) >= localCount { source.empty() }
        (registers + Int(instruction.a)).put(.object(result))
        return true
    }

    /// `str` of an int, a float or a plain text.
    @inline(__always)
    func plainText(of source: UnsafeMutablePointer<Value>) -> Text? {
        if source.isInteger { return Text.decimal(source.integer) }
        if case .float(let number) = source.pointee { return Text.make(floatText(number)) }
        guard source.holds(textClass) else { return nil }
        let text = Unmanaged<Text>.fromOpaque(source.address).takeUnretainedValue()
        return text.derivation == nil ? text : nil
    }

    func stepFormat(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let position = frame.pointee.position
        let value = try operand(instruction.b, position)
        let hasSpecification = instruction.detail & 1 != 0
        let specification = hasSpecification ? try operand(instruction.c, position).as(Text.self)?.string ?? "" : ""
        if let stager, stager.isUnknown(value) {
            frame.pointee.registers[Int(instruction.a)] = try stager.format(
                value, conversion: Int(instruction.detail >> 1), Value(specification), self)
            return
        }
        let converted: Value
        switch instruction.detail >> 1 {
        case 1: converted = Value(try str(value))
        case 2: converted = Value(try repr(value))
        case 3: converted = Value(Evaluator.asciiOnly(try repr(value)))
        default: converted = value
        }
        let target = frame.pointee.registers + Int(instruction.a)
        if let text = converted.as(Text.self), specification.isEmpty, text.derivation == nil {
            target.pointee = converted
        } else {
            target.pointee = Value(try format(converted, specification))
        }
    }

    /// A text with everything but ASCII escaped, as `ascii()` gives it.
    package static func asciiOnly(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let digits = String(scalar.value, radix: 16)
            switch scalar.value {
            case 0..<0x80: result.unicodeScalars.append(scalar)
            case 0..<0x100: result += "\\x" + digits
            case 0..<0x10000: result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return result
    }

    // MARK: Joining

    /// Joins pieces that are texts; false when they may be unknown or are too long.
    @inline(__always)
    func joinQuickly(_ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>) -> Bool {
        let first = registers + Int(instruction.b)
        guard stager == nil, let text = Evaluator.joined(first, Int(instruction.c), textClass) else { return false }
        (registers + Int(instruction.a)).put(.object(text))
        return true
    }

    /// The pieces of an f-string when some may be unknown or the whole too long.
    func joinedFields(_ first: UnsafeMutablePointer<Value>, _ count: Int) throws -> Value {
        if let stager, (0..<count).contains(where: { stager.isUnknown(first[$0]) }) {
            return try stager.joined((0..<count).map { (first + $0).take() }, self)
        }
        guard let text = Evaluator.joined(first, count, textClass) else { throw PythonError(.memoryError, []) }
        return .object(text)
    }

    /// The texts in registers as one, which empties them; nil when that is too long.
    @inline(never)
    private static func joined(
        _ first: UnsafeMutablePointer<Value>, _ count: Int, _ textClass: UnsafeRawPointer
    ) -> Text? {
        var (size, isASCII) = (0, true)
        for index in 0..<count where (first + index).holds(textClass) {
            (first + index).address.borrow(as: Text.self) {
                size += $0.byteCount
                isASCII = isASCII && $0.isMarkedASCII
            }
        }
        guard SizeLimit.allows(bytes: size) else { return nil }
        let text = Text.make(size: size, isASCII: isASCII) { start in
            var place = start
            for index in 0..<count where (first + index).holds(textClass) {
                place = (first + index).address.borrow(as: Text.self) { Text.write($0.bytes, at: place) }
            }
        }
        for index in 0..<count { (first + index).empty() }
        return text
    }
}
