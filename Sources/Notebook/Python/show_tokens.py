"""Tokens with a value each, as text on coloured ground."""
from _plotting import plain
from _show_markup import BLOCKS, Shown, escape, quiet, tint, visible

# Of longer texts the beginning and the end are shown.
_LONGEST, _HEAD, _TAIL = 2000, 1000, 200


def tokens(tokens, values, title=None, labels=None):
    """Each token on a ground as strong as its value: `show.tokens(["The", " cat"], [0.1, -0.4])`.

    Values may have a column for each of several measures, named by `labels`.
    """
    values, names = plain(values), [str(token) for token in tokens]
    if values and isinstance(values[0], list):
        shown = []
        for i in range(len(values[0])):
            name = labels[i] if labels else f"column {i}"
            shown.append(_one(names, [row[i] for row in values], name if title is None else f"{title}: {name}"))
        return Shown("\n".join(each.text for each in shown), "".join(each.html for each in shown))
    return _one(names, values, title)


def _one(tokens, values, title):
    values = [float(value) for value in values]
    if len(tokens) != len(values):
        raise ValueError(f"{len(tokens)} tokens, but {len(values)} values")
    pairs = list(enumerate(zip(tokens, values)))
    parts = [pairs] if len(pairs) <= _LONGEST else [pairs[:_HEAD], pairs[-_TAIL:]]
    gap = f"… {len(pairs) - _HEAD - _TAIL} more tokens …"
    largest = max((abs(value) for value in values if value == value), default=0) or 1
    legend = f"blue is above zero, red below; the strongest is {largest:.3g}"
    lines = [title] if title else []
    lines += f"\n{gap}\n".join("\n".join(_wrapped(part)) for part in parts).split("\n")
    lines.append("".join(_block(value / largest) for value in values[:80]))
    spans = gap.join("".join(_span(i, token, value, largest, len(values)) for i, (token, value) in part) for part in parts)
    heading = f"<div><b>{escape(title)}</b></div>" if title else ""
    return Shown("\n".join(lines), heading + f"<div>{spans}</div>" + quiet(legend))


def _block(share):
    return "?" if share != share else BLOCKS[round(abs(share) * 8)]


def _wrapped(pairs):
    """`·The(+0.12) ·cat(-0.40)` in lines of 80 characters."""
    lines, line = [], ""
    for _, (token, value) in pairs:
        word = f"{visible(token)}({value:+.2f})"
        if line and len(line) + len(word) + 1 > 80:
            lines, line = lines + [line], ""
        line += (" " if line else "") + word
    return lines + [line]


def _span(position, token, value, largest, count):
    note = f"<sub>{value:.2f}</sub>" if count <= 64 else ""
    hint = escape(f"position {position} · {value:.4f}")
    shade = "" if value != value else f' style="{tint(value / largest)};padding:1px 0"'
    return f'<span title="{hint}"{shade}>{escape(visible(token))}{note}</span>' + ("<br>" if "\n" in token else " ")
