"""The names of matplotlib that notebooks use, drawn by the kernel."""
__version__ = "3.9.2"


class _Settings(dict):
    """`rcParams` keeps what is set; only the size of figures has an effect."""

    def __missing__(self, name):
        return None


rcParams = _Settings({"figure.figsize": [6.4, 4.8], "figure.dpi": 100, "font.size": 10})


def use(backend, **kwargs):
    pass


class _Colormap:
    """A scale by its name; called with a number from 0 to 1 it gives red, green, blue and opacity."""

    def __init__(self, name):
        self.name = name

    def __call__(self, value):
        import _figures
        return _figures.shade(self.name, float(value))

    def reversed(self):
        return _Colormap(self.name[:-2] if self.name.endswith("_r") else self.name + "_r")


class _Colormaps:
    def __getitem__(self, name):
        return _Colormap(name)

    def get_cmap(self, name):
        return _Colormap(name)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return _Colormap(name)


colormaps = _Colormaps()
cm = _Colormaps()
