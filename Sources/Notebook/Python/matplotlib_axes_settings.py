"""The words, ranges, ticks and legend of a panel of matplotlib."""
from _plotting import plain
from matplotlib.artist import Artist, as_row


class AxesSettings:
    """What a panel says around its drawing; the drawing itself is in `Axes`."""

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

    def add_patch(self, patch):
        patch.axes = self
        self._spec["marks"].append(patch._mark)
        return patch

    add_line = add_artist = add_patch

    def get_xticks(self):
        return self._spec["x"].get("ticks", [])

    def get_yticks(self):
        return self._spec["y"].get("ticks", [])

    def get_legend_handles_labels(self):
        named = [mark for mark in self._spec["marks"] if mark.get("name")]
        return [Artist(self, mark) for mark in named], [mark["name"] for mark in named]

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
        handles = kwargs.get("handles") or (args[0] if args and not all(isinstance(each, str) for each in args[0]) else None)
        names = kwargs.get("labels") or (args[-1] if args and args[-1] is not handles else None)
        if handles is not None and names is None:
            # Patches and lines that were made for the legend alone are marks without places.
            for handle in handles:
                if getattr(handle, "axes", None) is None:
                    self._add({**handle._mark, "x": [], "y": [], "positions": [], "heights": []})
            return
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
