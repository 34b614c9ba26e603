import Language
import Networks
import Tensors

/// Values between modules: what the engine looks into becomes a tree, everything else travels as it is.
extension TensorTree {
    /// Lists and dicts keep their identity, so that code may go on changing them.
    package init(_ value: Value) {
        switch value {
        case .undefined, .none: self = .none
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .object(let object):
            if let tensor = (object as? TensorObject)?.tensor {
                self = .tensor(tensor)
            } else if let text = object as? Text {
                self = .text(text.string)
            } else if let tuple = object as? Tuple, tuple.derivation == nil {
                self = .tuple(tuple.elements.map { TensorTree($0) })
            } else if let output = object as? OutputObject {
                self = .dictionary(output.dictionary)
            } else if let foreign = object as? ForeignObject {
                self = .foreign(foreign.content)
            } else {
                self = .foreign(object)
            }
        }
    }
}

extension Value {
    package init(_ output: LayerOutput) {
        switch output {
        case .tensor(let tensor): self.init(tensor)
        case .tree(let tree): self.init(tree: tree)
        }
    }

    package init(tree: TensorTree) {
        switch tree {
        case .none: self = .none
        case .tensor(let tensor): self.init(tensor)
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .text(let text): self.init(text)
        case .tuple(let members): self.init(tuple: members.map { Value(tree: $0) })
        case .list(let members): self.init(members.map { Value(tree: $0) })
        case .dictionary(let dictionary): self = .object(OutputObject(dictionary))
        case .foreign(let object as Object): self = .object(object)
        case .foreign(let object): self = (object as? any ForeignValue).map { .object(ForeignObject($0)) } ?? .none
        }
    }
}

extension ModuleInputs {
    init(_ arguments: borrowing Language.Arguments) {
        self.init(
            arguments.positionals.map { TensorTree($0) },
            keyword: arguments.keywords.map { ($0.name.text, TensorTree($0.value)) })
    }

    /// The inputs as the arguments of a call.
    var arguments: Language.Arguments {
        Language.Arguments(
            positional.map { Value(tree: $0) }, keywords: keyword.map { (Symbol($0.name), Value(tree: $0.value)) })
    }
}

extension Language.Object: NamedValue {
    package var shownTypeName: String { Value.object(self).typeName }
}
