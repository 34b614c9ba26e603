"""What drawing calls return, and how colours and scales are named."""
from _plotting import plain


def as_row(value):
    value = plain(value)
    return value if isinstance(value, list) else [value]


def color_text(value):
    if value is None or isinstance(value, str):
        return value
    parts = plain(value)
    if isinstance(parts, list) and len(parts) in (3, 4) and all(isinstance(part, (int, float)) for part in parts):
        return "rgba(" + ",".join(str(part * 255) for part in parts[:3]) + f",{parts[3] if len(parts) == 4 else 1})"
    return value


class Artist:
    """What a drawing call returns; its settings are marks of the axes."""

    def __init__(self, axes, mark):
        self.axes, self._mark = axes, mark

    def set_color(self, color):
        self._mark["color"] = color_text(color)

    def set_label(self, label):
        self._mark["name"] = label

    def set_data(self, *args):
        if len(args) == 1:
            self._mark["values"] = plain(args[0])
        else:
            self._mark["x"], self._mark["y"] = as_row(args[0]), as_row(args[1])

    def set_clim(self, vmin=None, vmax=None):
        self._mark["lower"], self._mark["upper"] = vmin, vmax

    def set_cmap(self, cmap):
        self._mark["scale"] = scale_name(cmap)

    def __getattr__(self, name):
        if name.startswith("set_"):
            return lambda *args, **kwargs: None
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")


class Colorbar:
    def __init__(self, mark):
        self._mark = mark
        self.ax = self

    def set_label(self, label, **kwargs):
        self._mark["scale_title"] = label

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


def scale_name(cmap):
    if cmap is None:
        return "viridis"
    if isinstance(cmap, str):
        return cmap
    if hasattr(cmap, "colors"):
        return [color_text(color) for color in cmap.colors]
    return getattr(cmap, "name", "viridis")


class BarContainer:
    def __init__(self, axes, mark):
        self.axes, self._mark = axes, mark

    def __iter__(self):
        return iter([])

    def __len__(self):
        return len(self._mark["positions"])
