"""Colour scales and norms."""


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
