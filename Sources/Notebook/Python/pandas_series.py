"""A column of a table."""
from _plotting import quantile
from pandas.core.indexes import Index
from pandas.core.indexing import Positions
from pandas.core.values import as_array, as_list, dtype_name, formatted, isna, reduced


class Series:
    """A column with the labels of its rows."""

    def __init__(self, data=None, index=None, name=None, dtype=None):
        if isinstance(data, dict):
            index, data = list(data.keys()) if index is None else index, list(data.values())
        elif isinstance(data, Series):
            index, name, data = data.index if index is None else index, name or data.name, data._values
        elif isinstance(data, (int, float, str)) or data is None:
            data = [data] * (len(index) if index is not None else 0)
        self._values = as_list(data)
        self.index = index if isinstance(index, Index) else Index(range(len(self._values)) if index is None else index)
        self.name = name

    @property
    def values(self):
        return as_array(list(self._values), [self.dtype])

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
        return dtype_name(self._values)

    def tolist(self):
        return list(self._values)

    to_list = tolist

    def to_numpy(self, **kwargs):
        return self.values

    def to_dict(self):
        return dict(zip(self.index, self._values))

    def to_frame(self, name=None):
        from pandas.core.frame import DataFrame
        return DataFrame({name or self.name or 0: self._values}, index=self.index)

    def reset_index(self, drop=False, name=None):
        if drop:
            return Series(self._values, name=self.name)
        from pandas.core.frame import DataFrame
        return DataFrame({**labels_as_columns(self.index), name or self.name or 0: self._values})

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
        return Positions(self)

    def _paired(self, other):
        return as_list(other) if isinstance(other, (Series, list)) or hasattr(other, "tolist") else [other] * len(self)

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

    @property
    def str(self):
        from pandas.core.strings import Strings
        return Strings(self)

    def isna(self):
        return self._like([isna(value) for value in self._values])

    def notna(self):
        return self._like([not isna(value) for value in self._values])

    isnull, notnull = isna, notna

    def clip(self, lower=None, upper=None):
        return self._like([lower if lower is not None and value < lower else upper if upper is not None and value > upper else value
                           for value in self._values])

    def where(self, cond, other=float("nan")):
        others = self._paired(other)
        return self._like([value if holds else rest for value, holds, rest in zip(self._values, cond, others)])

    def diff(self, periods=1):
        return self._like([float("nan") if i < periods else self._values[i] - self._values[i - periods] for i in range(len(self))])

    def shift(self, periods=1):
        return self._like([self._values[i - periods] if 0 <= i - periods < len(self) else float("nan") for i in range(len(self))])

    def rolling(self, window, min_periods=None, **kwargs):
        return Rolling(self, window, window if min_periods is None else min_periods)

    def duplicated(self):
        seen = set()
        return self._like([value in seen or seen.add(value) is not None for value in self._values])

    def drop_duplicates(self):
        return self[[not each for each in self.duplicated()]]

    def unstack(self, fill_value=None):
        from pandas.core.reshape import unstack
        return unstack(self, fill_value)

    def agg(self, how):
        if isinstance(how, (list, tuple)):
            return Series([reduced(each, self._values) for each in how], list(how), self.name)
        return reduced(how, self._values)

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

    def value_counts(self, normalize=False, **kwargs):
        counts = {}
        for value in self._values:
            counts[value] = counts.get(value, 0) + 1
        names = sorted(counts, key=lambda name: -counts[name])
        values = [counts[name] for name in names]
        if normalize:
            return Series([value / len(self) for value in values], Index(names, self.name), "proportion")
        return Series(values, Index(names, self.name), "count")

    def cumsum(self):
        total, values = 0, []
        for value in self._values:
            total += value
            values.append(total)
        return self._like(values)

    def quantile(self, q=0.5):
        if isinstance(q, (list, tuple)):
            return Series([quantile(sorted(self._values), share) for share in q], list(q), self.name)
        return quantile(sorted(self._values), q)

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

    @property
    def plot(self):
        from pandas.core.plotting import SeriesPlots
        return SeriesPlots(self)

    def hist(self, bins=10, ax=None, **kwargs):
        return self.plot.hist(bins=bins, ax=ax, **kwargs)

    def __repr__(self):
        texts = formatted(self._values)
        rows = list(range(len(self)))
        if len(rows) > 60:
            rows = rows[:5] + [None] + rows[-5:]
        names, title = self.index.texts(rows, "  ")
        width = max([len(name) for name, i in zip(names, rows) if i is not None], default=0)
        # Before numbers there is a place for the sign.
        sign = int(self.dtype in ("int64", "float64"))
        wide = max((len(texts[i]) + sign * (not texts[i].startswith("-")) for i in rows if i is not None), default=0)
        gap = " " * (4 - sign)
        lines = [".." if i is None else f"{name:<{width}}{gap}{texts[i]:>{wide}}" for name, i in zip(names, rows)]
        tail = ([f"Name: {self.name}"] if self.name is not None else []) + \
               ([f"Length: {len(self)}"] if len(self) > 60 else []) + [f"dtype: {self.dtype}"]
        head = [title.rstrip()] if title else []
        return "\n".join(head + lines + [", ".join(tail)])


def labels_as_columns(index):
    """The labels of rows as columns, by their names."""
    if len(index.names) < 2:
        return {index.name or "index": list(index)}
    return {name: [label[level] for label in index] for level, name in enumerate(index.names)}


class Rolling:
    """Windows of a fixed length along a column."""

    def __init__(self, series, window, least):
        self._series, self._window, self._least = series, window, least

    def agg(self, how):
        values, made = self._series._values, []
        for i in range(len(values)):
            part = values[max(0, i - self._window + 1):i + 1]
            made.append(reduced(how, part) if len(part) >= self._least else float("nan"))
        return self._series._like(made)

    apply = agg

    def mean(self):
        return self.agg("mean")

    def sum(self):
        return self.agg("sum")

    def max(self):
        return self.agg("max")

    def min(self):
        return self.agg("min")

    def std(self):
        return self.agg("std")


def _add_reductions():
    for name in ("mean", "sum", "max", "min", "std", "var", "median", "count"):
        def reduce(self, axis=0, _how=name, **kwargs):
            return reduced(_how, self._values)
        setattr(Series, name, reduce)


_add_reductions()
