/// Runs a template: writes text, within limits on steps, depth and length.
final class TemplateEvaluator {
    private(set) var output = ""
    private var steps = 0
    private var depth = 0

    private static let stepLimit = 250_000
    private static let outputLimit = 16_000_000
    private static let depthLimit = 64

    /// How a block ended, for the loop around it.
    enum Ending { case normal, exitLoop, nextTurn }

    func run(_ statements: [TemplateStatement], _ scope: TemplateScope) throws -> Ending {
        for statement in statements {
            try countStep()
            let ending = try run(statement, scope)
            if ending != .normal { return ending }
        }
        return .normal
    }

    private func run(_ statement: TemplateStatement, _ scope: TemplateScope) throws -> Ending {
        switch statement {
        case .text(let text): try write(text)
        case .output(let expression): try write(try evaluate(expression, scope).printed)
        case .set(let target, let value): try set(target, to: try evaluate(value, scope), scope)
        case .setBlock(let name, let body): scope.values[name] = .text(try captured { _ = try run(body, scope) })
        case .when(let branches, let otherwise):
            for branch in branches where try evaluate(branch.condition, scope).isTrue {
                return try run(branch.body, scope)
            }
            return try run(otherwise, scope)
        case .loop(let loop): try run(loop, scope)
        case .macro(let macro): scope.values[macro.name] = .macro(macro)
        case .exitLoop: return .exitLoop
        case .nextTurn: return .nextTurn
        }
        return .normal
    }

    private func countStep() throws {
        steps += 1
        guard steps <= Self.stepLimit else { throw TemplateError.evaluation("it runs too long") }
    }

    private func write(_ text: String) throws {
        output += text
        guard output.utf8.count <= Self.outputLimit else { throw TemplateError.evaluation("it writes too much") }
    }

    /// What the body writes, instead of writing it.
    private func captured(_ body: () throws -> Void) throws -> String {
        let before = output
        output = ""
        defer { output = before }
        try body()
        return output
    }

    private func set(_ target: TemplateExpression, to value: TemplateValue, _ scope: TemplateScope) throws {
        switch target {
        case .name(let name): scope.values[name] = value
        case .attribute(let owner, let name):
            guard case .namespace(let space) = try evaluate(owner, scope) else {
                throw TemplateError.evaluation("only attributes of a namespace can be set")
            }
            space.values[name] = value
        default: throw TemplateError.evaluation("this cannot be set")
        }
    }

    private func run(_ loop: TemplateLoop, _ scope: TemplateScope) throws {
        guard var items = try evaluate(loop.items, scope).items else {
            throw TemplateError.evaluation("the loop has nothing to go through")
        }
        if let condition = loop.condition {
            items = try items.filter { try evaluate(condition, try turn(loop, $0, scope)).isTrue }
        }
        if items.isEmpty { _ = try run(loop.otherwise, scope) }
        for index in items.indices {
            try countStep()
            let inner = try turn(loop, items[index], scope)
            inner.values["loop"] = Self.loopState(items, index)
            if try run(loop.body, inner) == .exitLoop { return }
        }
    }

    /// The scope of one turn, with the item under its names.
    private func turn(_ loop: TemplateLoop, _ item: TemplateValue, _ scope: TemplateScope) throws -> TemplateScope {
        let inner = TemplateScope(outer: scope)
        if loop.names.count == 1 {
            inner.values[loop.names[0]] = item
        } else {
            guard let parts = item.items, parts.count == loop.names.count else {
                throw TemplateError.evaluation("an item of the loop has not \(loop.names.count) parts")
            }
            for (name, part) in zip(loop.names, parts) { inner.values[name] = part }
        }
        return inner
    }

    private static func loopState(_ items: [TemplateValue], _ index: Int) -> TemplateValue {
        .object([
            ("index", .integer(index + 1)), ("index0", .integer(index)), ("first", .boolean(index == 0)),
            ("last", .boolean(index == items.count - 1)), ("length", .integer(items.count)),
            ("revindex", .integer(items.count - index)), ("revindex0", .integer(items.count - index - 1)),
            ("previtem", index > 0 ? items[index - 1] : .undefined),
            ("nextitem", index + 1 < items.count ? items[index + 1] : .undefined),
        ])
    }
}

extension TemplateEvaluator {
    func evaluate(_ expression: TemplateExpression, _ scope: TemplateScope) throws -> TemplateValue {
        try countStep()
        switch expression {
        case .value(let value): return value
        case .name(let name): return scope[name]
        case .list(let items): return .list(try items.map { try evaluate($0, scope) })
        case .object(let entries):
            return .object(try entries.map { (try evaluate($0.key, scope).printed, try evaluate($0.value, scope)) })
        case .attribute(let owner, let name): return try evaluate(owner, scope).member(name)
        case .element(let owner, let key): return try element(try evaluate(owner, scope), try evaluate(key, scope))
        case .slice(let owner, let start, let stop, let step):
            let bounds = try [start, stop, step].map { try $0.map { try evaluate($0, scope) } }
            return try TemplateFilters.slice(try evaluate(owner, scope), bounds)
        case .call(let callee, let arguments): return try call(callee, arguments, scope)
        case .filter(let value, let name, let arguments):
            return try TemplateFilters.apply(
                name, to: try evaluate(value, scope), try arguments.positional.map { try evaluate($0, scope) },
                try arguments.named.map { ($0.name, try evaluate($0.value, scope)) })
        case .test(let value, let name, let operands, let negated):
            let result = try TemplateFilters.test(
                name, try evaluate(value, scope), try operands.map { try evaluate($0, scope) })
            return .boolean(result != negated)
        case .not(let value): return .boolean(!(try evaluate(value, scope).isTrue))
        case .negative(let value): return try TemplateFilters.binary("-", .integer(0), try evaluate(value, scope))
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right, scope)
        case .choice(let value, let condition, let otherwise):
            if try evaluate(condition, scope).isTrue { return try evaluate(value, scope) }
            return try otherwise.map { try evaluate($0, scope) } ?? .undefined
        }
    }

    private func binary(
        _ symbol: String, _ left: TemplateExpression, _ right: TemplateExpression, _ scope: TemplateScope
    ) throws -> TemplateValue {
        let first = try evaluate(left, scope)
        if symbol == "and" { return first.isTrue ? try evaluate(right, scope) : first }
        if symbol == "or" { return first.isTrue ? first : try evaluate(right, scope) }
        return try TemplateFilters.binary(symbol, first, try evaluate(right, scope))
    }

    private func element(_ owner: TemplateValue, _ key: TemplateValue) throws -> TemplateValue {
        if case .text(let name) = key { return owner.member(name) }
        guard case .integer(let index) = key, case .list(let values) = owner else { return .undefined }
        let place = index < 0 ? index + values.count : index
        return values.indices.contains(place) ? values[place] : .undefined
    }

    private func call(
        _ callee: TemplateExpression, _ arguments: TemplateArguments, _ scope: TemplateScope
    ) throws -> TemplateValue {
        let positional = try arguments.positional.map { try evaluate($0, scope) }
        let named = try arguments.named.map { (name: $0.name, value: try evaluate($0.value, scope)) }
        if case .attribute(let owner, let name) = callee {
            return try TemplateFilters.method(name, of: try evaluate(owner, scope), positional)
        }
        if case .name(let name) = callee, case .undefined = scope[name] { return try function(name, positional, named) }
        guard case .macro(let macro) = try evaluate(callee, scope) else {
            throw TemplateError.evaluation("what is called is no function")
        }
        return .text(try call(macro, positional, named, scope))
    }

    private func call(
        _ macro: TemplateMacro, _ positional: [TemplateValue], _ named: [(name: String, value: TemplateValue)],
        _ scope: TemplateScope
    ) throws -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw TemplateError.evaluation("macros call each other too deeply") }
        let inner = TemplateScope(outer: scope)
        for (index, parameter) in macro.parameters.enumerated() {
            if index < positional.count {
                inner.values[parameter.name] = positional[index]
            } else if let argument = named.first(where: { $0.name == parameter.name }) {
                inner.values[parameter.name] = argument.value
            } else {
                inner.values[parameter.name] = try parameter.standard.map { try evaluate($0, scope) } ?? .undefined
            }
        }
        return try captured { _ = try run(macro.body, inner) }
    }

    private func function(
        _ name: String, _ positional: [TemplateValue], _ named: [(name: String, value: TemplateValue)]
    ) throws -> TemplateValue {
        switch name {
        case "namespace":
            let space = TemplateNamespace()
            for argument in named { space.values[argument.name] = argument.value }
            return .namespace(space)
        case "dict": return .object(named.map { ($0.name, $0.value) })
        case "range": return try TemplateFilters.range(positional)
        case "raise_exception": throw TemplateError.raised(positional.first?.printed ?? "")
        case "strftime_now": return .text(CalendarDate.today.formatted(positional.first?.printed ?? "%d %b %Y"))
        default: throw TemplateError.evaluation("'\(name)' is undefined")
        }
    }
}
