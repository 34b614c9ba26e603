/// `inspect` and `traceback`: signatures, sources and kinds of objects; errors as text.
package enum InspectModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("inspect", documentation: "What objects are made of.", functions: functions + tests)
        module.namespace["_empty"] = .object(empty)
        try SourceModules.add(to: module, source, evaluator)
        return module
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let empty = TypeObject(native: "_empty", module: "inspect")

    private static var functions: [NativeFunction] {
        [
            NativeFunction("_parameters", "(obj)", "Names, kinds and defaults of the parameters.", module: "inspect") {
                arguments, evaluator in
                guard let signature = arguments[0].object?.signature else {
                    guard AttributeFunctions.isCallable(arguments[0]) else {
                        throw PythonError(.typeError, "\(try evaluator.repr(arguments[0])) is not a callable object")
                    }
                    throw PythonError(.valueError, "no signature found for \(try evaluator.repr(arguments[0]))")
                }
                return Value(
                    signature.parameters.map { parameter in
                        let kinds: [Signature.Kind] = [
                            .positionalOnly, .positional, .variadic, .keywordOnly, .keywords,
                        ]
                        let kind = kinds.firstIndex(of: parameter.kind) ?? 1
                        return Value(tuple: [
                            Value(parameter.name.text), .int(kind), parameter.defaultValue?.ifDefined ?? .object(empty),
                        ])
                    })
            },
            NativeFunction("getsource", "(object)", "The source text of a function.", module: "inspect") {
                arguments, evaluator in
                let function = arguments[0].as(BoundMethod.self)?.function ?? arguments[0]
                let found = function.as(Function.self).map(sourceText)
                guard let text = found ?? function.as(TypeObject.self).flatMap(sourceText(of:)) else {
                    throw PythonError(
                        .typeError,
                        "module, class, method, function, traceback, frame, or code object was expected, got \(arguments[0].typeName)"
                    )
                }
                return Value(text)
            },
            NativeFunction("getdoc", "(object)", "The documentation of an object.", module: "inspect") {
                arguments, evaluator in
                guard let text = arguments[0].object?.documentation else { return .none }
                let module = try evaluator.modules.import("inspect", evaluator)
                return try evaluator.callMethod("cleandoc", of: .object(module), [Value(text)])
            },
            NativeFunction(
                "getmembers", "(object, predicate=None)", "The attributes with their names.", module: "inspect"
            ) {
                arguments, evaluator in
                let names = Set((arguments[0].object?.attributeNames() ?? arguments[0].type.allNames()).map(\.text))
                    .sorted()
                var result: [Value] = []
                for name in names {
                    guard let value = try evaluator.attribute(Symbol(name), of: arguments[0]) else { continue }
                    if let test = arguments[1].ifNotNone, try !evaluator.truth(try evaluator.call(test, [value])) {
                        continue
                    }
                    result.append(Value(tuple: [Value(name), value]))
                }
                return Value(result)
            },
        ]
    }

    /// The lines of a definition, decorators included.
    package static func sourceText(_ function: Function) -> String {
        text(of: function.code.definitionSpan, in: function.code.source)
    }

    /// The lines of a user's class, found in the source of its first method; nil for a class without methods.
    package static func sourceText(of type: TypeObject) -> String? {
        let methods = type.namespace.items.compactMap { $0.value.as(Function.self) }
        guard let source = methods.first(where: { $0.code.qualifiedName.hasPrefix(type.name + ".") })?.code.source,
            let tree = try? Parser.parse(source)
        else { return nil }
        for statement in tree.statements {
            if case .class(let definition) = statement.kind, definition.name.text == type.name {
                return text(of: statement.span, in: source)
            }
        }
        return nil
    }

    private static func text(of span: Span, in source: Source) -> String {
        let lines = max(Int(span.startLine), 1)...max(Int(span.endLine), Int(span.startLine), 1)
        return lines.map { source.line($0) + "\n" }.joined()
    }

    private static func test(_ name: String, _ test: @escaping (Value) -> Bool) -> NativeFunction {
        NativeFunction(name, "(object)", module: "inspect") { arguments, _ in .bool(test(arguments[0])) }
    }

    private static var tests: [NativeFunction] {
        [
            test("isfunction") { $0.object is Function },
            test("ismethod") {
                $0.object is BoundMethod && !($0.as(BoundMethod.self)?.function.object is NativeFunction)
            },
            test("isbuiltin") {
                $0.object is NativeFunction || $0.as(BoundMethod.self)?.function.object is NativeFunction
            },
            test("isroutine") { $0.object is Function || $0.object is NativeFunction || $0.object is BoundMethod },
            test("isclass") { $0.object is TypeObject },
            test("ismodule") { $0.object is ModuleObject },
            test("isgenerator") { $0.typeName == "generator" },
            test("isgeneratorfunction") {
                ($0.as(BoundMethod.self)?.function ?? $0).as(Function.self)?.code.kind == .generator
            },
            test("iscoroutinefunction") { _ in false },
            test("isabstract") { _ in false },
        ]
    }

    private static let source = #"""
        from collections import OrderedDict

        class _Kind:
            def __init__(self, value, name):
                self.value, self.name = value, name

            def __repr__(self):
                return f"<_ParameterKind.{self.name}: {self.value}>"

            def __str__(self):
                return self.name

        class Parameter:
            empty = _empty
            POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY")
            POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD")
            VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL")
            KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY")
            VAR_KEYWORD = _Kind(4, "VAR_KEYWORD")

            def __init__(self, name, kind, *, default=_empty, annotation=_empty):
                self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

            def __str__(self):
                text = {2: "*", 4: "**"}.get(self.kind.value, "") + self.name
                if self.annotation is not _empty:
                    text += ": " + formatannotation(self.annotation)
                if self.default is not _empty:
                    text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
                return text

            def __repr__(self):
                return f'<Parameter "{self}">'

        def formatannotation(annotation):
            if isinstance(annotation, type):
                if annotation.__module__ in ("builtins", "__main__"):
                    return annotation.__qualname__
                return annotation.__module__ + "." + annotation.__qualname__
            return repr(annotation).replace("typing.", "")

        class Signature:
            empty = _empty

            def __init__(self, parameters=None, *, return_annotation=_empty):
                self.parameters = OrderedDict((parameter.name, parameter) for parameter in parameters or [])
                self.return_annotation = return_annotation

            def bind(self, /, *args, **kwargs):
                return BoundArguments(self, self._bind(args, kwargs, False))

            def bind_partial(self, /, *args, **kwargs):
                return BoundArguments(self, self._bind(args, kwargs, True))

            def _bind(self, args, kwargs, partial):
                found, kwargs, args = {}, dict(kwargs), list(args)
                for name, parameter in self.parameters.items():
                    kind = parameter.kind.value
                    if kind == 2:
                        if args:
                            found[name] = tuple(args)
                        args = []
                    elif kind == 4:
                        if kwargs:
                            found[name] = kwargs
                        kwargs = {}
                    elif kind < 2 and args:
                        if name in kwargs and kind == 1:
                            raise TypeError(f"multiple values for argument {name!r}")
                        found[name] = args.pop(0)
                    elif name in kwargs and kind != 0:
                        if args and kind == 3:
                            raise TypeError("too many positional arguments")
                        found[name] = kwargs.pop(name)
                    elif parameter.default is _empty and not partial:
                        if args:
                            raise TypeError("too many positional arguments")
                        raise TypeError(f"missing a required argument: {name!r}")
                if args:
                    raise TypeError("too many positional arguments")
                if kwargs:
                    raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
                return found

            def replace(self, *, parameters=None, return_annotation=_empty):
                shown = self.return_annotation if return_annotation is _empty else return_annotation
                return Signature(self.parameters.values() if parameters is None else parameters, return_annotation=shown)

            def __eq__(self, other):
                return isinstance(other, Signature) and str(self) == str(other)

            def __hash__(self):
                return hash(str(self))

            def __str__(self):
                pieces, previous = [], None
                for parameter in self.parameters.values():
                    kind = parameter.kind.value
                    if previous == 0 and kind != 0:
                        pieces.append("/")
                    if kind == 3 and previous not in (2, 3):
                        pieces.append("*")
                    pieces.append(str(parameter))
                    previous = kind
                if previous == 0:
                    pieces.append("/")
                text = "(" + ", ".join(pieces) + ")"
                if self.return_annotation is not _empty:
                    text += " -> " + formatannotation(self.return_annotation)
                return text

            def __repr__(self):
                return f"<Signature {self}>"

        class BoundArguments:
            def __init__(self, signature, arguments):
                self.signature, self.arguments = signature, arguments

            @property
            def args(self):
                result = []
                for name, parameter in self.signature.parameters.items():
                    if parameter.kind.value > 2 or name not in self.arguments:
                        break
                    found = self.arguments[name]
                    result += found if parameter.kind.value == 2 else [found]
                return tuple(result)

            @property
            def kwargs(self):
                result, named = {}, False
                for name, parameter in self.signature.parameters.items():
                    named = named or name not in self.arguments and parameter.kind.value != 2
                    if name in self.arguments and (named or parameter.kind.value > 2):
                        result.update(self.arguments[name] if parameter.kind.value == 4 else {name: self.arguments[name]})
                return result

            def apply_defaults(self):
                found = {}
                for name, parameter in self.signature.parameters.items():
                    if name in self.arguments:
                        found[name] = self.arguments[name]
                    elif parameter.default is not _empty:
                        found[name] = parameter.default
                    elif parameter.kind.value in (2, 4):
                        found[name] = () if parameter.kind.value == 2 else {}
                self.arguments = found

            def __repr__(self):
                shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
                return f"<BoundArguments ({shown})>"

        class _Factory:
            def __repr__(self):
                return "<factory>"

        def _of_dataclass(cls, found):
            """The parameters of the `__init__` that a dataclass was given."""
            fields = cls.__dataclass_fields__
            for parameter in found:
                field = fields.get(parameter.name)
                if field is not None:
                    parameter.annotation = getattr(field.type, "type", field.type) if "InitVar" in repr(field.type) else field.type
                    if type(field.default_factory).__name__ != "_MISSING_TYPE":
                        parameter.default = _Factory()
            return Signature(found, return_annotation=None)

        def signature(obj, *, follow_wrapped=True):
            if follow_wrapped and not isinstance(obj, type):
                while hasattr(obj, "__wrapped__"):
                    obj = obj.__wrapped__
            target = obj.__init__ if isinstance(obj, type) and hasattr(obj, "__init__") else obj
            annotations = getattr(target, "__annotations__", None) or {}
            kinds = [Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL, Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD]
            parameters = [Parameter(name, kinds[kind], default=default, annotation=annotations.get(name, _empty))
                          for name, kind, default in _listed(obj)]
            if isinstance(obj, type) and "__dataclass_fields__" in vars(obj) and isbuiltin(obj.__init__):
                return _of_dataclass(obj, parameters)
            return Signature(parameters, return_annotation=_empty if isinstance(obj, type) else annotations.get("return", _empty))

        def _listed(obj):
            if isinstance(obj, type) and obj.__module__ == "__main__" and obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return []
            return _parameters(obj)

        def getfullargspec(func):
            from collections import namedtuple
            FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
            found = _parameters(func)
            args = [name for name, kind, default in found if kind < 2]
            defaults = tuple(default for name, kind, default in found if kind < 2 and default is not _empty) or None
            varargs = next((name for name, kind, default in found if kind == 2), None)
            varkw = next((name for name, kind, default in found if kind == 4), None)
            only = [name for name, kind, default in found if kind == 3]
            only_defaults = {name: default for name, kind, default in found if kind == 3 and default is not _empty} or None
            return FullArgSpec(args, varargs, varkw, defaults, only, only_defaults, getattr(func, "__annotations__", {}))

        def getmro(cls):
            return cls.__mro__

        def isabstract(object):
            return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))

        def iscoroutinefunction(obj):
            return False

        isawaitable = iscoroutine = isasyncgen = isasyncgenfunction = iscoroutinefunction

        def isdatadescriptor(object):
            return not isinstance(object, type) and hasattr(type(object), "__set__") or isinstance(object, property)

        def isroutine(object):
            return isfunction(object) or ismethod(object) or isbuiltin(object)

        def istraceback(object):
            return type(object).__name__ == "traceback"

        def unwrap(func, *, stop=None):
            while hasattr(func, "__wrapped__") and not (stop and stop(func)):
                func = func.__wrapped__
            return func

        def getcallargs(func, /, *positional, **named):
            return dict(signature(func).bind(*positional, **named).arguments)

        def currentframe():
            return None

        def cleandoc(doc):
            import textwrap
            lines = doc.expandtabs().split("\n")
            return "\n".join([lines[0].lstrip()] + textwrap.dedent("\n".join(lines[1:])).split("\n")).strip()
        """#
}
