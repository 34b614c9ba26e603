/// `warnings`, written in Python over the place of the caller.
enum WarningsModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject(
            "warnings", documentation: "Warnings to the user.",
            functions: [
                NativeFunction("_caller", "(level)", "File and line of a frame further out.") { arguments, evaluator in
                    let frames = evaluator.currentFrames.filter { !$0.source.name.hasPrefix("<warnings") }
                    let level = max(try evaluator.index(arguments[0]), 1)
                    guard let frame = frames.dropFirst(level - 1).first ?? frames.last else {
                        return Value(tuple: ["sys", 1, ""])
                    }
                    let line = Int(frame.span.startLine)
                    return Value(tuple: [Value(frame.source.name), .int(line), Value(frame.source.line(line))])
                }
            ])
        try SourceModules.add(to: module, text, evaluator)
        return module
    }

    private static let text = #"""
        import sys

        filters = []
        _shown = set()

        class WarningMessage:
            def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
                self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
                self.file, self.line, self.source = file, line, source

            def __str__(self):
                return (f"{{message : {self.message!r}, category : {self.category.__name__!r}, "
                        f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")

        def formatwarning(message, category, filename, lineno, line=None):
            text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
            if line and line.strip():
                text += f"  {line.strip()}\n"
            return text

        def showwarning(message, category, filename, lineno, file=None, line=None):
            (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))

        def _action(text, category):
            import re
            for action, message, kind in filters:
                if issubclass(category, kind) and (not message or re.match(message, text, re.I)):
                    return action
            return "default"

        def warn(message, category=None, stacklevel=1, source=None):
            if isinstance(message, Warning):
                category = type(message)
            elif category is None:
                category = UserWarning
            if not (isinstance(category, type) and issubclass(category, Warning)):
                raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
            filename, lineno, line = _caller(stacklevel)
            _warn(message, category, filename, lineno, line)

        def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
            _warn(message, category, filename, lineno, None)

        def _warn(message, category, filename, lineno, line):
            text = str(message)
            action = _action(text, category)
            if action == "ignore":
                return
            error = message if isinstance(message, Warning) else category(message)
            if action == "error":
                raise error
            key = (text, category, filename, lineno)
            if action in ("default", "once", "module"):
                if key in _shown:
                    return
                _shown.add(key)
            if _recording:
                _recording[-1].append(WarningMessage(error, category, filename, lineno, line=line))
            else:
                showwarning(error, category, filename, lineno, None, line)

        _recording = []

        def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
            if action not in ("error", "ignore", "always", "default", "module", "once"):
                raise AssertionError(f"invalid action: {action!r}")
            item = (action, message, category)
            filters.append(item) if append else filters.insert(0, item)

        def simplefilter(action, category=Warning, lineno=0, append=False):
            filterwarnings(action, "", category, append=append)

        def resetwarnings():
            filters.clear()

        class catch_warnings:
            def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
                self._record, self._action, self._category = record, action, category

            def __enter__(self):
                self._saved, self._saved_shown = list(filters), set(_shown)
                if self._action is not None:
                    simplefilter(self._action, self._category)
                if self._record:
                    _recording.append([])
                    return _recording[-1]

            def __exit__(self, *details):
                filters[:] = self._saved
                _shown.clear()
                _shown.update(self._saved_shown)
                if self._record:
                    _recording.pop()
        """#
}
