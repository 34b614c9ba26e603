"""The traces of plotly and their settings: nodes whose attributes and items are the same."""


class Node:
    """A part of a figure: attributes and items are the same, and unknown ones are kept."""

    def __init__(self, *args, **kwargs):
        for arg in args:
            if isinstance(arg, dict):
                kwargs = {**arg, **kwargs}
        self._members = {}
        self.update(**kwargs)

    def update(self, *args, **kwargs):
        for arg in args:
            if isinstance(arg, (dict, Node)):
                kwargs = {**(arg._members if isinstance(arg, Node) else arg), **kwargs}
        for name, value in kwargs.items():
            self._put(name, value)
        return self

    def _put(self, name, value):
        if name in self._members and isinstance(self._members[name], Node) and isinstance(value, dict):
            self._members[name].update(value)
            return
        head, _, rest = name.partition("_")
        if rest and head in ("line", "marker", "title", "xaxis", "yaxis", "coloraxis", "legend", "font", "colorbar", "error"):
            part = self._members.get(head)
            if not isinstance(part, Node):
                part = self._members[head] = Node({"text": part} if part is not None else {})
            part._put(rest, value)
            return
        self._members[name] = Node(value) if isinstance(value, dict) else value

    def get(self, name, default=None):
        value = self._members.get(name)
        return default if value is None else value

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        value = self._members.get(name)
        # A title is an object with a text, also where none was set.
        return Node({} if value is None else {"text": value}) if name == "title" and not isinstance(value, Node) else value

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


class Trace(Node):
    type = "trace"


class Scatter(Trace):
    type = "scatter"


class Scattergl(Scatter):
    pass


class Line(Node):
    pass


class Bar(Trace):
    type = "bar"


class Histogram(Trace):
    type = "histogram"


class Heatmap(Trace):
    type = "heatmap"


class Box(Trace):
    type = "box"


class Violin(Box):
    pass


class Image(Trace):
    type = "image"


class Table(Trace):
    type = "table"


class Layout(Node):
    pass


class Axis(Node):
    pass


def title_text(value):
    if isinstance(value, Node):
        value = value.get("text")
    return None if value is None else str(value).replace("<br>", " ").replace("<b>", "").replace("</b>", "")
