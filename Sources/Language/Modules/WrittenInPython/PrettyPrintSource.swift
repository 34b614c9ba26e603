/// `pprint`, written in Python.
enum PrettyPrintSource {
    static let text = #"""
        import sys

        def _key(value):
            return (str(type(value)), repr(value))

        def _sorted(values, key=None):
            try:
                return sorted(values, key=key)
            except TypeError:
                return sorted(values, key=lambda value: _key(key(value) if key else value))

        class PrettyPrinter:
            def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
                self._indent, self._width, self._depth = indent, width, depth
                self._stream, self._compact, self._sort = stream, compact, sort_dicts
                self._underscores = underscore_numbers

            def pprint(self, object):
                (self._stream or sys.stdout).write(self.pformat(object) + "\n")

            def pformat(self, object):
                return self._format(object, 0, 0, 1, ())

            def isreadable(self, object):
                return not self.isrecursive(object) and " object at 0x" not in repr(object)

            def isrecursive(self, object):
                return "<Recursion on " in self._text(object, 1, ())

            def _text(self, value, level, open):
                kind = type(value)
                if id(value) in open:
                    return f"<Recursion on {kind.__name__} with id={id(value)}>"
                if kind is int and self._underscores:
                    return f"{value:_d}"
                if kind in (list, tuple, dict) and value:
                    if self._depth and level > self._depth:
                        return {list: "[...]", tuple: "(...)", dict: "{...}"}[kind]
                if kind in (list, tuple, dict, set, frozenset) and value:
                    open = open + (id(value),)
                    if kind is dict:
                        items = _sorted(value.items(), lambda item: item[0]) if self._sort else value.items()
                        return "{" + ", ".join(
                            self._text(key, level + 1, open) + ": " + self._text(item, level + 1, open)
                            for key, item in items) + "}"
                    items = _sorted(value) if kind in (set, frozenset) else value
                    texts = ", ".join(self._text(item, level + 1, open) for item in items)
                    if kind is list:
                        return f"[{texts}]"
                    if kind is tuple:
                        return f"({texts},)" if len(value) == 1 else f"({texts})"
                    return "{" + texts + "}" if kind is set else "frozenset({" + texts + "})"
                return repr(value)

            def _format(self, value, indent, allowance, level, open):
                text = self._text(value, level, open)
                if len(text) <= self._width - indent - allowance or id(value) in open:
                    return text
                kind = type(value)
                if text.endswith(("[...]", "(...)", "{...}", "{...})")) and self._depth and level > self._depth:
                    return text
                open = open + (id(value),)
                if kind is dict and value:
                    return self._dict(value, indent, allowance, level, open)
                if kind is list:
                    return "[" + self._items(list(value), indent, allowance + 1, level, open, "[") + "]"
                if kind is tuple:
                    end = ",)" if len(value) == 1 else ")"
                    return "(" + self._items(list(value), indent, allowance + len(end), level, open, "(") + end
                if kind is set and value:
                    return "{" + self._items(_sorted(value), indent, allowance + 1, level, open, "{") + "}"
                if kind is frozenset and value:
                    return "frozenset({" + self._items(_sorted(value), indent + 10, allowance + 2, level, open, "{") + "})"
                if kind is str and len(value) > 0:
                    return self._string(value, indent, allowance, level)
                if hasattr(kind, "__dataclass_fields__") and kind.__repr__ is not object.__repr__:
                    names = [name for name in kind.__dataclass_fields__]
                    start = indent + len(kind.__name__) + 1
                    parts = [f"{name}=" + self._format(getattr(value, name), start + len(name) + 1, allowance if name == names[-1] else 1, level, open) for name in names]
                    return kind.__name__ + "(" + (",\n" + " " * start).join(parts) + ")"
                if kind.__name__ == "OrderedDict" and value:
                    start = indent + len("OrderedDict(")
                    return "OrderedDict(" + self._format(list(value.items()), start, allowance + 1, level, open) + ")"
                if kind is bytes and len(value) > 4:
                    return self._bytes(value, indent, allowance, level)
                if kind.__name__ == "deque" and kind.__module__ == "collections" and value:
                    tail = ")" if value.maxlen is None else f", maxlen={value.maxlen})"
                    items = self._items(list(value), indent + 6, allowance + 1 + len(tail) if value.maxlen is None else 2, level, open, "[")
                    if value.maxlen is None:
                        return "deque([" + items + "])"
                    return "deque([" + items + "],\n" + " " * (indent + 6) + f"maxlen={value.maxlen})"
                if kind.__name__ == "SimpleNamespace" and kind.__module__ == "types":
                    names = list(vars(value))
                    start = indent + len("namespace(")
                    parts = [f"{name}=" + self._format(vars(value)[name], start + len(name) + 1, allowance + 1 if name == names[-1] else 1, level, open) for name in names]
                    return "namespace(" + (",\n" + " " * start).join(parts) + ")"
                if kind.__name__ in ("defaultdict", "Counter") and value:
                    head = f"defaultdict({value.default_factory!r}," if kind.__name__ == "defaultdict" else "Counter("
                    if kind.__name__ == "defaultdict":
                        start = indent + len("defaultdict(")
                        return head + "\n" + " " * start + self._dict(dict(value), start, allowance + 1, level, open) + ")"
                    return head + self._dict(dict(value.most_common()), indent + len(head), allowance + 1, level, open, False) + ")"
                return text

            def _dict(self, value, indent, allowance, level, open, sort=None):
                sort = self._sort if sort is None else sort
                items = list(_sorted(value.items(), lambda item: item[0]) if sort else value.items())
                start = indent + self._indent
                parts = []
                for index, (key, item) in enumerate(items):
                    head = self._text(key, level + 1, open) + ": "
                    last = index == len(items) - 1
                    parts.append(head + self._format(item, start + len(head), allowance + 1 if last else 1, level + 1, open))
                return "{" + " " * (self._indent - 1) + (",\n" + " " * start).join(parts) + "}"

            def _items(self, items, indent, allowance, level, open, bracket):
                start = indent + self._indent
                if not self._compact:
                    parts = []
                    for index, item in enumerate(items):
                        last = index == len(items) - 1
                        parts.append(self._format(item, start, allowance if last else 1, level + 1, open))
                    return " " * (self._indent - 1) + (",\n" + " " * start).join(parts)
                lines, line, room = [], "", self._width - start
                for index, item in enumerate(items):
                    last = index == len(items) - 1
                    text = self._text(item, level + 1, open)
                    limit = room - (allowance if last else 1)
                    if line and len(line) + 2 + len(text) <= limit + (0 if last else 0):
                        line += ", " + text
                        continue
                    if line:
                        lines.append(line)
                    line = text if len(text) <= limit else self._format(item, start, allowance if last else 1, level + 1, open)
                    if "\n" in line:
                        lines.append(line)
                        line = ""
                if line:
                    lines.append(line)
                return " " * (self._indent - 1) + (",\n" + " " * start).join(lines)

            def _joined(self, chunks, indent, level):
                text = ("\n" + " " * indent).join(chunks)
                return "(" + text + ")" if level == 1 else text

            def _bytes(self, value, indent, allowance, level):
                if level == 1:
                    indent, allowance = indent + 1, allowance + 1
                chunks, current, last = [], b"", len(value) // 4 * 4
                width = self._width - indent
                for place in range(0, len(value), 4):
                    if place == last:
                        width -= allowance
                    part = value[place:place + 4]
                    if len(repr(current + part)) > width:
                        if current:
                            chunks.append(repr(current))
                        current = part
                    else:
                        current += part
                if current:
                    chunks.append(repr(current))
                return self._joined(chunks, indent, level)

            def _string(self, value, indent, allowance, level):
                import re
                if level == 1:
                    indent, allowance = indent + 1, allowance + 1
                chunks, width = [], self._width - indent
                lines = value.splitlines(True)
                for position, line in enumerate(lines):
                    last_line = position == len(lines) - 1
                    text = repr(line)
                    if len(text) <= width - (allowance if last_line else 0):
                        chunks.append(text)
                        continue
                    parts, current = re.findall(r'\S*\s*', line), ''
                    parts = [part for part in parts if part]
                    for index, part in enumerate(parts):
                        limit = width - (allowance if last_line and index == len(parts) - 1 else 0)
                        if len(repr(current + part)) > limit:
                            if current:
                                chunks.append(repr(current))
                            current = part
                        else:
                            current += part
                    if current:
                        chunks.append(repr(current))
                if len(chunks) == 1:
                    return repr(value)
                return self._joined(chunks, indent, level)

        def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
            PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)

        def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
            return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pformat(object)

        def pp(object, *args, sort_dicts=False, **kwargs):
            pprint(object, *args, sort_dicts=sort_dicts, **kwargs)

        def isreadable(object):
            return PrettyPrinter().isreadable(object)

        def isrecursive(object):
            return PrettyPrinter().isrecursive(object)

        def saferepr(object):
            return PrettyPrinter()._text(object, 1, ())
        """#
}
