import Language

/// Magics that configure what this kernel does not have: tutorials begin with them, so they get one line and no error.
enum AcceptedMagics {
    static var all: [Magic] {
        [
            accepted("load_ext", "extensions are not needed here"),
            accepted("reload_ext", "extensions are not needed here"),
            accepted("autoreload", "changed modules are loaded again with importlib.reload"),
            accepted("config", "there is nothing to configure"),
            accepted("matplotlib", "figures are always shown below the cell"),
        ]
    }

    private static func accepted(_ name: String, _ note: String) -> Magic {
        Magic(name, "Accepted: \(note).") { _, shell in
            shell.print("%\(name): \(note)")
            return .none
        }
    }
}
