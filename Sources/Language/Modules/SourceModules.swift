/// Modules that are written in Python: what is much shorter so, and where speed does not matter. They are compiled when
/// they are first imported.
enum SourceModules {
    /// Registers a module that consists of Python source alone.
    static func register(_ name: String, _ text: String, in modules: ModuleTable) {
        modules.register(name, source: { text })
    }

    /// Runs Python source in the namespace of a module that may hold native functions already.
    static func add(to module: ModuleObject, _ text: String, _ evaluator: Evaluator) throws {
        let documentation = module.namespace[.__doc__]
        try evaluator.execute(ModuleTable.FoundModule(path: "<\(module.name)>", text: text), as: module)
        module.namespace.remove("__file__")
        if let documentation, !documentation.isNone { module.namespace[.__doc__] = documentation }
    }
}

/// The part of `functools` that is written in Python.
enum FunctionSource {
    static let text = """
        def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=("__dict__",)):
            for name in assigned:
                try:
                    value = getattr(wrapped, name)
                except AttributeError:
                    continue
                setattr(wrapper, name, value)
            for name in updated:
                found = getattr(wrapped, name, None)
                if found:
                    for key, value in found.items():
                        setattr(wrapper, key, value)
            wrapper.__wrapped__ = wrapped
            return wrapper

        def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=("__dict__",)):
            def decorate(wrapper):
                return update_wrapper(wrapper, wrapped, assigned, updated)
            return decorate

        def total_ordering(cls):
            roots = [name for name in ("__lt__", "__le__", "__gt__", "__ge__") if name in _own_names(cls)]
            if not roots:
                raise ValueError("must define at least one ordering operation: < > <= >=")
            root = roots[0]
            def flip(value):
                return value if value is NotImplemented else not value
            def with_equal(name):
                def method(self, other):
                    result = getattr(type(self), name)(self, other)
                    return result if result is NotImplemented else result or self == other
                return method
            def without_equal(name):
                def method(self, other):
                    result = getattr(type(self), name)(self, other)
                    return result if result is NotImplemented else result and self != other
                return method
            def negated(name):
                def method(self, other):
                    return flip(getattr(type(self), name)(self, other))
                return method
            def negated_without_equal(name):
                def method(self, other):
                    result = getattr(type(self), name)(self, other)
                    return result if result is NotImplemented else not result and self != other
                return method
            def negated_with_equal(name):
                def method(self, other):
                    result = getattr(type(self), name)(self, other)
                    return result if result is NotImplemented else not result or self == other
                return method
            made = {
                "__lt__": {"__gt__": negated_without_equal, "__le__": with_equal, "__ge__": negated},
                "__le__": {"__ge__": negated_with_equal, "__lt__": without_equal, "__gt__": negated},
                "__gt__": {"__lt__": negated_without_equal, "__ge__": with_equal, "__le__": negated},
                "__ge__": {"__le__": negated_with_equal, "__gt__": without_equal, "__lt__": negated},
            }[root]
            for name, make in made.items():
                if name not in roots:
                    method = make(root)
                    method.__name__ = name
                    setattr(cls, name, method)
            return cls

        def _own_names(cls):
            names = set()
            for ancestor in cls.__mro__:
                if ancestor is not object:
                    names.update(vars(ancestor))
            return names

        class partialmethod:
            def __init__(self, func, /, *args, **keywords):
                self.func, self.args, self.keywords = func, args, keywords

            def __get__(self, obj, cls=None):
                if obj is None:
                    return partial(self.func, *self.args, **self.keywords)
                return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)

        class singledispatchmethod:
            def __init__(self, func):
                self.dispatcher, self.func = singledispatch(func), func

            def register(self, cls, method=None):
                return self.dispatcher.register(cls, func=method)

            def __get__(self, obj, cls=None):
                def method(*args, **kwargs):
                    found = self.dispatcher.dispatch(args[0].__class__)
                    return found.__get__(obj, cls)(*args, **kwargs)
                method.__isabstractmethod__ = getattr(self.func, "__isabstractmethod__", False)
                method.register = self.register
                update_wrapper(method, self.func)
                return method

        def singledispatch(func):
            registry = {object: func}
            def dispatch(cls):
                for ancestor in cls.__mro__:
                    if ancestor in registry:
                        return registry[ancestor]
                for kind, found in registry.items():
                    if kind is not object and issubclass(cls, kind):
                        return found
                return func
            def register(cls, func=None):
                if func is None:
                    if isinstance(cls, type) or hasattr(cls, "__args__"):
                        return lambda found: register(cls, found)
                    annotations = getattr(cls, "__annotations__", {})
                    if not annotations:
                        raise TypeError(
                            f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` "
                            "or plain `@register` on an annotated function.")
                    func, cls = cls, next(iter(annotations.values()))
                for kind in cls.__args__ if hasattr(cls, "__args__") and not isinstance(cls, type) else (cls,):
                    registry[kind] = func
                return func
            @wraps(func)
            def wrapper(*args, **kwargs):
                if not args:
                    raise TypeError(f"{func.__name__} requires at least 1 positional argument")
                return dispatch(type(args[0]))(*args, **kwargs)
            wrapper.register = register
            wrapper.dispatch = dispatch
            wrapper.registry = registry
            return wrapper
        """
}
