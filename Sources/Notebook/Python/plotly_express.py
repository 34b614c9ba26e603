"""plotly.express: one call from data to figure."""
from _plotting import plain
from plotly.graph_objects import Bar, Box, Figure, Heatmap, Histogram, Image, Scatter, make_subplots
from plotly.marks import COLORS, is_text


class colors:
    class qualitative:
        Plotly = COLORS
        D3 = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"]

    class sequential:
        Viridis = "viridis"
        Plasma = "plasma"
        Blues = "blues"
        Reds = "reds"
        Greens = "greens"

    class diverging:
        RdBu = "rdbu"
        RdBu_r = "rdbu_r"
        RdYlBu = "rdylbu"
        RdYlBu_r = "rdylbu_r"
        PiYG = "piyg"


def _layout(figure, title, width, height, x, y, labels, log_x=False, log_y=False, range_x=None, range_y=None):
    labels = labels or {}
    figure.update_layout(title=title, width=width, height=height)
    figure.update_xaxes(title_text=labels.get("x", labels.get(x, x)))
    figure.update_yaxes(title_text=labels.get("y", labels.get(y, y)))
    for update, log, span in ((figure.update_xaxes, log_x, range_x), (figure.update_yaxes, log_y, range_y)):
        if log:
            update(type="log")
        if span is not None:
            update(range=span)
    return figure


def _shape(values):
    shape = []
    while isinstance(values, list):
        shape.append(len(values))
        values = values[0] if values else None
    return shape


def imshow(img, zmin=None, zmax=None, origin=None, labels=None, x=None, y=None, animation_frame=None, facet_col=None,
           facet_col_wrap=None, color_continuous_scale=None, color_continuous_midpoint=None, range_color=None, title=None,
           template=None, width=None, height=None, aspect=None, text_auto=False, facet_labels=None, **kwargs):
    """A heat map of two dimensions; `facet_col` takes a third one side by side."""
    values, labels = plain(img), labels or {}
    if hasattr(img, "columns"):
        x = x if x is not None else list(img.columns)
        y = y if y is not None else list(img.index)
    if range_color is not None:
        zmin, zmax = range_color
    shape = _shape(values)
    if len(shape) == 3 and facet_col is None and shape[2] in (3, 4):
        return _layout(Figure([Image(z=values)]), title, width, height, None, None, labels)
    if len(shape) != (2 if facet_col is None else 3):
        raise ValueError(f"px.imshow only accepts 2D single-channel, RGB or RGBA images. An image of shape {tuple(shape)} was provided.")
    pages = [values] if facet_col is None else _pages(values, facet_col)
    columns = min(len(pages), facet_col_wrap or len(pages))
    rows = -(-len(pages) // columns)
    name = labels.get("facet_col", "facet_col")
    titles = facet_labels or ([] if facet_col is None else [f"{name}={i}" for i in range(len(pages))])
    figure = make_subplots(rows, columns, subplot_titles=titles) if facet_col is not None else Figure()
    if facet_col is not None and (zmin is None or zmax is None) and color_continuous_midpoint is None:
        flat = [v for page in pages for row in page for v in row if v is not None and v == v]
        zmin = min(flat) if zmin is None else zmin
        zmax = max(flat) if zmax is None else zmax
    for i, page in enumerate(pages):
        texts = None
        if text_auto:
            pattern = text_auto if isinstance(text_auto, str) else ".3~g"
            texts = [[_text(value, pattern) for value in row] for row in page]
        trace = Heatmap(z=page, x=x, y=y, colorscale=color_continuous_scale or "plasma", zmid=color_continuous_midpoint,
                        zmin=zmin, zmax=zmax, text=texts, texttemplate="%{text}" if texts else None,
                        showscale=i == len(pages) - 1)
        figure.add_trace(trace, i // columns + 1, i % columns + 1)
    if "color" in labels:
        figure.update_traces(colorbar={"title": labels["color"]})
    if facet_col is None and height is None and width is None and aspect != "auto" and shape[0] and shape[1]:
        height = min(max(160 + 420 * shape[0] / shape[1], 240), 640) if shape[0] < shape[1] else 480
    _layout(figure, title, width or figure.layout.get("width"), height or figure.layout.get("height"), None, None, labels)
    if origin != "lower":
        figure.update_yaxes(autorange="reversed")
    return figure


def _pages(values, axis):
    """Slices along one of three dimensions."""
    if axis in (0, -3):
        return values
    if axis in (1, -2):
        return [[row[i] for row in values] for i in range(len(values[0]))]
    return [[[cell[i] for cell in row] for row in values] for i in range(len(values[0][0]))]


def _text(value, pattern):
    if pattern == ".3~g" or pattern.endswith("~g"):
        return f"{value:.3g}"
    return format(value, pattern)


def _columns(data_frame, x, y):
    """x and y as lists, with their names."""
    names = [None, None]
    if data_frame is not None:
        if not hasattr(data_frame, "columns") and not isinstance(data_frame, dict):
            data_frame, y = None, data_frame if y is None else y
    if data_frame is not None:
        picked = []
        for i, key in enumerate((x, y)):
            if isinstance(key, str):
                known = list(getattr(data_frame, "columns", data_frame))
                if key not in known:
                    raise ValueError(f"Value of '{'xy'[i]}' is not the name of a column in 'data_frame'. "
                                     f"Expected one of {known} but received: {key}")
                names[i], key = key, plain(data_frame[key])
            elif isinstance(key, list) and key and is_text(key):
                key = {name: plain(data_frame[name]) for name in key}
            picked.append(key)
        x, y = picked
        if y is None and x is None:
            y = {name: plain(data_frame[name]) for name in getattr(data_frame, "columns", data_frame)}
    return data_frame, x, y, names


def _series(x, y):
    """Pairs of a name and its y values; one for each column, row or list."""
    if isinstance(y, dict):
        return [(str(name), plain(values)) for name, values in y.items()]
    y = plain(y)
    if isinstance(y, list) and y and isinstance(y[0], list):
        if x is not None and len(y) != len(plain(x)) and len(y[0]) == len(plain(x)):
            return [(f"wide_variable_{i}", row) for i, row in enumerate(y)]
        return [(str(i), list(column)) for i, column in enumerate(zip(*y))]
    return [(None, y)]


def _picked(data_frame, value):
    return plain(data_frame[value]) if data_frame is not None and isinstance(value, str) and value in data_frame else plain(value)


def _grouped(colors_of, *lists):
    """The lists split by the colour of their elements, when colours are words."""
    if not isinstance(colors_of, list) or not is_text(colors_of):
        return None
    groups = {}
    for i, color in enumerate(colors_of):
        groups.setdefault(str(color), []).append(i)
    return {name: [[each[i] for i in places] if each is not None else None for each in lists] for name, places in groups.items()}


def _curves(make, data_frame, x, y, color, title, labels, width, height, log_x, log_y, range_x, range_y,
            color_discrete_sequence, name_of_y="value"):
    data_frame, x, y, names = _columns(data_frame, x, y)
    figure, palette = Figure(), color_discrete_sequence or COLORS
    series = _series(x, y)
    groups = _grouped(_picked(data_frame, color), plain(x), series[0][1]) if len(series) == 1 and color is not None else None
    if groups is not None:
        for i, (name, (xs, ys)) in enumerate(groups.items()):
            figure.add_trace(make(x=xs, y=ys, name=name, marker={"color": palette[i % len(palette)]}, index=None))
        figure.update_layout(legend={"title": (labels or {}).get(color, color) if isinstance(color, str) else "color"})
    else:
        for i, (name, values) in enumerate(series):
            xs = plain(x) if x is not None else list(range(len(values)))
            figure.add_trace(make(x=xs, y=values, name=name, marker={"color": palette[i % len(palette)]}, index=None))
        if len(series) > 1:
            figure.update_layout(legend={"title": (labels or {}).get("variable", "variable")})
    x_name = names[0] or ("index" if x is None else "x")
    y_name = names[1] or (name_of_y if len(series) > 1 else "y" if x is not None else "value")
    labels = dict(labels or {})
    return _layout(figure, title, width, height, labels.get("index", x_name) if x is None else x_name, labels.get("value", y_name), labels,
                   log_x, log_y, range_x, range_y)


def line(data_frame=None, x=None, y=None, color=None, labels=None, title=None, width=None, height=None, log_x=False,
         log_y=False, range_x=None, range_y=None, markers=False, color_discrete_sequence=None, **kwargs):
    """Lines through points; a list of lists gives a line each."""
    def make(index, **parts):
        return Scatter(mode="lines+markers" if markers else "lines", **parts)
    return _curves(make, data_frame, x, y, color, title, labels, width, height, log_x, log_y, range_x, range_y,
                   color_discrete_sequence)


def scatter(data_frame=None, x=None, y=None, color=None, size=None, text=None, hover_name=None, hover_data=None,
            labels=None, title=None, width=None, height=None, log_x=False, log_y=False, range_x=None, range_y=None,
            color_continuous_scale=None, color_continuous_midpoint=None, range_color=None, color_discrete_sequence=None,
            opacity=None, trendline=None, **kwargs):
    """Points; numbers as colours lie on a scale."""
    values = _picked(data_frame, color) if color is not None else None
    texts = _picked(data_frame, text if text is not None else hover_name)
    numeric = isinstance(values, list) and not is_text(values)
    def make(index, **parts):
        if numeric:
            named = color if isinstance(color, str) else "color"
            parts["marker"] = {"color": values, "colorscale": color_continuous_scale or "plasma", "showscale": True,
                               "colorbar": {"title": (labels or {}).get(named, named)}, "cmid": color_continuous_midpoint,
                               "cmin": range_color[0] if range_color else None, "cmax": range_color[1] if range_color else None}
        return Scatter(mode="markers+text" if text is not None else "markers", text=texts, opacity=opacity, **parts)
    return _curves(make, data_frame, x, y, None if numeric else color, title, labels, width, height, log_x, log_y,
                   range_x, range_y, color_discrete_sequence)


def bar(data_frame=None, x=None, y=None, color=None, labels=None, title=None, width=None, height=None, barmode="relative",
        orientation=None, text=None, text_auto=False, log_x=False, log_y=False, range_x=None, range_y=None,
        color_discrete_sequence=None, **kwargs):
    """Bars; with words on y and numbers on x they lie."""
    if orientation is None and y is not None and x is not None:
        _, xs, ys, _ = _columns(data_frame, x, y)
        xs, ys = plain(xs), plain(ys)
        if isinstance(ys, list) and is_text(ys) and isinstance(xs, list) and not is_text(xs):
            orientation = "h"
    def make(index, **parts):
        return Bar(orientation=orientation, **parts)
    figure = _curves(make, data_frame, x, y, color, title, labels, width, height, log_x, log_y, range_x, range_y,
                     color_discrete_sequence)
    return figure.update_layout(barmode=barmode)


def histogram(data_frame=None, x=None, y=None, color=None, nbins=None, labels=None, title=None, width=None, height=None,
              barmode=None, histnorm=None, log_x=False, log_y=False, range_x=None, opacity=None,
              color_discrete_sequence=None, **kwargs):
    """How often values fall into each of `nbins` equal bins."""
    if data_frame is not None and x is None and not hasattr(data_frame, "columns") and not isinstance(data_frame, dict):
        data_frame, x = None, data_frame
    values = _picked(data_frame, x)
    if isinstance(values, list) and values and isinstance(values[0], list):
        values = [each for row in values for each in row]
    groups = _grouped(_picked(data_frame, color), values) if color is not None else None
    figure, palette = Figure(), color_discrete_sequence or COLORS
    for i, (name, (xs,)) in enumerate((groups or {None: [values]}).items()):
        figure.add_trace(Histogram(x=xs, name=name, nbinsx=nbins, histnorm=histnorm, marker={"color": palette[i % len(palette)]},
                                   opacity=opacity or (0.6 if groups else None)))
    labels = dict(labels or {})
    _layout(figure, title, width, height, x if isinstance(x, str) else labels.get("value", "value"), labels.get("count", "count"), labels,
            log_x, log_y, range_x)
    return figure


def box(data_frame=None, x=None, y=None, color=None, labels=None, title=None, width=None, height=None, **kwargs):
    """The quartiles of values."""
    data_frame, x, y, names = _columns(data_frame, x, y)
    figure = Figure()
    for name, values in _series(None, y):
        figure.add_trace(Box(x=plain(x) if name is None else None, y=values, name=name))
    return _layout(figure, title, width, height, names[0], names[1], labels)


def violin(*args, **kwargs):
    """Shown as a box plot."""
    return box(*args, **kwargs)


def strip(data_frame=None, x=None, y=None, **kwargs):
    """Points beside each other."""
    return scatter(data_frame, x=x, y=y, **kwargs)


def area(data_frame=None, x=None, y=None, **kwargs):
    """Lines with the surface below them."""
    return line(data_frame, x=x, y=y, **kwargs).update_traces(fill="tozeroy")
