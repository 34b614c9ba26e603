import Synchronization
import Tensors

/// A node of a network: named children, parameters and buffers, hooks around its forward, and a layer that computes.
///
///     let network = Sequential.module([("layer1", try Linear.module(5, 10)), ("layer2", try Linear.module(10, 2))])
///     let output = try network.call(Tensor.ones([1, 5]))   // [1, 2]
///
/// Modules are compared by identity and are confined to one thread. What differs between kinds of modules is the
/// `Layer`, not the class: so a module written in a cell, an architecture and a built-in layer are one type to everybody.
package final class Module {
    /// What this module computes.
    package let layer: any Layer
    /// True while dropout and batch statistics behave as in training.
    package var isTraining = true

    /// Child modules by name; a name may be registered and empty.
    package internal(set) var children = Members<Module?>() { didSet { childrenRevision &+= 1 } }
    /// Changes with the children, so that what was found out about them can be kept.
    package private(set) var childrenRevision = 0
    /// Unlike the address, never that of a module which is gone.
    package let serial = Module.nextSerial()
    /// Trainable tensors by name; a name may be registered and empty, such as the bias of a layer without one.
    package internal(set) var parameters = Members<Tensor?>()
    /// Other state by name, such as running means.
    package internal(set) var buffers = Members<Tensor?>()
    /// Buffers that `state_dict` leaves out.
    var volatileBuffers: Set<String> = []

    /// What the next call gives instead of computing; a pre-hook sets it to skip the module.
    package var givenOutput: TensorTree?

    /// Tensors that are computed whenever they are read, such as a parametrised weight, by name.
    package var computed: [String: () throws -> Tensor] = [:]

    var preHooks: [ForwardPreHook] = []
    var hooks: [ForwardHook] = []
    /// The hooks that code of a language has put around this module; nil until it asks for them.
    package var foreignHooks: (any ForeignHooks)?
    /// Looks on during the runs of this module.
    package var watcher: (any ModuleWatcher)?

    /// What somebody above has noted about this module, for whoever asks for it.
    package var remark: AnyObject?

    /// The object with which a language shows this module, so that it is made once.
    // It takes itself away before it goes; a weak reference would slow every use of the object down.
    package unowned(unsafe) var face: AnyObject?

    package init(_ layer: any Layer) { self.layer = layer }

    private static func nextSerial() -> Int { serials.add(1, ordering: .relaxed).newValue }
    private static let serials = Atomic<Int>(0)

    /// The class name that is printed: "Linear".
    package var typeName: String { computed.isEmpty ? layer.typeName : "Parametrized" + layer.typeName }
}

/// What can go wrong with the members of a module.
package enum ModuleError: Error, Equatable {
    case noSuchMember(type: String, name: String)
    case notAModule(name: String)
    case notAParameter(name: String)
    case nameTaken(name: String)
    case nameHasDot(kind: String, name: String)
    case nameEmpty(kind: String)
    case stateMismatch(type: String, problems: [String])
    case notCallable(type: String)
    case indexOutOfRange(index: Int)
    /// Modules inside modules, or calls of modules inside calls, beyond the limit.
    case tooDeep(type: String)

    /// The Python exception that a user sees.
    package var exceptionName: String {
        switch self {
        case .noSuchMember, .notAModule, .notAParameter: "AttributeError"
        case .nameTaken, .nameHasDot, .nameEmpty: "KeyError"
        case .stateMismatch: "RuntimeError"
        case .notCallable: "NotImplementedError"
        case .indexOutOfRange: "IndexError"
        case .tooDeep: "RecursionError"
        }
    }

    package var message: String {
        switch self {
        case .noSuchMember(let type, let name): "\(type) has no attribute `\(name)`"
        case .notAModule(let name): "`\(name)` is not an nn.Module"
        case .notAParameter(let name): "`\(name)` is not an nn.Parameter"
        case .nameTaken(let name): "attribute '\(name)' already exists"
        case .nameHasDot(let kind, let name):
            "\(kind) name can't contain \".\"" + (kind == "module" ? ", got: \(name)" : "")
        case .nameEmpty(let kind): "\(kind) name can't be empty string \"\""
        case .stateMismatch(let type, let problems):
            "Error(s) in loading state_dict for \(type):\n\t" + problems.joined(separator: "\n\t")
        case .notCallable(let type): "Module [\(type)] is missing the required \"forward\" function"
        case .indexOutOfRange(let index): "index \(index) is out of range"
        case .tooDeep(let type): "maximum recursion depth exceeded in \(type): does it contain itself?"
        }
    }
}
