/// A value given to an operation by the language.
package enum Argument {
    case none
    case tensor(Tensor)
    case tensors([Tensor?])
    case scalar(Scalar)
    case int(Int)
    case ints([Int])
    /// A few ints, without an array.
    case sizes(Dimensions)
    case float(Double)
    case floats([Double])
    case bool(Bool)
    case text(String)
    case dtype(DType)
    case device(Device)
    case generator(Generator)
    case index([Index])
}

/// The arguments of one call, in the order of the signature.
package struct Arguments: ~Copyable {
    let values: UnsafeBufferPointer<Argument>
    let schema: String

    subscript(position: Int) -> Argument {
        @inline(__always) get { position < values.count ? values[position] : .none }
    }

    func typed<Wanted: ArgumentConvertible>(_ position: Int) throws -> Wanted {
        let argument = self[position]
        if let value = Wanted.from(argument) { return value }
        let name = schema.prefix { $0 != "(" && $0 != "." }
        throw TensorError.type(
            "\(name)(): argument \(position + 1) must be \(Wanted.argumentName), not \(argument.typeName)")
    }
}

extension Argument {
    /// The type's name as Python messages give it.
    package var typeName: String {
        switch self {
        case .none: "NoneType"
        case .tensor: "Tensor"
        case .tensors: "tuple of Tensors"
        case .scalar(.complex): "complex"
        case .scalar(.float), .float: "float"
        case .scalar(.bool), .bool: "bool"
        case .scalar(.int), .int: "int"
        case .ints, .sizes: "tuple of ints"
        case .floats: "tuple of floats"
        case .text: "str"
        case .dtype: "torch.dtype"
        case .device: "torch.device"
        case .generator: "torch._C.Generator"
        case .index: "index"
        }
    }
}

/// A Swift type that a function of an operation takes as a parameter.
protocol ArgumentConvertible: SendableMetatype {
    static var argumentName: String { get }
    /// The value, or nil when the argument has another type.
    static func from(_ argument: Argument) -> Self?
    /// The values of an argument that holds several, or nil when one has another type.
    static func list(from argument: Argument) -> [Self]?
}

extension Tensor: ArgumentConvertible {
    static var argumentName: String { "Tensor" }

    static func from(_ argument: Argument) -> Tensor? {
        if case .tensor(let tensor) = argument { return tensor }
        return Scalar.from(argument).flatMap { try? Tensor(number: $0) }
    }

    static func list(from argument: Argument) -> [Tensor]? {
        switch argument {
        case .tensor(let tensor): return [tensor]
        case .tensors(let tensors):
            let present = tensors.compactMap { $0 }
            return present.count == tensors.count ? present : nil
        default: return from(argument).map { [$0] }
        }
    }
}

extension Int: ArgumentConvertible {
    static var argumentName: String { "int" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .int(let value), .scalar(.int(let value)): return value
        case .bool(let value), .scalar(.bool(let value)): return value ? 1 : 0
        case .tensor(let tensor):
            guard tensor.dtype.isIntegral, case .int(let value)? = try? tensor.item() else { return nil }
            return value
        default: return nil
        }
    }
}

extension Double: ArgumentConvertible {
    static var argumentName: String { "float" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .float(let value), .scalar(.float(let value)): return value
        case .int(let value), .scalar(.int(let value)): return Double(value)
        case .bool(let value), .scalar(.bool(let value)): return value ? 1 : 0
        case .tensor(let tensor):
            guard let value = try? tensor.item() else { return nil }
            return value.real
        default: return nil
        }
    }
}

extension Bool: ArgumentConvertible {
    static var argumentName: String { "bool" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .bool(let value), .scalar(.bool(let value)): return value
        case .int(let value), .scalar(.int(let value)): return value != 0
        default: return nil
        }
    }
}

extension Scalar: ArgumentConvertible {
    static var argumentName: String { "Number" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .scalar(let value): return value
        case .int(let value): return .int(value)
        case .float(let value): return .float(value)
        case .bool(let value): return .bool(value)
        case .tensor(let tensor):
            guard let value = try? tensor.item() else { return nil }
            return value
        default: return nil
        }
    }
}

extension Dimensions: ArgumentConvertible {
    static var argumentName: String { "tuple of ints" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .sizes(let sizes): return sizes
        case .ints(let values): return Dimensions(values)
        case .none: return Dimensions()
        default:
            return Int.from(argument).map { [$0] }
        }
    }
}

extension String: ArgumentConvertible {
    static var argumentName: String { "str" }

    static func from(_ argument: Argument) -> Self? {
        guard case .text(let value) = argument else { return nil }
        return value
    }
}

extension DType: ArgumentConvertible {
    static var argumentName: String { "torch.dtype" }

    static func from(_ argument: Argument) -> Self? {
        guard case .dtype(let value) = argument else { return nil }
        return value
    }
}

extension Device: ArgumentConvertible {
    static var argumentName: String { "torch.device" }

    static func from(_ argument: Argument) -> Self? {
        switch argument {
        case .device(let value): return value
        case .none: return .cpu
        default: return nil
        }
    }
}

extension Optional: ArgumentConvertible where Wrapped: ArgumentConvertible {
    static var argumentName: String { Wrapped.argumentName }

    static func from(_ argument: Argument) -> Self? {
        if case .none = argument { return .some(nil) }
        return Wrapped.from(argument).map { .some($0) }
    }
}

extension Array: ArgumentConvertible where Element: ArgumentConvertible {
    static var argumentName: String { "tuple of \(Element.argumentName)s" }

    static func from(_ argument: Argument) -> Self? { Element.list(from: argument) }
}

extension ArgumentConvertible {
    static func list(from argument: Argument) -> [Self]? {
        let items: [Argument]
        switch argument {
        case .tensors(let tensors): items = tensors.map { $0.map(Argument.tensor) ?? .none }
        case .ints(let values): items = values.map(Argument.int)
        case .sizes(let values): items = values.map(Argument.int)
        case .floats(let values): items = values.map(Argument.float)
        default: items = [argument]
        }
        var result: [Self] = []
        for item in items {
            guard let element = Self.from(item) else { return nil }
            result.append(element)
        }
        return result
    }
}

extension Index: ArgumentConvertible {
    static var argumentName: String { "index" }
    static func from(_ argument: Argument) -> Self? { nil }

    static func list(from argument: Argument) -> [Index]? {
        guard case .index(let indices) = argument else { return nil }
        return indices
    }
}
