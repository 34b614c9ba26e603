"""Figures of matplotlib: grids of axes, and which of them are open."""
import _figures
from matplotlib import rcParams
from matplotlib.artist import Colorbar
from matplotlib.axes import Axes

# The figures that no `show` has drawn yet, the axes that `plt.plot` draws on, and what `plt.colorbar` is for.
state = {"open": [], "axes": None}


class _Grid:
    """The axes of `subplots`, indexed as an array is."""

    def __init__(self, rows):
        self._rows = rows
        self.shape = (len(rows), len(rows[0]))

    @property
    def flat(self):
        return iter([axes for row in self._rows for axes in row])

    def flatten(self):
        return [axes for row in self._rows for axes in row]

    ravel = flatten

    def tolist(self):
        return [list(row) for row in self._rows]

    def __len__(self):
        return len(self._rows)

    def __iter__(self):
        return iter(self._rows)

    def __getitem__(self, key):
        if isinstance(key, tuple):
            rows = self._rows[key[0]]
            return [row[key[1]] for row in rows] if isinstance(key[0], slice) else rows[key[1]]
        return self._rows[key]


class Figure:
    """A grid of axes."""

    def __init__(self, figsize=None, dpi=None, **kwargs):
        self._size = tuple(figsize or rcParams["figure.figsize"])
        self._rows, self._columns = 1, 1
        self._panels = {}
        self._title = None

    @property
    def axes(self):
        return [self._panels[place] for place in sorted(self._panels)]

    def add_subplot(self, *args, **kwargs):
        rows, columns, place = 1, 1, 1
        if len(args) == 1:
            rows, columns, place = args[0] // 100, args[0] // 10 % 10, args[0] % 10
        elif len(args) == 3:
            rows, columns, place = args
        self._rows, self._columns = max(rows, self._rows), max(columns, self._columns)
        if place - 1 not in self._panels:
            self._panels[place - 1] = Axes(self)
        state["axes"] = self._panels[place - 1]
        return state["axes"]

    def add_axes(self, *args, **kwargs):
        return self.add_subplot(1, 1, 1)

    def subplots(self, nrows=1, ncols=1, squeeze=True, **kwargs):
        self._rows, self._columns = nrows, ncols
        grid = []
        for row in range(nrows):
            grid.append([])
            for column in range(ncols):
                axes = self._panels[row * ncols + column] = Axes(self)
                grid[-1].append(axes)
        state["axes"] = grid[0][0]
        if squeeze and nrows == 1 and ncols == 1:
            return grid[0][0]
        if squeeze and nrows == 1:
            return _Row(grid[0])
        if squeeze and ncols == 1:
            return _Row([row[0] for row in grid])
        return _Grid(grid)

    def gca(self):
        return self.axes[-1] if self._panels else self.add_subplot(1, 1, 1)

    def suptitle(self, t, **kwargs):
        self._title = str(t)

    def colorbar(self, mappable=None, ax=None, label=None, **kwargs):
        mark = mappable._mark
        mark["shows_scale"] = True
        if label is not None:
            mark["scale_title"] = label
        return Colorbar(mark)

    def set_size_inches(self, w, h=None, **kwargs):
        self._size = (w, h) if h is not None else tuple(w)

    def savefig(self, fname, format=None, **kwargs):
        name = str(fname)
        format = format or (name.rpartition(".")[2] if "." in name else "png")
        with open(name, "wb") as out:
            out.write(_figures.picture(self._figure(), format))

    def show(self, *args, **kwargs):
        state["open"] = [figure for figure in state["open"] if figure is not self]
        _figures.show(self._figure())

    def clf(self, *args, **kwargs):
        self._panels = {}

    clear = clf

    def legend(self, *args, **kwargs):
        self.gca().legend(*args, **kwargs)

    def supxlabel(self, t, **kwargs):
        self.gca().set_xlabel(t)

    def supylabel(self, t, **kwargs):
        self.gca().set_ylabel(t)

    def _ipython_display_(self):
        self.show()

    def __repr__(self):
        return f"<Figure size {self._size[0] * 100:.0f}x{self._size[1] * 100:.0f} with {len(self._panels)} Axes>"

    def __getattr__(self, name):
        if name in ("tight_layout", "subplots_adjust", "autofmt_xdate", "set_facecolor", "set_tight_layout", "align_labels"):
            return lambda *args, **kwargs: None
        raise AttributeError(f"'Figure' object has no attribute '{name}'")

    def _figure(self):
        panels = [self._panels[i]._spec if i in self._panels else {} for i in range(self._rows * self._columns)]
        width, height = self._size[0] * 100, self._size[1] * 100
        return {"title": self._title, "width": width, "height": height, "rows": self._rows, "columns": self._columns,
                "panels": panels}


class _Row(list):
    """Axes beside each other, with the methods of an array that notebooks call."""

    def flatten(self):
        return self

    ravel = flatten

    @property
    def flat(self):
        return iter(self)

    @property
    def shape(self):
        return (len(self),)
