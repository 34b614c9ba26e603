import Language
import Networks

/// The functions around a module's runs, in dicts that Python code reads and clears: a hook that is taken out of its dict
/// is not called any more.
///
///     module._forward_hooks.clear()
struct HookTable {
    /// The attributes of a module that hold such dicts.
    enum Kind: String, CaseIterable {
        case beforeForward = "_forward_pre_hooks"
        case forward = "_forward_hooks"
        case beforeBackward = "_backward_pre_hooks"
        case backward = "_backward_hooks"
    }

    private let functions: Dict

    init(_ kind: Kind, of module: Module) {
        if let known = module.hookTables[kind.rawValue] as? Dict {
            functions = known
        } else {
            functions = OrderedDict()
            module.hookTables[kind.rawValue] = functions
        }
    }

    /// The dict, for the name of an attribute.
    static func dictionary(_ name: String, of module: Module) -> Value? {
        Kind(rawValue: name).map { .object(HookTable($0, of: module).functions) }
    }

    /// Enters a function under a number that no other hook has.
    func register(_ function: Value, isFirst: Bool, _ evaluator: Evaluator) throws -> Hook {
        let number = RemovableHandle.nextNumber()
        try functions.set(.int(number), to: function, evaluator)
        if isFirst {
            _ = try evaluator.callMethod("move_to_end", of: .object(functions), [.int(number), .bool(false)])
        }
        return Hook(functions: functions, number: number)
    }

    /// A place in the dict.
    struct Hook {
        fileprivate let functions: Dict
        let number: Int

        /// What is to be called; nil when it was taken out.
        func function(_ evaluator: Evaluator) throws -> Value? { try functions.get(.int(number), evaluator) }

        /// What takes the hook away, and with it the module's own ones that call it.
        func handle(_ handles: [HookHandle], _ evaluator: Evaluator) -> Value {
            .object(
                RemovableHandle(number: number) {
                    _ = try? functions.remove(.int(number), evaluator)
                    for handle in handles { handle.remove() }
                })
        }
    }
}
