import Language

/// `%lsmagic` and `%history`: what there is, and what was.
enum ListingMagics {
    static var all: [Magic] {
        [
            Magic("lsmagic", "Lists the magics.") { _, shell in
                shell.print("Available line magics:")
                shell.print(names(.line, "%"))
                shell.print("\nAvailable cell magics:")
                shell.print(names(.cell, "%%"))
                return .none
            },
            help("pinfo", "Shows what is known of a name, as name? does.", detail: 0),
            help("pinfo2", "Shows a name with its source, as name?? does.", detail: 1),
            help("pdoc", "Shows what is known of a name.", detail: 0),
            help("psource", "Shows a name with its source.", detail: 1),
            Magic("magic", "Lists the magics with what they do.") { _, shell in
                for magic in Magic.all.sorted(by: { $0.name < $1.name }) {
                    let marks = magic.worksOnLines ? "%" : "%%"
                    let name = marks + magic.name
                    shell.print(name + String(repeating: " ", count: max(1, 14 - name.count)) + magic.summary)
                }
                return .none
            },
            Magic("history", "Prints the cells that have run: %history, %history 2-4, %history -n.") { call, shell in
                printHistory(call.words, shell)
                return .none
            },
            Magic("hist", "Prints the cells that have run.") { call, shell in
                printHistory(call.words, shell)
                return .none
            },
        ]
    }

    private static func help(_ name: String, _ summary: String, detail: Int) -> Magic {
        Magic(name, summary, usage: "%\(name) print") { call, shell in
            try shell.showHelp(call.arguments, detail: detail)
            return .none
        }
    }

    private static func names(_ place: Magic.Places, _ marks: String) -> String {
        Magic.all.filter { $0.places.contains(place) }.map { marks + $0.name }.sorted().joined(separator: "  ")
    }

    private static func printHistory(_ words: [String], _ shell: Shell) {
        let inputs = shell.evaluator.main.namespace["In"]?.as(List.self)?.elements ?? []
        let isNumbered = words.contains("-n")
        let chosen = words.first { !$0.hasPrefix("-") }.flatMap(range)
        for (number, input) in inputs.enumerated() where number > 0 && chosen?.contains(number) ?? true {
            guard let text = input.as(Text.self)?.string else { continue }
            shell.print(isNumbered ? "\(number): \(text)" : text)
        }
    }

    /// `3` or `2-4`
    private static func range(_ word: String) -> ClosedRange<Int>? {
        let ends = word.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return nil }
        return first...last
    }
}
