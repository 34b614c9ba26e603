import Tensors

/// The settings of a parameter group by their Python names, in PyTorch's order.
///
///     options.number("lr")   // 0.001
package struct Options {
    package var entries: [(name: String, value: TensorTree)]

    package init(_ entries: [(name: String, value: TensorTree)] = []) { self.entries = entries }

    package subscript(name: String) -> TensorTree? {
        get { entries.first { $0.name == name }?.value }
        set {
            let place = entries.firstIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): entries[place].value = value
            case (let place?, nil): entries.remove(at: place)
            case (nil, let value?): entries.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// A number; 0 when there is none of this name.
    package func number(_ name: String) -> Double { self[name]?.number ?? 0 }

    package func flag(_ name: String) -> Bool {
        guard case .bool(let value)? = self[name] else { return false }
        return value
    }

    /// One of the two numbers of `betas`.
    package func beta(_ index: Int) -> Double { self["betas"]?[index]?.number ?? 0 }
}

extension TensorTree {
    /// A number of any kind, also as the only element of a tensor.
    package var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .float(let value): value
        case .bool(let value): value ? 1 : 0
        case .tensor(let tensor): try? tensor.item().real
        case .none, .text, .tuple, .list, .dictionary, .foreign: nil
        }
    }

    /// The name of the value's class in Python.
    var pythonTypeName: String {
        switch self {
        case .none: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .text: "str"
        case .tensor: "Tensor"
        case .tuple: "tuple"
        case .list: "list"
        case .dictionary: "dict"
        case .foreign: "object"
        }
    }

    /// The value as Python's `str` gives it; what the engine does not know is left out.
    package var pythonText: String {
        switch self {
        case .none: "None"
        case .bool(let value): pythonBool(value)
        case .int(let value): String(value)
        case .float(let value): pythonFloat(value)
        case .text(let value): value
        case .tensor(let tensor): tensor.description
        case .tuple(let members):
            members.count == 1 ? "(\(members[0].pythonText),)" : "(" + members.listed + ")"
        case .list(let members): "[" + members.listed + "]"
        case .dictionary(let dictionary):
            "{" + dictionary.entries.map { "'\($0.key)': \($0.value.pythonText)" }.joined(separator: ", ") + "}"
        case .foreign: "…"
        }
    }
}

func pythonBool(_ flag: Bool) -> String { flag ? "True" : "False" }

extension [TensorTree] {
    fileprivate var listed: String { map(\.pythonText).joined(separator: ", ") }
}
