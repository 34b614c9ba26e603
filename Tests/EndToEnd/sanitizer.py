"""The rules by which JupyterLab 4 cleans the HTML of a notebook that is not trusted, as far as our output could meet them.

They are those of `@jupyterlab/apputils` (Sanitizer): tags, attributes, and properties of `style` with their values.
"""
import re
from html.parser import HTMLParser

TAGS = set("""a b br caption code col colgroup details div em h1 h2 h3 h4 hr i img kbd li mark meter ol p pre progress s small
              span strong sub summary sup table tbody td tfoot th thead tr tt u ul wbr""".split())
EVERYWHERE = {"class", "dir", "hidden", "id", "lang", "style", "title"}
ATTRIBUTES = {"img": {"align", "alt", "border", "height", "src", "width"}, "details": {"open"}, "table": {"align", "border"},
              "td": {"align", "colspan", "rowspan"}, "th": {"align", "colspan", "rowspan"}}

_COLOR = r"(#[0-9a-f]{3,6}|rgba?\(\s*[\d.]+(\s*,\s*[\d.]+){2,3}\s*\)|[a-z]+)"
_LENGTH = r"(-?[\d.]+(px|em|rem|%|pt)|0)"
STYLES = {
    "background-color": _COLOR, "color": _COLOR, "display": r"(inline|inline-block|block|flex|grid|none|table)",
    "font-family": r"[\w ,\"'-]+", "font-weight": r"(bold|normal|\d+)", "font-size": _LENGTH, "opacity": r"[\d.]+",
    "margin": rf"{_LENGTH}( {_LENGTH}){{0,3}}", "padding": rf"{_LENGTH}( {_LENGTH}){{0,3}}", "line-height": r"[\d.]+(px|em|%)?",
    "text-align": r"(left|right|center|justify)", "vertical-align": r"(top|middle|bottom|baseline|sub|super)",
    "white-space": r"(normal|pre|nowrap|pre-wrap|pre-line)", "border": rf"{_LENGTH} (solid|dashed|dotted) {_COLOR}",
    **{f"{kind}-{side}": _LENGTH for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")},
    **{name: rf"({_LENGTH}|auto)" for name in ("width", "height", "max-width", "max-height", "min-width", "min-height")},
}
# What ends itself.
_VOID = {"br", "col", "hr", "img", "wbr"}


class Reader(HTMLParser):
    """Reads HTML: what a sanitiser would take away, the text that stays, and whether tags are nested well."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.lost, self.text, self._open = [], "", []
        self.feed(html)
        self.close()
        self.lost += [f"<{tag}> without end" for tag in self._open]

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.lost.append(f"<{tag}>")
        for name, value in attributes:
            if name not in EVERYWHERE | ATTRIBUTES.get(tag, set()):
                self.lost.append(f"{tag} {name}=")
            if name == "style":
                self._check(value)
            if name == "src" and not re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/=]+", value):
                self.lost.append(f"{tag} src={value[:40]}")
            if name == "alt":
                self.text += f" {value} "
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.lost.append(f"</{tag}> that ends nothing")

    def handle_data(self, data):
        self.text += data

    def _check(self, style):
        for rule in filter(None, style.split(";")):
            name, _, value = rule.partition(":")
            if name.strip() not in STYLES or not re.fullmatch(STYLES[name.strip()], value.strip(), re.I):
                self.lost.append(rule)


class Canonical(HTMLParser):
    """HTML as a text that is the same for pages that mean the same: attributes in order, one kind of quote, no `/>`."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.text += f"<{tag}" + "".join(f" {name}={value or ''!r}" for name, value in sorted(attributes)) + ">"

    def handle_endtag(self, tag):
        self.text += f"</{tag}>" if tag not in _VOID else ""

    def handle_data(self, data):
        self.text += data


def without_style(html):
    """What GitHub keeps: no style sheets, scripts, style attributes and classes."""
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.S)
    return re.sub(r"\s(style|class)=\"[^\"]*\"", "", html)
