import Language
import Torch

/// A number for what a graph does: equal for equal graphs, on every machine and in every session. Lines and cells do not
/// count, constants do. The hash is FNV-1a over the steps.
struct GraphHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    static func value(of record: GraphRecord, _ evaluator: Evaluator) throws -> UInt64 {
        var hash = GraphHash()
        for line in try GraphText(record, evaluator).lines() { hash.add(line) }
        hash.add(constantsIn: record, evaluator)
        return hash.state
    }

    private mutating func add(constantsIn record: GraphRecord, _ evaluator: Evaluator) {
        for entry in record.entries {
            for value in entry.arguments + entry.keywords.map(\.value) { add(constantsIn: value, evaluator) }
            guard case .subgraph(let body as BodyRecord) = entry.action else { continue }
            for value in body.ownValues { add(constantsIn: value, evaluator) }
            add(constantsIn: body.record, evaluator)
        }
    }

    /// Sixteen hexadecimal digits.
    static func text(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func add(_ text: String) {
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        state = (state ^ 0xff) &* 0x100_0000_01b3
    }

    /// Tensors stand in the text by their shape only; here their elements count.
    private mutating func add(constantsIn value: Value, _ evaluator: Evaluator) {
        var texts: [String] = []
        _ = Substitution.transforming(value) { object in
            let value = Value.object(object)
            let known = value.tensor == nil ? (object as? Proxy)?.settled : value
            if let known, known.tensor != nil,
                let list = try? evaluator.callMethod("tolist", of: known), let text = try? evaluator.repr(list)
            {
                texts.append(text)
            }
            return nil
        }
        for text in texts { add(text) }
    }
}
