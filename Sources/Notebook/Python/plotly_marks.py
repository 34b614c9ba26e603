"""From the traces of plotly to the marks of a figure."""
from _plotting import plain, quantile
from plotly.traces import Bar, Box, Heatmap, Histogram, Image, Node, Scatter, title_text

COLORS = ["#636efa", "#ef553b", "#00cc96", "#ab63fa", "#ffa15a", "#19d3f3", "#ff6692", "#b6e880", "#ff97ff", "#fecb52"]
DASHES = {"dash": "--", "dot": ":", "dashdot": "-.", "longdash": "--", "longdashdot": "-."}


def is_text(values):
    return any(isinstance(value, str) for value in values)


def _place(axis, values):
    """Values on an axis: words become places of their own."""
    values = plain(values)
    if not is_text(values):
        return values
    for value in values:
        if str(value) not in axis["categories"]:
            axis["categories"].append(str(value))
    return [axis["categories"].index(str(value)) for value in values]


def _color(trace, index):
    for part in ("line", "marker"):
        node = trace.get(part)
        if isinstance(node, Node) and isinstance(node.get("color"), str):
            return node.get("color")
    return COLORS[index % len(COLORS)]


def add(trace, spec, index, layout, bars):
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
    y = plain(trace.get("y", []))
    x = plain(trace.get("x", list(range(len(y)))))
    x, y = _place(spec["x"], x), _place(spec["y"], y)
    mode = trace.get("mode") or ("lines+markers" if len(x) < 20 else "lines")
    line, marker = trace.get("line", Node()), trace.get("marker", Node())
    if trace.get("fill") in ("tozeroy", "tonexty"):
        spec["marks"].append({"kind": "area", "x": x, "low": [0] * len(x), "high": y, "color": common["color"], "opacity": 0.3})
    if "lines" in mode:
        spec["marks"].append({**common, "kind": "line", "x": x, "y": y, "width": line.get("width", 2),
                              "dash": DASHES.get(line.get("dash")), "points": "markers" in mode})
    elif "markers" in mode or "text" in mode:
        mark = {**common, "kind": "points", "x": x, "y": y}
        size = marker.get("size")
        if isinstance(size, (int, float)):
            mark["size"] = size
        color = plain(marker.get("color"))
        if isinstance(color, list) and color:
            if is_text(color):
                mark["colors"] = color
            else:
                mark["values"] = color
                mark["scale"] = _scale(marker.get("colorscale") or layout.get("colorscale"))
                mark["lower"], mark["upper"], mark["middle"] = marker.get("cmin"), marker.get("cmax"), marker.get("cmid")
                mark["shows_scale"] = bool(marker.get("showscale")) and layout.get("coloraxis_showscale") is not False
                bar = marker.get("colorbar")
                if isinstance(bar, Node):
                    mark["scale_title"] = title_text(bar.get("title"))
        texts = trace.get("text") if trace.get("text") is not None else trace.get("hovertext")
        texts = plain(texts)
        if isinstance(texts, list):
            mark["texts"] = [str(text) for text in texts]
            mark["shows_texts"] = "text" in mode
        spec["marks"].append(mark)


def _add_bars(trace, spec, common, layout, bars):
    horizontal = trace.get("orientation") == "h"
    along, across = ("y", "x") if horizontal else ("x", "y")
    heights = plain(trace.get(across, []))
    places = _place(spec[along], trace.get(along, list(range(len(heights)))))
    count, position = len(bars), bars.index(trace)
    bases, width = [], 0.8
    if layout.get("barmode") in ("stack", "relative"):
        below = {}
        for other in bars[:position]:
            for place, height in zip(_place(spec[along], other.get(along, [])), plain(other.get(across, []))):
                below[place] = below.get(place, 0) + height
        bases = [below.get(place, 0) for place in places]
    elif count > 1 and layout.get("barmode") != "overlay":
        width = 0.8 / count
        places = [place + (position - (count - 1) / 2) * width for place in places]
    mark = {**common, "kind": "bars", "positions": places, "heights": heights, "bases": bases, "width": width,
            "horizontal": horizontal}
    color = plain(trace.get("marker", Node()).get("color"))
    if isinstance(color, list) and is_text(color):
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
    values = [value for value in plain(trace.get(along, [])) if value is not None and value == value]
    if not values:
        return
    if is_text(values):
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
    return [color[1] if isinstance(color, (list, tuple)) else color for color in plain(value)]


def _add_heatmap(trace, spec, layout):
    values = plain(trace.get("z", []))
    shared = layout.get("coloraxis", Node()) if isinstance(layout.get("coloraxis"), Node) else Node()
    mark = {"kind": "heatmap", "values": values, "scale": _scale(trace.get("colorscale") or shared.get("colorscale")),
            "middle": trace.get("zmid") if trace.get("zmid") is not None else shared.get("cmid"),
            "lower": trace.get("zmin") if trace.get("zmin") is not None else shared.get("cmin"),
            "upper": trace.get("zmax") if trace.get("zmax") is not None else shared.get("cmax")}
    if trace.get("reversescale"):
        mark["scale"] = mark["scale"][:-2] if mark["scale"].endswith("_r") else mark["scale"] + "_r"
    mark["shows_scale"] = trace.get("showscale") is not False and layout.get("coloraxis_showscale") is not False \
        and shared.get("showscale") is not False
    bar = trace.get("colorbar") if isinstance(trace.get("colorbar"), Node) else shared.get("colorbar")
    if isinstance(bar, Node):
        mark["scale_title"] = title_text(bar.get("title"))
    texts = plain(trace.get("text"))
    if isinstance(texts, list) and texts and trace.get("texttemplate"):
        mark["texts"] = [str(text) for row in texts for text in (row if isinstance(row, list) else [row])]
    for kind, count in (("x", len(values[0]) if values else 0), ("y", len(values))):
        names = plain(trace.get(kind))
        if names is None or spec[kind].get("ticks") is not None:
            continue
        if is_text(names):
            spec[kind]["ticks"], spec[kind]["labels"] = list(range(count)), [str(name) for name in names]
        elif len(names) == count and count:
            step = (names[-1] - names[0]) / (count - 1) if count > 1 else 1
            mark[kind + "_range"] = sorted([names[0] - step / 2, names[-1] + step / 2])
    spec["marks"].append(mark)


def _add_image(trace, spec):
    rows = plain(trace.get("z", []))
    scale = 1 if max((part for row in rows for pixel in row for part in pixel), default=0) > 1 else 255
    colors = [f"rgb({pixel[0] * scale},{pixel[1] * scale},{pixel[2] * scale})" for row in rows for pixel in row]
    spec["marks"].append({"kind": "heatmap", "values": [[0] * len(row) for row in rows], "colors": colors,
                          "shows_scale": False})
    spec["y"]["reversed"] = True


def quantile(values, share):
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def _add_box(trace, spec, common):
    groups = {}
    values = plain(trace.get("y", []))
    names = plain(trace.get("x"))
    if names is None:
        names = [trace.get("name") or "trace"] * len(values)
    for name, value in zip(names, values):
        groups.setdefault(str(name), []).append(value)
    for name, values in groups.items():
        values.sort()
        place = _place(spec["x"], [name])[0]
        low, first, middle, third, high = [quantile(values, share) for share in (0, 0.25, 0.5, 0.75, 1)]
        color = common["color"]
        spec["marks"] += [
            {"kind": "line", "x": [place, place], "y": [low, high], "color": color, "width": 1},
            {"kind": "bars", "positions": [place], "heights": [third - first], "bases": [first], "width": 0.5,
             "color": color, "opacity": 0.5},
            {"kind": "line", "x": [place - 0.25, place + 0.25], "y": [middle, middle], "color": color, "width": 2},
        ]
