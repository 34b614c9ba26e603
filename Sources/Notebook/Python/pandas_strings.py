"""`series.str`: the methods of texts, for each value of a column."""
import re

from pandas.core.values import isna


class Strings:
    def __init__(self, series):
        self._series = series

    def _each(self, function, missing=None):
        """What is no text stays missing."""
        return self._series._like([function(value) if isinstance(value, (str, list, tuple)) else missing if isna(value) else float("nan")
                                   for value in self._series])

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._each(lambda value: value[key])
        return self.get(key)

    def get(self, i):
        return self._each(lambda value: value[i] if -len(value) <= i < len(value) else float("nan"))

    def len(self):
        return self._each(len)

    def contains(self, pat, case=True, flags=0, na=None, regex=True):
        if not regex:
            return self._each(lambda value: (pat in value) if case else pat.lower() in value.lower(), na)
        pattern = re.compile(pat, flags if case else flags | re.IGNORECASE)
        return self._each(lambda value: pattern.search(value) is not None, na)

    def match(self, pat, case=True, flags=0, na=None):
        pattern = re.compile(pat, flags if case else flags | re.IGNORECASE)
        return self._each(lambda value: pattern.match(value) is not None, na)

    def count(self, pat, flags=0):
        return self._each(lambda value: len(re.findall(pat, value, flags)))

    def findall(self, pat, flags=0):
        return self._each(lambda value: re.findall(pat, value, flags))

    def extract(self, pat, flags=0, expand=True):
        """The groups of a pattern: a column for each, or a series of the first with `expand=False`."""
        pattern = re.compile(pat, flags)
        found = [pattern.search(value) if isinstance(value, str) else None for value in self._series]
        count = pattern.groups
        names = {number: name for name, number in pattern.groupindex.items()}
        columns = {names.get(i + 1, i): [each.group(i + 1) if each else float("nan") for each in found] for i in range(count)}
        if not expand and count == 1:
            return self._series._like(columns[next(iter(columns))])
        from pandas.core.frame import DataFrame
        return DataFrame(columns, index=self._series.index)

    def replace(self, pat, repl, n=-1, case=True, flags=0, regex=False):
        if not regex:
            return self._each(lambda value: value.replace(pat, repl, n))
        pattern = re.compile(pat, flags if case else flags | re.IGNORECASE)
        return self._each(lambda value: pattern.sub(repl, value, max(n, 0)))

    def split(self, pat=None, n=-1, expand=False):
        parts = self._each(lambda value: value.split(pat, n if n > 0 else -1))
        if not expand:
            return parts
        from pandas.core.frame import DataFrame
        width = max((len(each) for each in parts if isinstance(each, list)), default=0)
        return DataFrame({i: [each[i] if isinstance(each, list) and i < len(each) else None for each in parts] for i in range(width)},
                         index=self._series.index)

    def join(self, sep):
        return self._each(lambda value: sep.join(value))

    def cat(self, others=None, sep=""):
        if others is None:
            return sep.join(value for value in self._series if not isna(value))
        return self._series._like([a + sep + b for a, b in zip(self._series, others)])

    def pad(self, width, side="left", fillchar=" "):
        return self._each(lambda value: {"left": value.rjust, "right": value.ljust, "both": value.center}[side](width, fillchar))


def _add_methods():
    for name in ("upper", "lower", "title", "capitalize", "swapcase", "strip", "lstrip", "rstrip", "startswith", "endswith", "find",
                 "zfill", "isdigit", "isalpha", "isnumeric", "isupper", "islower", "isspace", "isalnum", "ljust", "rjust", "center",
                 "removeprefix", "removesuffix"):
        def method(self, *args, _name=name, **kwargs):
            return self._each(lambda value: getattr(value, _name)(*args, **kwargs))
        setattr(Strings, name, method)


_add_methods()
