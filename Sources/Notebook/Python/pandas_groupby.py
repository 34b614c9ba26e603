"""Rows of a table that share values of some columns."""
from pandas.core.indexes import Index
from pandas.core.series import Series
from pandas.core.values import dtype_name, reduced


class Grouping:
    def __init__(self, frame, keys, column=None, as_index=True):
        self._frame, self._keys, self._column, self._as_index = frame, keys, column, as_index

    def __getitem__(self, column):
        return Grouping(self._frame, self._keys, column, self._as_index)

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
        index = self._labels(groups)
        if isinstance(self._column, str) and not isinstance(how, (list, tuple, dict)) and self._as_index:
            return Series(data[self._column], index, self._column)
        from pandas.core.frame import DataFrame
        table = DataFrame(data, index=index)
        return table if self._as_index else table.reset_index()

    def _labels(self, groups):
        index = Index(groups, self._keys[0] if len(self._keys) == 1 else None)
        index.names = list(self._keys)
        return index

    aggregate = agg

    def size(self):
        groups = self._groups()
        return Series([len(rows) for rows in groups.values()], self._labels(groups))

    def get_group(self, name):
        return self._frame._rows(self._groups()[name])

    def apply(self, function, **kwargs):
        groups = self._groups()
        return Series([function(self._picked(rows)) for rows in groups.values()], self._labels(groups))

    def _picked(self, rows):
        frame = self._frame._rows(rows)
        return frame if self._column is None else frame[self._column]

    def transform(self, how):
        """For each row the value of its group, or what a function makes of the group's values."""
        values = self._frame._data[self._column]
        made = [None] * len(values)
        for rows in self._groups().values():
            each = [values[i] for i in rows]
            value = how(Series(each)) if callable(how) else reduced(how, each)
            parts = list(value) if isinstance(value, Series) else [value] * len(rows)
            for i, part in zip(rows, parts):
                made[i] = part
        return Series(made, self._frame.index, self._column)

    def _place(self, choose):
        """Where in each group the largest or smallest value stands."""
        values, groups = self._frame._data[self._column], self._groups()
        found = [self._frame.index[choose(rows, key=lambda i: values[i])] for rows in groups.values()]
        return Series(found, self._labels(groups), self._column)

    def idxmax(self):
        return self._place(max)

    def idxmin(self):
        return self._place(min)

    def head(self, n=5):
        return self._frame._rows(sorted(i for rows in self._groups().values() for i in rows[:n]))

    def cumsum(self):
        return self.transform(lambda values: values.cumsum())


def _add_reductions():
    for name in ("mean", "sum", "max", "min", "std", "var", "median", "count", "first", "last", "nunique"):
        def reduce(self, *args, _how=name, **kwargs):
            return self.agg(_how)
        setattr(Grouping, name, reduce)


_add_reductions()
