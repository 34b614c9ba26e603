/// `ast.literal_eval` and `array`, written in Python.
enum LiteralSource {
    static let literals = #"""
        """literal_eval; there are no trees."""
        import re as _re
        _LITERAL = _re.compile(r"""
            (?P<space>\s+|[#].*) | (?P<number>(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?)[jJ]?)
            | (?P<text>(?:[rRbBuU]{0,2})(?:'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"))
            | (?P<name>True|False|None|set(?=\(\)))\b | (?P<mark>[\[\](){},:+-]|\.\.\.)""", _re.VERBOSE | _re.DOTALL)

        def literal_eval(node_or_string):
            if not isinstance(node_or_string, str):
                raise ValueError(f"malformed node or string: {node_or_string!r}")
            text, position = node_or_string.lstrip(" \t"), 0
            compile(text, "<unknown>", "eval")
            previous = sign = ""
            while position < len(text):
                found = _LITERAL.match(text, position)
                if found is None or found.end() == position:
                    raise ValueError(f"malformed node or string on line 1: {node_or_string!r}")
                position = found.end()
                if found["space"]:
                    continue
                # A sum is a literal only as real and imaginary part of one number.
                if sign and not (found["number"] and found[0][-1] in "jJ"):
                    raise ValueError(f"malformed node or string on line 1: {node_or_string!r}")
                sign = found[0] if found[0] in "+-" and previous and previous not in "[({,:+-" else ""
                previous = found[0]
            if _re.search(r"[\w\])}]\s*\(", _re.sub(r"set\(\)", "0", _LITERAL.sub(lambda m: "''" if m["text"] else m[0], text))):
                raise ValueError(f"malformed node or string on line 1: {node_or_string!r}")
            return eval(text, {"__builtins__": {}, "set": set})

        def __getattr__(name):
            raise NotImplementedError(f"ast.{name}: only ast.literal_eval is there")
        """#

    static let arrays = #"""
        """Numbers of one kind."""
        _SIZES = {"b": 1, "B": 1, "u": 4, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}
        typecodes = "bBuhHiIlLqQfd"

        class array:
            def __init__(self, typecode, initializer=()):
                if typecode not in _SIZES:
                    raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
                self.typecode, self.itemsize, self._items = typecode, _SIZES[typecode], []
                if isinstance(initializer, (bytes, bytearray)):
                    self.frombytes(initializer)
                else:
                    self.extend(initializer)

            def _checked(self, value):
                if self.typecode in "fd":
                    if isinstance(value, str):
                        raise TypeError("must be real number, not str")
                    value = float(value)
                    if self.typecode == "f":
                        import struct
                        value = struct.unpack("f", struct.pack("f", value))[0]
                    return value
                if self.typecode == "u":
                    if not isinstance(value, str) or len(value) != 1:
                        raise TypeError("array item must be unicode character")
                    return value
                if not hasattr(value, "__index__"):
                    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
                value = value.__index__()
                bits = 8 * self.itemsize
                low, high = (0, 2 ** bits - 1) if self.typecode.isupper() else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)
                if not low <= value <= high:
                    name = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short", "i": "signed integer"}.get(self.typecode, "integer")
                    raise OverflowError(f"{name} is {'less than minimum' if value < low else 'greater than maximum'}")
                return value

            def append(self, x): self._items.append(self._checked(x))
            def extend(self, iterable):
                for x in iterable:
                    self.append(x)
            def insert(self, i, x): self._items.insert(i, self._checked(x))
            def pop(self, i=-1): return self._items.pop(i)
            def remove(self, x): self._items.remove(x)
            def reverse(self): self._items.reverse()
            def count(self, x): return self._items.count(x)
            def index(self, x, *bounds):
                try:
                    return self._items.index(x, *bounds)
                except ValueError:
                    raise ValueError("array.index(x): x not in array") from None
            def tolist(self): return list(self._items)
            fromlist = extend

            def _format(self): return f"={len(self._items)}" + {"l": "q", "L": "Q"}.get(self.typecode, self.typecode)
            def tobytes(self):
                import struct
                return struct.pack(self._format(), *self._items)
            def frombytes(self, data):
                import struct
                if len(data) % self.itemsize:
                    raise ValueError("bytes length not a multiple of item size")
                code = {"l": "q", "L": "Q"}.get(self.typecode, self.typecode)
                self._items.extend(struct.unpack(f"={len(data) // self.itemsize}{code}", data))

            def _made(self, items):
                made = array(self.typecode)
                made._items = items
                return made
            def __len__(self): return len(self._items)
            def __iter__(self): return iter(self._items)
            def __contains__(self, x): return x in self._items
            def __getitem__(self, i): return self._made(self._items[i]) if isinstance(i, slice) else self._items[i]
            def __setitem__(self, i, x):
                self._items[i] = list(x) if isinstance(i, slice) else self._checked(x)
            def __delitem__(self, i): del self._items[i]
            def __add__(self, other): return self._made(self._items + other._items)
            def __mul__(self, n): return self._made(self._items * n)
            __rmul__ = __mul__
            def __iadd__(self, other):
                self.extend(other)
                return self
            def __eq__(self, other): return self._items == other._items if isinstance(other, array) else NotImplemented
            def __lt__(self, other): return self._items < other._items
            def __le__(self, other): return self._items <= other._items
            __hash__ = None
            def __copy__(self): return self._made(list(self._items))
            def __deepcopy__(self, memo): return self._made(list(self._items))
            def __repr__(self):
                if not self._items:
                    return f"array({self.typecode!r})"
                shown = repr("".join(self._items)) if self.typecode == "u" else repr(self._items)
                return f"array({self.typecode!r}, {shown})"

        ArrayType = array
        """#
}
