"""Tables."""
import csv
import math

from _plotting import quantile
from pandas.core.groupby import Grouping
from pandas.core.indexes import Index
from pandas.core.indexing import Labels, Positions
from pandas.core import reshape
from pandas.core.series import Series, labels_as_columns
from pandas.core.values import as_array, as_list, dtype_name, formatted, isna, reduced


class DataFrame:
    """A table: columns by name, rows by label."""

    def __init__(self, data=None, index=None, columns=None, dtype=None):
        self._data, self._columns_name, labels = {}, None, index
        if isinstance(data, DataFrame):
            labels = data.index if index is None else index
            data = data._data
        if isinstance(data, dict):
            length = max((len(as_list(each)) for each in data.values() if not isinstance(each, (str, int, float)) and each is not None),
                         default=len(index) if index is not None else 1 if data else 0)
            for name, each in data.items():
                if isinstance(each, Series) and labels is None and not isinstance(each.index[0] if len(each) else 0, int):
                    labels = each.index
                values = [each] * length if isinstance(each, (str, int, float)) or each is None else as_list(each)
                if len(values) != length:
                    raise ValueError("All arrays must be of the same length")
                self._data[name] = values
            if columns is not None:
                self._data = {name: self._data.get(name, [float("nan")] * length) for name in columns}
        elif data is not None:
            rows = as_list(data)
            if rows and isinstance(rows[0], dict):
                names = list(dict.fromkeys(name for row in rows for name in row))
                self._data = {name: [row.get(name, float("nan")) for row in rows] for name in (columns or names)}
            else:
                rows = [as_list(row) if isinstance(row, (list, tuple, Series)) or hasattr(row, "tolist") else [row] for row in rows]
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
        return Index(self._data, self._columns_name)

    @columns.setter
    def columns(self, names):
        self._data = dict(zip(names, self._data.values()))
        self._columns_name = getattr(names, "name", None)

    @property
    def shape(self):
        return (len(self), len(self._data))

    @property
    def empty(self):
        return not len(self) or not self._data

    @property
    def dtypes(self):
        return Series([dtype_name(values) for values in self._data.values()], list(self._data))

    def _lists(self):
        return [list(row) for row in zip(*self._data.values())]

    @property
    def values(self):
        """Numbers as an array, everything else as lists."""
        return as_array(self._lists(), [dtype_name(values) for values in self._data.values()])

    @property
    def T(self):
        return DataFrame({label: row for label, row in zip(self.index, self._lists())}, index=list(self._data))

    @property
    def loc(self):
        return Labels(self)

    @property
    def iloc(self):
        return Positions(self)

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
            flags = as_list(key)
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
            self.index = Index(range(len(as_list(value))))
        values = [value] * len(self) if isinstance(value, (str, int, float)) or value is None else as_list(value)
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
        data = {} if drop else labels_as_columns(self.index)
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

    def groupby(self, by, as_index=True, **kwargs):
        return Grouping(self, by if isinstance(by, list) else [by], None, as_index)

    def pivot(self, columns=None, index=None, values=None):
        return reshape.pivot(self, columns, index, values)

    def pivot_table(self, *args, **kwargs):
        return reshape.pivot_table(self, *args, **kwargs)

    def melt(self, *args, **kwargs):
        return reshape.melt(self, *args, **kwargs)

    def merge(self, right, *args, **kwargs):
        return reshape.merge(self, right, *args, **kwargs)

    def query(self, expr, local_dict=None, **kwargs):
        """The rows for which an expression is true: `df.query("layer > 3 and head in [0, 1]")`; `@x` is a variable."""
        if local_dict is None:
            import sys
            local_dict = sys.modules["__main__"].__dict__
        return self._rows(reshape.matching(self, expr, local_dict))

    def duplicated(self, subset=None, **kwargs):
        names = list(self._data) if subset is None else subset if isinstance(subset, list) else [subset]
        seen = set()
        rows = zip(*(self._data[name] for name in names))
        return Series([row in seen or seen.add(row) is not None for row in rows], self.index)

    def drop_duplicates(self, subset=None, **kwargs):
        return self[[not each for each in self.duplicated(subset)]]

    def select_dtypes(self, include=None, exclude=None):
        def fits(name, kinds):
            kinds = [getattr(kind, "__name__", kind) for kind in (kinds if isinstance(kinds, (list, tuple)) else [kinds])]
            kind = dtype_name(self._data[name])
            return kind in kinds or kind.rstrip("0123456789") in kinds or kind in ("int64", "float64") and "number" in kinds
        return self[[name for name in self._data if (include is None or fits(name, include)) and not (exclude is not None and fits(name, exclude))]]

    def filter(self, items=None, like=None, regex=None, **kwargs):
        import re
        return self[[name for name in self._data if items is not None and name in items or like is not None and like in str(name)
                     or regex is not None and re.search(regex, str(name))]]

    def info(self, **kwargs):
        """Columns, how many values each has, and their types."""
        print("<class 'pandas.core.frame.DataFrame'>")
        last = len(self) - 1
        print(f"{type(self.index).__name__ if last < 0 or not isinstance(self.index[0], int) else 'RangeIndex'}: {len(self)} entries, "
              f"{self.index[0] if last >= 0 else 0} to {self.index[last] if last >= 0 else 0}")
        print(f"Data columns (total {len(self._data)} columns):")
        wide = max([6] + [len(str(name)) for name in self._data])
        counts = [f"{sum(not isna(value) for value in values)} non-null" for values in self._data.values()]
        long = max([14] + [len(count) for count in counts])
        print(f" #   {'Column':<{wide}}  {'Non-Null Count':<{long}}  Dtype  ")
        print(f"---  {'-' * 6:<{wide}}  {'-' * 14:<{long}}  -----  ")
        kinds = [dtype_name(values) for values in self._data.values()]
        for number, (name, count, kind) in enumerate(zip(self._data, counts, kinds)):
            print(f" {number:<3} {name:<{wide}}  {count:<{long}}  {kind:<7}")
        size = 132 + sum(len(self) * (1 if kind == "bool" else 8) for kind in kinds)
        more = "+" if "object" in kinds else ""
        memory = f"{size:.1f}{more} bytes" if size < 1024 else f"{size / 1024:.1f}{more} KB"
        print("dtypes: " + ", ".join(f"{kind}({kinds.count(kind)})" for kind in sorted(set(kinds))))
        print(f"memory usage: {memory}")

    def _elementwise(self, other, operation):
        """An operation on each cell, with a number, with the columns of another table, or with a value for each column."""
        made = {}
        for name in self._data:
            given = other[name] if isinstance(other, (DataFrame, Series)) else other
            made[name] = list(operation(self[name], given))
        return DataFrame(made, index=self.index)

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
        for label, row in zip(self.index, self._lists()):
            yield make(*(([label] if index else []) + row))

    def items(self):
        return ((name, self[name]) for name in self._data)

    def isna(self):
        return DataFrame({name: [isna(value) for value in values] for name, values in self._data.items()}, index=list(self.index))

    def notna(self):
        return DataFrame({name: [not isna(value) for value in values] for name, values in self._data.items()}, index=list(self.index))

    isnull, notnull = isna, notna

    def fillna(self, value):
        return DataFrame({name: [value if isna(each) else each for each in values] for name, values in self._data.items()},
                         index=list(self.index))

    def dropna(self, **kwargs):
        return self._rows([i for i in range(len(self)) if not any(isna(values[i]) for values in self._data.values())])

    def round(self, decimals=0):
        return DataFrame({name: [round(value, decimals) if isinstance(value, float) else value for value in values]
                          for name, values in self._data.items()}, index=list(self.index))

    def describe(self, **kwargs):
        names = [name for name in self._data if dtype_name(self._data[name]) in ("int64", "float64")]
        labels = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]
        data = {}
        for name in names:
            values = sorted(value for value in self._data[name] if not isna(value))
            data[name] = [float(len(values)), reduced("mean", values), reduced("std", values), float(values[0])] + \
                [float(quantile(values, share)) for share in (0.25, 0.5, 0.75)] + [float(values[-1])]
        return DataFrame(data, index=labels)

    def corr(self, **kwargs):
        names = [name for name in self._data if dtype_name(self._data[name]) in ("int64", "float64")]
        return DataFrame({a: [correlation(self._data[a], self._data[b]) for b in names] for a in names}, index=names)

    # Files and other forms

    def to_dict(self, orient="dict"):
        if orient in ("records", "rows"):
            return [dict(zip(self._data, row)) for row in self._lists()]
        if orient == "list":
            return {name: list(values) for name, values in self._data.items()}
        return {name: dict(zip(self.index, values)) for name, values in self._data.items()}

    def to_numpy(self, **kwargs):
        return self.values

    def to_json(self, path_or_buf=None, orient="columns", **kwargs):
        import json
        rows = {"records": lambda: self.to_dict("records"), "list": lambda: self.to_dict("list"), "values": self._lists,
                "index": lambda: self.T.to_dict()}.get(orient, self.to_dict)()
        text = json.dumps(rows, separators=(",", ":"), ensure_ascii=False)
        if path_or_buf is None:
            return text
        with open(path_or_buf, "w") as file:
            file.write(text)

    def to_csv(self, path=None, index=True, sep=",", **kwargs):
        import io
        out = io.StringIO()
        writer = csv.writer(out, delimiter=sep, lineterminator="\n")
        writer.writerow(([self.index.name or ""] if index else []) + list(self._data))
        for label, row in zip(self.index, self._lists()):
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

    @property
    def plot(self):
        from pandas.core.plotting import FramePlots
        return FramePlots(self)

    def hist(self, column=None, bins=10, **kwargs):
        names = [column] if isinstance(column, str) else column or self.select_dtypes("number").columns
        return [self[name].hist(bins=bins, label=str(name), **kwargs) for name in names]

    def _shown(self):
        count = len(self)
        return list(range(count)) if count <= 60 else list(range(5)) + [None] + list(range(count - 5, count))

    def _texts(self, rows):
        names, _ = self.index.texts(rows)
        columns = []
        for values in self._data.values():
            texts = iter(formatted([values[i] for i in rows if i is not None]))
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
        # Before numbers there is a place for the sign, and so before their column's name.
        widths = [max([len(head) + int(dtype_name(values) != "object")] +
                      [len(text) + int(not text.startswith("-")) for text in column if text != "..."])
                  for head, values, column in zip(heads, self._data.values(), columns)]
        columns = [["..." if text == "..." and width > 3 else ".." if text == "..." else text for text in column]
                   for column, width in zip(columns, widths)]
        if max(len(name) for name in names if name != "...") <= 3:
            names = [".." if name == "..." else name for name in names]
        side = max(len(name) for name in names) if index else 0
        title = self.index.texts(rows)[1] if index else ""
        above = "" if self._columns_name is None or not index else str(self._columns_name)
        side = max(side, len(title), len(above))
        lines = [f"{above:<{side}}" + "".join(f" {head:>{width}}" for head, width in zip(heads, widths))]
        if title:
            lines.append(f"{title:<{side}}" + "".join(" " * (width + 1) for width in widths))
        for i, name in enumerate(names):
            lines.append(f"{name if index else '':<{side}}" + "".join(f" {column[i]:>{width}}" for column, width in zip(columns, widths)))
        return "\n".join(lines)

    def __repr__(self):
        text = self._text()
        return text if len(self) <= 60 else text + f"\n\n[{len(self)} rows x {len(self._data)} columns]"

    def _repr_html_(self):
        def cell(tag, text):
            text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return f"<{tag}>{text}</{tag}>"
        names, columns = self._texts(self._shown())
        names_of_rows = self.index.texts(self._shown())[1]
        corner = self._columns_name if self._columns_name is not None else names_of_rows
        head = "<tr>" + cell("th", corner) + "".join(cell("th", name) for name in self._data) + "</tr>"
        if self._columns_name is not None and names_of_rows:
            head += "<tr>" + cell("th", names_of_rows) + cell("th", "") * len(self._data) + "</tr>"
        body = "".join("<tr>" + cell("th", name) + "".join(cell("td", column[i]) for column in columns) + "</tr>"
                       for i, name in enumerate(names))
        note = f"<p>{len(self)} rows × {len(self._data)} columns</p>" if len(self) > 60 else ""
        return f'<table border="1" class="dataframe"><thead>{head}</thead><tbody>{body}</tbody></table>{note}'


def _add_operators():
    for name in ("add", "sub", "mul", "truediv", "pow", "eq", "ne", "lt", "le", "gt", "ge", "and", "or"):
        def operate(self, other, _name=f"__{name}__"):
            return self._elementwise(other, lambda a, b: getattr(a, _name)(b))
        setattr(DataFrame, f"__{name}__", operate)


_add_operators()


def _add_table_reductions():
    for name in ("mean", "sum", "max", "min", "std", "var", "median", "count", "nunique"):
        def reduce(self, axis=0, _how=name, **kwargs):
            if axis in (1, "columns"):
                return Series([reduced(_how, row) for row in self._lists()], list(self.index))
            names = [each for each in self._data if _how in ("count", "nunique", "max", "min") or dtype_name(self._data[each]) != "object"]
            return Series([reduced(_how, self._data[each]) for each in names], names)
        setattr(DataFrame, name, reduce)


_add_table_reductions()


def correlation(a, b):
    first, second = sum(a) / len(a), sum(b) / len(b)
    together = sum((x - first) * (y - second) for x, y in zip(a, b))
    apart = math.sqrt(sum((x - first) ** 2 for x in a) * sum((y - second) ** 2 for y in b))
    return together / apart if apart else float("nan")
