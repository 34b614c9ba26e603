"""Rows of a table that share values of some columns."""
from pandas.core.indexes import Index
from pandas.core.series import Series
from pandas.core.values import dtype_name, reduced


class Grouping:
    def __init__(self, frame, keys, column=None):
        self._frame, self._keys, self._column = frame, keys, column

    def __getitem__(self, column):
        return Grouping(self._frame, self._keys, column)

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

    def agg(self, how=None, **named):
        """One value for each group: a name, a list of them, a dict by column, or `best=("score", "max")`."""
        if how is None:
            columns, how = {name: tuple(pair) for name, pair in named.items()}, named
        elif isinstance(how, dict):
            columns = {}
            for name, each in how.items():
                if isinstance(each, (list, tuple)):
                    columns.update({(name, one): (name, one) for one in each})
                else:
                    columns[name] = (name, each)
        elif isinstance(how, (list, tuple)):
            columns = {each if isinstance(each, str) else each.__name__: (self._column, each) for each in how}
        else:
            picked = self._column if isinstance(self._column, list) else [self._column] if self._column else \
                [name for name in self._frame.columns if name not in self._keys and dtype_name(self._frame._data[name]) != "object"]
            columns = {name: (name, how) for name in picked}
        groups = self._groups()
        data = {name: [reduced(each, [self._frame._data[column][i] for i in rows]) for rows in groups.values()]
                for name, (column, each) in columns.items()}
        index = Index(groups, ", ".join(self._keys))
        if isinstance(self._column, str) and not isinstance(how, (list, tuple, dict)):
            return Series(data[self._column], index, self._column)
        from pandas.core.frame import DataFrame
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
