import FoundationEssentials
import Language

/// The `.py` files beside a notebook, which cells import as modules.
enum UserModules {
    /// `my_helpers` is `my_helpers.py` or the folder `my_helpers` with an `__init__.py`, in the working directory.
    static func find(_ name: String) -> ModuleTable.FoundModule? {
        let path = name.split(separator: ".").joined(separator: "/")
        if let text = try? String(contentsOfFile: path + ".py", encoding: .utf8) {
            return ModuleTable.FoundModule(path: path + ".py", text: text)
        }
        let package = path + "/__init__.py"
        return (try? String(contentsOfFile: package, encoding: .utf8)).map {
            ModuleTable.FoundModule(path: package, text: $0, isPackage: true)
        }
    }
}
