"""Small tables: what notebooks need of pandas to hold, sort, group and show results."""
import csv as _csv
import math as _math

__version__ = "2.2.3"


def _list(value):
    if hasattr(value, "detach"):
        value = value.detach()
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value)


def isna(value):
    if isinstance(value, (Series, DataFrame)):
        return value.isna()
    return value is None or (isinstance(value, float) and value != value)


isnull = isna


def notna(value):
    return not isna(value)


class Index(list):
    """Labels of rows or columns."""

    def __init__(self, values, name=None):
        super().__init__(values)
        self.name = name

    def tolist(self):
        return list(self)

    to_list = tolist

    @property
    def values(self):
        return list(self)

    def __repr__(self):
        return f"Index({list(self)!r}, dtype='{_dtype(list(self))}')"


def _dtype(values):
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return "bool"
    if known and len(known) == len(values) and all(isinstance(value, int) for value in known):
        return "int64"
    if known and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in known):
        return "float64"
    return "object"


def _formatted(values):
    """The texts of a column; numbers with one number of decimals, as pandas shows them."""
    kind = _dtype(values)
    if kind != "float64":
        return ["None" if value is None else str(value) for value in values]
    real = [float("nan") if value is None else float(value) for value in values]
    finite = [abs(value) for value in real if value == value and value not in (float("inf"), float("-inf"))]
    if finite and (max(finite) >= 1e16 or (max(finite) > 0 and max(finite) < 1e-4)):
        return ["NaN" if value != value else f"{value:.6e}" for value in real]
    texts = [f"{value:.6f}" for value in real]
    decimals = 1
    for text, value in zip(texts, real):
        if value == value and "." in text:
            decimals = max(decimals, len(text.rstrip("0").rpartition(".")[2]))
    return ["NaN" if value != value else f"{value:.{decimals}f}" if abs(value) != float("inf") else str(value) for value in real]


class _Grouping:
    def __init__(self, frame, keys, column=None):
        self._frame, self._keys, self._column = frame, keys, column

    def __getitem__(self, column):
        return _Grouping(self._frame, self._keys, column)

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._frame._data:
            raise AttributeError(name)
        return self[name]

    def _groups(self):
        groups = {}
        for i in range(len(self._frame)):
            key = tuple(self._frame._data[each][i] for each in self._keys)
            groups.setdefault(key if len(key) > 1 else key[0], []).append(i)
        return {key: groups[key] for key in sorted(groups)}

    def __iter__(self):
        for key, rows in self._groups().items():
            yield key, self._frame._rows(rows)

    @property
    def groups(self):
        return {key: [self._frame.index[i] for i in rows] for key, rows in self._groups().items()}

    def agg(self, how):
        if isinstance(how, dict):
            columns = {name: (name, each) for name, each in how.items()}
        elif isinstance(how, (list, tuple)):
            columns = {each if isinstance(each, str) else each.__name__: (self._column, each) for each in how}
        else:
            picked = self._column if isinstance(self._column, list) else [self._column] if self._column else \
                [name for name in self._frame.columns if name not in self._keys and _dtype(self._frame._data[name]) != "object"]
            columns = {name: (name, how) for name in picked}
        groups = self._groups()
        data = {name: [_reduce(each, [self._frame._data[column][i] for i in rows]) for rows in groups.values()]
                for name, (column, each) in columns.items()}
        index = Index(groups, ", ".join(self._keys))
        if isinstance(self._column, str) and not isinstance(how, (list, tuple, dict)):
            return Series(data[self._column], index, self._column)
        return DataFrame(data, index=index)

    aggregate = agg

    def mean(self, **kwargs):
        return self.agg("mean")

    def sum(self, **kwargs):
        return self.agg("sum")

    def max(self, **kwargs):
        return self.agg("max")

    def min(self, **kwargs):
        return self.agg("min")

    def std(self, **kwargs):
        return self.agg("std")

    def median(self, **kwargs):
        return self.agg("median")

    def count(self):
        return self.agg("count")

    def first(self):
        return self.agg("first")

    def size(self):
        groups = self._groups()
        return Series([len(rows) for rows in groups.values()], Index(groups, ", ".join(self._keys)))

    def apply(self, function):
        groups = self._groups()
        return Series([function(self._frame._rows(rows)) for rows in groups.values()], Index(groups, ", ".join(self._keys)))


def _reduce(how, values):
    if callable(how):
        return how(Series(values))
    known = [value for value in values if not isna(value)]
    if how == "count":
        return len(known)
    if how == "nunique":
        return len(set(known))
    if how == "first":
        return known[0] if known else None
    if how == "last":
        return known[-1] if known else None
    if how == "sum":
        return sum(known)
    if not known:
        return float("nan")
    if how == "mean":
        return sum(known) / len(known)
    if how in ("max", "min"):
        return max(known) if how == "max" else min(known)
    if how == "median":
        return _quantile(sorted(known), 0.5)
    if how in ("std", "var"):
        if len(known) < 2:
            return float("nan")
        middle = sum(known) / len(known)
        variance = sum((value - middle) ** 2 for value in known) / (len(known) - 1)
        return variance if how == "var" else _math.sqrt(variance)
    raise ValueError(f"no aggregation is called {how!r}")


def _quantile(values, share):
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


class Series:
    """A column with the labels of its rows."""

    def __init__(self, data=None, index=None, name=None, dtype=None):
        if isinstance(data, dict):
            index, data = list(data.keys()) if index is None else index, list(data.values())
        elif isinstance(data, Series):
            index, name, data = data.index if index is None else index, name or data.name, data._values
        elif isinstance(data, (int, float, str)) or data is None:
            data = [data] * (len(index) if index is not None else 0)
        self._values = _list(data)
        self.index = index if isinstance(index, Index) else Index(range(len(self._values)) if index is None else index)
        self.name = name

    @property
    def values(self):
        return list(self._values)

    @property
    def shape(self):
        return (len(self._values),)

    @property
    def size(self):
        return len(self._values)

    @property
    def empty(self):
        return not self._values

    @property
    def dtype(self):
        return _dtype(self._values)

    def tolist(self):
        return list(self._values)

    to_list = tolist

    def to_numpy(self, **kwargs):
        import numpy
        return numpy.array(self._values)

    def to_dict(self):
        return dict(zip(self.index, self._values))

    def to_frame(self, name=None):
        return DataFrame({name or self.name or 0: self._values}, index=self.index)

    def reset_index(self, drop=False, name=None):
        if drop:
            return Series(self._values, name=self.name)
        return DataFrame({self.index.name or "index": list(self.index), name or self.name or 0: self._values})

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __contains__(self, label):
        return label in self.index

    def _like(self, values, name=None):
        return Series(values, self.index, name or self.name)

    def __getitem__(self, key):
        if isinstance(key, (Series, list)) and all(isinstance(each, bool) for each in key):
            rows = [i for i, each in enumerate(key) if each]
            return Series([self._values[i] for i in rows], [self.index[i] for i in rows], self.name)
        if isinstance(key, slice):
            return Series(self._values[key], list(self.index)[key], self.name)
        if isinstance(key, list):
            return Series([self[each] for each in key], key, self.name)
        if key in self.index:
            return self._values[self.index.index(key)]
        if isinstance(key, int):
            return self._values[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        if key in self.index:
            self._values[self.index.index(key)] = value
        else:
            self.index.append(key)
            self._values.append(value)

    @property
    def loc(self):
        return self

    @property
    def iloc(self):
        return _Positions(self)

    def _paired(self, other):
        return _list(other) if isinstance(other, (Series, list)) or hasattr(other, "tolist") else [other] * len(self)

    def _with(self, other, function):
        return self._like([None if a is None or b is None else function(a, b) for a, b in zip(self._values, self._paired(other))])

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b)

    def __radd__(self, other):
        return self._with(other, lambda a, b: b + a)

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b)

    def __rsub__(self, other):
        return self._with(other, lambda a, b: b - a)

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self._with(other, lambda a, b: a / b if b else float("nan") if not a else float("inf") if a > 0 else float("-inf"))

    def __rtruediv__(self, other):
        return self._with(other, lambda a, b: b / a)

    def __pow__(self, other):
        return self._with(other, lambda a, b: a ** b)

    def __neg__(self):
        return self._like([-value for value in self._values])

    def __eq__(self, other):
        return self._like([a == b for a, b in zip(self._values, self._paired(other))])

    def __ne__(self, other):
        return self._like([a != b for a, b in zip(self._values, self._paired(other))])

    def __lt__(self, other):
        return self._like([a < b for a, b in zip(self._values, self._paired(other))])

    def __le__(self, other):
        return self._like([a <= b for a, b in zip(self._values, self._paired(other))])

    def __gt__(self, other):
        return self._like([a > b for a, b in zip(self._values, self._paired(other))])

    def __ge__(self, other):
        return self._like([a >= b for a, b in zip(self._values, self._paired(other))])

    def __and__(self, other):
        return self._like([a and b for a, b in zip(self._values, self._paired(other))])

    def __or__(self, other):
        return self._like([a or b for a, b in zip(self._values, self._paired(other))])

    def __invert__(self):
        return self._like([not value for value in self._values])

    def map(self, function):
        return self._like([function.get(value) if isinstance(function, dict) else function(value) for value in self._values])

    def apply(self, function):
        return self._like([function(value) for value in self._values])

    def astype(self, kind):
        kind = {"int": int, "int64": int, "float": float, "float64": float, "str": str}.get(kind, kind)
        return self._like([kind(value) for value in self._values])

    def isin(self, values):
        return self._like([value in values for value in self._values])

    def isna(self):
        return self._like([isna(value) for value in self._values])

    def notna(self):
        return self._like([not isna(value) for value in self._values])

    def fillna(self, value):
        return self._like([value if isna(each) else each for each in self._values])

    def round(self, decimals=0):
        return self._like([round(value, decimals) for value in self._values])

    def abs(self):
        return self._like([abs(value) for value in self._values])

    def head(self, n=5):
        return self[:n]

    def tail(self, n=5):
        return self[-n:]

    def sort_values(self, ascending=True, **kwargs):
        order = sorted(range(len(self)), key=lambda i: self._values[i], reverse=not ascending)
        return Series([self._values[i] for i in order], [self.index[i] for i in order], self.name)

    def unique(self):
        return list(dict.fromkeys(self._values))

    def nunique(self):
        return len(set(self._values))

    def value_counts(self, **kwargs):
        counts = {}
        for value in self._values:
            counts[value] = counts.get(value, 0) + 1
        names = sorted(counts, key=lambda name: -counts[name])
        return Series([counts[name] for name in names], Index(names, self.name), "count")

    def cumsum(self):
        total, values = 0, []
        for value in self._values:
            total += value
            values.append(total)
        return self._like(values)

    def quantile(self, q=0.5):
        return _quantile(sorted(self._values), q)

    def idxmax(self):
        return self.index[self._values.index(max(self._values))]

    def idxmin(self):
        return self.index[self._values.index(min(self._values))]

    def items(self):
        return zip(self.index, self._values)

    def any(self):
        return any(self._values)

    def all(self):
        return all(self._values)

    def plot(self, **kwargs):
        import matplotlib.pyplot as plt
        axes = plt.gca()
        axes.plot(list(self.index), self._values, label=self.name)
        return axes

    def __repr__(self):
        names, texts = [str(each) for each in self.index], _formatted(self._values)
        rows = list(range(len(names)))
        if len(rows) > 60:
            rows = rows[:5] + [None] + rows[-5:]
        width = max((len(names[i]) for i in rows if i is not None), default=0)
        wide = max((len(texts[i]) for i in rows if i is not None), default=0)
        lines = [".." if i is None else f"{names[i]:<{width}}    {texts[i]:>{wide}}" for i in rows]
        tail = ([f"Name: {self.name}"] if self.name is not None else []) + \
               ([f"Length: {len(self)}"] if len(self) > 60 else []) + [f"dtype: {self.dtype}"]
        head = [str(self.index.name)] if self.index.name else []
        return "\n".join(head + lines + [", ".join(tail)])


def _add_reductions():
    for name in ("mean", "sum", "max", "min", "std", "var", "median", "count"):
        def reduce(self, axis=0, _how=name, **kwargs):
            return _reduce(_how, self._values)
        setattr(Series, name, reduce)


_add_reductions()


class _Positions:
    """`.iloc`: rows and columns by number."""

    def __init__(self, table):
        self._table = table

    def __getitem__(self, key):
        table = self._table
        if isinstance(table, Series):
            if isinstance(key, slice):
                return table[key]
            return [table._values[i] for i in key] if isinstance(key, list) else table._values[key]
        columns = list(table.columns)
        if isinstance(key, tuple):
            key, column = key
            columns = columns[column]
            if isinstance(columns, str) or not isinstance(columns, list):
                return _Positions(table[columns])[key]
            table = table[columns]
        if isinstance(key, int):
            return Series([table._data[name][key] for name in table.columns], list(table.columns), table.index[key])
        rows = list(range(len(table)))[key] if isinstance(key, slice) else key
        return table._rows(rows)


class _Labels:
    """`.loc`: rows by label or mask, columns by name."""

    def __init__(self, table):
        self._table = table

    def _places(self, key):
        table = self._table
        if isinstance(key, (Series, list)) and len(key) == len(table) and all(isinstance(each, bool) for each in key):
            return [i for i, each in enumerate(key) if each]
        if isinstance(key, slice):
            if key.start is None and key.stop is None:
                return list(range(len(table)))
            low = 0 if key.start is None else table.index.index(key.start)
            high = len(table) if key.stop is None else table.index.index(key.stop) + 1
            return list(range(low, high))
        if isinstance(key, list):
            return [table.index.index(each) for each in key]
        if key not in table.index:
            raise KeyError(key)
        return table.index.index(key)

    def __getitem__(self, key):
        table, column = self._table, None
        if isinstance(key, tuple):
            key, column = key
        places = self._places(key)
        if isinstance(places, int):
            if column is not None and not isinstance(column, list):
                return table._data[column][places]
            row = table[column] if column is not None else table
            return Series([row._data[name][places] for name in row.columns], list(row.columns), key)
        rows = table._rows(places)
        return rows if column is None or isinstance(column, slice) else rows[column]

    def __setitem__(self, key, value):
        table, columns = self._table, list(self._table.columns)
        if isinstance(key, tuple):
            key, column = key
            columns = column if isinstance(column, list) else [column]
        if not isinstance(key, (Series, list, slice)) and key not in table.index:
            table.index.append(key)
            for name in table.columns:
                table._data[name].append(None)
        places = self._places(key)
        places = [places] if isinstance(places, int) else places
        values = _list(value) if isinstance(value, (list, tuple, Series)) else None
        for number, name in enumerate(columns):
            if name not in table._data:
                table._data[name] = [None] * len(table)
            for each, place in enumerate(places):
                given = value if values is None else values[number] if len(places) == 1 else values[each]
                table._data[name][place] = given


class DataFrame:
    """A table: columns by name, rows by label."""

    def __init__(self, data=None, index=None, columns=None, dtype=None):
        self._data, labels = {}, index
        if isinstance(data, DataFrame):
            labels = data.index if index is None else index
            data = data._data
        if isinstance(data, dict):
            length = max((len(_list(each)) for each in data.values() if not isinstance(each, (str, int, float)) and each is not None),
                         default=len(index) if index is not None else 1 if data else 0)
            for name, each in data.items():
                if isinstance(each, Series) and labels is None and not isinstance(each.index[0] if len(each) else 0, int):
                    labels = each.index
                values = [each] * length if isinstance(each, (str, int, float)) or each is None else _list(each)
                if len(values) != length:
                    raise ValueError("All arrays must be of the same length")
                self._data[name] = values
            if columns is not None:
                self._data = {name: self._data.get(name, [float("nan")] * length) for name in columns}
        elif data is not None:
            rows = _list(data)
            if rows and isinstance(rows[0], dict):
                names = list(dict.fromkeys(name for row in rows for name in row))
                self._data = {name: [row.get(name, float("nan")) for row in rows] for name in (columns or names)}
            else:
                rows = [_list(row) if isinstance(row, (list, tuple, Series)) or hasattr(row, "tolist") else [row] for row in rows]
                width = max((len(row) for row in rows), default=0)
                names = list(columns) if columns is not None else list(range(width))
                if rows and len(names) != width:
                    raise ValueError(f"{len(names)} columns passed, passed data had {width} columns")
                self._data = {name: [row[i] if i < len(row) else None for row in rows] for i, name in enumerate(names)}
        elif columns is not None:
            self._data = {name: [] for name in columns}
        count = len(next(iter(self._data.values()))) if self._data else 0
        self.index = labels if isinstance(labels, Index) else Index(range(count) if labels is None else labels)

    # Shape and parts

    @property
    def columns(self):
        return Index(self._data)

    @columns.setter
    def columns(self, names):
        self._data = dict(zip(names, self._data.values()))

    @property
    def shape(self):
        return (len(self), len(self._data))

    @property
    def empty(self):
        return not len(self) or not self._data

    @property
    def dtypes(self):
        return Series([_dtype(values) for values in self._data.values()], list(self._data))

    @property
    def values(self):
        return [list(row) for row in zip(*self._data.values())]

    @property
    def T(self):
        return DataFrame({label: row for label, row in zip(self.index, self.values)}, index=list(self._data))

    @property
    def loc(self):
        return _Labels(self)

    @property
    def iloc(self):
        return _Positions(self)

    at = loc
    iat = iloc

    def __len__(self):
        return len(self.index)

    def __iter__(self):
        return iter(self._data)

    def __contains__(self, name):
        return name in self._data

    def _rows(self, rows):
        return DataFrame({name: [values[i] for i in rows] for name, values in self._data.items()}, index=[self.index[i] for i in rows])

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._rows(list(range(len(self)))[key])
        if isinstance(key, (Series, list)):
            flags = _list(key)
            if len(flags) == len(self) and flags and all(isinstance(each, bool) for each in flags):
                return self._rows([i for i, each in enumerate(flags) if each])
            for name in flags:
                if name not in self._data:
                    raise KeyError(f"{[name]} not in index")
            return DataFrame({name: self._data[name] for name in flags}, index=list(self.index))
        if key not in self._data:
            raise KeyError(key)
        return Series(self._data[key], self.index, key)

    def __setitem__(self, name, value):
        if not self._data and not len(self):
            self.index = Index(range(len(_list(value))))
        values = [value] * len(self) if isinstance(value, (str, int, float)) or value is None else _list(value)
        if len(values) != len(self):
            raise ValueError(f"Length of values ({len(values)}) does not match length of index ({len(self)})")
        self._data[name] = values

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._data:
            return self[name]
        raise AttributeError(f"'DataFrame' object has no attribute '{name}'")

    def copy(self, deep=True):
        return DataFrame({name: list(values) for name, values in self._data.items()}, index=list(self.index))

    def assign(self, **columns):
        made = self.copy()
        for name, value in columns.items():
            made[name] = value(made) if callable(value) else value
        return made

    def head(self, n=5):
        return self[:n]

    def tail(self, n=5):
        return self[-n:] if n else self[:0]

    def sample(self, n=1, **kwargs):
        import random
        return self._rows(random.sample(range(len(self)), n))

    def drop(self, labels=None, axis=0, columns=None, index=None, **kwargs):
        columns = columns if columns is not None else labels if axis in (1, "columns") else None
        if columns is not None:
            gone = columns if isinstance(columns, list) else [columns]
            return DataFrame({name: values for name, values in self._data.items() if name not in gone}, index=list(self.index))
        gone = index if index is not None else labels
        gone = gone if isinstance(gone, list) else [gone]
        return self._rows([i for i, label in enumerate(self.index) if label not in gone])

    def rename(self, columns=None, index=None, **kwargs):
        names = columns or {}
        return DataFrame({names.get(name, name): values for name, values in self._data.items()}, index=list(self.index))

    def reset_index(self, drop=False, **kwargs):
        data = {} if drop else {self.index.name or "index": list(self.index)}
        return DataFrame({**data, **self._data})

    def set_index(self, key, **kwargs):
        return DataFrame({name: values for name, values in self._data.items() if name != key}, index=Index(self._data[key], key))

    def sort_values(self, by, ascending=True, **kwargs):
        rows = list(range(len(self)))
        keys = by if isinstance(by, list) else [by]
        orders = ascending if isinstance(ascending, list) else [ascending] * len(keys)
        for key, up in reversed(list(zip(keys, orders))):
            rows.sort(key=lambda i: self._data[key][i], reverse=not up)
        return self._rows(rows)

    def sort_index(self, ascending=True, **kwargs):
        return self._rows(sorted(range(len(self)), key=lambda i: self.index[i], reverse=not ascending))

    def nlargest(self, n, columns):
        return self.sort_values(columns, ascending=False).head(n)

    def nsmallest(self, n, columns):
        return self.sort_values(columns).head(n)

    def groupby(self, by, **kwargs):
        return _Grouping(self, by if isinstance(by, list) else [by])

    def apply(self, function, axis=0, **kwargs):
        if axis in (1, "columns"):
            return Series([function(row) for _, row in self.iterrows()], list(self.index))
        return Series([function(self[name]) for name in self._data], list(self._data))

    def iterrows(self):
        names = list(self._data)
        for i, label in enumerate(self.index):
            yield label, Series([self._data[name][i] for name in names], names, label)

    def itertuples(self, index=True, name="Pandas"):
        from collections import namedtuple
        make = namedtuple(name, (["Index"] if index else []) + [str(each) for each in self._data])
        for label, row in zip(self.index, self.values):
            yield make(*(([label] if index else []) + row))

    def items(self):
        return ((name, self[name]) for name in self._data)

    def isna(self):
        return DataFrame({name: [isna(value) for value in values] for name, values in self._data.items()}, index=list(self.index))

    def fillna(self, value):
        return DataFrame({name: [value if isna(each) else each for each in values] for name, values in self._data.items()},
                         index=list(self.index))

    def dropna(self, **kwargs):
        return self._rows([i for i in range(len(self)) if not any(isna(values[i]) for values in self._data.values())])

    def round(self, decimals=0):
        return DataFrame({name: [round(value, decimals) if isinstance(value, float) else value for value in values]
                          for name, values in self._data.items()}, index=list(self.index))

    def describe(self, **kwargs):
        names = [name for name in self._data if _dtype(self._data[name]) in ("int64", "float64")]
        labels = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]
        data = {}
        for name in names:
            values = sorted(value for value in self._data[name] if not isna(value))
            data[name] = [float(len(values)), _reduce("mean", values), _reduce("std", values), float(values[0])] + \
                [float(_quantile(values, share)) for share in (0.25, 0.5, 0.75)] + [float(values[-1])]
        return DataFrame(data, index=labels)

    def corr(self, **kwargs):
        names = [name for name in self._data if _dtype(self._data[name]) in ("int64", "float64")]
        return DataFrame({a: [_correlation(self._data[a], self._data[b]) for b in names] for a in names}, index=names)

    # Files and other forms

    def to_dict(self, orient="dict"):
        if orient in ("records", "rows"):
            return [dict(zip(self._data, row)) for row in self.values]
        if orient == "list":
            return {name: list(values) for name, values in self._data.items()}
        return {name: dict(zip(self.index, values)) for name, values in self._data.items()}

    def to_numpy(self, **kwargs):
        import numpy
        return numpy.array(self.values)

    def to_csv(self, path=None, index=True, sep=",", **kwargs):
        import io
        out = io.StringIO()
        writer = _csv.writer(out, delimiter=sep, lineterminator="\n")
        writer.writerow(([self.index.name or ""] if index else []) + list(self._data))
        for label, row in zip(self.index, self.values):
            writer.writerow(([label] if index else []) + ["" if isna(value) else value for value in row])
        if path is None:
            return out.getvalue()
        with open(path, "w") as file:
            file.write(out.getvalue())

    def to_string(self, index=True, **kwargs):
        return self._text(len(self), index)

    def to_html(self, **kwargs):
        return self._repr_html_()

    def to_markdown(self, index=True, **kwargs):
        names, columns = self._texts(list(range(len(self))))
        head = ([""] if index else []) + [str(name) for name in self._data]
        lines = ["| " + " | ".join(head) + " |", "|" + "|".join("---" for _ in head) + "|"]
        for i in range(len(self)):
            lines.append("| " + " | ".join(([names[i]] if index else []) + [column[i] for column in columns]) + " |")
        return "\n".join(lines)

    def plot(self, x=None, y=None, kind="line", **kwargs):
        import matplotlib.pyplot as plt
        axes = plt.gca()
        names = [y] if isinstance(y, str) else list(y) if y is not None else [name for name in self._data if name != x]
        xs = self._data[x] if x is not None else list(self.index)
        for name in names:
            getattr(axes, {"line": "plot"}.get(kind, kind))(xs, self._data[name], label=str(name))
        axes.legend()
        return axes

    def _shown(self):
        count = len(self)
        return list(range(count)) if count <= 60 else list(range(5)) + [None] + list(range(count - 5, count))

    def _texts(self, rows):
        names = [str(self.index[i]) if i is not None else "..." for i in rows]
        columns = []
        for values in self._data.values():
            texts = iter(_formatted([values[i] for i in rows if i is not None]))
            columns.append(["..." if i is None else next(texts) for i in rows])
        return names, columns

    def _text(self, limit=None, index=True):
        if not self._data:
            return f"Empty DataFrame\nColumns: []\nIndex: {list(self.index)}"
        rows = self._shown() if limit is None else list(range(len(self)))
        if not rows:
            return f"Empty DataFrame\nColumns: [{', '.join(str(name) for name in self._data)}]\nIndex: []"
        names, columns = self._texts(rows)
        heads = [str(name) for name in self._data]
        widths = [max([len(head)] + [len(text) for text in column]) for head, column in zip(heads, columns)]
        side = max(len(name) for name in names) if index else 0
        title = self.index.name if index and self.index.name else None
        side = max(side, len(title)) if title else side
        lines = [" " * side + "".join("  " + f"{head:>{width}}" for head, width in zip(heads, widths))]
        if title:
            lines.append(f"{title:<{side}}" + "".join("  " + " " * width for width in widths))
        for i, name in enumerate(names):
            lines.append(f"{name if index else '':<{side}}" + "".join("  " + f"{column[i]:>{width}}" for column, width in zip(columns, widths)))
        return "\n".join(lines)

    def __repr__(self):
        text = self._text()
        return text if len(self) <= 60 else text + f"\n\n[{len(self)} rows x {len(self._data)} columns]"

    def _repr_html_(self):
        def cell(tag, text):
            text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return f"<{tag}>{text}</{tag}>"
        names, columns = self._texts(self._shown())
        head = "<tr>" + cell("th", self.index.name or "") + "".join(cell("th", name) for name in self._data) + "</tr>"
        body = "".join("<tr>" + cell("th", name) + "".join(cell("td", column[i]) for column in columns) + "</tr>"
                       for i, name in enumerate(names))
        note = f"<p>{len(self)} rows × {len(self._data)} columns</p>" if len(self) > 60 else ""
        return f'<table border="1" class="dataframe"><thead>{head}</thead><tbody>{body}</tbody></table>{note}'


def _add_table_reductions():
    for name in ("mean", "sum", "max", "min", "std", "var", "median", "count", "nunique"):
        def reduce(self, axis=0, _how=name, **kwargs):
            if axis in (1, "columns"):
                return Series([_reduce(_how, row) for row in self.values], list(self.index))
            names = [each for each in self._data if _how in ("count", "nunique", "max", "min") or _dtype(self._data[each]) != "object"]
            return Series([_reduce(_how, self._data[each]) for each in names], names)
        setattr(DataFrame, name, reduce)


_add_table_reductions()


def _correlation(a, b):
    first, second = sum(a) / len(a), sum(b) / len(b)
    together = sum((x - first) * (y - second) for x, y in zip(a, b))
    apart = _math.sqrt(sum((x - first) ** 2 for x in a) * sum((y - second) ** 2 for y in b))
    return together / apart if apart else float("nan")


def concat(objs, axis=0, ignore_index=False, **kwargs):
    """Tables below each other, or beside each other with axis=1."""
    tables = [each.to_frame() if isinstance(each, Series) else each for each in objs]
    if axis in (1, "columns"):
        data = {}
        for table in tables:
            data.update(table._data)
        return DataFrame(data, index=list(tables[0].index))
    names = list(dict.fromkeys(name for table in tables for name in table._data))
    data = {name: [value for table in tables for value in table._data.get(name, [float("nan")] * len(table))] for name in names}
    index = None if ignore_index else [label for table in tables for label in table.index]
    return DataFrame(data, index=index)


def merge(left, right, on=None, how="inner", **kwargs):
    """Rows of two tables whose values of a column agree."""
    keys = on if isinstance(on, list) else [on] if on else [name for name in left.columns if name in right._data]
    found = {}
    for i in range(len(right)):
        found.setdefault(tuple(right._data[key][i] for key in keys), []).append(i)
    rows = []
    for i in range(len(left)):
        partners = found.get(tuple(left._data[key][i] for key in keys), [])
        rows += [(i, j) for j in partners] or ([(i, None)] if how in ("left", "outer") else [])
    data = {name: [left._data[name][i] for i, _ in rows] for name in left.columns}
    for name in right.columns:
        if name not in keys:
            data[name] = [float("nan") if j is None else right._data[name][j] for _, j in rows]
    return DataFrame(data)


def _parsed(text):
    if text == "":
        return float("nan")
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return {"True": True, "False": False}.get(text, text)


def read_csv(path, sep=",", index_col=None, **kwargs):
    """A table from a file of separated values."""
    with open(path) as file:
        rows = list(_csv.reader(file, delimiter=sep))
    columns = list(zip(*rows[1:])) if len(rows) > 1 else [[] for _ in rows[0]]
    frame = DataFrame({name or f"Unnamed: {i}": [_parsed(text) for text in column]
                       for i, (name, column) in enumerate(zip(rows[0], columns))})
    return frame if index_col is None else frame.set_index(list(frame.columns)[index_col])


class _Options:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self


options = _Options()


def set_option(*args, **kwargs):
    pass
