/// `reprlib`, `colorsys`, `graphlib`, `typing_extensions`, written in Python.
enum ShapeSource {
    static let representations = #"""
        """Short forms of long values."""
        from builtins import repr as _repr

        class Repr:
            def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6, maxdeque=6, maxstring=30, maxlong=40, maxother=30, fillvalue="...", indent=None):
                for name, value in list(locals().items()):
                    if name != "self":
                        setattr(self, name, value)

            def repr(self, x):
                return self.repr1(x, self.maxlevel)

            def repr1(self, x, level):
                method = getattr(self, "repr_" + type(x).__name__.replace(" ", "_"), None)
                return method(x, level) if method else self.repr_instance(x, level)

            def _join(self, x, level, left, right, most, trail=""):
                if level <= 0 and len(x):
                    return left + self.fillvalue + right
                pieces = [self.repr1(each, level - 1) for each in list(x)[:most]]
                if len(x) > most:
                    pieces.append(self.fillvalue)
                return left + ", ".join(pieces) + (trail if len(x) == 1 else "") + right

            def repr_list(self, x, level): return self._join(x, level, "[", "]", self.maxlist)
            def repr_tuple(self, x, level): return self._join(x, level, "(", ")", self.maxtuple, ",")
            def repr_set(self, x, level): return self._join(sorted(x), level, "{", "}", self.maxset) if x else "set()"
            def repr_frozenset(self, x, level): return self._join(sorted(x), level, "frozenset({", "})", self.maxfrozenset) if x else "frozenset()"

            def repr_dict(self, x, level):
                if not x:
                    return "{}"
                if level <= 0:
                    return "{" + self.fillvalue + "}"
                pieces = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}" for key in sorted(x)[:self.maxdict]]
                if len(x) > self.maxdict:
                    pieces.append(self.fillvalue)
                return "{" + ", ".join(pieces) + "}"

            def _cut(self, text, most):
                if len(text) <= most:
                    return text
                left = max(0, (most - 3) // 2)
                right = max(0, most - 3 - left)
                return text[:left] + self.fillvalue + text[len(text) - right:]

            def repr_str(self, x, level):
                text = _repr(x[:self.maxstring])
                if len(text) > self.maxstring:
                    left = max(0, (self.maxstring - 3) // 2)
                    right = max(0, self.maxstring - 3 - left)
                    text = _repr(x[:left] + x[len(x) - right:])
                    text = text[:left] + self.fillvalue + text[len(text) - right:]
                return text

            def repr_int(self, x, level): return self._cut(_repr(x), self.maxlong)
            def repr_instance(self, x, level): return self._cut(_repr(x), self.maxother)

        aRepr = Repr()
        repr = aRepr.repr

        def recursive_repr(fillvalue="..."):
            def decorate(function):
                running = set()
                def wrapper(self):
                    if id(self) in running:
                        return fillvalue
                    running.add(id(self))
                    try:
                        return function(self)
                    finally:
                        running.discard(id(self))
                return wrapper
            return decorate
        """#

    static let colors = #"""
        """Conversions between colours."""
        def rgb_to_hsv(r, g, b):
            high, low = max(r, g, b), min(r, g, b)
            span = high - low
            if span == 0:
                return 0.0, 0.0, high
            rc, gc, bc = (high - r) / span, (high - g) / span, (high - b) / span
            h = bc - gc if r == high else 2.0 + rc - bc if g == high else 4.0 + gc - rc
            return (h / 6.0) % 1.0, span / high, high

        def hsv_to_rgb(h, s, v):
            if s == 0.0:
                return v, v, v
            i = int(h * 6.0)
            f = h * 6.0 - i
            p, q, t = v * (1.0 - s), v * (1.0 - s * f), v * (1.0 - s * (1.0 - f))
            return ((v, t, p), (q, v, p), (p, v, t), (p, q, v), (t, p, v), (v, p, q))[i % 6]

        def rgb_to_hls(r, g, b):
            high, low = max(r, g, b), min(r, g, b)
            total, span = high + low, high - low
            l = total / 2.0
            if high == low:
                return 0.0, l, 0.0
            s = span / total if l <= 0.5 else span / (2.0 - high - low)
            rc, gc, bc = (high - r) / span, (high - g) / span, (high - b) / span
            h = bc - gc if r == high else 2.0 + rc - bc if g == high else 4.0 + gc - rc
            return (h / 6.0) % 1.0, l, s

        def _part(m1, m2, hue):
            hue = hue % 1.0
            if hue < 1.0 / 6.0:
                return m1 + (m2 - m1) * hue * 6.0
            if hue < 0.5:
                return m2
            if hue < 2.0 / 3.0:
                return m1 + (m2 - m1) * (2.0 / 3.0 - hue) * 6.0
            return m1

        def hls_to_rgb(h, l, s):
            if s == 0.0:
                return l, l, l
            m2 = l * (1.0 + s) if l <= 0.5 else l + s - l * s
            m1 = 2.0 * l - m2
            return _part(m1, m2, h + 1.0 / 3.0), _part(m1, m2, h), _part(m1, m2, h - 1.0 / 3.0)

        def rgb_to_yiq(r, g, b):
            return 0.30 * r + 0.59 * g + 0.11 * b, 0.74 * (r - (0.30 * r + 0.59 * g + 0.11 * b)) - 0.27 * (b - (0.30 * r + 0.59 * g + 0.11 * b)), 0.48 * (r - (0.30 * r + 0.59 * g + 0.11 * b)) + 0.41 * (b - (0.30 * r + 0.59 * g + 0.11 * b))
        """#

    static let graphs = #"""
        """Orders of graphs."""
        class CycleError(ValueError):
            pass

        class TopologicalSorter:
            def __init__(self, graph=None):
                self._before, self._prepared = {}, False
                for node, predecessors in (graph or {}).items():
                    self.add(node, *predecessors)

            def add(self, node, *predecessors):
                self._before.setdefault(node, [])
                for each in predecessors:
                    self._before.setdefault(each, [])
                    if each not in self._before[node]:
                        self._before[node].append(each)

            def prepare(self):
                self._prepared, self._done, self._given = True, set(), set()
                cycle = self._cycle()
                if cycle:
                    raise CycleError("nodes are in a cycle", cycle)

            def _cycle(self):
                state, path = {}, []
                def visit(node):
                    state[node] = 1
                    path.append(node)
                    for each in self._before[node]:
                        if state.get(each) == 1:
                            return list(reversed(path[path.index(each):] + [each]))
                        if each not in state:
                            found = visit(each)
                            if found:
                                return found
                    path.pop()
                    state[node] = 2
                for node in self._before:
                    if node not in state:
                        found = visit(node)
                        if found:
                            return found

            def get_ready(self):
                ready = tuple(n for n, before in self._before.items() if n not in self._given and all(b in self._done for b in before))
                self._given.update(ready)
                return ready

            def done(self, *nodes): self._done.update(nodes)
            def is_active(self): return len(self._done) < len(self._before)
            __bool__ = is_active

            def static_order(self):
                self.prepare()
                while self.is_active():
                    ready = self.get_ready()
                    yield from ready
                    self.done(*ready)
        """#

    static let annotations = #"""
        """The names of typing."""
        from typing import *
        from typing import Annotated, Literal, Protocol, Final, ClassVar, TypedDict, runtime_checkable, get_type_hints, get_origin, get_args, Self, Never, ParamSpec, Concatenate, TypeAlias, TypeGuard, LiteralString, Required, NotRequired, Unpack, override, overload, final, NamedTuple
        """#
}
