"""The lines that a command prints: `files = !ls`, as IPython gives them."""
import os
import re
from pathlib import Path


class LSString(str):
    """A text with its lines at hand: .l, .n, .s and .p."""

    def get_list(self):
        return self.split("\n")

    l = list = property(get_list)

    def get_nlstr(self):
        return self

    n = nlstr = property(get_nlstr)

    def get_spstr(self):
        return self.replace("\n", " ")

    s = spstr = property(get_spstr)

    def get_paths(self):
        return [Path(p) for p in self.split("\n") if os.path.exists(p)]

    p = paths = property(get_paths)


class SList(list):
    """A list of lines: .l is the plain list, .n joins by lines, .s by spaces, .p gives the paths that exist."""

    def get_list(self):
        return self

    l = list = property(get_list)

    def get_spstr(self):
        return " ".join(self)

    s = spstr = property(get_spstr)

    def get_nlstr(self):
        return "\n".join(self)

    n = nlstr = property(get_nlstr)

    def get_paths(self):
        return [Path(p) for p in self if os.path.exists(p)]

    p = paths = property(get_paths)

    def grep(self, pattern, prune=False, field=None):
        """The lines that match a pattern or a predicate; with prune those that do not."""
        def target(line):
            if field is None:
                return line
            words = line.split()
            return words[field] if -len(words) <= field < len(words) else ""

        if isinstance(pattern, str):
            matches = lambda text: re.search(pattern, text, re.IGNORECASE)
        else:
            matches = pattern
        return SList([line for line in self if bool(matches(target(line))) != prune])

    def fields(self, *fields):
        """The words of each line at these places; lists of words without a place."""
        if len(fields) == 0:
            return [line.split() for line in self]
        result = SList()
        for words in [line.split() for line in self]:
            parts = [words[place] for place in fields if -len(words) <= place < len(words)]
            if parts:
                result.append(" ".join(parts))
        return result

    def sort(self, field=None, nums=False):
        """The lines in order, by one of their words, which may be taken as a number."""
        def key(line):
            if field is not None:
                words = line.split()
                line = words[field] if -len(words) <= field < len(words) else ""
            if nums:
                digits = "".join(c for c in line if c.isdigit())
                return int(digits) if digits else 0
            return line

        return SList(sorted(self, key=key))
