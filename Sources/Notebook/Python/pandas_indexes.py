"""Labels of rows and columns."""
from pandas.core.values import dtype_name


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
        return f"Index({list(self)!r}, dtype='{dtype_name(list(self))}')"
