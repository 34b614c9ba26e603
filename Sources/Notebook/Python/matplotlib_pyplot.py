"""matplotlib.pyplot: figures of axes, drawn at the end of the cell or by `show()`."""
import _figures
from matplotlib import _Colormap, cm, colormaps, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure, state as _state


def figure(num=None, figsize=None, dpi=None, **kwargs):
    made = Figure(figsize, dpi)
    _state["open"].append(made)
    _state["axes"] = None
    return made


def gcf():
    return _state["open"][-1] if _state["open"] else figure()


def gca(**kwargs):
    current = gcf()
    if _state["axes"] is None or _state["axes"].figure is not current:
        _state["axes"] = current.gca()
    return _state["axes"]


def sca(ax):
    _state["axes"] = ax


def subplots(nrows=1, ncols=1, figsize=None, sharex=False, sharey=False, squeeze=True, **kwargs):
    made = figure(figsize=figsize)
    return made, made.subplots(nrows, ncols, squeeze=squeeze)


def subplot(*args, **kwargs):
    return gcf().add_subplot(*args, **kwargs)


def show(*args, **kwargs):
    opened, _state["open"], _state["axes"] = _state["open"], [], None
    for each in opened:
        if each._panels:
            _figures.show(each._figure())


def close(fig=None):
    if fig is None or fig == "all":
        _state["open"] = [] if fig == "all" else _state["open"][:-1]
    else:
        _state["open"] = [each for each in _state["open"] if each is not fig]
    _state["axes"] = None


def clf():
    gcf().clf()


def cla():
    gca().cla()


def savefig(fname, **kwargs):
    gcf().savefig(fname, **kwargs)


def suptitle(t, **kwargs):
    gcf().suptitle(t)


def imshow(X, **kwargs):
    _state["mappable"] = gca().imshow(X, **kwargs)
    return _state["mappable"]


def pcolormesh(*args, **kwargs):
    _state["mappable"] = gca().pcolormesh(*args, **kwargs)
    return _state["mappable"]


pcolor = pcolormesh


def matshow(Z, **kwargs):
    return imshow(Z, **kwargs)


def scatter(*args, **kwargs):
    _state["mappable"] = gca().scatter(*args, **kwargs)
    return _state["mappable"]


def colorbar(mappable=None, **kwargs):
    return gcf().colorbar(mappable or _state["mappable"], **kwargs)


def xticks(ticks=None, labels=None, **kwargs):
    gca().set_xticks(ticks, labels)


def yticks(ticks=None, labels=None, **kwargs):
    gca().set_yticks(ticks, labels)


def _forward(name, method=None):
    def function(*args, **kwargs):
        return getattr(gca(), method or name)(*args, **kwargs)
    function.__name__ = name
    return function


for _name in ("plot", "bar", "barh", "hist", "fill_between", "errorbar", "stem", "step", "boxplot", "axhline", "axvline",
              "violinplot", "contourf", "contour", "axhspan",
              "hlines", "vlines", "axvspan", "text", "annotate", "legend", "grid", "axis", "semilogx", "semilogy", "loglog",
              "tick_params"):
    globals()[_name] = _forward(_name)
for _name in ("title", "xlabel", "ylabel", "xlim", "ylim", "xscale", "yscale"):
    globals()[_name] = _forward(_name, "set_" + _name)


def tight_layout(*args, **kwargs):
    pass


def subplots_adjust(*args, **kwargs):
    pass


def ion():
    pass


def ioff():
    pass


def draw():
    pass


def pause(interval):
    pass


def get_cmap(name=None, lut=None):
    return _Colormap(name or "viridis")


class _Style:
    available = ["default"]

    def use(self, name):
        pass

    def context(self, name, after_reset=False):
        import contextlib
        return contextlib.nullcontext()


style = _Style()
