import Language
import Networks
import Tensors
import Torch

/// What a run of a graph will take, found on tensors without elements: nothing is computed.
///
/// Counted are the products of layers with their weight matrices (two operations for each weight and row) and the
/// products inside attention; elementwise work is left out.
struct GraphCost {
    private(set) var flops = 0
    /// Weights that are read.
    private(set) var parameterBytes = 0
    /// Values that are kept after the run.
    private(set) var savedBytes = 0
    /// The paths of the modules that run, in order.
    private(set) var modules: [String] = []

    init(_ tracer: Tracer, _ record: GraphRecord, _ evaluator: Evaluator) throws {
        for entry in record.entries where entry.isSaved {
            _ = try GraphCost.preview(of: entry, tracer, evaluator).map { preview in
                TensorValues.map(preview) {
                    savedBytes += $0.byteCount; return $0
                }
            }
        }
        let last = try GraphCost.lastPoint(record, tracer, evaluator)
        for invocation in tracer.invocations {
            let products = AttentionProducts(tracer.model.modulePaths)
            defer { products.stop() }
            guard let scan = try Scan.runAnew(tracer, invocation, evaluator) else { continue }
            for (point, value) in scan.outputs {
                if let last, (scan.moment(of: point) ?? 0) > last { break }
                add(tracer.model.module(at: point.path), value, point)
                if point.call == 0 { flops += products.flops[point.path] ?? 0 }
            }
        }
    }

    /// What the value of an entry looks like; a module's is looked up if nothing has asked for it before.
    private static func preview(
        of entry: GraphRecord.Entry, _ tracer: Tracer, _ evaluator: Evaluator
    ) throws -> Value? {
        guard entry.preview == nil, case .module(let point) = entry.action else { return entry.preview }
        let invocation =
            tracer.invocations.indices.contains(point.group)
            ? tracer.invocations[point.group] : tracer.invocations.first
        return try invocation?.scan(evaluator)?.value(at: point)
    }

    /// When the run ends early, the moment of the value that ends it.
    private static func lastPoint(_ record: GraphRecord, _ tracer: Tracer, _ evaluator: Evaluator) throws -> Int? {
        guard let scan = try tracer.invocations.first?.scan(evaluator) else { return nil }
        let stops = record.entries.indices.filter {
            if case .stop = record.entries[$0].action { return record.entries[$0].condition == nil }
            return false
        }
        return stops.compactMap { record.latestPoint(of: $0, in: scan) }.min()
    }

    private mutating func add(_ module: Module?, _ output: Value, _ point: ModulePoint) {
        guard let module else { return }
        let name = point.path.isEmpty ? "(root)" : String(point.path.dropFirst())
        if !modules.contains(name) {
            modules.append(name)
            parameterBytes += module.parameters.values.reduce(0) { $0 + ($1?.byteCount ?? 0) }
        }
        guard let weight = module.parameters["weight"] ?? nil, weight.shape.count == 2, module.typeName != "Embedding",
            let tensor = output.tensor, let width = tensor.shape.last, width > 0
        else { return }
        let rows = tensor.shape.reduce(1, *) / width
        flops += 2 * weight.shape.reduce(1, *) * rows
    }

    /// `{'flops': ..., 'parameter_bytes': ..., 'saved_bytes': ..., 'modules': [...]}`
    func face(_ evaluator: Evaluator) throws -> Dict {
        let dict = Dict()
        try dict.set("flops", to: .int(flops), evaluator)
        try dict.set("parameter_bytes", to: .int(parameterBytes), evaluator)
        try dict.set("saved_bytes", to: .int(savedBytes), evaluator)
        try dict.set("modules", to: Value(modules.map { Value($0) }), evaluator)
        return dict
    }
}

extension Tensor {
    /// What the elements take, without what a view leaves out.
    fileprivate var byteCount: Int { shape.reduce(1, *) * dtype.size }
}

extension GraphRecord {
    /// The moment of the last module value that an entry needs, itself included; nil when it needs none.
    func latestPoint(of position: Int, in scan: Scan) -> Int? {
        moments(in: scan)[position]
    }

    /// For every entry the moment of the last module value that it needs.
    func moments(in scan: Scan) -> [Int?] {
        var moments: [Int?] = []
        for entry in entries {
            var latest: Int?
            func look(_ position: Int) {
                guard moments.indices.contains(position), let moment = moments[position] else { return }
                latest = max(latest ?? moment, moment)
            }
            if case .module(let point) = entry.action { latest = scan.moment(of: point) }
            for value in entry.arguments + entry.keywords.map(\.value) {
                Substitution.forEachReference(in: value, look)
            }
            var condition = entry.condition
            while let current = condition {
                if case .entry(let position, nil, _) = current { look(position) }
                condition = current.outer
            }
            moments.append(latest)
        }
        return moments
    }
}
