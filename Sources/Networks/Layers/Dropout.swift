import Tensors

/// In training, sets elements to zero with a probability and scales the others up; in evaluation, changes nothing.
package final class Dropout: TensorLayer {
    package let typeName = "Dropout"
    package private(set) var probability: Double
    let isInPlace: Bool
    /// Whether the probability was written as 0 or 1, which is how it is printed.
    private var isWhole: Bool

    init(_ probability: Double, inPlace: Bool, isWhole: Bool = false) {
        self.probability = probability
        isInPlace = inPlace
        self.isWhole = isWhole
    }

    package static func module(
        _ probability: Double = 0.5, inPlace: Bool = false, isWhole: Bool = false
    ) throws -> Module {
        guard probability >= 0 && probability <= 1 else {
            throw TensorError.value(
                "dropout probability has to be between 0 and 1, but got \(pythonFloat(probability))")
        }
        return Module(Dropout(probability, inPlace: inPlace, isWhole: isWhole))
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        guard module.isTraining else { return input }
        guard isInPlace else { return try dropout(input, probability, training: true) }
        try input.overwrite { try dropout($0, probability, training: true) }
        return input
    }

    package func extraDescription(of module: Module) -> String {
        "p=\(isWhole ? "\(Int(probability))" : pythonFloat(probability)), inplace=\(pythonBool(isInPlace))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "p": isWhole ? .int(Int(probability)) : .float(probability)
        case "inplace": .bool(isInPlace)
        default: nil
        }
    }

    package func change(_ name: String, to value: TensorTree) -> Bool {
        switch (name, value) {
        case ("p", .float(let number)): (probability, isWhole) = (number, false)
        case ("p", .int(let number)): (probability, isWhole) = (Double(number), number == 0 || number == 1)
        default: return false
        }
        return true
    }

    package func copy() -> any Layer { Dropout(probability, inPlace: isInPlace, isWhole: isWhole) }

    static let type = LayerType(
        "Dropout(float p=0.5, bool inplace=False)", "Sets random elements to zero while training."
    ) { arguments in
        var isWhole = false
        if case .int = arguments[0] { isWhole = true }
        return try module(arguments.float(0), inPlace: arguments.flag(1), isWhole: isWhole)
    }
}
