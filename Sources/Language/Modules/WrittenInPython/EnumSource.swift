/// `enum`, written in Python on a metaclass.
enum EnumSource {
    static let text = #"""
        from types import MappingProxyType as _MappingProxyType

        class auto:
            def __init__(self, value=None):
                self.value = value

            def __or__(self, other):
                return _Combination(self, other, lambda a, b: a | b)

            def __and__(self, other):
                return _Combination(self, other, lambda a, b: a & b)

            def __xor__(self, other):
                return _Combination(self, other, lambda a, b: a ^ b)

            __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

        class _Combination(auto):
            """What a class body makes of members that have no number yet: A | B."""
            def __init__(self, left, right, combine):
                self.left, self.right, self.combine, self.value = left, right, combine, None

            def _resolve(self, numbers):
                def number(side):
                    if isinstance(side, _Combination):
                        return side._resolve(numbers)
                    return numbers[id(side)] if isinstance(side, auto) else getattr(side, "value", side)
                return self.combine(number(self.left), number(self.right))

        class nonmember:
            def __init__(self, value):
                self.value = value

        class member:
            def __init__(self, value):
                self.value = value

        _DESCRIPTORS = (classmethod, staticmethod, property)

        class property(property):
            pass

        def _is_descriptor(value):
            return isinstance(value, _DESCRIPTORS) or callable(value) and not isinstance(value, type) or hasattr(value, "__get__") and not isinstance(value, type)

        class EnumType(type):
            def __new__(metacls, name, bases, namespace, **kwargs):
                if name == "Enum" and not bases or namespace.get("_plain_", False):
                    cls = type.__new__(metacls, name, bases, dict(namespace))
                    cls._member_map_ = {}
                    cls._value2member_map_ = {}
                    return cls
                for base in bases:
                    if isinstance(base, EnumType) and base._member_map_:
                        raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
                plain, raw = {}, {}
                ignored = namespace.get("_ignore_", ())
                for key, value in dict(namespace).items():
                    hidden = key.startswith("_") and (key.startswith("__") or key.endswith("_")) or key in ignored
                    if isinstance(value, nonmember):
                        plain[key] = value.value
                    elif isinstance(value, member):
                        raw[key] = value.value
                    elif hidden or _is_descriptor(value):
                        plain[key] = value
                    else:
                        raw[key] = value
                cls = type.__new__(metacls, name, bases, plain)
                cls._member_map_ = {}
                cls._value2member_map_ = {}
                cls._member_names_ = []
                data_type = cls._find_data_type()
                cls._prefer_enum_texts(data_type)
                if data_type is not None:
                    for method in ("__eq__", "__hash__"):
                        if method not in plain:
                            type.__setattr__(cls, method, getattr(data_type, method))
                values = []
                numbers = {}
                for key, value in raw.items():
                    if isinstance(value, _Combination):
                        value = value._resolve(numbers)
                    elif isinstance(value, auto):
                        mark = value
                        value = cls._generate_next_value_(key, 1, len(values), list(values)) if value.value is None else value.value
                        numbers[id(mark)] = value
                    values.append(value)
                    cls._add_member(key, value, data_type)
                return cls

            def _prefer_enum_texts(cls, data_type):
                for text in ("__repr__", "__str__", "__format__"):
                    before = True
                    for base in cls.__mro__:
                        if base is data_type:
                            before = False
                        elif text in base.__dict__ and base is not object:
                            if not before:
                                type.__setattr__(cls, text, base.__dict__[text])
                            break

            def _find_data_type(cls):
                for base in cls.__mro__:
                    if base in (int, str, float, tuple, bytes):
                        return base
                return None

            def _add_member(cls, name, value, data_type):
                arguments = value if isinstance(value, tuple) else (value,)
                new = cls.__dict__.get("__new__") or getattr(cls, "_new_member_", None)
                if "__new__" in cls.__dict__:
                    found = cls.__dict__["__new__"](cls, *arguments)
                    if not hasattr(found, "_value_"):
                        found._value_ = value
                elif data_type is not None:
                    found = data_type.__new__(cls, *arguments)
                    found._value_ = data_type(*arguments) if not isinstance(value, data_type) else value
                else:
                    found = object.__new__(cls)
                    found._value_ = value
                found._name_ = name
                if "__init__" in cls.__dict__ or any("__init__" in base.__dict__ for base in cls.__mro__[1:-1] if base not in (Enum, IntEnum, StrEnum, Flag, IntFlag, int, str, float, tuple, bytes)):
                    found.__init__(*arguments)
                for existing in cls._member_map_.values():
                    if existing._value_ == found._value_:
                        found = existing
                        break
                else:
                    if not cls._is_composite(found):
                        cls._member_names_.append(name)
                cls._member_map_[name] = found
                try:
                    cls._value2member_map_.setdefault(found._value_, found)
                except TypeError:
                    pass
                type.__setattr__(cls, name, found)

            def _is_composite(cls, found):
                value = found._value_
                return issubclass(cls, Flag) and isinstance(value, int) and (value <= 0 or value & value - 1 != 0)

            def __call__(cls, value=None, names=None, *, module=None, **kwargs):
                if names is None and cls._member_map_:
                    return cls._lookup(value)
                if names is None:
                    return cls._lookup(value)
                return cls._create(value, names, kwargs.get("start", 1))

            def _create(cls, class_name, names, start=1):
                if isinstance(names, str):
                    names = names.replace(",", " ").split()
                items = {}
                if hasattr(names, "items"):
                    items = dict(names)
                else:
                    for index, item in enumerate(names):
                        if isinstance(item, (tuple, list)):
                            items[item[0]] = item[1]
                        else:
                            items[item] = item.lower() if issubclass(cls, str) else 1 << index if issubclass(cls, Flag) else start + index
                return type(cls)(class_name, (cls,), items)

            def _lookup(cls, value):
                if type(value) is cls:
                    return value
                try:
                    if value in cls._value2member_map_:
                        return cls._value2member_map_[value]
                except TypeError:
                    for found in cls._member_map_.values():
                        if found._value_ == value:
                            return found
                found = cls._missing_(value)
                if found is None:
                    raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
                return found

            def __getitem__(cls, name):
                return cls._member_map_[name]

            def __iter__(cls):
                return iter([cls._member_map_[name] for name in cls._member_names_])

            def __reversed__(cls):
                return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

            def __len__(cls):
                return len(cls._member_names_)

            def __bool__(cls):
                return True

            def __contains__(cls, value):
                if isinstance(value, cls):
                    return True
                if not isinstance(value, Enum):
                    raise TypeError(f"unsupported operand type(s) for 'in': '{type(value).__qualname__}' and '{type(cls).__qualname__}'")
                return False

            def __setattr__(cls, name, value):
                if name in type.__getattribute__(cls, "__dict__").get("_member_map_", {}):
                    raise AttributeError(f"cannot reassign member {name!r}")
                type.__setattr__(cls, name, value)

            def __getattr__(cls, name):
                raise AttributeError(name)

            def __repr__(cls):
                return f"<enum {cls.__name__!r}>"

            @property
            def __members__(cls):
                return _MappingProxyType(cls._member_map_)

        EnumMeta = EnumType

        class Enum(metaclass=EnumType):
            @property
            def name(self):
                return self._name_

            @property
            def value(self):
                return self._value_

            @classmethod
            def _missing_(cls, value):
                return None

            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                numbers = [value for value in last_values if isinstance(value, int)]
                return max(numbers) + 1 if numbers else start

            def __repr__(self):
                return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

            def __str__(self):
                return f"{self.__class__.__name__}.{self._name_}"

            def __format__(self, specification):
                return format(str(self), specification)

            def __hash__(self):
                return hash(self._name_)

            def __reduce_ex__(self, protocol):
                return (self.__class__, (self._value_,))

            def __copy__(self):
                return self

            def __deepcopy__(self, memo):
                return self

            def __setattr__(self, name, value):
                if name in ("name", "value"):
                    raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")
                object.__setattr__(self, name, value)

            def __dir__(self):
                return ["name", "value", "__class__", "__doc__", "__module__"]

        class IntEnum(int, Enum):
            _plain_ = True
            __eq__ = int.__eq__
            __repr__ = Enum.__repr__
            __hash__ = int.__hash__

            def __str__(self):
                return int.__repr__(self._value_)

            def __format__(self, specification):
                return format(self._value_, specification)

        class StrEnum(str, Enum):
            _plain_ = True
            __eq__ = str.__eq__
            __repr__ = Enum.__repr__
            __hash__ = str.__hash__

            def __str__(self):
                return self._value_

            def __format__(self, specification):
                return format(self._value_, specification)

            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                return name.lower()

        class Flag(Enum):
            _plain_ = True

            @staticmethod
            def _generate_next_value_(name, start, count, last_values):
                highest = max((value.bit_length() for value in last_values if isinstance(value, int)), default=0)
                return 1 << highest

            @classmethod
            def _missing_(cls, value):
                if not isinstance(value, int):
                    return None
                every = 0
                for found in cls._member_map_.values():
                    every |= found._value_
                if value < 0:
                    value = every & value
                if value & ~every and not issubclass(cls, int):
                    digits = max(value.bit_length(), every.bit_length())
                    given, allowed = ("0b0 " + format(number, f"0{digits}b") for number in (value, every))
                    raise ValueError(f"<flag {cls.__name__!r}> invalid value {value!r}\n    given {given}\n  allowed {allowed}")
                made = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
                object.__setattr__(made, "_value_", value)
                names = [name for name in cls._member_names_ if cls._member_map_[name]._value_ & value]
                if names and value & ~every:
                    names.append(str(value & ~every))
                object.__setattr__(made, "_name_", "|".join(names) or None)
                cls._value2member_map_[value] = made
                return made

            def __repr__(self):
                if self._name_ is None:
                    return f"<{self.__class__.__name__}: {self._value_!r}>"
                return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

            def __str__(self):
                if self._name_ is None:
                    return f"{self.__class__.__name__}({self._value_!r})"
                return f"{self.__class__.__name__}.{self._name_}"

            def __contains__(self, other):
                return other._value_ & self._value_ == other._value_

            def __iter__(self):
                return iter([found for found in type(self) if found._value_ & self._value_])

            def __len__(self):
                return bin(self._value_).count("1")

            def __bool__(self):
                return bool(self._value_)

            def _combined(self, other, operation):
                if isinstance(other, self.__class__):
                    return self.__class__(operation(self._value_, other._value_))
                if isinstance(other, int) and isinstance(self, int):
                    return self.__class__(operation(self._value_, int(other)))
                return NotImplemented

            def __or__(self, other):
                return self._combined(other, lambda a, b: a | b)

            def __and__(self, other):
                return self._combined(other, lambda a, b: a & b)

            def __xor__(self, other):
                return self._combined(other, lambda a, b: a ^ b)

            def __invert__(self):
                every = 0
                for found in self.__class__:
                    every |= found._value_
                return self.__class__(every & ~self._value_)

            __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

            def __hash__(self):
                return hash(self._value_)

        class IntFlag(int, Flag):
            _plain_ = True
            __hash__ = int.__hash__
            __repr__ = Flag.__repr__
            __eq__ = int.__eq__

            def __str__(self):
                return int.__repr__(self._value_)

            def __format__(self, specification):
                return format(self._value_, specification)

        CONTINUOUS, UNIQUE = "CONTINUOUS", "UNIQUE"

        def verify(*checks):
            def check(enumeration):
                for name in checks:
                    if name == UNIQUE:
                        aliases = [(alias, found._name_) for alias, found in enumeration._member_map_.items() if alias != found._name_]
                        if aliases:
                            details = ", ".join(f"{alias} -> {found}" for alias, found in aliases)
                            raise ValueError(f"aliases found in {enumeration!r}: {details}")
                    if name == CONTINUOUS:
                        values = sorted(found._value_ for found in enumeration)
                        if issubclass(enumeration, Flag):
                            wanted = [1 << place for place in range(values[0].bit_length() - 1, values[-1].bit_length())] if values else []
                        else:
                            wanted = range(values[0], values[-1] + 1) if values else []
                        missing = [str(value) for value in wanted if value not in values]
                        if missing:
                            kind = "flag" if issubclass(enumeration, Flag) else "enum"
                            raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {', '.join(missing)}")
                return enumeration
            return check

        def unique(enumeration):
            duplicates = [(name, found._name_) for name, found in enumeration._member_map_.items() if name != found._name_]
            if duplicates:
                details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
                raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
            return enumeration
        """#
}
