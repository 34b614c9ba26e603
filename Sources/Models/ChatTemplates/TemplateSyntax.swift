/// What a template does, one case for each kind of statement.
indirect enum TemplateStatement {
    case text(String)
    case output(TemplateExpression)
    case set(TemplateExpression, TemplateExpression)
    case setBlock(String, [TemplateStatement])
    case when([(condition: TemplateExpression, body: [TemplateStatement])], otherwise: [TemplateStatement])
    case loop(TemplateLoop)
    case macro(TemplateMacro)
    case exitLoop
    case nextTurn
}

/// `{% for key, value in items if condition %} ... {% else %} ... {% endfor %}`
final class TemplateLoop {
    let names: [String]
    let items: TemplateExpression
    let condition: TemplateExpression?
    let body: [TemplateStatement]
    let otherwise: [TemplateStatement]

    init(
        names: [String], items: TemplateExpression, condition: TemplateExpression?, body: [TemplateStatement],
        otherwise: [TemplateStatement]
    ) {
        self.names = names
        self.items = items
        self.condition = condition
        self.body = body
        self.otherwise = otherwise
    }
}

/// `{% macro name(a, b=1) %} ... {% endmacro %}`
final class TemplateMacro {
    let name: String
    let parameters: [(name: String, standard: TemplateExpression?)]
    let body: [TemplateStatement]

    init(name: String, parameters: [(name: String, standard: TemplateExpression?)], body: [TemplateStatement]) {
        self.name = name
        self.parameters = parameters
        self.body = body
    }
}

/// What a template computes.
indirect enum TemplateExpression {
    case value(TemplateValue)
    case name(String)
    case list([TemplateExpression])
    case object([(key: TemplateExpression, value: TemplateExpression)])
    case attribute(TemplateExpression, String)
    case element(TemplateExpression, TemplateExpression)
    case slice(TemplateExpression, TemplateExpression?, TemplateExpression?, TemplateExpression?)
    case call(TemplateExpression, TemplateArguments)
    case filter(TemplateExpression, String, TemplateArguments)
    case test(TemplateExpression, String, [TemplateExpression], negated: Bool)
    case not(TemplateExpression)
    case negative(TemplateExpression)
    case binary(String, TemplateExpression, TemplateExpression)
    case choice(TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
}

/// The arguments of a call, those without names first.
struct TemplateArguments {
    var positional: [TemplateExpression] = []
    var named: [(name: String, value: TemplateExpression)] = []
}
