"""tabulate: tables as text."""
from _plotting import plain

__version__ = "0.9.0"

# For each format: the lines above, below the head, between rows and below, each as (left, fill, middle, right), and the frame of rows.
_LINES = {
    "plain": (None, None, None, None, ("", "  ", ""), 0),
    "simple": (None, ("", "-", "  ", ""), None, None, ("", "  ", ""), 0),
    "grid": (("+", "-", "+", "+"), ("+", "=", "+", "+"), ("+", "-", "+", "+"), ("+", "-", "+", "+"), ("|", "|", "|"), 1),
    "outline": (("+", "-", "+", "+"), ("+", "=", "+", "+"), None, ("+", "-", "+", "+"), ("|", "|", "|"), 1),
    "psql": (("+", "-", "+", "+"), ("|", "-", "+", "|"), None, ("+", "-", "+", "+"), ("|", "|", "|"), 1),
    "github": (None, ("|", "-", "|", "|"), None, None, ("|", "|", "|"), 1),
    "pipe": (None, ("|", "-", "|", "|"), None, None, ("|", "|", "|"), 1),
    "presto": (None, ("", "-", "+", ""), None, None, ("", "|", ""), 1),
    "fancy_grid": (("╒", "═", "╤", "╕"), ("╞", "═", "╪", "╡"), ("├", "─", "┼", "┤"), ("╘", "═", "╧", "╛"), ("│", "│", "│"), 1),
    "fancy_outline": (("╒", "═", "╤", "╕"), ("╞", "═", "╪", "╡"), None, ("╘", "═", "╧", "╛"), ("│", "│", "│"), 1),
    "rounded_grid": (("╭", "─", "┬", "╮"), ("├", "─", "┼", "┤"), ("├", "─", "┼", "┤"), ("╰", "─", "┴", "╯"), ("│", "│", "│"), 1),
    "rounded_outline": (("╭", "─", "┬", "╮"), ("├", "─", "┼", "┤"), None, ("╰", "─", "┴", "╯"), ("│", "│", "│"), 1),
    "simple_grid": (("┌", "─", "┬", "┐"), ("├", "─", "┼", "┤"), ("├", "─", "┼", "┤"), ("└", "─", "┴", "┘"), ("│", "│", "│"), 1),
}
_LINES["rst"] = (("", "=", "  ", ""), ("", "=", "  ", ""), None, ("", "=", "  ", ""), ("", "  ", ""), 0)
tabulate_formats = sorted(_LINES) + ["html"]


def tabulate(tabular_data, headers=(), tablefmt="simple", floatfmt="g", numalign="decimal", stralign="left", missingval="",
             showindex="default", colalign=None, **kwargs):
    """Rows, dicts or a table of pandas as text: `tabulate([["a", 1]], headers=["name", "n"], tablefmt="grid")`."""
    rows, headers = _rows(tabular_data, headers, showindex)
    width = max([len(row) for row in rows] + [len(headers)], default=0)
    rows = [list(row) + [None] * (width - len(row)) for row in rows]
    headers = [str(name) for name in headers]
    headers = [""] * (width - len(headers)) + headers if headers else headers
    columns = [_column([row[i] for row in rows], floatfmt[i] if isinstance(floatfmt, (list, tuple)) else floatfmt, missingval, numalign)
               for i in range(width)]
    sides = [("right" if numeric and numalign else stralign) for _, numeric in columns]
    if colalign is not None:
        sides = list(colalign) + sides[len(colalign):]
    texts = [column for column, _ in columns]
    if tablefmt == "html":
        return _html(headers, texts, sides)
    return "\n".join(_drawn(headers, texts, sides, tablefmt if tablefmt in _LINES else "simple"))


def _rows(data, headers, showindex):
    """The cells row by row, and the names of the columns."""
    index = None
    if hasattr(data, "_lists"):
        index, names, rows = list(data.index), list(data.columns), data._lists()
        rows = rows if showindex in (False, "never") else [[label] + row for label, row in zip(index, rows)]
        return rows, names if headers == "keys" else list(headers)
    if isinstance(data, dict):
        names, columns = list(data), [list(plain(column)) for column in data.values()]
        longest = max((len(column) for column in columns), default=0)
        rows = [[column[i] if i < len(column) else None for column in columns] for i in range(longest)]
    else:
        rows, names = list(plain(data)), []
        if rows and isinstance(rows[0], dict):
            names = list(dict.fromkeys(name for row in rows for name in row))
            rows = [[row.get(name) for name in names] for row in rows]
            if isinstance(headers, dict):
                headers = [headers.get(name, name) for name in names]
    if isinstance(headers, str) and headers == "keys":
        headers = names or list(range(len(rows[0]) if rows else 0))
    elif isinstance(headers, str) and headers == "firstrow":
        headers, rows = (rows[0], rows[1:]) if rows else ([], rows)
    if showindex in (True, "always"):
        rows = [[i] + list(row) for i, row in enumerate(rows)]
    return rows, list(headers)


def _number(value):
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        for kind in (int, float):
            try:
                return kind(value)
            except ValueError:
                pass
    return None


def _column(values, pattern, missing, align):
    """The texts of a column, and whether it holds numbers alone; their points stand below each other."""
    known = [value for value in values if value is not None and value != ""]
    numeric = bool(known) and all(_number(value) is not None for value in known)
    is_real = numeric and any(isinstance(_number(value), float) for value in known)
    texts = []
    for value in values:
        if value is None:
            texts.append(missing)
        elif is_real:
            texts.append(format(float(_number(value)), pattern))
        else:
            texts.append(str(value))
    if is_real and align == "decimal":
        after = [len(text.partition(".")[2]) + 1 if "." in text else 0 if "e" not in text else len(text) - text.index("e") for text in texts]
        widest = max(after)
        texts = [text + " " * (widest - behind) for text, behind in zip(texts, after)]
    return texts, numeric


def _padded(text, width, side):
    return {"right": text.rjust, "center": text.center}.get(side, text.ljust)(width)


def _drawn(headers, columns, sides, name):
    above, below_head, between, below, frame, gap = _LINES[name]
    # The head of a column has two places more than its words.
    heads = [len(head) + 2 for head in headers] or [0] * len(columns)
    widths = [max([head] + [len(text) for text in column]) for head, column in zip(heads, columns)]

    def rule(parts):
        left, fill, middle, right = parts
        return left + middle.join(fill * (width + 2 * gap) for width in widths) + right

    def line(cells):
        left, middle, right = frame
        pad = " " * gap
        return (left + middle.join(pad + _padded(cell, width, side) + pad for cell, width, side in zip(cells, widths, sides)) + right).rstrip()

    # Where lines stand below the head alone, a table without a head has them above.
    top = above or (below_head if not headers and name in ("simple", "github") else None)
    lines = [rule(top)] if top else []
    if headers:
        lines.append(line(headers))
    if name == "pipe":
        lines.append("|" + "|".join("-" * (width + 1) + ":" if side == "right" else ":" + "-" * (width + 1)
                                    for width, side in zip(widths, sides)) + "|")
    elif headers and below_head:
        lines.append(rule(below_head))
    rows = list(zip(*columns))
    for number, row in enumerate(rows):
        lines.append(line(row))
        if between and number < len(rows) - 1:
            lines.append(rule(between))
    if below:
        lines.append(rule(below))
    elif not headers and name == "simple":
        lines.append(rule(below_head))
    return lines


def _html(headers, columns, sides):
    def cell(tag, text, side):
        style = f' style="text-align: {side};"' if side != "left" else ""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<{tag}{style}>{text}</{tag}>"
    lines = ["<table>"]
    if headers:
        lines += ["<thead>", "<tr>" + "".join(cell("th", head, side) for head, side in zip(headers, sides)) + "</tr>", "</thead>"]
    lines.append("<tbody>")
    lines += ["<tr>" + "".join(cell("td", text, side) for text, side in zip(row, sides)) + "</tr>" for row in zip(*columns)]
    return "\n".join(lines + ["</tbody>", "</table>"])
