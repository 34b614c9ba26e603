/// What can be imported: built-in modules by name, made when first asked for, then user files that a finder finds.
/// `evaluator.modules.register("math") { evaluator in ModuleObject("math") }`
public final class ModuleTable {
    public typealias Maker = (Evaluator) throws -> ModuleObject

    /// The text of a user's module and the path that it came from; nil when there is no such file.
    /// A package says so and gives the text of its `__init__.py`.
    public typealias Finder = (_ name: String) -> FoundModule?

    public struct FoundModule: Sendable {
        public let path: String
        public let text: String
        public let isPackage: Bool

        public init(path: String, text: String, isPackage: Bool = false) {
            self.path = path
            self.text = text
            self.isPackage = isPackage
        }
    }

    private var makers: [String: Maker] = [:]
    /// The texts of built-in modules that are written in Python.
    private var sources: [String: () -> String] = [:]
    /// `sys.modules`
    public private(set) var loaded: [String: ModuleObject] = [:]
    public var finder: Finder?
    /// Why a module that Python has is absent here: the help line of its ModuleNotFoundError.
    public var advice: [String: String] = [
        "asyncio": "this kernel has no `async`: call the functions one after another",
        "multiprocessing.pool": "this kernel runs in one process: call the functions in a loop",
        "zlib": "this kernel has no compression: save what you need with `torch.save`, `json` or `pickle`",
        "gzip": "this kernel has no compression: save what you need with `torch.save`, `json` or `pickle`",
        "bz2": "this kernel has no compression: save what you need with `torch.save`, `json` or `pickle`",
        "lzma": "this kernel has no compression: save what you need with `torch.save`, `json` or `pickle`",
        "zipfile": "this kernel has no compression: `!unzip archive.zip` unpacks an archive",
        "tarfile": "this kernel has no compression: `!tar xf archive.tar` unpacks an archive",
    ]

    public init() {}

    public func register(_ name: String, _ maker: @escaping Maker) { makers[name] = maker }

    /// A module that is written in Python; it is compiled when it is first imported, and may import its own parts.
    public func register(_ name: String, source: @escaping () -> String) { sources[name] = source }

    /// The names that completion offers after `import`.
    public var knownNames: [String] { Array(Set(makers.keys).union(sources.keys).union(loaded.keys)).sorted() }

    /// Whether importing it runs no code of the user.
    public func isBuiltIn(_ name: String) -> Bool { makers[name] != nil || sources[name] != nil }

    public func forget(_ name: String) { loaded[name] = nil }

    public func add(_ module: ModuleObject) { loaded[module.name] = module }

    /// The module of a dotted name; its parents are imported first and hold it as an attribute.
    public func `import`(_ name: String, _ evaluator: Evaluator) throws -> ModuleObject {
        if let module = loaded[name] { return module }
        let parent = name.lastIndex(of: ".").map { String(name[..<$0]) }
        let holder = try parent.map { try self.import($0, evaluator) }
        if let module = loaded[name] { return module }
        let module = try make(name, holder, evaluator)
        loaded[name] = module
        if let holder, let dot = name.lastIndex(of: ".") {
            let last = Symbol(String(name[name.index(after: dot)...]))
            // `torch.autograd.gradcheck` is a module to import from, and a function of its parent.
            if makers[name] == nil || holder.namespace[last] == nil { holder.namespace[last] = .object(module) }
        }
        return module
    }

    /// Runs a module again in the namespace that it has.
    public func reload(_ module: ModuleObject, _ evaluator: Evaluator) throws {
        guard module.file != nil, let found = finder?(module.name) else { return }
        try evaluator.execute(found, as: module)
    }

    private func make(_ name: String, _ holder: ModuleObject?, _ evaluator: Evaluator) throws -> ModuleObject {
        if let maker = makers[name] { return try maker(evaluator) }
        if let holder, let last = name.split(separator: ".").last,
            let attribute = holder.namespace[Symbol(String(last))]?.as(ModuleObject.self)
        {
            return attribute
        }
        let module = ModuleObject(name)
        if let source = sources[name] {
            return try loading(module) { try SourceModules.add(to: module, source(), evaluator) }
        }
        guard let found = finder?(name) else { throw missing(name, holder) }
        module.file = found.path
        return try loading(module) { try evaluator.execute(found, as: module) }
    }

    /// The module after its code has run; while it runs, the modules that it imports find it already.
    private func loading(_ module: ModuleObject, _ run: () throws -> Void) throws -> ModuleObject {
        loaded[module.name] = module
        do {
            try run()
        } catch {
            loaded[module.name] = nil
            throw error
        }
        return module
    }

    private func missing(_ name: String, _ holder: ModuleObject?) -> PythonError {
        let suffix = holder.map { $0.file == nil || !$0.isPackage ? "; '\($0.name)' is not a package" : "" } ?? ""
        let error = PythonError(.moduleNotFoundError, "No module named '\(name)'\(suffix)")
        error.exception.fields[.name] = Value(name)
        if let advice = advice[name] { return error.with(help: advice) }
        let names = knownNames
        error.exception.advice = {
            Spelling.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
                ?? (holder == nil ? ModuleTable.absence : nil)
        }
        return error
    }

    /// Why a package that Python users install is not there.
    package static let absence = "this kernel is not Python: packages cannot be installed, only `.py` files be imported"
}

extension ModuleObject {
    /// Whether it has modules inside.
    var isPackage: Bool { namespace["__path__"] != nil }
}
