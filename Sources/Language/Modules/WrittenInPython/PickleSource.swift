/// `pickle`, written in Python: plain values and instances of the notebook's classes as bytes.
enum PickleSource {
    static let text = #"""
        import importlib as _importlib
        import struct as _struct
        import sys as _sys

        HIGHEST_PROTOCOL, DEFAULT_PROTOCOL = 5, 4

        class PickleError(Exception):
            pass

        class PicklingError(PickleError):
            pass

        class UnpicklingError(PickleError):
            pass

        class Pickler:
            def __init__(self, file, protocol=None, **options):
                self.file = file

            def dump(self, obj):
                self.file.write(dumps(obj))

        class Unpickler:
            def __init__(self, file, **options):
                self.file = file

            def find_class(self, module, name):
                return _find(module, name)

            def persistent_load(self, identifier):
                raise UnpicklingError("unsupported persistent id encountered")

            def load(self):
                return _Reader(self.file.read, self).run()

        def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
            file.write(dumps(obj, protocol))

        def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
            writer = _Writer()
            writer.save(obj)
            return b"\x80\x04" + bytes(writer.out) + b"."

        def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
            return Unpickler(file).load()

        def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
            import io
            return Unpickler(io.BytesIO(bytes(data))).load()

        class _Writer:
            def __init__(self):
                self.out, self.memo, self.kept = bytearray(), {}, []

            def save(self, value):
                if id(value) in self.memo and not isinstance(value, (int, float)):
                    return self.add(b"j", _struct.pack("<I", self.memo[id(value)]))
                kind = type(value)
                plain = _PLAIN.get(kind)
                if plain is not None:
                    return plain(self, value)
                self.instance(value, kind)

            def add(self, *pieces):
                for piece in pieces:
                    self.out.extend(piece)

            def remember(self, value):
                self.memo[id(value)] = len(self.kept)
                self.kept.append(value)
                self.add(b"\x94")

            def none(self, value):
                self.add(b"N")

            def bool(self, value):
                self.add(b"\x88" if value else b"\x89")

            def int(self, value):
                if -2 ** 31 <= value < 2 ** 31:
                    return self.add(b"J", _struct.pack("<i", value))
                data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
                self.add(b"\x8b", _struct.pack("<i", len(data)), data)

            def float(self, value):
                self.add(b"G", _struct.pack(">d", value))

            def str(self, value):
                data = value.encode("utf-8")
                self.add(b"X", _struct.pack("<I", len(data)), data)
                self.remember(value)

            def bytes(self, value):
                self.add(b"B", _struct.pack("<I", len(value)), value)
                self.remember(value)

            def tuple(self, value):
                self.add(b"(")
                for element in value:
                    self.save(element)
                self.add(b"t")
                self.remember(value)

            def list(self, value):
                self.add(b"]")
                self.remember(value)
                self.add(b"(")
                for element in value:
                    self.save(element)
                self.add(b"e")

            def dict(self, value):
                self.add(b"}")
                self.remember(value)
                self.add(b"(")
                for key, element in value.items():
                    self.save(key)
                    self.save(element)
                self.add(b"u")

            def set(self, value):
                self.add(b"\x8f")
                self.remember(value)
                self.add(b"(")
                for element in value:
                    self.save(element)
                self.add(b"\x90")

            def frozenset(self, value):
                self.add(b"(")
                for element in value:
                    self.save(element)
                self.add(b"\x91")
                self.remember(value)

            def called(self, function, arguments):
                self.name(function)
                self.save(arguments)
                self.add(b"R")

            def complex(self, value):
                self.called(complex, (value.real, value.imag))

            def bytearray(self, value):
                self.called(bytearray, (bytes(value),))

            def range(self, value):
                self.called(range, (value.start, value.stop, value.step))

            def slice(self, value):
                self.called(slice, (value.start, value.stop, value.step))

            def name(self, value):
                module, name = getattr(value, "__module__", None) or "builtins", getattr(value, "__qualname__", None)
                if not name or "<" in name:
                    where = f"Can't pickle local object '{name}'" if name and "<locals>" in name else f"Can't pickle {value!r}: attribute lookup {module}.{name} failed"
                    raise (AttributeError if name and "<locals>" in name else PicklingError)(where)
                self.str(module)
                self.str(name)
                self.add(b"\x93")

            def instance(self, value, kind):
                if value is ... or value is NotImplemented:
                    self.str("builtins")
                    self.str("Ellipsis" if value is ... else "NotImplemented")
                    return self.add(b"\x93")
                if isinstance(value, type) or kind.__name__ in ("function", "builtin_function_or_method"):
                    return self.name(value)
                if kind.__name__ in _REFUSED:
                    raise TypeError(f"cannot pickle '{kind.__name__}' object")
                if kind.__name__ in ("deque", "defaultdict") or hasattr(value, "__fspath__"):
                    return self.container(value, kind)
                reduce = getattr(value, "__reduce__", None)
                if reduce is not None:
                    return self.reduced(value, reduce())
                self.name(kind)
                self.tuple_of_new(value)
                self.add(b"\x81")
                self.remember(value)
                if isinstance(value, dict):
                    self.add(b"(")
                    for key in value:
                        self.save(key)
                        self.save(value[key])
                    self.add(b"u")
                elif isinstance(value, list):
                    self.add(b"(")
                    for element in list(value):
                        self.save(element)
                    self.add(b"e")
                state = value.__getstate__() if hasattr(value, "__getstate__") else dict(getattr(value, "__dict__", {}))
                if state:
                    self.save(state)
                    self.add(b"b")

            def container(self, value, kind):
                self.name(kind)
                if hasattr(value, "__fspath__"):
                    self.save((str(value),))
                else:
                    self.save((value.default_factory,) if kind.__name__ == "defaultdict" else (list(value), value.maxlen))
                self.add(b"R")
                self.remember(value)
                if kind.__name__ == "defaultdict":
                    self.add(b"(")
                    for key, element in value.items():
                        self.save(key)
                        self.save(element)
                    self.add(b"u")

            def tuple_of_new(self, value):
                if isinstance(value, BaseException):
                    return self.save(tuple(value.args))
                if hasattr(value, "__getnewargs__"):
                    return self.save(tuple(value.__getnewargs__()))
                for kind in (tuple, str, int, float, bytes, set, frozenset):
                    if isinstance(value, kind):
                        return self.save(tuple(value) if kind is tuple and hasattr(value, "_fields") else (kind(value),))
                self.save(())

            def reduced(self, value, parts):
                self.name(parts[0])
                self.save(parts[1])
                self.add(b"R")
                self.remember(value)
                if len(parts) > 2 and parts[2] is not None:
                    self.save(parts[2])
                    self.add(b"b")

        _PLAIN = {kind: getattr(_Writer, kind.__name__) for kind in
                  (bool, int, float, str, bytes, tuple, list, dict, set, frozenset, complex, bytearray, range, slice)}
        _PLAIN[type(None)] = _Writer.none
        _REFUSED = {"generator", "module", "TextIOWrapper", "lock", "dict_keys", "dict_values", "dict_items"}

        def _find(module, name):
            if (module, name) in (("__builtin__", "unicode"), ("__builtin__", "basestring")):
                return str
            module = {"__builtin__": "builtins", "copy_reg": "copyreg"}.get(module, module)
            if (module, name) == ("copyreg", "_reconstructor"):
                return lambda cls, base, state: cls.__new__(cls) if base is object else cls.__new__(cls, state)
            found = _sys.modules[module] if module in _sys.modules else _importlib.import_module(module)
            try:
                for part in name.split("."):
                    found = getattr(found, part)
            except AttributeError:
                raise AttributeError(f"Can't get attribute '{name}' on {_sys.modules[module]!r}") from None
            return found

        _MARK = object()

        class _Reader:
            def __init__(self, read, owner):
                self.data, self.place, self.owner = read(), 0, owner
                self.stack, self.memo = [], {}

            def take(self, count):
                if count < 0 or self.place + count > len(self.data):
                    raise EOFError("Ran out of input") if not self.data else UnpicklingError("pickle data was truncated")
                self.place += count
                return self.data[self.place - count:self.place]

            def number(self, form):
                return _struct.unpack(form, self.take(_struct.calcsize(form)))[0]

            def line(self):
                end = self.data.find(b"\n", self.place)
                text = self.take(end - self.place if end >= 0 else -1).decode()
                self.place += 1
                return text

            def marked(self):
                for place in range(len(self.stack) - 1, -1, -1):
                    if self.stack[place] is _MARK:
                        found = self.stack[place + 1:]
                        del self.stack[place:]
                        return found
                raise UnpicklingError("could not find MARK")

            def run(self):
                try:
                    while True:
                        code = self.take(1)
                        if code == b".":
                            return self.stack.pop()
                        step = _STEPS.get(code)
                        if step is None:
                            raise UnpicklingError(f"invalid load key, {code.decode('latin-1')!r}.")
                        step(self)
                except IndexError:
                    raise UnpicklingError("unexpected MARK found") from None

            def push(self, value):
                self.stack.append(value)

            def text_int(self):
                text = self.line()
                self.push({"00": False, "01": True}.get(text) if text in ("00", "01") else int(text))

            def call(self):
                arguments = self.stack.pop()
                self.stack[-1] = self.stack[-1](*arguments)

            def make(self):
                arguments = self.stack.pop()
                kind = self.stack[-1]
                self.stack[-1] = kind(*arguments) if issubclass(kind, BaseException) else kind.__new__(kind, *arguments)

            def make_with_keywords(self):
                keywords, arguments = self.stack.pop(), self.stack.pop()
                self.stack[-1] = self.stack[-1].__new__(self.stack[-1], *arguments, **keywords)

            def build(self):
                state = self.stack.pop()
                value = self.stack[-1]
                if hasattr(value, "__setstate__"):
                    return value.__setstate__(state)
                slots = None
                if isinstance(state, tuple) and len(state) == 2:
                    state, slots = state
                for part in (state, slots):
                    for name, item in (part or {}).items():
                        object.__setattr__(value, name, item)

            def set_items(self):
                found = self.marked()
                for key, value in zip(found[::2], found[1::2]):
                    self.stack[-1][key] = value

            def set_item(self):
                value, key = self.stack.pop(), self.stack.pop()
                self.stack[-1][key] = value

            def append(self):
                value = self.stack.pop()
                self.stack[-1].append(value)

            def tuple_of(self, count):
                found = tuple(self.stack[len(self.stack) - count:])
                del self.stack[len(self.stack) - count:]
                self.push(found)

            def global_by_name(self):
                name, module = self.stack.pop(), self.stack.pop()
                self.push(self.owner.find_class(module, name))

            def keep(self, index):
                self.memo[index] = self.stack[-1]

            def pop(self):
                self.stack.pop()

        def _little(data):
            return int.from_bytes(data, "little", signed=True)

        _STEPS = {
            b"\x80": lambda r: r.take(1), b"\x95": lambda r: r.take(8), b"(": lambda r: r.push(_MARK), b"0": _Reader.pop,
            b"1": lambda r: r.marked(), b"2": lambda r: r.push(r.stack[-1]), b"N": lambda r: r.push(None),
            b"\x88": lambda r: r.push(True), b"\x89": lambda r: r.push(False), b"I": _Reader.text_int,
            b"L": lambda r: r.push(int(r.line().rstrip("L"))), b"F": lambda r: r.push(float(r.line())),
            b"J": lambda r: r.push(r.number("<i")), b"K": lambda r: r.push(r.number("<B")), b"M": lambda r: r.push(r.number("<H")),
            b"\x8a": lambda r: r.push(_little(r.take(r.number("<B")))), b"\x8b": lambda r: r.push(_little(r.take(r.number("<i")))),
            b"G": lambda r: r.push(r.number(">d")), b"X": lambda r: r.push(r.take(r.number("<I")).decode()),
            b"\x8c": lambda r: r.push(r.take(r.number("<B")).decode()), b"\x8d": lambda r: r.push(r.take(r.number("<Q")).decode()),
            b"V": lambda r: r.push(r.line()), b"S": lambda r: r.push(r.line()[1:-1]),
            b"B": lambda r: r.push(r.take(r.number("<I"))), b"C": lambda r: r.push(r.take(r.number("<B"))),
            b"\x8e": lambda r: r.push(r.take(r.number("<Q"))), b"\x96": lambda r: r.push(bytearray(r.take(r.number("<Q")))),
            b"T": lambda r: r.push(r.take(r.number("<i")).decode("latin-1")), b"U": lambda r: r.push(r.take(r.number("<B")).decode("latin-1")),
            b"]": lambda r: r.push([]), b"}": lambda r: r.push({}), b")": lambda r: r.push(()), b"\x8f": lambda r: r.push(set()),
            b"t": lambda r: r.push(tuple(r.marked())), b"l": lambda r: r.push(r.marked()), b"\x91": lambda r: r.push(frozenset(r.marked())),
            b"\x85": lambda r: r.tuple_of(1), b"\x86": lambda r: r.tuple_of(2), b"\x87": lambda r: r.tuple_of(3),
            b"d": lambda r: r.push((lambda found: dict(zip(found[::2], found[1::2])))(r.marked())),
            b"a": _Reader.append, b"e": lambda r: (lambda found: r.stack[-1].extend(found))(r.marked()),
            b"s": _Reader.set_item, b"u": _Reader.set_items, b"\x90": lambda r: (lambda found: r.stack[-1].update(found))(r.marked()),
            b"c": lambda r: r.push(r.owner.find_class(r.line(), r.line())), b"\x93": _Reader.global_by_name,
            b"R": _Reader.call, b"\x81": _Reader.make, b"\x92": _Reader.make_with_keywords, b"b": _Reader.build,
            b"p": lambda r: r.keep(int(r.line())), b"q": lambda r: r.keep(r.number("<B")), b"r": lambda r: r.keep(r.number("<I")),
            b"\x94": lambda r: r.keep(len(r.memo)), b"g": lambda r: r.push(r.memo[int(r.line())]),
            b"h": lambda r: r.push(r.memo[r.number("<B")]), b"j": lambda r: r.push(r.memo[r.number("<I")]),
            b"Q": lambda r: r.push(r.owner.persistent_load(r.stack.pop())),
        }
        """#
}
