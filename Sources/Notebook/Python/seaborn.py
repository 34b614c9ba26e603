"""The plots of seaborn that notebooks use, on matplotlib's axes."""
import matplotlib.pyplot as plt
from _plotting import plain, unused


def set_theme(*args, **kwargs):
    pass


set = set_style = set_context = set_palette = despine = set_theme


def color_palette(palette=None, n_colors=None, as_cmap=False, **kwargs):
    if as_cmap:
        return palette
    return [f"C{i}" for i in range(n_colors or 6)]


def diverging_palette(h_neg, h_pos, as_cmap=False, **kwargs):
    return "coolwarm" if as_cmap else ["#3b4cc0", "#dddcdc", "#b40426"]


def heatmap(data, vmin=None, vmax=None, cmap=None, center=None, annot=None, fmt=".2g", cbar=True, cbar_kws=None,
            xticklabels="auto", yticklabels="auto", ax=None, square=False, linewidths=0, mask=None, **kwargs):
    """A heat map with a colour bar, and the numbers in the cells with `annot=True`."""
    unused("sns.heatmap", kwargs)
    axes = ax or plt.gca()
    columns = getattr(data, "columns", None)
    # A list has an `index`, too.
    rows = getattr(data, "index", None) if columns is not None else None
    values = plain(data._lists() if columns is not None else data)
    if mask is not None:
        values = [[None if hidden else value for value, hidden in zip(*pair)] for pair in zip(values, plain(mask))]
    image = axes.imshow(values, cmap=cmap or ("coolwarm" if center is not None else "rocket"), vmin=vmin, vmax=vmax,
                        aspect="equal" if square else "auto")
    image._mark["middle"] = center
    image._mark["shows_scale"] = bool(cbar)
    if cbar and cbar_kws and "label" in cbar_kws:
        image._mark["scale_title"] = cbar_kws["label"]
    if annot is not None and annot is not False:
        shown = values if annot is True else plain(annot)
        image._mark["texts"] = ["" if value is None else value if isinstance(value, str) else format(value, fmt)
                                for row in shown for value in row]
    for labels, names, put, count in ((xticklabels, columns, axes.set_xticks, len(values[0]) if values else 0),
                                      (yticklabels, rows, axes.set_yticks, len(values))):
        if labels is False:
            put([])
        elif isinstance(labels, str) or labels is True:
            if names is not None:
                put(list(range(count)), [str(name) for name in names])
        elif not isinstance(labels, int):
            put(list(range(count)), [str(label) for label in plain(labels)])
    return axes


def _columns(data, *keys):
    return [plain(data[key]) if data is not None and isinstance(key, str) else plain(key) for key in keys]


def _groups(hue, x, y):
    if hue is None:
        return [(None, x, y)]
    names = list(dict.fromkeys(hue))
    return [(str(name), [a for a, b in zip(x, hue) if b == name], [a for a, b in zip(y, hue) if b == name]) for name in names]


def _draw(method, data, x, y, hue, ax, kwargs):
    axes = ax or plt.gca()
    xs, ys, hues = _columns(data, x, y, hue)
    if xs is None:
        xs = list(range(len(ys)))
    for name, a, b in _groups(hues, xs, ys):
        getattr(axes, method)(a, b, label=name, **kwargs)
    if isinstance(x, str):
        axes.set_xlabel(x)
    if isinstance(y, str):
        axes.set_ylabel(y)
    if hue is not None:
        axes.legend(title=hue if isinstance(hue, str) else None)
    return axes


def lineplot(data=None, x=None, y=None, hue=None, ax=None, label=None, **kwargs):
    unused("sns.lineplot", kwargs)
    if data is not None and x is None and y is None:
        axes = ax or plt.gca()
        axes.plot(plain(data), label=label)
        return axes
    return _draw("plot", data, x, y, hue, ax, {})


def scatterplot(data=None, x=None, y=None, hue=None, ax=None, **kwargs):
    unused("sns.scatterplot", kwargs)
    return _draw("scatter", data, x, y, hue, ax, {})


def barplot(data=None, x=None, y=None, hue=None, ax=None, **kwargs):
    unused("sns.barplot", kwargs)
    axes = ax or plt.gca()
    xs, ys = _columns(data, x, y)
    sums = {}
    for a, b in zip(xs, ys):
        sums.setdefault(a, []).append(b)
    axes.bar([str(name) for name in sums], [sum(values) / len(values) for values in sums.values()])
    if isinstance(x, str):
        axes.set_xlabel(x)
    if isinstance(y, str):
        axes.set_ylabel(y)
    return axes


def boxplot(data=None, x=None, y=None, hue=None, ax=None, **kwargs):
    unused("sns.boxplot", kwargs)
    axes = ax or plt.gca()
    xs, ys = _columns(data, x, y)
    if ys is None:
        xs, ys = None, xs if xs is not None else plain(data._lists()) if hasattr(data, "_lists") else plain(data)
    groups = {}
    for name, value in zip(xs if xs is not None else [""] * len(ys), ys):
        groups.setdefault(str(name), []).append(value)
    axes.boxplot(list(groups.values()), labels=list(groups))
    for put, name in ((axes.set_xlabel, x), (axes.set_ylabel, y)):
        if isinstance(name, str):
            put(name)
    return axes


def violinplot(data=None, **kwargs):
    """Shown as a box plot."""
    return boxplot(data, **kwargs)


def kdeplot(data=None, x=None, ax=None, label=None, color=None, fill=False, **kwargs):
    """The density of values, smoothed by normal curves of Scott's width."""
    import math
    unused("sns.kdeplot", kwargs)
    axes = ax or plt.gca()
    values = [float(each) for each in (plain(data[x]) if isinstance(x, str) else plain(data if x is None else x))]
    middle = sum(values) / len(values)
    spread = math.sqrt(sum((each - middle) ** 2 for each in values) / max(len(values) - 1, 1)) or 1.0
    width = spread * len(values) ** -0.2
    low, high = min(values) - 3 * width, max(values) + 3 * width
    places = [low + (high - low) * i / 199 for i in range(200)]
    scale = 1 / (len(values) * width * math.sqrt(2 * math.pi))
    heights = [scale * sum(math.exp(-0.5 * ((place - each) / width) ** 2) for each in values) for place in places]
    axes.plot(places, heights, label=label, color=color)
    if fill:
        axes.fill_between(places, heights, alpha=0.25, color=color)
    axes.set_ylabel("Density")
    return axes


def histplot(data=None, x=None, bins=10, hue=None, ax=None, kde=False, stat="count", **kwargs):
    unused("sns.histplot", kwargs)
    axes = ax or plt.gca()
    values = plain(data[x]) if isinstance(x, str) else plain(data if x is None else x)
    axes.hist(values, bins=bins if isinstance(bins, int) else 10, density=stat == "density")
    axes.set_ylabel("Count" if stat == "count" else "Density")
    return axes
