import Language

/// Magics that configure what this kernel does not have: tutorials begin with them, so they get one line and no error.
enum AcceptedMagics {
    static var all: [Magic] {
        [
            accepted("load_ext", "extensions are not needed here"),
            accepted("reload_ext", "extensions are not needed here"),
            accepted("unload_ext", "extensions are not needed here"),
            accepted("config", "there is nothing to configure"),
            accepted("matplotlib", "figures are always shown below the cell"),
            accepted("pylab", "figures are always shown below the cell"),
            accepted("precision", "numbers are shown as Python shows them"),
            accepted("xmode", "errors always show the lines that led to them"),
            accepted("colors", "colours follow the notebook"),
            accepted("pdb", "there is no debugger: errors show the values' lines and frames"),
            accepted("debug", "there is no debugger: errors show the values' lines and frames"),
            accepted("automagic", "a magic alone in its cell needs no percent sign"),
            accepted("store", "variables live as long as the kernel"),
            accepted("prun", "there is no profiler: %timeit measures"),
            accepted("lprun", "there is no profiler: %timeit measures"),
            accepted("memit", "%mem shows what names hold"),
            accepted("tb", "errors show their frames at once"),
            accepted("gui", "figures are always shown below the cell"),
            accepted("autocall", "calls are written with their parentheses"),
            accepted("logstart", "the history is kept anyway: %history"),
        ]
    }

    private static func accepted(_ name: String, _ note: String) -> Magic {
        Magic(name, "Accepted: \(note).") { _, shell in
            shell.print("%\(name): \(note)")
            return .none
        }
    }
}
