"""Attention patterns: where each head looks."""
import _figures
import _views
from _show_markup import Shown, escape, quiet, row, visible

# So many heads are put into words, and so many are drawn.
_WORDED, _DRAWN = 48, 16


def attention(pattern, tokens, head=None, title=None, heads=None, layer=None, interactive=False):
    """Attention weights [head, query, key] as small heat maps, with each head's strongest pair in words.

    `head` chooses one; then its ten strongest pairs are listed. `interactive` gives a plot to zoom in instead.
    """
    pattern = pattern.detach().float()
    while pattern.dim() > 3:
        pattern = pattern[0]
    if pattern.dim() == 2:
        pattern = pattern.unsqueeze(0)
    names = [visible(token) for token in tokens]
    numbers = list(range(len(pattern)))[:_WORDED] if head is None else [head]
    labels = {number: _label(number, heads, layer) for number in numbers}
    lines = [_words(pattern[number], names, labels[number]) for number in numbers]
    if interactive:
        return _Picture(_figure(pattern, names, numbers[:_DRAWN], labels, title), "\n".join(lines))
    tables = [_pairs(pattern[head], names)] if head is not None else []
    left_out = len(numbers) - _DRAWN
    notes = [f"and {left_out} more heads"] if left_out > 0 else []
    maps = "".join(_thumbnail(pattern[number], line) for number, line in zip(numbers[:_DRAWN], lines))
    heading = f"<div><b>{escape(title)}</b></div>" if title else ""
    legend = "; ".join(["query by row, key by column; the stronger the blue, the larger the weight"] + notes)
    text = ([title] if title else []) + lines + [line for table in tables for line in table[0]]
    return Shown("\n".join(text), heading + f"<div>{maps}</div>" + "".join(table[1] for table in tables) + quiet(legend))


def _label(number, heads, layer):
    if heads is not None:
        return str(heads[number])
    return f"head {number}" if layer is None else f"L{layer}.H{number}"


def _words(weights, names, label):
    """`head 1: max 0.83 ·Mary←·John (previous 0.12, first 0.05, induction 0.71)`"""
    # The first query can look nowhere but at itself.
    first = 1 if len(weights) > 1 else 0
    best = weights[first:].flatten().argmax().item()
    query, key = best // weights.shape[1] + first, best % weights.shape[1]
    scores = []
    if len(weights) > 1:
        scores.append(f"previous {weights.diagonal(-1).mean().item():.2f}")
        scores.append(f"first {weights[1:, 0].mean().item():.2f}")
    seen, repeats = {}, []
    for place, name in enumerate(names):
        if name in seen and seen[name] + 1 < place:
            repeats.append((place, seen[name] + 1))
        seen[name] = place
    if repeats:
        scores.append(f"induction {sum(weights[q, k].item() for q, k in repeats) / len(repeats):.2f}")
    note = f" ({', '.join(scores)})" if scores else ""
    return f"{label}: max {weights[query, key].item():.2f} {names[query]}←{names[key]}{note}"


def _thumbnail(weights, line):
    label, _, words = line.partition(":")
    pair = words.partition(" (")[0].split(" ")[-1]
    style = "display:inline-block;vertical-align:top;margin:4px 12px 4px 0"
    image = _views.matrix(weights, 0.0, 1.0, line, 160)
    return f'<div style="{style}"><div><b>{escape(label)}</b> {escape(pair)}</div>{image}</div>'


def _pairs(weights, names):
    """The ten strongest pairs as lines and as a table."""
    best = weights.flatten().topk(min(10, weights.numel()))
    lines, rows = [], [row(["query", "key", "weight"], "th", "<<>")]
    for weight, place in zip(best.values.tolist(), best.indices.tolist()):
        if weight == 0:
            break
        query, key = names[place // weights.shape[1]], names[place % weights.shape[1]]
        lines.append(f"  {query} ← {key}  {weight:.3f}")
        rows.append(row([escape(query), escape(key), f"{weight:.3f}"], "td", "<<>"))
    return lines, f"<table>{''.join(rows)}</table>"


def _figure(pattern, names, numbers, labels, title):
    """The same as a figure of heat maps, for JupyterLab to draw."""
    columns = min(4, len(numbers))
    panels = []
    for number in numbers:
        rows = [[value if j <= i else None for j, value in enumerate(line)] for i, line in enumerate(pattern[number].tolist())]
        ticks = list(range(len(names))) if len(numbers) == 1 else []
        panels.append({"title": labels[number], "square": True, "x": {"ticks": ticks, "labels": names},
                       "y": {"ticks": ticks, "labels": names, "reversed": True},
                       "marks": [{"kind": "heatmap", "values": rows, "scale": "blues", "lower": 0, "upper": 1,
                                  "shows_scale": len(numbers) == 1}]})
    rows = -(-len(numbers) // columns)
    size = 480 if len(numbers) == 1 else 200
    return {"title": title, "rows": rows, "columns": columns, "width": size * columns + 40, "height": size * rows + 20,
            "panels": panels}


class _Picture:
    """A figure that is shown with words of its own."""

    def __init__(self, figure, text):
        self._figure, self.text = figure, text

    def __repr__(self):
        return self.text

    def _ipython_display_(self):
        _figures.show(self._figure)
        print(self.text)
