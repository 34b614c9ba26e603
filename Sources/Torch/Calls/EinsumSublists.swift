import Language
import Tensors

/// `torch.einsum(a, [0, 1], b, [1, 2], [0, 2])`: the subscripts of each operand as a list of numbers after it.
enum EinsumSublists {
    /// The same call with an equation; nil when the arguments are not of this form.
    static func equation(of arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> [Value]? {
        let values = Array(arguments.positionals)
        guard values.count > 1, values[0].tensor != nil else { return nil }
        var (operands, terms) = ([Value](), [String]())
        var place = 0
        while place + 1 < values.count, values[place].tensor != nil {
            guard let term = try letters(values[place + 1], evaluator) else { return nil }
            operands.append(values[place])
            terms.append(term)
            place += 2
        }
        var text = terms.joined(separator: ",")
        if place < values.count {
            guard place + 1 == values.count, let output = try letters(values[place], evaluator) else { return nil }
            text += "->" + output
        }
        return [Value(text)] + operands
    }

    /// Numbers up to 25 are capital letters, and those up to 51 small ones.
    private static func letters(_ list: Value, _ evaluator: Evaluator) throws -> String? {
        guard let items = list.sequenceElements else { return nil }
        return try items.map { item in
            if item.isSame(as: .ellipsis) { return "..." }
            let number = try evaluator.index(item)
            guard (0..<52).contains(number) else {
                throw PythonError(
                    .runtimeError, "einsum(): expected subscripts to be within range [0, 52), but got \(number)")
            }
            return String(UnicodeScalar(UInt8(number < 26 ? 65 + number : 71 + number)))
        }.joined()
    }
}
