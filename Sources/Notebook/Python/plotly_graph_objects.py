"""Figure and traces, as plotly.graph_objects has them: a figure is a list of traces and a layout."""
import _figures

_COLORS = ["#636efa", "#ef553b", "#00cc96", "#ab63fa", "#ffa15a", "#19d3f3", "#ff6692", "#b6e880", "#ff97ff", "#fecb52"]
_DASHES = {"dash": "--", "dot": ":", "dashdot": "-.", "longdash": "--", "longdashdot": "-."}


def _plain(value):
    """Tensors, arrays and series as lists."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (range, tuple, map, filter, zip)) or hasattr(value, "__next__"):
        return [_plain(each) for each in value]
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _is_text(values):
    return any(isinstance(value, str) for value in values)


class _Node:
    """A part of a figure: attributes and items are the same, and unknown ones are kept."""

    def __init__(self, *args, **kwargs):
        for arg in args:
            if isinstance(arg, dict):
                kwargs = {**arg, **kwargs}
        self._members = {}
        self.update(**kwargs)

    def update(self, *args, **kwargs):
        for arg in args:
            if isinstance(arg, (dict, _Node)):
                kwargs = {**(arg._members if isinstance(arg, _Node) else arg), **kwargs}
        for name, value in kwargs.items():
            self._put(name, value)
        return self

    def _put(self, name, value):
        if name in self._members and isinstance(self._members[name], _Node) and isinstance(value, dict):
            self._members[name].update(value)
            return
        head, _, rest = name.partition("_")
        if rest and head in ("line", "marker", "title", "xaxis", "yaxis", "coloraxis", "legend", "font", "colorbar", "error"):
            part = self._members.get(head)
            if not isinstance(part, _Node):
                part = self._members[head] = _Node({"text": part} if part is not None else {})
            part._put(rest, value)
            return
        self._members[name] = _Node(value) if isinstance(value, dict) else value

    def get(self, name, default=None):
        value = self._members.get(name)
        return default if value is None else value

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._members.get(name)

    def __setattr__(self, name, value):
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            self._put(name, value)

    def __getitem__(self, name):
        return self._members[name]

    def __setitem__(self, name, value):
        self._put(name, value)

    def __contains__(self, name):
        return name in self._members

    def __repr__(self):
        return f"{type(self).__name__}({self._members})"


class _Trace(_Node):
    type = "trace"


class Scatter(_Trace):
    type = "scatter"


class Scattergl(Scatter):
    pass


class Line(_Node):
    pass


class Bar(_Trace):
    type = "bar"


class Histogram(_Trace):
    type = "histogram"


class Heatmap(_Trace):
    type = "heatmap"


class Box(_Trace):
    type = "box"


class Violin(Box):
    pass


class Image(_Trace):
    type = "image"


class Table(_Trace):
    type = "table"


class Layout(_Node):
    pass


class _Axis(_Node):
    pass


def _title(value):
    if isinstance(value, _Node):
        value = value.get("text")
    return None if value is None else str(value).replace("<br>", " ").replace("<b>", "").replace("</b>", "")


class Figure:
    """A list of traces and a layout; `show()` draws it."""

    def __init__(self, data=None, layout=None, frames=None, **kwargs):
        if data is None:
            data = []
        elif isinstance(data, _Trace):
            data = [data]
        self.data = list(data)
        self.layout = layout if isinstance(layout, Layout) else Layout(layout or {})
        self._rows, self._columns = 1, 1
        self._places = {}
        self._axes = {}
        self._titles = []
        self._extras = []

    # Building

    def add_trace(self, trace, row=None, col=None, **kwargs):
        self.data.append(trace)
        if row is not None and col is not None:
            self._places[len(self.data) - 1] = (row - 1) * self._columns + col - 1
        return self

    def add_traces(self, data, rows=None, cols=None):
        data = [data] if isinstance(data, _Trace) else data
        for i, trace in enumerate(data):
            self.add_trace(trace, rows[i] if rows else None, cols[i] if cols else None)
        return self

    def append_trace(self, trace, row, col):
        return self.add_trace(trace, row, col)

    def add_scatter(self, row=None, col=None, **kwargs):
        return self.add_trace(Scatter(**kwargs), row, col)

    def add_bar(self, row=None, col=None, **kwargs):
        return self.add_trace(Bar(**kwargs), row, col)

    def add_heatmap(self, row=None, col=None, **kwargs):
        return self.add_trace(Heatmap(**kwargs), row, col)

    def add_histogram(self, row=None, col=None, **kwargs):
        return self.add_trace(Histogram(**kwargs), row, col)

    def _rule(self, at, horizontal, row, col, line, line_dash, line_color, line_width, annotation_text):
        line = line or {}
        mark = {"kind": "rule", "position": _plain(at), "horizontal": horizontal,
                "dash": line_dash or line.get("dash"), "color": line_color or line.get("color"),
                "width": line_width or line.get("width") or 1}
        self._extras.append((self._panel(row, col), mark))
        return self

    def _panel(self, row, col):
        if row is None or col is None or row == "all" or col == "all":
            return None
        return (row - 1) * self._columns + col - 1

    def add_hline(self, y, row=None, col=None, line=None, line_dash=None, line_color=None, line_width=None,
                  annotation_text=None, **kwargs):
        return self._rule(y, True, row, col, line, line_dash, line_color, line_width, annotation_text)

    def add_vline(self, x, row=None, col=None, line=None, line_dash=None, line_color=None, line_width=None,
                  annotation_text=None, **kwargs):
        return self._rule(x, False, row, col, line, line_dash, line_color, line_width, annotation_text)

    def add_annotation(self, arg=None, x=0, y=0, text="", row=None, col=None, **kwargs):
        self._extras.append((self._panel(row, col), {"kind": "label", "x": _plain(x), "y": _plain(y), "text": _title(text)}))
        return self

    def add_shape(self, type="line", x0=0, x1=0, y0=0, y1=0, row=None, col=None, line=None, **kwargs):
        line = line or {}
        xs, ys = ([x0, x1], [y0, y1]) if type == "line" else ([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0])
        mark = {"kind": "line", "x": xs, "y": ys, "color": line.get("color") or "gray", "width": line.get("width") or 1,
                "dash": _DASHES.get(line.get("dash"))}
        self._extras.append((self._panel(row, col), mark))
        return self

    def update_layout(self, *args, **kwargs):
        self.layout.update(*args, **kwargs)
        return self

    def update_traces(self, patch=None, selector=None, row=None, col=None, **kwargs):
        for trace in self.data:
            if selector and any(getattr(trace, name) != value for name, value in selector.items()):
                continue
            trace.update(patch or {}, **kwargs)
        return self

    def for_each_trace(self, function):
        for trace in self.data:
            function(trace)
        return self

    def _update_axes(self, kind, patch, row, col, kwargs):
        panels = range(self._rows * self._columns) if row is None or col is None else [self._panel(row, col)]
        for panel in panels:
            self._axis(kind, panel).update(patch or {}, **kwargs)
        return self

    def _axis(self, kind, panel):
        if (kind, panel) not in self._axes:
            self._axes[kind, panel] = _Axis()
        return self._axes[kind, panel]

    def update_xaxes(self, patch=None, row=None, col=None, **kwargs):
        return self._update_axes("x", patch, row, col, kwargs)

    def update_yaxes(self, patch=None, row=None, col=None, **kwargs):
        return self._update_axes("y", patch, row, col, kwargs)

    def update_coloraxes(self, patch=None, **kwargs):
        self.layout.update({"coloraxis": {**(patch or {}), **kwargs}})
        return self

    def update_annotations(self, *args, **kwargs):
        return self

    def update(self, *args, **kwargs):
        return self

    # Showing

    def show(self, *args, **kwargs):
        _figures.show(self._figure())

    def _ipython_display_(self):
        self.show()

    def __repr__(self):
        return f"Figure({len(self.data)} traces)"

    def write_image(self, file, format=None, **kwargs):
        format = format or str(file).rpartition(".")[2]
        with open(file, "wb") as out:
            out.write(_figures.picture(self._figure(), format))

    def to_image(self, format="png", **kwargs):
        return _figures.picture(self._figure(), format)

    def write_html(self, file, **kwargs):
        with open(file, "w") as out:
            out.write(self.to_html())

    def to_html(self, **kwargs):
        svg = _figures.picture(self._figure(), "svg").decode("utf-8")
        title = _title(self.layout.get("title")) or "Figure"
        return f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n{svg}\n</body></html>\n"

    def _figure(self):
        panels = [self._panel_spec(i) for i in range(self._rows * self._columns)]
        layout = self.layout
        return {"title": _title(layout.get("title")), "width": layout.get("width"), "height": layout.get("height"),
                "rows": self._rows, "columns": self._columns, "panels": panels}

    def _panel_spec(self, panel):
        spec = {"x": self._axis_spec("x", panel), "y": self._axis_spec("y", panel), "marks": []}
        if panel < len(self._titles):
            spec["title"] = self._titles[panel]
        if self.layout.get("showlegend") is not None:
            spec["legend"] = self.layout.get("showlegend")
        legend = self.layout.get("legend")
        if isinstance(legend, _Node):
            spec["legend_title"] = _title(legend.get("title"))
        traces = [(i, trace) for i, trace in enumerate(self.data) if self._places.get(i, 0) == panel]
        bars = [trace for _, trace in traces if isinstance(trace, Bar)]
        for i, trace in traces:
            _add(trace, spec, i, self.layout, bars)
        spec["marks"] += [mark for place, mark in self._extras if place is None or place == panel]
        return spec

    def _axis_spec(self, kind, panel):
        suffix = str(panel + 1) if panel else ""
        axis = _Axis()
        shared = self.layout.get(kind + "axis" + suffix)
        if isinstance(shared, _Node):
            axis.update(shared)
        if ((kind, panel)) in self._axes:
            axis.update(self._axes[kind, panel])
        spec = {"title": _title(axis.get("title")), "log": axis.get("type") == "log", "categories": []}
        if axis.get("range") is not None:
            low, high = _plain(axis.get("range"))
            if axis.get("type") == "log":
                low, high = 10 ** low, 10 ** high
            spec["lower"], spec["upper"], spec["reversed"] = min(low, high), max(low, high), low > high
        if axis.get("autorange") == "reversed":
            spec["reversed"] = True
        if axis.get("visible") is False or axis.get("showticklabels") is False:
            spec["visible"] = axis.get("visible") is not False and spec["title"] is not None
            if axis.get("showticklabels") is False:
                spec["ticks"] = []
        ticks = axis.get("tickvals")
        if ticks is not None:
            spec["ticks"] = _plain(ticks)
            if axis.get("ticktext") is not None:
                spec["labels"] = [str(text) for text in _plain(axis.get("ticktext"))]
        return spec


def make_subplots(rows=1, cols=1, subplot_titles=None, column_titles=None, x_title=None, y_title=None, figure=None, **kwargs):
    """A figure of rows × cols panels."""
    figure = Figure()
    figure._rows, figure._columns = rows, cols
    figure._titles = [str(title) for title in (subplot_titles or column_titles or [])]
    figure.layout.update(width=max(700, 380 * cols), height=max(450, 340 * rows))
    if x_title:
        figure.update_xaxes(title_text=x_title)
    if y_title:
        figure.update_yaxes(title_text=y_title)
    return figure


# From traces to marks

def _place(axis, values):
    """Values on an axis: words become places of their own."""
    values = _plain(values)
    if not _is_text(values):
        return values
    for value in values:
        if str(value) not in axis["categories"]:
            axis["categories"].append(str(value))
    return [axis["categories"].index(str(value)) for value in values]


def _color(trace, index):
    for part in ("line", "marker"):
        node = trace.get(part)
        if isinstance(node, _Node) and isinstance(node.get("color"), str):
            return node.get("color")
    return _COLORS[index % len(_COLORS)]


def _add(trace, spec, index, layout, bars):
    name = trace.get("name") if trace.get("showlegend") is not False else None
    common = {"name": None if name is None else str(name), "color": _color(trace, index), "opacity": trace.get("opacity")}
    if isinstance(trace, Scatter):
        _add_scatter(trace, spec, common, layout)
    elif isinstance(trace, Bar):
        _add_bars(trace, spec, common, layout, bars)
    elif isinstance(trace, Histogram):
        _add_histogram(trace, spec, common)
    elif isinstance(trace, Heatmap):
        _add_heatmap(trace, spec, layout)
    elif isinstance(trace, Box):
        _add_box(trace, spec, common)
    elif isinstance(trace, Image):
        _add_image(trace, spec)


def _add_scatter(trace, spec, common, layout):
    y = _plain(trace.get("y", []))
    x = _plain(trace.get("x", list(range(len(y)))))
    x, y = _place(spec["x"], x), _place(spec["y"], y)
    mode = trace.get("mode") or ("lines+markers" if len(x) < 20 else "lines")
    line, marker = trace.get("line", _Node()), trace.get("marker", _Node())
    if trace.get("fill") in ("tozeroy", "tonexty"):
        spec["marks"].append({"kind": "area", "x": x, "low": [0] * len(x), "high": y, "color": common["color"], "opacity": 0.3})
    if "lines" in mode:
        spec["marks"].append({**common, "kind": "line", "x": x, "y": y, "width": line.get("width", 2),
                              "dash": _DASHES.get(line.get("dash")), "points": "markers" in mode})
    elif "markers" in mode or "text" in mode:
        mark = {**common, "kind": "points", "x": x, "y": y}
        size = marker.get("size")
        if isinstance(size, (int, float)):
            mark["size"] = size
        color = _plain(marker.get("color"))
        if isinstance(color, list) and color:
            if _is_text(color):
                mark["colors"] = color
            else:
                mark["values"] = color
                mark["scale"] = _scale(marker.get("colorscale") or layout.get("colorscale"))
        texts = trace.get("text") if trace.get("text") is not None else trace.get("hovertext")
        texts = _plain(texts)
        if isinstance(texts, list):
            mark["texts"] = [str(text) for text in texts]
            mark["shows_texts"] = "text" in mode
        spec["marks"].append(mark)


def _add_bars(trace, spec, common, layout, bars):
    horizontal = trace.get("orientation") == "h"
    along, across = ("y", "x") if horizontal else ("x", "y")
    heights = _plain(trace.get(across, []))
    places = _place(spec[along], trace.get(along, list(range(len(heights)))))
    count, position = len(bars), bars.index(trace)
    bases, width = [], 0.8
    if layout.get("barmode") in ("stack", "relative"):
        below = {}
        for other in bars[:position]:
            for place, height in zip(_place(spec[along], other.get(along, [])), _plain(other.get(across, []))):
                below[place] = below.get(place, 0) + height
        bases = [below.get(place, 0) for place in places]
    elif count > 1 and layout.get("barmode") != "overlay":
        width = 0.8 / count
        places = [place + (position - (count - 1) / 2) * width for place in places]
    mark = {**common, "kind": "bars", "positions": places, "heights": heights, "bases": bases, "width": width,
            "horizontal": horizontal}
    color = _plain(trace.get("marker", _Node()).get("color"))
    if isinstance(color, list) and _is_text(color):
        mark["colors"] = color
    spec["marks"].append(mark)


def _bins(values, count):
    """The edges and counts of equal bins."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = (high - low) / count
    counts = [0] * count
    for value in values:
        counts[min(int((value - low) / step), count - 1)] += 1
    return low, step, counts


def _add_histogram(trace, spec, common):
    horizontal = trace.get("x") is None
    along = "y" if horizontal else "x"
    values = [value for value in _plain(trace.get(along, [])) if value is not None and value == value]
    if not values:
        return
    if _is_text(values):
        names = list(dict.fromkeys(str(value) for value in values))
        places, heights, width = _place(spec[along], names), [values.count(name) for name in names], 0.8
    else:
        count = trace.get("nbinsx") or trace.get("nbinsy") or max(1, min(100, int(2 * len(values) ** (1 / 2))))
        low, width, heights = _bins(values, int(count))
        places = [low + (i + 0.5) * width for i in range(len(heights))]
    if trace.get("histnorm") in ("probability", "percent"):
        total = sum(heights) / (100 if trace.get("histnorm") == "percent" else 1)
        heights = [height / total for height in heights]
    elif trace.get("histnorm") == "probability density":
        total = sum(heights) * width
        heights = [height / total for height in heights]
    spec["marks"].append({**common, "kind": "bars", "positions": places, "heights": heights, "width": width,
                          "horizontal": horizontal})
    across = spec["x" if horizontal else "y"]
    across["title"] = across["title"] or "count"


def _scale(value):
    if value is None:
        return "plasma"
    if isinstance(value, str):
        return value
    return [color[1] if isinstance(color, (list, tuple)) else color for color in _plain(value)]


def _add_heatmap(trace, spec, layout):
    values = _plain(trace.get("z", []))
    shared = layout.get("coloraxis", _Node()) if isinstance(layout.get("coloraxis"), _Node) else _Node()
    mark = {"kind": "heatmap", "values": values, "scale": _scale(trace.get("colorscale") or shared.get("colorscale")),
            "middle": trace.get("zmid") if trace.get("zmid") is not None else shared.get("cmid"),
            "lower": trace.get("zmin") if trace.get("zmin") is not None else shared.get("cmin"),
            "upper": trace.get("zmax") if trace.get("zmax") is not None else shared.get("cmax")}
    if trace.get("reversescale"):
        mark["scale"] = mark["scale"][:-2] if mark["scale"].endswith("_r") else mark["scale"] + "_r"
    mark["shows_scale"] = trace.get("showscale") is not False and layout.get("coloraxis_showscale") is not False \
        and shared.get("showscale") is not False
    bar = trace.get("colorbar") if isinstance(trace.get("colorbar"), _Node) else shared.get("colorbar")
    if isinstance(bar, _Node):
        mark["scale_title"] = _title(bar.get("title"))
    texts = _plain(trace.get("text"))
    if isinstance(texts, list) and texts and trace.get("texttemplate"):
        mark["texts"] = [str(text) for row in texts for text in (row if isinstance(row, list) else [row])]
    for kind, count in (("x", len(values[0]) if values else 0), ("y", len(values))):
        names = _plain(trace.get(kind))
        if names is None or spec[kind].get("ticks") is not None:
            continue
        if _is_text(names):
            spec[kind]["ticks"], spec[kind]["labels"] = list(range(count)), [str(name) for name in names]
        elif len(names) == count and count:
            step = (names[-1] - names[0]) / (count - 1) if count > 1 else 1
            mark[kind + "_range"] = sorted([names[0] - step / 2, names[-1] + step / 2])
    spec["marks"].append(mark)


def _add_image(trace, spec):
    rows = _plain(trace.get("z", []))
    scale = 1 if max((part for row in rows for pixel in row for part in pixel), default=0) > 1 else 255
    colors = [f"rgb({pixel[0] * scale},{pixel[1] * scale},{pixel[2] * scale})" for row in rows for pixel in row]
    spec["marks"].append({"kind": "heatmap", "values": [[0] * len(row) for row in rows], "colors": colors,
                          "shows_scale": False})
    spec["y"]["reversed"] = True


def _quantile(values, share):
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def _add_box(trace, spec, common):
    groups = {}
    values = _plain(trace.get("y", []))
    names = _plain(trace.get("x"))
    if names is None:
        names = [trace.get("name") or "trace"] * len(values)
    for name, value in zip(names, values):
        groups.setdefault(str(name), []).append(value)
    for name, values in groups.items():
        values.sort()
        place = _place(spec["x"], [name])[0]
        low, first, middle, third, high = [_quantile(values, share) for share in (0, 0.25, 0.5, 0.75, 1)]
        color = common["color"]
        spec["marks"] += [
            {"kind": "line", "x": [place, place], "y": [low, high], "color": color, "width": 1},
            {"kind": "bars", "positions": [place], "heights": [third - first], "bases": [first], "width": 0.5,
             "color": color, "opacity": 0.5},
            {"kind": "line", "x": [place - 0.25, place + 0.25], "y": [middle, middle], "color": color, "width": 2},
        ]
