import FoundationEssentials
import Language

/// The `.py` files beside a notebook, which cells import as modules, and what becomes of them when they change.
final class UserModules {
    /// Whether changed modules are loaded again before each cell: `%autoreload 2`.
    var reloadsBeforeCells = false
    private var stamps: [String: Date] = [:]

    func register(in evaluator: Evaluator) {
        for name in UserModules.absentPackages {
            evaluator.modules.advice[name] = ModuleTable.absence
        }
        evaluator.modules.finder = { [unowned self, unowned evaluator] name in find(name, evaluator) }
    }

    /// Packages that notebooks import and that are not there; what they are mistaken for is no help.
    private static let absentPackages = [
        "google", "scipy", "sklearn", "tensorflow", "keras", "jax", "flax", "cv2", "skimage", "nltk", "spacy", "gensim",
        "datasets", "accelerate", "peft", "wandb", "requests", "bs4", "networkx", "sympy", "statsmodels", "torchvision",
        "torchaudio", "lightning", "pytorch_lightning", "ipywidgets", "gradio", "streamlit", "openai", "anthropic",
        "sae_lens", "transformer_lens", "baukit", "bokeh", "altair", "dash", "numba", "cupy", "h5py", "pyarrow",
        "polars",
        "socket", "sqlite3", "ctypes", "psutil",
    ]

    /// `my_helpers` is `my_helpers.py` or the folder `my_helpers` with an `__init__.py`, in the working directory or in
    /// one of the folders of `sys.path`.
    private func find(_ name: String, _ evaluator: Evaluator) -> ModuleTable.FoundModule? {
        let path = name.split(separator: ".").joined(separator: "/")
        for folder in UserModules.folders(evaluator) {
            for (file, isPackage) in [(folder + path + ".py", false), (folder + path + "/__init__.py", true)] {
                guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { continue }
                stamps[name] = UserModules.changeDate(of: file)
                return ModuleTable.FoundModule(path: file, text: text, isPackage: isPackage)
            }
        }
        return namespacePackage(name, path, evaluator)
    }

    /// A folder without an `__init__.py` is a package without contents of its own, when nothing else has the name (PEP 420).
    private func namespacePackage(
        _ name: String, _ path: String, _ evaluator: Evaluator
    ) -> ModuleTable.FoundModule? {
        guard let folder = UserModules.folders(evaluator).map({ $0 + path }).first(where: UserModules.isFolder) else {
            return nil
        }
        stamps[name] = UserModules.changeDate(of: folder)
        return ModuleTable.FoundModule(path: folder, text: "", isPackage: true)
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeDirectory
    }

    /// The working directory, then the folders of `sys.path`, each with a slash at the end.
    private static func folders(_ evaluator: Evaluator) -> [String] {
        let listed = evaluator.modules.loaded["sys"]?.namespace["path"]?.as(List.self)?.elements ?? []
        let folders = listed.compactMap { $0.as(Text.self)?.string }.filter { !$0.isEmpty && $0 != "." }
        return [""] + folders.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    }

    private static func changeDate(of file: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: file))?[.modificationDate] as? Date
    }

    /// The modules that could be imported from the working directory.
    static var names: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
        return entries.compactMap { entry in
            if entry.hasSuffix(".py") { return String(entry.dropLast(3)) }
            return FileManager.default.fileExists(atPath: entry + "/__init__.py") ? entry : nil
        }
    }

    // MARK: Reloading

    func willRunCell(_ evaluator: Evaluator) {
        if reloadsBeforeCells { reloadChanged(evaluator) }
    }

    /// Loads the modules again whose files have changed; an error in one is printed and leaves it as it was.
    func reloadChanged(_ evaluator: Evaluator) {
        for (name, module) in evaluator.modules.loaded.sorted(by: { $0.key < $1.key }) {
            guard let file = module.file, let date = UserModules.changeDate(of: file), date != stamps[name] else {
                continue
            }
            do {
                try evaluator.modules.reload(module, evaluator)
                UserModules.rebindNames(to: module, evaluator)
            } catch {
                stamps[name] = date
                let reason = error as? PythonError
                let text = reason.flatMap { try? evaluator.str(.object($0.exception)) } ?? "\(error)"
                evaluator.output.write(
                    "[autoreload of \(name) failed: \(reason?.type.name ?? "Error"): \(text)]\n", to: .standardError)
            }
        }
    }

    /// The functions and classes that cells took from a module with `from module import name` become what they are now.
    private static func rebindNames(to module: ModuleObject, _ evaluator: Evaluator) {
        for (own, value) in evaluator.main.namespace.items where value.object is Function || value.object is TypeObject
        {
            guard let home = try? evaluator.attribute(.__module__, of: value)?.as(Text.self),
                home.string == module.name,
                let name = try? evaluator.attribute(.__name__, of: value)?.as(Text.self),
                let new = module.namespace[Symbol(name.string)], !new.isSame(as: value)
            else { continue }
            evaluator.main.namespace[own] = new
        }
    }
}
