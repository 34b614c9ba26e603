"""Shapes and lines that legends are made of."""
from matplotlib.artist import Artist


class Patch(Artist):
    """A coloured field for a legend: `plt.legend(handles=[Patch(color="red", label="loss")])`."""

    def __init__(self, facecolor=None, edgecolor=None, color=None, label=None, alpha=None, **kwargs):
        super().__init__(None, {"kind": "bars", "positions": [], "heights": [], "color": color or facecolor or "C0", "name": label,
                                "opacity": alpha})


class Rectangle(Patch):
    def __init__(self, xy=(0, 0), width=1, height=1, **kwargs):
        super().__init__(**kwargs)
        if kwargs.get("fill") is not False:
            self._mark.update(positions=[xy[0] + width / 2], heights=[height], bases=[xy[1]], width=width)


class Line2D(Artist):
    def __init__(self, xdata=(), ydata=(), color=None, label=None, linestyle=None, ls=None, linewidth=None, lw=None, marker=None, **kwargs):
        super().__init__(None, {"kind": "line", "x": list(xdata), "y": list(ydata), "color": color or "C0", "name": label,
                                "dash": {"--": "--", ":": ":", "-.": "-."}.get(linestyle or ls), "width": linewidth or lw or 2})
