"""What the renderers of `nnsight.show` share: text for consoles, and HTML that needs no script and no style sheet."""

BLOCKS = " ▁▂▃▄▅▆▇█"


class Shown:
    """Text for consoles, and HTML for notebooks."""

    def __init__(self, text, html=None):
        self.text, self.html = text, html

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def visible(token):
    """A token with its spaces and line breaks to be seen: " Paris" is "·Paris"."""
    return str(token).replace(" ", "·").replace("\n", "↵").replace("\t", "⇥")


def tint(share):
    """A ground for text of any colour: blue above zero, red below, as strong as the share of the largest."""
    rgb = "33,102,172" if share >= 0 else "178,24,43"
    return f"background-color:rgba({rgb},{min(abs(share), 1) * 0.6:.2f})"


def bar(share, width=10):
    """`bar(0.25)` is two full blocks and a half one."""
    eighths = round(max(0, min(share, 1)) * width * 8)
    return "█" * (eighths // 8) + (" ▏▎▍▌▋▊▉"[eighths % 8] if eighths % 8 else "")


def change(difference, digits=3):
    """`▲ 0.120` or `▼ 0.040`; a dot when nothing has changed."""
    text = f"{abs(difference):.{digits}f}"
    if float(text) == 0:
        return "·"
    return ("▲ " if difference > 0 else "▼ ") + text


def row(cells, tag="td", sides=""):
    """A row of a table; `sides` has `<` for cells of words, which JupyterLab would put on the right as it does numbers."""
    left = ' style="text-align:left"'
    return "<tr>" + "".join(f"<{tag}{left if sides[i:i + 1] == '<' else ''}>{cell}</{tag}>" for i, cell in enumerate(cells)) + "</tr>"


def columns(rows, alignment):
    """Texts in columns: `<` and `>` say to which side each column is aligned."""
    widths = [max(len(line[i]) for line in rows) for i in range(len(alignment))]
    lines = []
    for line in rows:
        cells = [f"{cell:{side}{width}}" for cell, side, width in zip(line, alignment, widths)]
        lines.append("  ".join(cells).rstrip())
    return lines


def beside(parts):
    """Pieces of HTML next to each other, as far as there is room."""
    if len(parts) == 1:
        return parts[0]
    style = "display:inline-block;vertical-align:top;margin-right:24px"
    return "".join(f'<div style="{style}">{part}</div>' for part in parts)


def quiet(text):
    return f'<div style="opacity:0.7">{escape(text)}</div>' if text else ""
