import Language
import Tensors

/// The class `torch.Tensor`: operations from the table, then what only a tensor object has.
package enum TensorType {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) package static let tensor: TypeObject = {
        let type = TypeObject(
            native: "Tensor", module: "torch", documentation: "A multi-dimensional array of numbers of one dtype.",
            methods: methods, allocate: allocate)
        for property in TensorProperties.all { type.namespace[Symbol(property.name)] = .object(property) }
        return type
    }()

    /// Methods that no operation stands behind go last, so that they win over one of the same name.
    private static var methods: [NativeFunction] {
        OperationFaces.methods + TensorMethods.all + [getItemFunction, setItemFunction] + operatorMethods
    }

    nonisolated(unsafe) static let getItemFunction = NativeFunction(
        "__getitem__", "(self, key, /)", module: "torch.Tensor", isInterceptable: true
    ) { arguments, evaluator in
        try evaluator.getItem(arguments[0], arguments[1])
    }

    nonisolated(unsafe) static let setItemFunction = NativeFunction(
        "__setitem__", "(self, key, value, /)", module: "torch.Tensor", isInterceptable: true
    ) { arguments, evaluator in
        try evaluator.setItem(arguments[0], arguments[1], to: arguments[2])
        return .none
    }

    /// `__add__` and its like, for code that names them.
    private static var operatorMethods: [NativeFunction] {
        let binary = BinaryOperator.allCases.flatMap { operation in
            [
                NativeFunction("__\(operation.name)__", "(self, other, /)", isInterceptable: true) {
                    arguments, evaluator in
                    try evaluator.binary(operation, arguments[0], arguments[1])
                },
                NativeFunction("__r\(operation.name)__", "(self, other, /)", isInterceptable: true) {
                    arguments, evaluator in
                    try evaluator.binary(operation, arguments[1], arguments[0])
                },
                NativeFunction("__i\(operation.name)__", "(self, other, /)", isInterceptable: true) {
                    arguments, evaluator in
                    try evaluator.inPlace(operation, arguments[0], arguments[1])
                },
            ]
        }
        let comparisons = ComparisonOperator.allCases.compactMap { operation in
            operation.method.map { name in
                NativeFunction(name.text, "(self, other, /)", isInterceptable: true) { arguments, evaluator in
                    try evaluator.compare(operation, arguments[0], arguments[1])
                }
            }
        }
        let absolute = NativeFunction("__abs__", "(self, /)", isInterceptable: true) { arguments, evaluator in
            try evaluator.callMethod("abs", of: arguments[0])
        }
        let unary = [UnaryOperator.minus, .invert].compactMap { operation in
            operation.method.map { name in
                NativeFunction(name.text, "(self, /)", isInterceptable: true) { arguments, evaluator in
                    try evaluator.unary(operation, arguments[0])
                }
            }
        }
        return binary + comparisons + unary + [absolute]
    }

    /// `torch.Tensor(2, 3)` or `torch.Tensor([1, 2])`.
    private static func allocate(
        _ type: TypeObject, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        try LegacyConstructor.make(nil, Array(arguments.positionals), arguments.keywords, evaluator)
    }
}
