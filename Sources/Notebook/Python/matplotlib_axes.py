"""The panels of matplotlib: what is drawn on an axes object."""
from _plotting import plain, quantile
from matplotlib.artist import Artist, BarContainer, as_row, color_text, scale_name

_DASHES = {"-": "solid", "--": "--", ":": ":", "-.": "-.", "solid": "solid", "dashed": "--", "dotted": ":", "dashdot": "-."}
_MARKERS = "o.,v^<>s*+xD"


class _AxisSide:
    """`ax.xaxis`: settings that the picture does not need."""

    def __init__(self, axes, kind):
        self._axes, self._kind = axes, kind

    def set_visible(self, visible):
        self._axes._spec[self._kind]["visible"] = visible

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


class _Spines:
    def __getitem__(self, name):
        return self

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def set_visible(self, visible):
        pass

    def values(self):
        return []


# In `hist` an argument is called range.
_numbers = range


class Axes:
    """One panel of a figure."""

    def __init__(self, figure):
        self.figure = figure
        self.cla()

    def cla(self):
        self._spec = {"x": {"categories": []}, "y": {"categories": []}, "marks": [], "legend": False, "grid": False}
        self._colors = 0
        self.xaxis, self.yaxis, self.spines = _AxisSide(self, "x"), _AxisSide(self, "y"), _Spines()

    clear = cla

    def _next_color(self, color=None):
        if color is not None:
            return color_text(color)
        self._colors += 1
        return f"C{self._colors - 1}"

    def _place(self, kind, values):
        """Words become places of their own."""
        values = as_row(values)
        if not any(isinstance(value, str) for value in values):
            return values
        names = self._spec[kind]["categories"]
        for value in values:
            if str(value) not in names:
                names.append(str(value))
        return [names.index(str(value)) for value in values]

    def _at_share(self, kind, share):
        """The number at a share of the axis, as far as its ends are known by now."""
        along = {"x": ("x", "positions"), "y": ("y", "heights", "low", "high")}[kind]
        values = [value for mark in self._spec["marks"] for name in along for value in as_row(mark.get(name) or [])
                  if isinstance(value, (int, float))]
        low, high = self._spec[kind].get("lower"), self._spec[kind].get("upper")
        low = min(values, default=0) if low is None else low
        high = max(values, default=1) if high is None else high
        return low + (high - low) * share

    def _add(self, mark):
        self._spec["marks"].append(mark)
        return Artist(self, mark)

    # Drawing

    def plot(self, *args, label=None, color=None, c=None, linestyle=None, ls=None, linewidth=None, lw=None, marker=None,
             alpha=None, markersize=None, data=None, **kwargs):
        artists = []
        args = list(args)
        while args:
            x, y, form = None, args.pop(0), ""
            if args and not isinstance(args[0], str):
                x, y = y, args.pop(0)
            if args and isinstance(args[0], str):
                form = args.pop(0)
            artists += self._plot(x, y, form, label, color or c, linestyle or ls, linewidth or lw, marker, alpha, markersize)
        return artists

    def _plot(self, x, y, form, label, color, dash, width, marker, alpha, size):
        y = as_row(y)
        columns = [list(column) for column in zip(*y)] if y and isinstance(y[0], list) else [y]
        for part in ("--", "-.", "-", ":"):
            if part in form and dash is None:
                dash, form = part, form.replace(part, "", 1)
                break
        found = [letter for letter in form if letter in _MARKERS]
        if found and marker is None:
            marker, form = found[0], form.replace(found[0], "", 1)
            dash = dash or "none"
        color = color or (form if form else None)
        labels = label if isinstance(label, (list, tuple)) else [label] * len(columns)
        artists = []
        for column, name in zip(columns, labels):
            xs = list(range(len(column))) if x is None else self._place("x", x)
            if len(xs) != len(column):
                raise ValueError("x and y must have same first dimension, but have shapes "
                                 f"({len(xs)},) and ({len(column)},)")
            mark = {"x": xs, "y": self._place("y", column), "name": name, "color": self._next_color(color), "opacity": alpha}
            if dash in ("none", "None", "", " "):
                mark.update(kind="points", size=size or 6)
            else:
                mark.update(kind="line", dash=_DASHES.get(dash), width=width or 2, points=marker not in (None, "", "none"))
            artists.append(self._add(mark))
        return artists

    def semilogy(self, *args, **kwargs):
        self.set_yscale("log")
        return self.plot(*args, **kwargs)

    def semilogx(self, *args, **kwargs):
        self.set_xscale("log")
        return self.plot(*args, **kwargs)

    def loglog(self, *args, **kwargs):
        self.set_xscale("log")
        return self.semilogy(*args, **kwargs)

    def scatter(self, x, y, s=None, c=None, label=None, color=None, cmap=None, alpha=None, marker=None, vmin=None, vmax=None,
                **kwargs):
        mark = {"kind": "points", "x": self._place("x", x), "y": self._place("y", y), "name": label, "opacity": alpha}
        if len(mark["x"]) != len(mark["y"]):
            raise ValueError("x and y must be the same size")
        values = plain(c)
        if isinstance(values, list) and values and not isinstance(values[0], str) and len(values) == len(mark["x"]):
            if isinstance(values[0], list):
                mark["colors"] = [color_text(value) for value in values]
            else:
                mark["values"], mark["scale"] = values, scale_name(cmap)
                mark["lower"], mark["upper"] = vmin, vmax
        elif isinstance(values, list) and values and isinstance(values[0], str):
            mark["colors"] = values
        else:
            mark["color"] = self._next_color(color if color is not None else c)
        sizes = plain(s)
        if isinstance(sizes, (int, float)):
            mark["size"] = max(2, sizes ** 0.5)
        return self._add(mark)

    def bar(self, x, height, width=0.8, bottom=None, label=None, color=None, alpha=None, align="center", yerr=None, **kwargs):
        return self._bars(x, height, width, bottom, label, color, alpha, align, False)

    def barh(self, y, width, height=0.8, left=None, label=None, color=None, alpha=None, align="center", **kwargs):
        return self._bars(y, width, height, left, label, color, alpha, align, True)

    def _bars(self, places, lengths, width, bases, label, color, alpha, align, horizontal):
        places, lengths = self._place("y" if horizontal else "x", places), as_row(lengths)
        width = as_row(width)[0]
        if len(lengths) == 1 and len(places) > 1:
            lengths = lengths * len(places)
        if align == "edge":
            places = [place + width / 2 for place in places]
        mark = {"kind": "bars", "positions": places, "heights": lengths, "width": width, "name": label, "opacity": alpha,
                "horizontal": horizontal}
        if bases is not None:
            bases = as_row(bases)
            mark["bases"] = bases * len(places) if len(bases) == 1 else bases
        colors = plain(color)
        if isinstance(colors, list) and colors and not isinstance(colors[0], (int, float)):
            mark["colors"] = [color_text(each) for each in colors]
        else:
            mark["color"] = self._next_color(color)
        self._add(mark)
        return BarContainer(self, mark)

    def bar_label(self, container, labels=None, fmt="%g", **kwargs):
        mark = container._mark
        for i, (place, height) in enumerate(zip(mark["positions"], mark["heights"])):
            text = labels[i] if labels is not None else (fmt % height if "%" in fmt else fmt.format(height))
            at = (height, place) if mark["horizontal"] else (place, height)
            self._add({"kind": "label", "x": at[0], "y": at[1], "text": text})

    def hist(self, x, bins=10, range=None, density=False, label=None, color=None, alpha=None, **kwargs):
        series = as_row(x)
        if series and isinstance(series[0], list):
            many = [self.hist(each, bins, range, density, label[i] if isinstance(label, list) else label, None, alpha or 0.6)
                    for i, each in enumerate(series)]
            return [each[0] for each in many], many[0][1], None
        values = [value for value in series if value == value]
        if isinstance(bins, int):
            low, high = range if range is not None else (min(values, default=0), max(values, default=1))
            if low == high:
                low, high = low - 0.5, high + 0.5
            edges = [low + (high - low) * i / bins for i in _numbers(bins + 1)]
        else:
            edges = as_row(bins)
        counts = [0] * (len(edges) - 1)
        for value in values:
            place = _bin(value, edges)
            if place is not None:
                counts[place] += 1
        if density:
            total = sum(counts) or 1
            counts = [count / total / (edges[i + 1] - edges[i]) for i, count in enumerate(counts)]
        mark = {"kind": "bars", "positions": [(edges[i] + edges[i + 1]) / 2 for i in _numbers(len(counts))], "heights": counts,
                "width": edges[1] - edges[0], "name": label, "color": self._next_color(color), "opacity": alpha}
        self._add(mark)
        return counts, edges, BarContainer(self, mark)

    def imshow(self, X, cmap=None, vmin=None, vmax=None, aspect=None, origin=None, interpolation=None, norm=None, extent=None,
               alpha=None, **kwargs):
        values = plain(X)
        mark = {"kind": "heatmap", "values": values, "scale": scale_name(cmap), "lower": vmin, "upper": vmax, "shows_scale": False}
        if norm is not None:
            mark["lower"], mark["upper"], mark["middle"] = norm.vmin, norm.vmax, norm.vcenter
        if values and isinstance(values[0][0], list):
            scale = 1 if max(part for row in values for pixel in row for part in pixel) > 1 else 255
            mark["colors"] = [f"rgb({pixel[0] * scale},{pixel[1] * scale},{pixel[2] * scale})" for row in values for pixel in row]
            mark["values"] = [[0] * len(row) for row in values]
        if extent is not None:
            mark["x_range"], mark["y_range"] = sorted(extent[:2]), sorted(extent[2:])
        if origin != "lower":
            self._spec["y"]["reversed"] = True
        self._spec["square"] = aspect != "auto"
        return self._add(mark)

    def matshow(self, Z, **kwargs):
        return self.imshow(Z, **kwargs)

    def pcolormesh(self, *args, cmap=None, vmin=None, vmax=None, **kwargs):
        return self._add({"kind": "heatmap", "values": plain(args[-1]), "scale": scale_name(cmap), "lower": vmin, "upper": vmax,
                          "shows_scale": False})

    pcolor = pcolormesh

    def fill_between(self, x, y1, y2=0, alpha=None, color=None, label=None, **kwargs):
        x, y1, y2 = as_row(x), as_row(y1), as_row(y2)
        y1, y2 = [each * len(x) if len(each) == 1 else each for each in (y1, y2)]
        return self._add({"kind": "area", "x": x, "low": y2, "high": y1, "color": self._next_color(color),
                          "opacity": 0.3 if alpha is None else alpha, "name": label})

    def errorbar(self, x, y, yerr=None, label=None, color=None, fmt="-", **kwargs):
        xs, ys = self._place("x", x), as_row(y)
        errors = as_row(yerr) if yerr is not None else [0]
        errors = errors * len(xs) if len(errors) == 1 else errors
        color = self._next_color(color)
        for place, height, error in zip(xs, ys, errors):
            self._add({"kind": "line", "x": [place, place], "y": [height - error, height + error], "color": color, "width": 1})
        return self._plot(xs, ys, fmt if fmt != "none" else "", label, color, None, None, None, None, None)

    def stem(self, *args, **kwargs):
        y = as_row(args[-1])
        x = as_row(args[0]) if len(args) > 1 else list(range(len(y)))
        color = self._next_color()
        for place, height in zip(x, y):
            self._add({"kind": "line", "x": [place, place], "y": [0, height], "color": color, "width": 1})
        return self._add({"kind": "points", "x": x, "y": y, "color": color})

    def step(self, x, y, where="pre", **kwargs):
        x, y = as_row(x), as_row(y)
        xs, ys = [x[0]], [y[0]]
        for i in range(1, len(x)):
            xs += [x[i - 1] if where == "pre" else x[i], x[i]]
            ys += [y[i] if where == "pre" else y[i - 1], y[i]]
        return self.plot(xs, ys, **kwargs)

    def boxplot(self, x, labels=None, tick_labels=None, **kwargs):
        groups = as_row(x)
        groups = groups if groups and isinstance(groups[0], list) else [groups]
        names = labels or tick_labels or [str(i + 1) for i in range(len(groups))]
        for name, values in zip(names, groups):
            place = self._place("x", [str(name)])[0]
            values = sorted(values)
            low, first, middle, third, high = [quantile(values, share) for share in (0, 0.25, 0.5, 0.75, 1)]
            self._add({"kind": "line", "x": [place, place], "y": [low, high], "width": 1, "color": "gray"})
            self._add({"kind": "bars", "positions": [place], "heights": [third - first], "bases": [first], "width": 0.5,
                       "color": "C0", "opacity": 0.5})
            self._add({"kind": "line", "x": [place - 0.25, place + 0.25], "y": [middle, middle], "color": "C1"})

    def axhline(self, y=0, color=None, c=None, linestyle=None, ls=None, linewidth=None, lw=None, label=None, alpha=None, **kwargs):
        return self._rule(y, True, color or c, linestyle or ls, linewidth or lw, label, alpha)

    def axvline(self, x=0, color=None, c=None, linestyle=None, ls=None, linewidth=None, lw=None, label=None, alpha=None, **kwargs):
        return self._rule(x, False, color or c, linestyle or ls, linewidth or lw, label, alpha)

    def _rule(self, at, horizontal, color, dash, width, label, alpha):
        return self._add({"kind": "rule", "position": plain(at), "horizontal": horizontal, "color": self._next_color(color),
                          "dash": _DASHES.get(dash), "width": width or 1.5, "name": label, "opacity": alpha})

    def hlines(self, y, xmin, xmax, colors=None, **kwargs):
        for each in as_row(y):
            self._add({"kind": "line", "x": [xmin, xmax], "y": [each, each], "color": color_text(colors) or "gray"})

    def vlines(self, x, ymin, ymax, colors=None, **kwargs):
        for each in as_row(x):
            self._add({"kind": "line", "x": [each, each], "y": [ymin, ymax], "color": color_text(colors) or "gray"})

    def axvspan(self, xmin, xmax, alpha=None, color=None, label=None, **kwargs):
        return self._add({"kind": "bars", "positions": [(xmin + xmax) / 2], "width": xmax - xmin, "heights": [1], "name": label,
                          "color": self._next_color(color), "opacity": 0.3 if alpha is None else alpha})

    # `transform=ax.transAxes` places a text by shares of the axes.
    transAxes, transData = "axes", "data"

    def text(self, x, y, s, color=None, transform=None, **kwargs):
        if transform == "axes":
            x, y = self._at_share("x", x), self._at_share("y", y)
        return self._add({"kind": "label", "x": self._place("x", x)[0], "y": self._place("y", y)[0], "text": str(s),
                          "color": color_text(color)})

    def annotate(self, text, xy, xytext=None, **kwargs):
        at = xytext if xytext is not None else xy
        return self.text(at[0], at[1], text)

    # Words and ranges

    def set_title(self, label, **kwargs):
        self._spec["title"] = str(label)

    def set_xlabel(self, label, **kwargs):
        self._spec["x"]["title"] = str(label)

    def set_ylabel(self, label, **kwargs):
        self._spec["y"]["title"] = str(label)

    def set(self, **kwargs):
        for name, value in kwargs.items():
            getattr(self, "set_" + name)(value)

    def _limits(self, kind, low, high):
        spec = self._spec[kind]
        if isinstance(low, (tuple, list)):
            low, high = low
        low, high = plain(low), plain(high)
        if low is not None and high is not None and low > high:
            low, high, spec["reversed"] = high, low, True
        if low is not None:
            spec["lower"] = low
        if high is not None:
            spec["upper"] = high
        return spec.get("lower"), spec.get("upper")

    def set_xlim(self, left=None, right=None, **kwargs):
        return self._limits("x", left, right)

    def set_ylim(self, bottom=None, top=None, **kwargs):
        return self._limits("y", bottom, top)

    def get_xlim(self):
        return self._spec["x"].get("lower", 0), self._spec["x"].get("upper", 1)

    def get_ylim(self):
        return self._spec["y"].get("lower", 0), self._spec["y"].get("upper", 1)

    def _ticks(self, kind, ticks, labels):
        spec = self._spec[kind]
        if ticks is not None:
            spec["ticks"] = as_row(ticks)
        if labels is not None:
            labels = [str(label) for label in as_row(labels)]
            spec["labels"] = labels
            spec.setdefault("ticks", list(range(len(labels))))

    def set_xticks(self, ticks=None, labels=None, **kwargs):
        self._ticks("x", ticks, labels)

    def set_yticks(self, ticks=None, labels=None, **kwargs):
        self._ticks("y", ticks, labels)

    def set_xticklabels(self, labels, **kwargs):
        self._ticks("x", None, labels)

    def set_yticklabels(self, labels, **kwargs):
        self._ticks("y", None, labels)

    def tick_params(self, *args, **kwargs):
        pass

    def set_xscale(self, value, **kwargs):
        self._spec["x"]["log"] = value in ("log", "symlog")

    def set_yscale(self, value, **kwargs):
        self._spec["y"]["log"] = value in ("log", "symlog")

    def set_aspect(self, aspect, **kwargs):
        self._spec["square"] = aspect in ("equal", 1)

    def invert_xaxis(self):
        self._spec["x"]["reversed"] = not self._spec["x"].get("reversed", False)

    def invert_yaxis(self):
        self._spec["y"]["reversed"] = not self._spec["y"].get("reversed", False)

    def legend(self, *args, title=None, **kwargs):
        self._spec["legend"] = True
        self._spec["legend_title"] = title
        names = kwargs.get("labels") or (args[-1] if args else None)
        named = [mark for mark in self._spec["marks"] if mark["kind"] in ("line", "points", "bars", "area")]
        if names is not None:
            for mark, name in zip(named, names):
                mark["name"] = str(name)

    def grid(self, visible=True, **kwargs):
        self._spec["grid"] = visible is not False

    def axis(self, *args, **kwargs):
        if args and args[0] == "off":
            self.set_axis_off()
        elif args and args[0] in ("equal", "square"):
            self._spec["square"] = True
        elif args and isinstance(args[0], (list, tuple)):
            self.set_xlim(*args[0][:2])
            self.set_ylim(*args[0][2:])

    def set_axis_off(self):
        self._spec["x"]["visible"] = self._spec["y"]["visible"] = False

    def twinx(self):
        return self

    def get_figure(self):
        return self.figure

    def __getattr__(self, name):
        if name.startswith("set_") or name in ("margins", "autoscale", "relim", "label_outer", "minorticks_on"):
            return lambda *args, **kwargs: None
        raise AttributeError(f"'Axes' object has no attribute '{name}'")


def _bin(value, edges):
    """The index of the bin that holds a value; the last bin is closed."""
    if value < edges[0] or value > edges[-1]:
        return None
    low, high = 0, len(edges) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if value >= edges[middle] else (low, middle)
    return low
