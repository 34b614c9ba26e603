import Tensors

/// What flows into and out of modules: a tensor, or tensors and plain values in tuples, lists and dictionaries.
///
///     let output: TensorTree = .tuple([.tensor(hiddenStates), .none])
///     output[0]?.tensor   // hiddenStates
///
/// Values of a language that the engine does not look into travel as `foreign`.
package indirect enum TensorTree {
    case none
    case tensor(Tensor)
    case bool(Bool)
    case int(Int)
    case float(Double)
    case text(String)
    case tuple([TensorTree])
    case list([TensorTree])
    case dictionary(TensorDictionary)
    case foreign(AnyObject)
}

/// Named values in order; with a type name it is an output class such as `CausalLMOutputWithCrossAttentions`.
package struct TensorDictionary {
    /// The class that a language shows for it; nil for a plain dictionary.
    package var typeName: String?
    package var entries: [(key: String, value: TensorTree)]

    package init(typeName: String? = nil, entries: [(key: String, value: TensorTree)] = []) {
        self.typeName = typeName
        self.entries = entries
    }

    package subscript(key: String) -> TensorTree? {
        get { entries.first { $0.key == key }?.value }
        set {
            let place = entries.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): entries[place].value = value
            case (let place?, nil): entries.remove(at: place)
            case (nil, let value?): entries.append((key, value))
            case (nil, nil): break
            }
        }
    }
}

extension TensorTree {
    /// The tensor, or nil for anything else.
    package var tensor: Tensor? {
        guard case .tensor(let tensor) = self else { return nil }
        return tensor
    }

    var integer: Int? {
        guard case .int(let value) = self else { return nil }
        return value
    }

    package var isNone: Bool {
        guard case .none = self else { return false }
        return true
    }

    /// The members of a tuple or list, the values of a dictionary; nil for a leaf.
    package var members: [TensorTree]? {
        switch self {
        case .tuple(let members), .list(let members): members
        case .dictionary(let dictionary): dictionary.entries.map(\.value)
        case .none, .tensor, .bool, .int, .float, .text, .foreign: nil
        }
    }

    /// A member by position: of a tuple, a list, or an output class (which skips what is none, as Hugging Face's do).
    package subscript(position: Int) -> TensorTree? {
        let candidates: [TensorTree]
        switch self {
        case .tuple(let members), .list(let members): candidates = members
        case .dictionary(let dictionary) where dictionary.typeName != nil:
            candidates = dictionary.entries.map(\.value).filter { !$0.isNone }
        case .dictionary, .none, .tensor, .bool, .int, .float, .text, .foreign: return nil
        }
        return candidates.indices.contains(position) ? candidates[position] : nil
    }

    /// A member of a dictionary by its key.
    package subscript(key: String) -> TensorTree? {
        guard case .dictionary(let dictionary) = self else { return nil }
        return dictionary[key]
    }

    /// The same tree with every tensor replaced; other leaves stay.
    package func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> TensorTree {
        switch self {
        case .tensor(let tensor): return .tensor(try transform(tensor))
        case .tuple(let members): return .tuple(try members.map { try $0.mapTensors(transform) })
        case .list(let members): return .list(try members.map { try $0.mapTensors(transform) })
        case .dictionary(var dictionary):
            for index in dictionary.entries.indices {
                dictionary.entries[index].value = try dictionary.entries[index].value.mapTensors(transform)
            }
            return .dictionary(dictionary)
        case .none, .bool, .int, .float, .text, .foreign: return self
        }
    }

    /// Every tensor, depth first, in order.
    package var tensors: [Tensor] {
        if case .tensor(let tensor) = self { return [tensor] }
        return members?.flatMap(\.tensors) ?? []
    }

    /// The kind of value in the words of Python: "Tensor", "tuple", "NoneType".
    package var typeName: String {
        switch self {
        case .none: "NoneType"
        case .tensor: "Tensor"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .text: "str"
        case .tuple: "tuple"
        case .list: "list"
        case .dictionary(let dictionary): dictionary.typeName ?? "dict"
        case .foreign(let object): (object as? any NamedValue)?.shownTypeName ?? "object"
        }
    }
}
