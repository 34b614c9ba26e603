"""Colour scales and norms."""


def to_rgba(c, alpha=None):
    """Red, green, blue and opacity from 0 to 1: `to_rgba("red")` is `(1.0, 0.0, 0.0, 1.0)`."""
    if not isinstance(c, str):
        parts = [float(part) for part in c]
        return tuple(parts + [1.0 if alpha is None else alpha]) if len(parts) == 3 else tuple(parts)
    import _figures
    parts = _figures.color(c)
    return parts if alpha is None else parts[:3] + (alpha,)


def to_rgb(c):
    return to_rgba(c)[:3]


def to_hex(c, keep_alpha=False):
    """`to_hex("red")` is `"#ff0000"`."""
    parts = to_rgba(c)
    return "#" + "".join(f"{round(part * 255):02x}" for part in (parts if keep_alpha else parts[:3]))


class LinearSegmentedColormap:
    """A scale through a list of colours."""

    def __init__(self, name, colors):
        self.name, self.colors = name, colors

    @classmethod
    def from_list(cls, name, colors, N=256):
        return cls(name, [color[1] if isinstance(color, tuple) and len(color) == 2 else color for color in colors])


ListedColormap = LinearSegmentedColormap


class Normalize:
    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax, self.vcenter = vmin, vmax, None


class TwoSlopeNorm(Normalize):
    def __init__(self, vcenter, vmin=None, vmax=None):
        super().__init__(vmin, vmax)
        self.vcenter = vcenter


class CenteredNorm(Normalize):
    def __init__(self, vcenter=0, halfrange=None, clip=False):
        super().__init__(None if halfrange is None else vcenter - halfrange, None if halfrange is None else vcenter + halfrange)
        self.vcenter = vcenter


class LogNorm(Normalize):
    pass
