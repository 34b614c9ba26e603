import Language
import Tensors

/// `torch.device("cpu")`. Devices that this machine has not can be named; using one is an error.
package final class DeviceObject: Object {
    package let kind: String
    package let index: Int?
    /// The default devices before each `with` block that has not ended.
    private var former: [Device] = []

    package init(kind: String, index: Int? = nil) {
        self.kind = kind
        self.index = index
    }

    private static let kinds: Set = [
        "cpu", "cuda", "meta", "mps", "xpu", "mkldnn", "hip", "xla", "vulkan", "ipu", "hpu", "privateuseone",
    ]

    /// Parses "cuda:0".
    package static func parse(_ text: String) throws -> DeviceObject {
        guard !text.isEmpty else { throw PythonError(.runtimeError, "Device string must not be empty") }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let kind = parts.first, kind.allSatisfy({ $0.isASCII && $0.isLetter || $0 == "_" }) else {
            throw PythonError(.runtimeError, "Invalid device string: '\(text)'")
        }
        guard kinds.contains(kind) else {
            throw PythonError(
                .runtimeError,
                "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, "
                    + "vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: \(kind)")
        }
        guard parts.count > 1 else { return DeviceObject(kind: kind) }
        guard let index = Int(parts[1]), index >= 0 else {
            throw PythonError(.runtimeError, "Invalid device string: '\(text)'")
        }
        return DeviceObject(kind: kind, index: index)
    }

    /// The device of the engine; AssertionError for one that is not there.
    package func device() throws -> Device {
        switch kind {
        case "cpu": .cpu
        case "meta": .meta
        case "cuda": throw PythonError(.assertionError, "Torch not compiled with CUDA enabled")
        default: throw PythonError(.runtimeError, "the device '\(kind)' is not available in this build")
        }
    }

    nonisolated(unsafe) package static let typeObject: TypeObject = {  // Immutable after creation.
        let type = TypeObject(
            native: "device", module: "torch",
            allocate: { _, arguments, evaluator in
                let kind = arguments[0].ifDefined ?? arguments[keyword: "type"] ?? arguments[keyword: "device"] ?? .none
                let parsed = try DeviceObject.from(kind, evaluator)
                guard let index = arguments[1].ifNotNone ?? arguments[keyword: "index"] else { return .object(parsed) }
                return .object(DeviceObject(kind: parsed.kind, index: try evaluator.index(index)))
            })
        type.namespace["type"] = .object(
            NativeProperty("type") { value, _ in value.as(DeviceObject.self).map { Value($0.kind) } ?? .none })
        type.namespace["index"] = .object(
            NativeProperty("index") { value, _ in value.as(DeviceObject.self)?.index.map { .int($0) } ?? .none })
        return type
    }()

    override package class var nativeType: TypeObject { typeObject }

    /// A device object, a text, or the number of a CUDA device.
    package static func from(_ value: Value, _ evaluator: Evaluator) throws -> DeviceObject {
        if let device = value.as(DeviceObject.self) { return device }
        if let text = value.as(Text.self) { return try parse(text.string) }
        if case .int(let index) = value { return DeviceObject(kind: "cuda", index: index) }
        throw PythonError(
            .typeError, "device(): argument 'type' (position 1) must be str, not \(value.typeName)")
    }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        index.map { "device(type='\(kind)', index=\($0))" } ?? "device(type='\(kind)')"
    }

    override package func str(_ evaluator: Evaluator) throws -> String { index.map { "\(kind):\($0)" } ?? kind }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(DeviceObject.self), operation == .equal || operation == .notEqual else { return nil }
        return .bool((kind == other.kind && index == other.index) == (operation == .equal))
    }

    override package func hash(_ evaluator: Evaluator) throws -> Int { kind.hashValue ^ (index ?? -1) }

    override package var isContextManager: Bool { true }
    /// Within the block new tensors are put on this device.
    override package func enter(_ evaluator: Evaluator) throws -> Value {
        let entered = try device()
        former.append(Defaults.device)
        Defaults.device = entered
        return .object(self)
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        Defaults.device = former.popLast() ?? .cpu
        return false
    }
}

extension Value {
    package init(_ device: Device) { self = .object(DeviceObject(kind: device.name)) }
}
