"""Small tables: what notebooks need of pandas to hold, sort, group and show results."""
import csv

from pandas.core.frame import DataFrame
from pandas.core.indexes import Index
from pandas.core.reshape import crosstab, cut, melt, merge, pivot, pivot_table
from pandas.core.series import Series
from pandas.core.values import isna

__version__ = "2.2.3"
isnull = isna


def notna(value):
    return not isna(value)


notnull = notna


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
        rows = list(csv.reader(file, delimiter=sep))
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
