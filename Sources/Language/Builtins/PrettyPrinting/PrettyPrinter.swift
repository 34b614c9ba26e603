/// How a cell shows its result: as IPython prints values, wrapped at 79 columns with one item per line.
///
///     try PrettyPrinter.text(Value([1, 2]), evaluator)   // "[1, 2]"
package struct PrettyPrinter {
    /// Sequences longer than this end in `...`.
    static let longestSequence = 1000

    var layout: PrettyLayout
    let evaluator: Evaluator
    private var open: [ObjectIdentifier] = []

    package static func text(_ value: Value, width: Int = 79, _ evaluator: Evaluator) throws -> String {
        var printer = PrettyPrinter(layout: PrettyLayout(width: width), evaluator: evaluator)
        try printer.print(value)
        printer.layout.flush()
        return printer.layout.output
    }

    private init(layout: PrettyLayout, evaluator: Evaluator) {
        self.layout = layout
        self.evaluator = evaluator
    }

    mutating func print(_ value: Value) throws {
        guard case .object(let object) = value else { return layout.text(Scalar.repr(value)) }
        let identity = ObjectIdentifier(object)
        let isCycle = open.contains(identity)
        open.append(identity)
        layout.beginGroup()
        defer {
            layout.endGroup()
            open.removeLast()
        }
        guard open.count < evaluator.recursionLimit / 4 else {
            throw PythonError(.recursionError, "maximum recursion depth exceeded while printing a value")
        }
        if try printUserForm(object, isCycle) { return }
        try printNative(object, isCycle)
    }

    /// `_repr_pretty_` or `__repr__` of a user's class, whichever class in the order of look-up has one first.
    private mutating func printUserForm(_ object: Object, _ isCycle: Bool) throws -> Bool {
        guard let type = object.derivation?.type else { return false }
        for ancestor in type.mro where !ancestor.isNative {
            if ancestor.namespace["_repr_pretty_"] != nil {
                let face = PrettyPrinterFace()
                _ = try evaluator.callMethod(
                    "_repr_pretty_", of: .object(object), [.object(face), .bool(isCycle)])
                layout.text(face.text)
                return true
            }
            if ancestor.namespace[.__repr__] != nil {
                try printLines(try evaluator.repr(.object(object)))
                return true
            }
        }
        return false
    }

    /// The lines of a `repr`, kept apart.
    mutating func printLines(_ text: String) throws {
        layout.beginGroup()
        for (index, line) in text.splitLines().enumerated() {
            if index > 0 { layout.newline() }
            layout.text(line)
        }
        layout.endGroup()
    }

    /// `name(argument, key=argument)`, one argument per line when it does not fit.
    mutating func printCall(_ name: String, _ arguments: [Value], keywords: [(String, Value)] = []) throws {
        let prefix = name + "("
        layout.beginGroup(prefix.unicodeScalars.count, prefix)
        for (index, argument) in arguments.enumerated() {
            if index > 0 { separate() }
            try print(argument)
        }
        for (index, (key, argument)) in keywords.enumerated() {
            if index > 0 || !arguments.isEmpty { separate() }
            layout.beginGroup(key.unicodeScalars.count + 1, key + "=")
            try print(argument)
            layout.endGroup(key.unicodeScalars.count + 1)
        }
        layout.endGroup(prefix.unicodeScalars.count, ")")
    }

    mutating func separate() {
        layout.text(",")
        layout.breakable()
    }

    /// Items between brackets, cut after a thousand.
    mutating func printItems(
        _ items: [Value], _ start: String, _ end: String, tail: String = "",
        _ printItem: (inout PrettyPrinter, Value) throws -> Void
    ) throws {
        layout.beginGroup(start.utf8.count, start)
        for (index, item) in items.enumerated() {
            guard index < PrettyPrinter.longestSequence else {
                separate()
                layout.text("...")
                break
            }
            if index > 0 { separate() }
            try printItem(&self, item)
        }
        layout.text(tail)
        layout.endGroup(start.utf8.count, end)
    }
}

/// What a user's `_repr_pretty_(self, p, cycle)` gets as `p`: it takes text, breakables and nested values.
final class PrettyPrinterFace: Object {
    private(set) var text = ""

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "RepresentationPrinter", module: "IPython.lib.pretty",
        methods: [
            NativeFunction("text", "(self, text, /)", "Adds text.") { arguments, evaluator in
                arguments[0].as(PrettyPrinterFace.self)?.text += try evaluator.str(arguments[1])
                return .none
            },
            NativeFunction("breakable", "(self, sep=' ')", "Adds a place where the line may end.") {
                arguments, evaluator in
                arguments[0].as(PrettyPrinterFace.self)?.text += try evaluator.str(arguments[1])
                return .none
            },
            NativeFunction("pretty", "(self, obj)", "Adds a value.") { arguments, evaluator in
                arguments[0].as(PrettyPrinterFace.self)?.text += try PrettyPrinter.text(arguments[1], evaluator)
                return .none
            },
        ])

    override class var nativeType: TypeObject { typeObject }
}
