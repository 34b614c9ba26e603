"""`table.plot` and `series.plot`: figures of pyplot from columns."""
from _plotting import unused


def _axes(ax, figsize, title):
    import matplotlib.pyplot as plt
    axes = ax
    if axes is None:
        axes = plt.figure(figsize=figsize).gca() if figsize is not None else plt.gca()
    if title is not None:
        axes.set_title(title)
    return axes


class SeriesPlots:
    """`series.plot()`, `series.plot(kind="bar")` and `series.plot.bar()`."""

    def __init__(self, series):
        self._series = series

    def __call__(self, kind="line", ax=None, figsize=None, title=None, label=None, bins=10, **kwargs):
        known = {name: kwargs.pop(name) for name in ("color", "alpha", "marker", "xlabel", "ylabel") if name in kwargs}
        unused("Series.plot", kwargs)
        axes, series = _axes(ax, figsize, title), self._series
        for name in ("xlabel", "ylabel"):
            if name in known:
                getattr(axes, "set_" + name)(known.pop(name))
        name = label if label is not None else series.name
        name = None if name is None else str(name)
        values = series.tolist()
        places = [str(each) for each in series.index] if kind in ("bar", "barh") else list(series.index)
        if kind in ("hist", "kde", "density", "box"):
            if kind == "hist":
                axes.hist(values, bins=bins, label=name, **known)
            elif kind == "box":
                axes.boxplot(values, labels=[name or ""])
            else:
                import seaborn
                seaborn.kdeplot(values, ax=axes, label=name)
        else:
            getattr(axes, {"line": "plot"}.get(kind, kind))(places, values, label=name, **known)
        return axes


class FramePlots:
    """`table.plot(x="layer", y=["a", "b"])` and `table.plot.scatter("a", "b")`."""

    def __init__(self, frame):
        self._frame = frame

    def __call__(self, x=None, y=None, kind="line", ax=None, figsize=None, title=None, color=None, **kwargs):
        frame, axes = self._frame, _axes(ax, figsize, title)
        known = {name: kwargs.pop(name) for name in ("alpha", "marker", "bins", "c", "s", "cmap", "xlabel", "ylabel") if name in kwargs}
        unused("DataFrame.plot", kwargs)
        for name in ("xlabel", "ylabel"):
            if name in known:
                getattr(axes, "set_" + name)(known.pop(name))
        if isinstance(known.get("c"), str) and known["c"] in frame:
            known["c"] = frame[known["c"]].tolist()
        names = [y] if isinstance(y, str) else list(y) if y is not None else \
            [name for name in frame.select_dtypes("number").columns if name != x]
        places = frame[x].tolist() if x is not None else list(frame.index)
        if kind in ("bar", "barh"):
            return self._bars(axes, [str(each) for each in places], names, kind, color, x)
        for number, name in enumerate(names):
            shade = color[number] if isinstance(color, (list, tuple)) else color.get(name) if isinstance(color, dict) else color
            more = {**known, "color": shade} if shade is not None else known
            if kind == "hist":
                axes.hist(frame[name].tolist(), label=str(name), **more)
            elif kind == "box":
                axes.boxplot(frame[name].tolist(), labels=[str(name)])
            elif kind == "scatter":
                axes.scatter(places, frame[name].tolist(), **more)
            else:
                axes.plot(places, frame[name].tolist(), label=str(name), **more)
        if kind == "scatter":
            axes.set_ylabel(names[0])
        elif kind != "box":
            axes.legend()
        if isinstance(x, str):
            axes.set_xlabel(x)
        return axes

    def _bars(self, axes, places, names, kind, color, x):
        """The bars of several columns stand beside each other."""
        width = 0.8 / len(names)
        for number, name in enumerate(names):
            offset = (number - (len(names) - 1) / 2) * width
            shade = color[number] if isinstance(color, (list, tuple)) else color
            getattr(axes, kind)([i + offset for i in range(len(places))], self._frame[name].tolist(), width, label=str(name), color=shade)
        (axes.set_xticks if kind == "bar" else axes.set_yticks)(list(range(len(places))), places)
        axes.legend()
        if isinstance(x, str):
            (axes.set_xlabel if kind == "bar" else axes.set_ylabel)(x)
        return axes


def _add_kinds():
    for name in ("line", "bar", "barh", "hist", "box", "scatter", "kde"):
        def draw(self, *args, _kind=name, **kwargs):
            return self(*args, kind=_kind, **kwargs)
        setattr(SeriesPlots, name, draw)
        setattr(FramePlots, name, draw)


_add_kinds()
