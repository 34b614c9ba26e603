/// `collections.UserDict`, `UserList` and `UserString`: containers around a plain one, made to be derived from.
enum UserContainerSource {
    static let text = """
        class _Wrapper:
            def __len__(self): return len(self.data)
            def __iter__(self): return iter(self.data)
            def __contains__(self, item): return item in self.data
            def __getitem__(self, key): return self.data[key]
            def __repr__(self): return repr(self.data)
            def __eq__(self, other): return self.data == getattr(other, "data", other)
            def __lt__(self, other): return self.data < getattr(other, "data", other)
            def __le__(self, other): return self.data <= getattr(other, "data", other)
            def __gt__(self, other): return self.data > getattr(other, "data", other)
            def __ge__(self, other): return self.data >= getattr(other, "data", other)
            def copy(self): return self.__class__(self.data)
            __copy__ = copy
            __hash__ = None

        class UserDict(_Wrapper):
            def __init__(self, dict=None, /, **kwargs):
                self.data = {}
                if dict is not None:
                    self.update(dict)
                if kwargs:
                    self.update(kwargs)

            def __getitem__(self, key):
                if key in self.data:
                    return self.data[key]
                if hasattr(self.__class__, "__missing__"):
                    return self.__class__.__missing__(self, key)
                raise KeyError(key)

            def __setitem__(self, key, item): self.data[key] = item
            def __delitem__(self, key): del self.data[key]
            def __or__(self, other): return self.__class__({**self.data, **dict(other)})
            def __ior__(self, other):
                self.update(other)
                return self
            def keys(self): return self.data.keys()
            def values(self): return self.data.values()
            def items(self): return self.data.items()
            def get(self, key, default=None): return self[key] if key in self else default
            def update(self, other=(), /, **kwargs):
                for key, value in dict(other, **kwargs).items():
                    self[key] = value
            def setdefault(self, key, default=None):
                if key not in self:
                    self[key] = default
                return self[key]
            def pop(self, key, *default):
                if key in self:
                    value = self[key]
                    del self[key]
                    return value
                if default:
                    return default[0]
                raise KeyError(key)
            def popitem(self):
                for key in self:
                    return key, self.pop(key)
                raise KeyError
            def clear(self): self.data.clear()
            @classmethod
            def fromkeys(cls, iterable, value=None):
                made = cls()
                for key in iterable:
                    made[key] = value
                return made

        class _UserSequence(_Wrapper):
            def __add__(self, other): return self.__class__(self.data + getattr(other, "data", self._plain(other)))
            def __radd__(self, other): return self.__class__(self._plain(other) + self.data)
            def __mul__(self, n): return self.__class__(self.data * n)
            __rmul__ = __mul__
            def __getitem__(self, key):
                return self.__class__(self.data[key]) if isinstance(key, slice) else self.data[key]
            def count(self, item): return self.data.count(item)
            def index(self, item, *args): return self.data.index(item, *args)

        class UserList(_UserSequence):
            def __init__(self, initlist=None):
                self.data = list(getattr(initlist, "data", initlist) or [])
            _plain = staticmethod(list)
            def __setitem__(self, key, item): self.data[key] = item
            def __delitem__(self, key): del self.data[key]
            def __iadd__(self, other):
                self.data += list(other)
                return self
            def append(self, item): self.data.append(item)
            def insert(self, i, item): self.data.insert(i, item)
            def pop(self, i=-1): return self.data.pop(i)
            def remove(self, item): self.data.remove(item)
            def clear(self): self.data.clear()
            def reverse(self): self.data.reverse()
            def sort(self, /, *args, **kwds): self.data.sort(*args, **kwds)
            def extend(self, other): self.data.extend(getattr(other, "data", other))

        class UserString(_UserSequence):
            def __init__(self, seq):
                self.data = seq.data if isinstance(seq, UserString) else str(seq)
            _plain = staticmethod(str)
            def __str__(self): return self.data
            def __hash__(self): return hash(self.data)
            def __getitem__(self, key): return self.__class__(self.data[key])
            def __contains__(self, item): return str(item) in self.data
            def __getattr__(self, name):
                if name == "data":
                    raise AttributeError(name)
                method = getattr(self.data, name)
                def call(*args, **kwargs):
                    found = method(*args, **kwargs)
                    return self.__class__(found) if type(found) is str else found
                return call
        """
}
