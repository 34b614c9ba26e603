import Language

/// `%autoreload`: modules beside the notebook are loaded again when their files change.
enum ReloadMagics {
    static var all: [Magic] {
        [
            Magic("autoreload", "Loads changed modules again: now, or with 1 or 2 before each cell.") { call, shell in
                switch call.words.first {
                case nil, "now": shell.userModules.reloadChanged(shell.evaluator)
                case "0", "off":
                    shell.userModules.reloadsBeforeCells = false
                    shell.print("%autoreload: off")
                case "1", "2", "3", "explicit", "all", "complete":
                    shell.userModules.reloadsBeforeCells = true
                    shell.print("%autoreload: changed modules are loaded again before each cell")
                default:
                    throw UsageError.make("Unrecognized parameter for %autoreload: `\(call.arguments)`")
                }
                return .none
            },
            Magic("aimport", "Imports a module that %autoreload looks after.") { call, shell in
                for name in call.words where !name.hasPrefix("-") {
                    let module = try shell.evaluator.modules.import(name, shell.evaluator)
                    shell.evaluator.main.namespace[Symbol(name)] = .object(module)
                }
                return .none
            },
        ]
    }
}
