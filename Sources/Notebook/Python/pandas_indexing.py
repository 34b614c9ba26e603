"""`.iloc` and `.loc`: parts of a table by number and by label."""
from pandas.core.values import as_list


class Positions:
    """`.iloc`: rows and columns by number."""

    def __init__(self, table):
        self._table = table

    def __getitem__(self, key):
        from pandas.core.series import Series
        table = self._table
        if not hasattr(table, "columns"):
            if isinstance(key, slice):
                return table[key]
            return [table._values[i] for i in key] if isinstance(key, list) else table._values[key]
        columns = list(table.columns)
        if isinstance(key, tuple):
            key, column = key
            columns = columns[column]
            if isinstance(columns, str) or not isinstance(columns, list):
                return Positions(table[columns])[key]
            table = table[columns]
        if isinstance(key, int):
            return Series([table._data[name][key] for name in table.columns], list(table.columns), table.index[key])
        rows = list(range(len(table)))[key] if isinstance(key, slice) else key
        return table._rows(rows)


class Labels:
    """`.loc`: rows by label or mask, columns by name."""

    def __init__(self, table):
        self._table = table

    def _places(self, key):
        table = self._table
        if hasattr(key, "__iter__") and not isinstance(key, str) and len(key) == len(table) and all(isinstance(each, bool) for each in key):
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
        from pandas.core.series import Series
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
        from pandas.core.series import Series
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
        values = as_list(value) if isinstance(value, (list, tuple, Series)) else None
        for number, name in enumerate(columns):
            if name not in table._data:
                table._data[name] = [None] * len(table)
            for each, place in enumerate(places):
                given = value if values is None else values[number] if len(places) == 1 else values[each]
                table._data[name][place] = given
