/// `import` and `from … import`.
extension Parser {
    func importStatement() throws(Failure) -> Statement.Kind {
        index += 1
        var names: [ImportedName] = []
        repeat {
            let start = current.span
            let path = try dottedName()
            let alias = accept(.as) ? try name().text : nil
            names.append(ImportedName(path: path, alias: alias, span: span(from: start)))
        } while accept(.comma)
        return .import(names)
    }

    func importFromStatement() throws(Failure) -> Statement.Kind {
        index += 1
        var level = 0
        while kind == .dot || kind == .ellipsis {
            level += kind == .dot ? 1 : 3
            index += 1
        }
        let module = kind == .name || level == 0 ? try dottedName() : nil
        try expect(.import)
        return .importFrom(module: module, names: try importedNames(), level: level)
    }

    private func dottedName() throws(Failure) -> String {
        var path = try name().text
        while accept(.dot) { path += "." + (try name().text) }
        return path
    }

    private func importedNames() throws(Failure) -> [ImportedName] {
        let start = current.span
        if accept(.star) { return [ImportedName(path: "*", alias: nil, span: start)] }
        let isParenthesized = accept(.leftParenthesis)
        var names = [try importedName()]
        while accept(.comma) {
            if isParenthesized, kind == .rightParenthesis { break }
            if !isParenthesized, kind == .newline {
                try fail("trailing comma not allowed without surrounding parentheses")
            }
            names.append(try importedName())
        }
        if isParenthesized { try expect(.rightParenthesis) }
        return names
    }

    private func importedName() throws(Failure) -> ImportedName {
        let name = try name()
        let alias = accept(.as) ? try self.name().text : nil
        return ImportedName(path: name.text, alias: alias, span: span(from: name.span))
    }
}
