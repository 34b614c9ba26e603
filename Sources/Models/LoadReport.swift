import Networks
import Tensors

/// What loading a checkpoint did: what came from which files, what was missing, and how long it took.
package struct LoadReport {
    package var files: [String] = []
    package var parameterCount = 0
    /// The size of the stored weights, in bytes.
    package var byteCount = 0
    /// Parameters that no file holds, and entries of the files that no parameter takes.
    package var missing: [String] = []
    package var unexpected: [String] = []
    package var seconds = 0.0

    init() {}

    /// The report on a network whose weights came from no file.
    init(_ module: Module) {
        for (_, parameter) in module.namedParameters() {
            parameterCount += parameter.elementCount
            byteCount += parameter.elementCount * parameter.dtype.size
        }
    }

    /// What transformers 4.45 warns of: weights of the checkpoint that are not used, and weights that it lacks.
    package func warnings(of model: PretrainedModel) -> [String] {
        let (name, type) = (model.configuration.nameOrPath, model.module.typeName)
        var warnings: [String] = []
        if !unexpected.isEmpty, model.configuration.architectures.contains(type) {
            warnings.append(
                "Some weights of the model checkpoint at \(name) were not used when initializing \(type): "
                    + "\(Self.list(unexpected))\n- This IS expected if you are initializing \(type) from the checkpoint "
                    + "of a model trained on another task or with another architecture (e.g. initializing a "
                    + "BertForSequenceClassification model from a BertForPreTraining model).\n- This IS NOT expected if "
                    + "you are initializing \(type) from the checkpoint of a model that you expect to be exactly "
                    + "identical (initializing a BertForSequenceClassification model from a "
                    + "BertForSequenceClassification model).")
        }
        if !missing.isEmpty {
            warnings.append(
                "Some weights of \(type) were not initialized from the model checkpoint at \(name) and are newly "
                    + "initialized: \(Self.list(missing.sorted()))\nYou should probably TRAIN this model on a down-stream "
                    + "task to be able to use it for predictions and inference.")
        }
        return warnings
    }

    /// As Python prints a list of texts.
    private static func list(_ names: [String]) -> String {
        "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
    }
}
