"""Tables from tables: joined, turned from long to wide and back, and rows picked by an expression."""
import re

from pandas.core.indexes import Index
from pandas.core.series import Series
from pandas.core.values import isna, reduced

NAN = float("nan")


def _keys(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _order(values):
    """Sorted if they can be, with missing ones last."""
    known = [value for value in values if not isna(value)]
    try:
        return sorted(known)
    except TypeError:
        return known


def merge(left, right, how="inner", on=None, left_on=None, right_on=None, left_index=False, right_index=False,
          suffixes=("_x", "_y"), **kwargs):
    """Rows of two tables whose values of some columns agree."""
    from pandas.core.frame import DataFrame
    if how not in ("inner", "left", "right", "outer", "cross"):
        raise ValueError(f"'{how}' is not a valid Merge type: left, right, inner, outer, left_anti, right_anti, cross, asof")
    left, left_keys = _keyed(left, on if on is not None else left_on, left_index)
    right, right_keys = _keyed(right, on if on is not None else right_on, right_index)
    if how != "cross" and not left_keys and not right_keys:
        left_keys = right_keys = [name for name in left._data if name in right._data]
        if not left_keys:
            raise ValueError("No common columns to perform merge on. Merge options: left_on=None, right_on=None, "
                             "left_index=False, right_index=False")
    for table, names in ((left, left_keys), (right, right_keys)):
        for name in names:
            if name not in table._data:
                raise KeyError(name)
    shared = [a for a, b in zip(left_keys, right_keys) if a == b]
    data = {}
    rows = _partners(left, right, left_keys, right_keys, how)
    for name in left._data:
        column = [NAN if i is None else left._data[name][i] for i, _ in rows]
        if name in shared:
            column = [right._data[name][j] if i is None else left._data[name][i] for i, j in rows]
        data[name + suffixes[0] if name in right._data and name not in shared else name] = column
    for name in right._data:
        if name not in shared:
            data[name + suffixes[1] if name in left._data else name] = [NAN if j is None else right._data[name][j] for _, j in rows]
    data.pop(_INDEX, None)
    return DataFrame(data)


_INDEX = "\0index"


def _keyed(table, names, by_index):
    if not by_index:
        return table, [] if names is None else _keys(names)
    made = table.copy()
    made._data[_INDEX] = list(table.index)
    return made, [_INDEX]


def _partners(left, right, left_keys, right_keys, how):
    """Pairs of rows; None where one side has no partner."""
    firsts = [tuple(left._data[key][i] for key in left_keys) for i in range(len(left))]
    seconds = [tuple(right._data[key][j] for key in right_keys) for j in range(len(right))]
    if how == "right":
        return [(i, j) for j, i in _joined(seconds, firsts, True)]
    pairs = _joined(firsts, seconds, how in ("left", "outer"))
    if how == "outer":
        met = {j for _, j in pairs}
        pairs += [(None, j) for j in range(len(seconds)) if j not in met]
        pairs.sort(key=lambda pair: firsts[pair[0]] if pair[0] is not None else seconds[pair[1]])
    return pairs


def _joined(firsts, seconds, keeps_all):
    found = {}
    for j, key in enumerate(seconds):
        found.setdefault(key, []).append(j)
    pairs = []
    for i, key in enumerate(firsts):
        partners = found.get(key, [None] if keeps_all else [])
        pairs += [(i, j) for j in partners]
    return pairs


def pivot(data, columns=None, index=None, values=None):
    """A row for each value of `index`, a column for each value of `columns`."""
    seen = set()
    for pair in zip(*(data._data[name] for name in _keys(index) + _keys(columns))):
        if pair in seen:
            raise ValueError("Index contains duplicate entries, cannot reshape")
        seen.add(pair)
    return pivot_table(data, values, index, columns, "first")


def pivot_table(data, values=None, index=None, columns=None, aggfunc="mean", fill_value=None, **kwargs):
    """Like `pivot`, with one value made of those that meet in a cell."""
    from pandas.core.frame import DataFrame
    keys = _keys(index) if index is not None else []
    if columns is None:
        grouped = data.groupby(keys)
        picked = grouped if values is None else grouped[_keys(values)]
        return picked.agg(aggfunc)
    column, value = _keys(columns)[0], values
    if value is None or isinstance(value, (list, tuple)):
        rest = [name for name in data.columns if name not in keys and name != column] if value is None else list(value)
        if len(rest) != 1:
            raise NotImplementedError("a table of several values needs values='one of them'")
        value = rest[0]
    cells = {}
    for i in range(len(data)):
        row = tuple(data._data[name][i] for name in keys)
        cells.setdefault((row, data._data[column][i]), []).append(data._data[value][i])
    rows = _order({row for row, _ in cells})
    names = _order({name for _, name in cells})
    missing = NAN if fill_value is None else fill_value
    made = {name: [reduced(aggfunc, cells[row, name]) if (row, name) in cells else missing for row in rows] for name in names}
    labels = Index([row[0] if len(keys) == 1 else row for row in rows], keys[0] if len(keys) == 1 else None)
    labels.names = keys
    table = DataFrame(made, index=labels)
    table._columns_name = column
    return table


def unstack(series, fill_value=None):
    """The inner of two labels as columns."""
    from pandas.core.frame import DataFrame
    outer, inner = series.index.names
    table = DataFrame({outer: [label[0] for label in series.index], inner: [label[1] for label in series.index], "value": list(series)})
    return pivot_table(table, "value", outer, inner, "first", fill_value)


def melt(frame, id_vars=None, value_vars=None, var_name=None, value_name="value", **kwargs):
    """A row for each cell: the names of columns become values."""
    from pandas.core.frame import DataFrame
    kept = [] if id_vars is None else _keys(id_vars)
    names = [name for name in frame.columns if name not in kept] if value_vars is None else _keys(value_vars)
    data = {name: frame._data[name] * len(names) for name in kept}
    data[var_name or frame._columns_name or "variable"] = [name for name in names for _ in range(len(frame))]
    data[value_name] = [value for name in names for value in frame._data[name]]
    return DataFrame(data)


def crosstab(index, columns, normalize=False, **kwargs):
    """How often values of two columns meet."""
    from pandas.core.frame import DataFrame
    rows, names = index.name or "row_0", columns.name or "col_0"
    table = pivot_table(DataFrame({rows: list(index), names: list(columns), "count": [1] * len(index)}), "count", rows, names, "sum", 0)
    if normalize:
        total = sum(value for values in table._data.values() for value in values)
        table._data = {name: [value / total for value in values] for name, values in table._data.items()}
    return table


def cut(x, bins, labels=None, right=True, **kwargs):
    """In which of some intervals each value lies: their texts, or the labels that are given for them."""
    values = list(x)
    if isinstance(bins, int):
        low, high = min(values), max(values)
        edges = [low + (high - low) * i / bins for i in range(bins + 1)]
        edges[0] -= (high - low) * 0.001
    else:
        edges = [float(each) for each in bins]
    shown = [f"{round(each, 3)}" for each in edges]
    names = labels if labels not in (None, False) else \
        [f"({a}, {b}]" if right else f"[{a}, {b})" for a, b in zip(shown, shown[1:])]
    def place(value):
        for i, (low, high) in enumerate(zip(edges, edges[1:])):
            if (low < value <= high) if right else (low <= value < high):
                return i if labels is False else names[i]
        return NAN
    return Series([place(value) for value in values], getattr(x, "index", None), getattr(x, "name", None))


# A text, a quoted name, a name, an operator that means a word, or anything else.
_PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]+`|@?[A-Za-z_]\w*|&&?|\|\|?|~|!=|.", re.DOTALL)
_WORDS = {"&": " and ", "&&": " and ", "|": " or ", "||": " or ", "~": " not "}


def matching(frame, text, names):
    """The numbers of the rows for which an expression over the columns is true; `@x` is a variable."""
    columns = list(frame.columns)
    program, whole, place = "", {}, 0
    while place < len(text):
        piece = _PIECE.match(text, place).group()
        place += len(piece)
        if piece.startswith("`"):
            program += f"_row[{columns.index(piece[1:-1])}]"
        elif piece.startswith("@"):
            program += f"_names[{piece[1:]!r}]"
        elif piece in columns and not program.endswith("."):
            chain = _chain(text, place)
            if chain:
                # `score.mean()` and `name.str.len()` are about the whole column.
                value = eval("_column" + chain, {"_column": frame[piece], "_names": names})
                whole[len(whole)] = list(value) if isinstance(value, Series) else [value] * len(frame)
                program += f"_whole[{len(whole) - 1}][_i]"
                place += len(chain)
            else:
                program += f"_row[{columns.index(piece)}]"
        elif piece == "index" and not program.endswith("."):
            program += "_index[_i]"
        else:
            program += _WORDS.get(piece, piece)
    test = eval("lambda _i, _row, _whole, _names, _index: " + program.strip())
    index = list(frame.index)
    return [i for i, row in enumerate(zip(*frame._data.values())) if test(i, row, whole, names, index)]


def _chain(text, place):
    """The attributes and calls behind a name: `.str.contains("a")`."""
    start = place
    while place < len(text) and text[place] == ".":
        place += 1
        while place < len(text) and (text[place].isalnum() or text[place] == "_"):
            place += 1
        depth = 0
        while place < len(text) and (depth or text[place] in "(["):
            depth += (text[place] in "([") - (text[place] in ")]")
            place += 1
    return text[start:place]
