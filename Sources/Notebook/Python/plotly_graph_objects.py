"""plotly.graph_objects: a figure is a list of traces and a layout."""
import _figures
from _plotting import plain
from plotly.marks import COLORS, DASHES, add
from plotly.traces import (Axis, Bar, Box, Heatmap, Histogram, Image, Layout, Line, Node, Scatter, Scattergl, Table, Trace,
                           Violin, title_text)


class Figure:
    """A list of traces and a layout; `show()` draws it."""

    def __init__(self, data=None, layout=None, frames=None, **kwargs):
        if data is None:
            data = []
        elif isinstance(data, Trace):
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
        data = [data] if isinstance(data, Trace) else data
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
        mark = {"kind": "rule", "position": plain(at), "horizontal": horizontal,
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

    def add_hrect(self, y0, y1, row=None, col=None, line_width=1, line_color=None, **kwargs):
        for place in (y0, y1):
            self.add_hline(place, row, col, line_width=line_width, line_color=line_color or kwargs.get("fillcolor"))
        return self

    def add_vrect(self, x0, x1, row=None, col=None, line_width=1, line_color=None, **kwargs):
        for place in (x0, x1):
            self.add_vline(place, row, col, line_width=line_width, line_color=line_color or kwargs.get("fillcolor"))
        return self

    def add_annotation(self, arg=None, x=0, y=0, text="", row=None, col=None, **kwargs):
        self._extras.append((self._panel(row, col), {"kind": "label", "x": plain(x), "y": plain(y), "text": title_text(text)}))
        return self

    def add_shape(self, type="line", x0=0, x1=0, y0=0, y1=0, row=None, col=None, line=None, **kwargs):
        line = line or {}
        xs, ys = ([x0, x1], [y0, y1]) if type == "line" else ([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0])
        mark = {"kind": "line", "x": xs, "y": ys, "color": line.get("color") or "gray", "width": line.get("width") or 1,
                "dash": DASHES.get(line.get("dash"))}
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
            self._axes[kind, panel] = Axis()
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
        title = title_text(self.layout.get("title")) or "Figure"
        return f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n{svg}\n</body></html>\n"

    def _figure(self):
        panels = [self._panel_spec(i) for i in range(self._rows * self._columns)]
        layout = self.layout
        return {"title": title_text(layout.get("title")), "width": layout.get("width"), "height": layout.get("height"),
                "rows": self._rows, "columns": self._columns, "panels": panels}

    def _panel_spec(self, panel):
        spec = {"x": self._axis_spec("x", panel), "y": self._axis_spec("y", panel), "marks": []}
        if panel < len(self._titles):
            spec["title"] = self._titles[panel]
        if self.layout.get("showlegend") is not None:
            spec["legend"] = self.layout.get("showlegend")
        legend = self.layout.get("legend")
        if isinstance(legend, Node):
            spec["legend_title"] = title_text(legend.get("title"))
        traces = [(i, trace) for i, trace in enumerate(self.data) if self._places.get(i, 0) == panel]
        bars = [trace for _, trace in traces if isinstance(trace, Bar)]
        for i, trace in traces:
            add(trace, spec, i, self.layout, bars)
        anchored = self._axes.get(("y", panel))
        spec["square"] = anchored is not None and anchored.get("scaleanchor") is not None
        spec["marks"] += [mark for place, mark in self._extras if place is None or place == panel]
        return spec

    def _axis_spec(self, kind, panel):
        suffix = str(panel + 1) if panel else ""
        axis = Axis()
        shared = self.layout.get(kind + "axis" + suffix)
        if isinstance(shared, Node):
            axis.update(shared)
        if ((kind, panel)) in self._axes:
            axis.update(self._axes[kind, panel])
        spec = {"title": title_text(axis.get("title")), "log": axis.get("type") == "log", "categories": []}
        if axis.get("range") is not None:
            low, high = plain(axis.get("range"))
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
            spec["ticks"] = plain(ticks)
            if axis.get("ticktext") is not None:
                spec["labels"] = [str(text) for text in plain(axis.get("ticktext"))]
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
