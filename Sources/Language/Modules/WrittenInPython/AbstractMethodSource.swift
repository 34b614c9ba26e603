/// What classes get from the abstract classes of `collections.abc` that they derive from: methods made of the few that
/// they have to define. The classes stand behind the native ones, which know how to recognise containers.
enum AbstractMethodSource {
    static let module = "_collections_abc"

    static let text = #"""
        def _abstract(*names):
            def decorate(cls):
                for name in names:
                    def method(self, *args): raise NotImplementedError
                    method.__name__, method.__isabstractmethod__ = name, True
                    setattr(cls, name, method)
                return cls
            return decorate

        @_abstract("__hash__")
        class Hashable: pass
        @_abstract("__iter__")
        class Iterable: pass
        @_abstract("__next__")
        class Iterator(Iterable):
            def __iter__(self): return self
        @_abstract("__reversed__")
        class Reversible(Iterable): pass
        @_abstract("__len__")
        class Sized: pass
        @_abstract("__contains__")
        class Container: pass
        class Collection(Sized, Iterable, Container): pass
        @_abstract("__call__")
        class Callable: pass

        @_abstract("send", "throw")
        class Generator(Iterator):
            def __next__(self): return self.send(None)
            def close(self):
                try:
                    self.throw(GeneratorExit)
                except (GeneratorExit, StopIteration):
                    pass
                else:
                    raise RuntimeError("generator ignored GeneratorExit")

        @_abstract("__getitem__")
        class Sequence(Collection):
            def __iter__(self):
                i = 0
                try:
                    while True:
                        yield self[i]
                        i += 1
                except IndexError:
                    return
            def __contains__(self, value):
                for v in self:
                    if v is value or v == value:
                        return True
                return False
            def __reversed__(self):
                for i in reversed(range(len(self))):
                    yield self[i]
            def index(self, value, start=0, stop=None):
                size = len(self)
                i = max(size + start, 0) if start < 0 else start
                stop = size if stop is None else stop + size if stop < 0 else stop
                while i < min(stop, size):
                    if self[i] is value or self[i] == value:
                        return i
                    i += 1
                raise ValueError
            def count(self, value): return sum(1 for v in self if v is value or v == value)
        class ByteString(Sequence): pass

        @_abstract("__setitem__", "__delitem__", "insert")
        class MutableSequence(Sequence):
            def append(self, value): self.insert(len(self), value)
            def clear(self):
                while len(self):
                    self.pop()
            def reverse(self):
                n = len(self)
                for i in range(n // 2):
                    self[i], self[n - i - 1] = self[n - i - 1], self[i]
            def extend(self, values):
                for v in list(values) if values is self else values:
                    self.append(v)
            def pop(self, index=-1):
                v = self[index]
                del self[index]
                return v
            def remove(self, value): del self[self.index(value)]
            def __iadd__(self, values):
                self.extend(values)
                return self

        class Set(Collection):
            def __le__(self, other):
                if not _is_set(other): return NotImplemented
                return len(self) <= len(other) and all(elem in other for elem in self)
            def __lt__(self, other):
                if not _is_set(other): return NotImplemented
                return len(self) < len(other) and self.__le__(other)
            def __gt__(self, other):
                if not _is_set(other): return NotImplemented
                return len(self) > len(other) and self.__ge__(other)
            def __ge__(self, other):
                if not _is_set(other): return NotImplemented
                return len(self) >= len(other) and all(elem in self for elem in other)
            def __eq__(self, other):
                if not _is_set(other): return NotImplemented
                return len(self) == len(other) and self.__le__(other)
            __hash__ = None
            @classmethod
            def _from_iterable(cls, it): return cls(it)
            def __and__(self, other): return self._from_iterable(value for value in other if value in self)
            __rand__ = __and__
            def isdisjoint(self, other): return not any(value in self for value in other)
            def __or__(self, other): return self._from_iterable(e for s in (self, other) for e in s)
            __ror__ = __or__
            def __sub__(self, other):
                other = other if _is_set(other) else self._from_iterable(other)
                return self._from_iterable(value for value in self if value not in other)
            def __rsub__(self, other): return self._from_iterable(value for value in other if value not in self)
            def __xor__(self, other):
                other = other if _is_set(other) else self._from_iterable(other)
                return (self - other) | (other - self)
            __rxor__ = __xor__

        def _is_set(value):
            import collections.abc
            return isinstance(value, collections.abc.Set)

        @_abstract("add", "discard")
        class MutableSet(Set):
            def remove(self, value):
                if value not in self: raise KeyError(value)
                self.discard(value)
            def pop(self):
                try:
                    value = next(iter(self))
                except StopIteration:
                    raise KeyError from None
                self.discard(value)
                return value
            def clear(self):
                for value in list(self): self.discard(value)
            def __ior__(self, it):
                for value in it: self.add(value)
                return self
            def __iand__(self, it):
                for value in self - it: self.discard(value)
                return self
            def __ixor__(self, it):
                for value in list(it):
                    self.discard(value) if value in self else self.add(value)
                return self
            def __isub__(self, it):
                for value in list(it): self.discard(value)
                return self

        class _View:
            def __init__(self, mapping): self._mapping = mapping
            def __len__(self): return len(self._mapping)
            def __repr__(self): return f"{type(self).__name__}({self._mapping!r})"
        class KeysView(_View, Set):
            _from_iterable = classmethod(lambda cls, it: set(it))
            def __contains__(self, key): return key in self._mapping
            def __iter__(self): yield from self._mapping
        class ItemsView(_View, Set):
            _from_iterable = classmethod(lambda cls, it: set(it))
            def __contains__(self, item):
                key, value = item
                return key in self._mapping and (self._mapping[key] is value or self._mapping[key] == value)
            def __iter__(self):
                for key in self._mapping: yield (key, self._mapping[key])
        class ValuesView(_View, Collection):
            def __contains__(self, value): return any(v is value or v == value for v in self)
            def __iter__(self):
                for key in self._mapping: yield self._mapping[key]

        @_abstract("__getitem__")
        class Mapping(Collection):
            def get(self, key, default=None):
                try:
                    return self[key]
                except KeyError:
                    return default
            def __contains__(self, key):
                try:
                    self[key]
                except KeyError:
                    return False
                return True
            def keys(self): return KeysView(self)
            def items(self): return ItemsView(self)
            def values(self): return ValuesView(self)
            def __eq__(self, other):
                import collections.abc
                if not isinstance(other, collections.abc.Mapping): return NotImplemented
                return dict(self.items()) == dict(other.items())
            __hash__ = None

        _missing = object()

        @_abstract("__setitem__", "__delitem__")
        class MutableMapping(Mapping):
            def pop(self, key, default=_missing):
                try:
                    value = self[key]
                except KeyError:
                    if default is _missing: raise
                    return default
                del self[key]
                return value
            def popitem(self):
                try:
                    key = next(iter(self))
                except StopIteration:
                    raise KeyError from None
                value = self[key]
                del self[key]
                return key, value
            def clear(self):
                for key in list(self): del self[key]
            def update(self, other=(), /, **kwds):
                if hasattr(other, "keys"):
                    for key in other.keys(): self[key] = other[key]
                else:
                    for key, value in other: self[key] = value
                for key, value in kwds.items(): self[key] = value
            def setdefault(self, key, default=None):
                try:
                    return self[key]
                except KeyError:
                    self[key] = default
                return default
        """#
}

extension Evaluator {
    /// The bases of a class with those after them that hold what the abstract ones among them give.
    func withAbstractMethods(_ bases: [TypeObject]) throws -> [TypeObject] {
        let abstract = bases.filter { $0 is AbstractType && $0.moduleName == "collections.abc" }
        guard !abstract.isEmpty else { return bases }
        let module = try modules.import(AbstractMethodSource.module, self)
        let added = abstract.compactMap { module.namespace[Symbol($0.name)]?.as(TypeObject.self) }
        // One that another one derives from comes with that.
        let needed = added.filter { type in !added.contains { $0 !== type && $0.isSubclass(of: type) } }
        return bases.filter { $0 !== TypeObject.object } + needed
    }
}

extension TypeObject {
    /// Whether it stands behind an abstract class and is not shown.
    var isHiddenBase: Bool { moduleName == AbstractMethodSource.module }
}
