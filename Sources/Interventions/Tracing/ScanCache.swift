import Language
import Models
import Networks
import Tensors
import Torch

/// The last scans of a model, so that a trace in a loop does not look at the same shapes again.
///
/// A scan holds for the same modules with weights of the same shapes, for inputs of the same shapes, and while no
/// configuration changes. Models in which code of the user runs, as a forward or as a hook, are scanned each time.
final class ScanCache {
    private var entries: [(forms: FormWriter, scan: Scan)] = []
    private static let limit = 8

    /// The scan that was made of such a call before, or a new one.
    func scan(of call: ModelCall, _ model: NNsight, _ make: () throws -> Scan?) rethrows -> Scan? {
        for entry in entries {
            var reader = FormReader(entry.forms)
            if ScanCache.write(call, model, to: &reader), reader.isAtEnd { return entry.scan }
        }
        var forms = FormWriter()
        guard ScanCache.write(call, model, to: &forms) else { return try make() }
        guard let scan = try make() else { return nil }
        if entries.count >= ScanCache.limit { entries.removeFirst() }
        entries.append((forms, scan))
        return scan
    }

    /// Writes all that a scan depends on; false when something cannot be written, or is not what a reader expects.
    private static func write(_ call: ModelCall, _ model: NNsight, to sink: inout some FormSink) -> Bool {
        ValueForms.write(call, to: &sink) && write(model.module, to: &sink, depth: 0)
    }

    /// A module with all below; false also when code of the user runs in one of them.
    private static func write(_ module: Module, to sink: inout some FormSink, depth: Int) -> Bool {
        guard depth < 64, !module.isScripted, !module.hasHooks, module.computed.isEmpty else { return false }
        if let layer = module.layer as? ModelLayer, layer.hasValueHooks { return false }
        guard sink.take(module.serial) else { return false }
        for tensor in module.parameters.values {
            guard ValueForms.write(weight: tensor, to: &sink) else { return false }
        }
        for tensor in module.buffers.values { guard ValueForms.write(weight: tensor, to: &sink) else { return false } }
        for child in module.children.values {
            guard let child else { continue }
            guard write(child, to: &sink, depth: depth + 1) else { return false }
        }
        return true
    }
}
