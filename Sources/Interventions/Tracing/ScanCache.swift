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
    private var entries: [Entry] = []
    private static let limit = 8

    private struct Entry {
        let modules: [WeakModule]
        let forms: ValueForms
        let scan: Scan

        func holds(for others: [Module], _ otherForms: ValueForms) -> Bool {
            modules.count == others.count && forms == otherForms
                && zip(modules, others).allSatisfy { $0.module === $1 }
        }
    }

    private struct WeakModule { weak var module: Module? }

    /// The scan that was made of such a call before, or a new one.
    func scan(of call: ModelCall, _ model: NNsight, _ make: () throws -> Scan?) rethrows -> Scan? {
        var forms = ValueForms()
        var modules: [Module] = []
        guard forms.add(call), ScanCache.add(model.module, to: &modules, &forms, depth: 0) else { return try make() }
        if let known = entries.first(where: { $0.holds(for: modules, forms) }) { return known.scan }
        guard let scan = try make() else { return nil }
        if entries.count >= ScanCache.limit { entries.removeFirst() }
        entries.append(Entry(modules: modules.map { WeakModule(module: $0) }, forms: forms, scan: scan))
        return scan
    }

    /// Adds a module with all below; false when code of the user runs in one of them.
    private static func add(
        _ module: Module, to modules: inout [Module], _ forms: inout ValueForms, depth: Int
    ) -> Bool {
        guard depth < 64, !module.isScripted, !module.hasHooks, module.computed.isEmpty else { return false }
        if let layer = module.layer as? ModelLayer, layer.hasValueHooks { return false }
        modules.append(module)
        for tensor in module.parameters.values + module.buffers.values { forms.add(weight: tensor) }
        for child in module.children.values {
            guard let child else { continue }
            guard add(child, to: &modules, &forms, depth: depth + 1) else { return false }
        }
        return true
    }
}

/// Values without the elements of their tensors, as numbers and texts that can be compared.
struct ValueForms: Equatable {
    private var numbers: [Int] = []
    private var texts: [String] = []

    /// Adds what a run of a model is given; false when it holds something whose form is not known.
    mutating func add(_ call: ModelCall) -> Bool {
        numbers += [Configuration.revision, Int(Defaults.dtype.rawValue), call.inputs.positional.count]
        for value in call.inputs.positional { guard add(value, depth: 0) else { return false } }
        for (name, value) in call.inputs.keywords + call.keywords {
            texts.append(name.text)
            guard add(value, depth: 0) else { return false }
        }
        return true
    }

    mutating func add(weight: Tensor?) {
        guard let weight else { return numbers.append(-1) }
        numbers.append(Int(weight.dtype.rawValue))
        add(weight.shape)
    }

    private mutating func add(_ sizes: Dimensions) {
        numbers.append(sizes.count)
        numbers.append(contentsOf: sizes)
    }

    private mutating func add(_ value: Value, depth: Int) -> Bool {
        switch value {
        case .undefined, .none: numbers.append(-2)
        case .bool(let flag): numbers += [-3, flag ? 1 : 0]
        case .int(let number): numbers += [-4, number]
        case .float(let number): numbers += [-5, Int(bitPattern: UInt(number.bitPattern))]
        case .object(let object): return add(object, value, depth)
        }
        return true
    }

    private mutating func add(_ object: Object, _ value: Value, _ depth: Int) -> Bool {
        if let tensor = value.tensor {
            numbers += [-6, Int(tensor.dtype.rawValue)]
            add(tensor.shape)
            add(tensor.strides)
            return true
        }
        if let text = object as? Text {
            numbers.append(-7)
            texts.append(text.string)
            return true
        }
        guard depth < 16, let elements = TensorValues.elements(of: object) else { return false }
        numbers += [object is Tuple ? -8 : object is List ? -9 : -10, elements.count]
        for key in (object as? Dict)?.items.map(\.key) ?? [] {
            guard add(key, depth: depth + 1) else { return false }
        }
        return elements.allSatisfy { add($0, depth: depth + 1) }
    }
}
