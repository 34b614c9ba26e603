import Tensors

/// In training, sets elements to zero with a probability and scales the others up; in evaluation, changes nothing.
package final class Dropout: TensorLayer {
    package let typeName = "Dropout"
    package private(set) var probability: Double
    let isInPlace: Bool

    init(_ probability: Double, inPlace: Bool) {
        self.probability = probability
        isInPlace = inPlace
    }

    package static func module(_ probability: Double = 0.5, inPlace: Bool = false) throws -> Module {
        guard probability >= 0 && probability <= 1 else {
            throw TensorError.value(
                "dropout probability has to be between 0 and 1, but got \(pythonFloat(probability))")
        }
        return Module(Dropout(probability, inPlace: inPlace))
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        guard module.isTraining else { return input }
        return try dropout(input, probability, training: true)
    }

    package func extraDescription(of module: Module) -> String {
        "p=\(pythonFloat(probability)), inplace=\(pythonBool(isInPlace))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "p": .float(probability)
        case "inplace": .bool(isInPlace)
        default: nil
        }
    }

    package func change(_ name: String, to value: TensorTree) -> Bool {
        switch (name, value) {
        case ("p", .float(let number)): probability = number
        case ("p", .int(let number)): probability = Double(number)
        default: return false
        }
        return true
    }

    package func copy() -> any Layer { Dropout(probability, inPlace: isInPlace) }

    static let type = LayerType(
        "Dropout(float p=0.5, bool inplace=False)", "Sets random elements to zero while training."
    ) { try module($0.float(0), inPlace: $0.flag(1)) }
}
