import Networks
import Tensors

/// The rows of a model that stand for tokens: those of its table, and those of its head.
extension PretrainedModel {
    /// The path of the table that token ids are looked up in: "transformer.wte".
    package var tablePath: String? {
        let prefix = body == nil ? "" : bodyName + "."
        return (body ?? module).namedModules().first { $0.module.typeName.hasSuffix("Embedding") }
            .map { prefix + $0.name }
    }

    /// The path of the layer that scores tokens; nil for a body.
    package var headPath: String? {
        guard options.task != .features else { return nil }
        return ["lm_head", "embed_out"].first { module.hasMember($0) } ?? "cls.predictions.decoder"
    }

    /// Gives the table and the head another number of rows, as transformers does: what fits is kept, the rest is drawn.
    ///
    ///     try model.resizeTokenEmbeddings(to: tokenizer.count)   // Embedding(1600, 64)
    package func resizeTokenEmbeddings(to count: Int) throws -> Module {
        guard let tablePath, headPath.map({ !$0.contains(".") }) ?? true else {
            throw CheckpointError.unsupported("the token embeddings of \(module.typeName) cannot be resized")
        }
        let old = try module.module(at: tablePath)
        guard try count != old.parameter("weight").size(0) else { return old }
        guard 1...Configuration.sizeLimit ~= count else {
            throw CheckpointError.unsupported("a vocabulary of \(count) tokens")
        }
        let weight = try old.parameter("weight")
        let table = try resized(Embedding.module(count, weight.size(1), dtype: .float32, device: .meta), like: old)
        try replace(tablePath, by: table)
        if let headPath { try resizeHead(headPath, count, table) }
        configuration.set("vocab_size", to: .integer(count))
        return table
    }

    private func resizeHead(_ path: String, _ count: Int, _ table: Module) throws {
        let old = try module.module(at: path)
        let hasBias = old.optionalParameter("bias") != nil
        let fresh = try Linear.module(
            try old.parameter("weight").size(1), count, bias: hasBias, dtype: .float32, device: .meta)
        if isTied, !tied.isEmpty {
            try fresh.register(parameter: table.parameter("weight"), named: "weight")
            try replace(path, by: fresh)
            try tie()
        } else {
            try replace(path, by: resized(fresh, like: old))
        }
    }

    /// A part with fresh weights, in which the rows that the old part has too are the old ones.
    private func resized(_ fresh: Module, like old: Module) throws -> Module {
        try FreshWeights(configuration).fill(fresh)
        try GradientMode.disabled {
            for (name, parameter) in fresh.parameters {
                guard let parameter, let known = old.optionalParameter(name) else { continue }
                let kept = Index.slice(start: 0, stop: min(parameter.shape[0], known.shape[0]), step: nil)
                let exact = try to(parameter, known.dtype)
                try exact.set([kept], known.get([kept]))
                try fresh.register(parameter: detach(exact).asParameter(), named: name)
            }
        }
        fresh.train(old.isTraining)
        return fresh
    }

    private func replace(_ path: String, by part: Module) throws {
        let names = path.split(separator: ".").map(String.init)
        let owner = try module.module(at: names.dropLast().joined(separator: "."))
        try owner.register(child: part, named: names.last ?? "")
    }
}
