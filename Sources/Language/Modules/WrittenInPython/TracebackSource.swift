/// `traceback`, written in Python: errors as the text that Python prints.
enum TracebackSource {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("traceback", documentation: "Errors as text.", functions: [frames])
        try SourceModules.add(to: module, text, evaluator)
        return module
    }

    /// File, line, function and text of an error's frames.
    private static var frames: NativeFunction {
        NativeFunction("_frames", "(exception)", module: "traceback") { arguments, _ in
            let frames = arguments[0].as(ExceptionObject.self)?.frames ?? arguments[0].as(TracebackObject.self)?.frames
            return Value(
                (frames ?? []).map { frame in
                    let line = Int(frame.span.startLine)
                    let function = frame.functionName.split(separator: ".").last.map(String.init)
                    return Value(tuple: [
                        Value(frame.source.name), .int(line), Value(function ?? frame.functionName),
                        Value(frame.source.line(line).stripped(where: \.isPythonSpace)),
                        Value(TracebackCarets.line(for: frame)),
                    ])
                })
        }
    }

    private static let text = #"""
        import sys

        def format_exception_only(exc, value=None, /):
            error = value if value is not None else exc
            name = type(error).__qualname__
            if type(error).__module__ not in ("builtins", "__main__"):
                name = type(error).__module__ + "." + name
            text = str(error)
            lines = []
            if isinstance(error, SyntaxError) and error.lineno is not None:
                lines.append(f'  File "{error.filename or "<string>"}", line {error.lineno}\n')
                if error.text is not None:
                    line = error.text.rstrip("\n")
                    shown = line.lstrip(" \n\f")
                    start = (error.offset or 1) - 1 - (len(line) - len(shown))
                    width = (error.end_offset or 0) - (error.offset or 0)
                    lines.append(f"    {shown}\n")
                    if start >= 0:
                        lines.append("    " + "".join(c if c.isspace() else " " for c in shown[:start]) + "^" * max(width, 1) + "\n")
                text = error.msg or "<no detail available>"
            lines.append(f"{name}: {text}\n" if text else f"{name}\n")
            for note in getattr(error, "__notes__", ()):
                lines += [part + "\n" for part in str(note).split("\n")]
            return lines

        class _Drawing:
            """How deep a group stands in others, and whether the tree of its lines must still be closed."""
            def __init__(self):
                self.depth, self.needs_end = 0, False

            def indent(self):
                return "  " * self.depth

            def emit(self, text, mark="|"):
                if not self.depth:
                    return [text]
                return [self.indent() + mark + " " + line for line in text.splitlines(True)]

        def _blocks(error, drawing=None):
            drawing = drawing or _Drawing()
            lines = []
            if error.__cause__ is not None:
                lines += _blocks(error.__cause__, drawing) + drawing.emit("\nThe above exception was the direct cause of the following exception:\n\n")
            elif error.__context__ is not None and not error.__suppress_context__:
                lines += _blocks(error.__context__, drawing) + drawing.emit("\nDuring handling of the above exception, another exception occurred:\n\n")
            found = _frames(error)
            if isinstance(error, BaseExceptionGroup):
                return lines + _group(error, found, drawing)
            text = ["Traceback (most recent call last):\n"] if found else []
            for part in text + _frame_lines(found) + format_exception_only(error):
                lines += drawing.emit(part)
            return lines

        def _frame_lines(found):
            return [f'  File "{name}", line {line}, in {function}\n' + (f"    {text}\n{carets}" if text else "")
                    for name, line, function, text, carets in found]

        def _group(error, found, drawing):
            """A group with its members: the tree of lines that Python draws."""
            is_outermost = drawing.depth == 0
            if is_outermost:
                drawing.depth = 1
            lines = []
            if found:
                lines += drawing.emit("Exception Group Traceback (most recent call last):\n", "+" if is_outermost else "|")
            for part in _frame_lines(found) + format_exception_only(error):
                lines += drawing.emit(part)
            members = error.exceptions
            shown = min(len(members), 16)
            drawing.needs_end = False
            for place in range(shown):
                is_last, is_rest = place == shown - 1, place == 15
                drawing.needs_end = drawing.needs_end or is_last
                title = "..." if is_rest else place + 1
                lines.append(drawing.indent() + ("+-" if place == 0 else "  ") + f"+---------------- {title} ----------------\n")
                drawing.depth += 1
                if is_rest:
                    rest = len(members) - 15
                    lines += drawing.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
                else:
                    lines += _blocks(members[place], drawing)
                if is_last and drawing.needs_end:
                    lines.append(drawing.indent() + "+------------------------------------\n")
                    drawing.needs_end = False
                drawing.depth -= 1
            if is_outermost:
                drawing.depth = 0
            return lines

        def format_exception(exc, value=None, tb=None, limit=None, chain=True):
            return _blocks(value if value is not None else exc)

        def format_exc(limit=None, chain=True):
            error = sys.exc_info()[1]
            return "".join(_blocks(error)) if error is not None else "NoneType: None\n"

        def print_exc(limit=None, file=None, chain=True):
            (file or sys.stderr).write(format_exc())

        def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
            (file or sys.stderr).write("".join(format_exception(exc, value)))

        class FrameSummary:
            def __init__(self, filename, lineno, name, line=""):
                self.filename, self.lineno, self.name, self.line = filename, lineno, name, line

            def __iter__(self):
                return iter((self.filename, self.lineno, self.name, self.line))

            def __len__(self):
                return 4

            def __getitem__(self, place):
                return (self.filename, self.lineno, self.name, self.line)[place]

            def __repr__(self):
                return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

        def extract_tb(tb, limit=None):
            if tb is None:
                return []
            return [FrameSummary(name, line, function, text) for name, line, function, text, carets in _frames(tb)][:limit]

        def format_list(extracted_list):
            return [f'  File "{name}", line {line}, in {function}\n' + (f"    {text}\n" if text else "")
                    for name, line, function, text in extracted_list]

        def format_tb(tb, limit=None):
            return format_list(extract_tb(tb, limit))

        def print_tb(tb, limit=None, file=None):
            (file or sys.stderr).write("".join(format_tb(tb, limit)))

        def print_stack(f=None, limit=None, file=None):
            raise NotImplementedError("traceback.print_stack: the running frames are not shown")

        class TracebackException:
            def __init__(self, exc_type, exc_value, exc_traceback=None, **options):
                self.exc_type, self._value, self.stack = exc_type, exc_value, extract_tb(exc_traceback)

            @classmethod
            def from_exception(cls, exc, **options):
                return cls(type(exc), exc, exc.__traceback__)

            def format(self, *, chain=True):
                return iter(_blocks(self._value))

            def format_exception_only(self):
                return iter(format_exception_only(self._value))
        """#
}
