"""Labels of rows and columns."""
from pandas.core.values import dtype_name


class Index(list):
    """Labels of rows or columns."""

    def __init__(self, values, name=None):
        super().__init__(values)
        self.name = name
        # The names of the parts, where labels are tuples.
        self.names = [name]

    def tolist(self):
        return list(self)

    to_list = tolist

    @property
    def values(self):
        return list(self)

    def texts(self, rows, gap=" "):
        """The labels of rows as they are printed, and above them their names; None stands for a gap between rows."""
        if len(self.names) < 2 or not self:
            return ["..." if i is None else str(self[i]) for i in rows], "" if self.name is None else str(self.name)
        parts = [["..." if i is None else str(self[i][level]) for i in rows] for level in range(len(self.names))]
        widths = [max([len(str(name))] + [len(text) for text in texts]) for name, texts in zip(self.names, parts)]
        lines, before = [], None
        for line in zip(*parts):
            shared = 0
            while before is not None and shared < len(line) - 1 and line[shared] == before[shared]:
                shared += 1
            lines.append(gap.join(f"{'' if level < shared else text:<{widths[level]}}" for level, text in enumerate(line)))
            before = line
        return lines, gap.join(f"{str(name):<{width}}" for name, width in zip(self.names, widths))

    def __repr__(self):
        if list(self) == list(range(len(self))) and self:
            return f"RangeIndex(start=0, stop={len(self)}, step=1)"
        return f"Index({list(self)!r}, dtype='{dtype_name(list(self))}')"
