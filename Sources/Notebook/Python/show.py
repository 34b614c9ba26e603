"""Pictures of what a language model does: tokens, next tokens, attention, the logit lens, differences.

    from nnsight import show
    show.top_tokens(model, "The Eiffel Tower is in the city of")
"""
import _figures

_BLOCKS = " ▁▂▃▄▅▆▇█"


class Shown:
    """Text for consoles, and HTML without scripts for notebooks."""

    def __init__(self, text, html=None):
        self.text, self.html = text, html

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def _escape(text):
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _visible(token):
    """A token with its spaces and line breaks to be seen."""
    return str(token).replace(" ", "·").replace("\n", "↵").replace("\t", "⇥")


def _plain(value):
    if hasattr(value, "detach"):
        value = value.detach()
    return value.tolist() if hasattr(value, "tolist") else list(value)


def _tint(share):
    """Red below zero, blue above, as strong as the share of the largest."""
    rgb = "33,102,172" if share >= 0 else "178,24,43"
    return f"background-color:rgba({rgb},{min(abs(share), 1) * 0.6:.2f})"


def _bar(share, width=10):
    eighths = round(max(0, min(share, 1)) * width * 8)
    return "█" * (eighths // 8) + (" ▏▎▍▌▋▊▉"[eighths % 8] if eighths % 8 else "")


def tokens(tokens, values, title=None):
    """Each token on a ground as strong as its value: `show.tokens(["The", " cat"], [0.1, -0.4])`."""
    values = [float(value) for value in _plain(values)]
    tokens = [str(token) for token in tokens]
    if len(tokens) != len(values):
        raise ValueError(f"{len(tokens)} tokens, but {len(values)} values")
    left_out = max(0, len(tokens) - 2000)
    largest = max((abs(value) for value in values), default=0) or 1
    words = [f"{_visible(token)}({value:+.2f})" for token, value in zip(tokens, values)]
    lines, line = [], ""
    for word in words[:2000]:
        if line and len(line) + len(word) + 1 > 80:
            lines, line = lines + [line], ""
        line += (" " if line else "") + word
    lines.append(line)
    spark = "".join(_BLOCKS[round(abs(value) / largest * 8)] for value in values[:80])
    spans = []
    for i, (token, value) in enumerate(zip(tokens[:2000], values)):
        note = f"<sub>{value:.2f}</sub>" if len(values) <= 64 else ""
        spans.append(f'<span title="position {i}: {value:.4f}" style="{_tint(value / largest)};padding:1px 0">'
                     f"{_escape(_visible(token))}{note}</span>" + ("<br>" if "\n" in token else ""))
    heading = f"<div><b>{_escape(title)}</b></div>" if title else ""
    legend = f'<div style="opacity:0.7">blue is above zero, red below; the strongest is {largest:.3g}</div>'
    more = f"… {left_out} more tokens" if left_out else ""
    return Shown("\n".join(([title] if title else []) + lines + [spark] + ([more] if more else [])),
                 heading + '<div style="line-height:2">' + "".join(spans) + more + "</div>" + legend)


def _last_logits(model, prompt):
    with model.trace(prompt):
        logits = model.output["logits"][0, -1].save()
    return logits.detach()


def _logits(model_or_logits, prompt):
    if prompt is not None:
        return _last_logits(model_or_logits, prompt)
    logits = model_or_logits.detach()
    while logits.dim() > 1:
        logits = logits[0] if logits.dim() > 2 else logits[-1]
    return logits


def top_tokens(model_or_logits, prompt=None, k=10, tokenizer=None):
    """The k tokens that a model finds likeliest to come next, as a table."""
    logits = _logits(model_or_logits, prompt)
    tokenizer = tokenizer or getattr(model_or_logits, "tokenizer", None)
    probabilities = logits.float().softmax(-1)
    best = probabilities.topk(min(k, 50, len(probabilities)))
    rows = []
    for rank, (share, index) in enumerate(zip(best.values.tolist(), best.indices.tolist()), 1):
        word = repr(tokenizer.decode([index])) if tokenizer is not None else str(index)
        rows.append((rank, word, index, share, logits[index].item()))
    width = max(len(row[1]) for row in rows)
    lines = [f"{'':>3} {'token':<{width}} {'id':>6} {'prob':>7} {'logit':>8}"]
    cells = []
    for rank, word, index, share, logit in rows:
        lines.append(f"{rank:>3} {word:<{width}} {index:>6} {share:>7.3f} {logit:>8.2f} {_bar(share)}".rstrip())
        strong = ("<b>", "</b>") if rank == 1 else ("", "")
        cells.append(f"<tr><td>{rank}</td><td>{strong[0]}{_escape(word)}{strong[1]}</td><td>{index}</td><td>{share:.3f}</td>"
                     f'<td>{logit:.2f}</td><td style="text-align:left">{_bar(share)}</td></tr>')
    head = "<tr><th></th><th>token</th><th>id</th><th>prob</th><th>logit</th><th></th></tr>"
    return Shown("\n".join(lines), f"<table>{head}{''.join(cells)}</table>")


_PARTS = [("transformer.h", "transformer.ln_f", "lm_head"), ("model.layers", "model.norm", "lm_head"),
          ("gpt_neox.layers", "gpt_neox.final_layer_norm", "embed_out"),
          ("model.decoder.layers", "model.decoder.final_layer_norm", "lm_head")]


def _module(model, path):
    for name in path.split("."):
        model = getattr(model, name, None)
        if model is None:
            return None
    return model


def _parts(model):
    """The layers, the last norm and the head of a language model, wherever its family keeps them."""
    for paths in _PARTS:
        found = [_module(model, path) for path in paths]
        if all(part is not None for part in found):
            return found
    raise ValueError("show.logit_lens knows no layers, norm and head in this model")


def logit_lens(model, prompt, last=24):
    """What each layer would say next at each position, if it were the last one."""
    layers, norm, head = _parts(model)
    saved = []
    with model.trace(prompt):
        for layer in layers:
            scores = head(norm(layer.output[0]))[0].float().softmax(-1)
            saved.append(scores.max(-1).save())
    ids = model.tokenizer.encode(prompt)
    names = [model.tokenizer.decode([each]) for each in ids][-last:]
    grid = []
    for best in saved:
        shares, tokens = best[0].detach().tolist()[-last:], best[1].tolist()[-last:]
        grid.append([(model.tokenizer.decode([token]), share) for token, share in zip(tokens, shares)])
    final = [token for token, _ in grid[-1]]
    lines = [f"{'':>5} " + " ".join(f"{_visible(name)[:8]:<8}" for name in names)]
    rows = ["<tr><th>layer</th>" + "".join(f"<th>{_escape(_visible(name))}</th>" for name in names) + "</tr>"]
    for number in range(len(grid) - 1, -1, -1):
        lines.append(f"{number:>5} " + " ".join(f"{_visible(token)[:8]:<8}" for token, _ in grid[number]))
        cells = []
        for (token, share), answer in zip(grid[number], final):
            word = _escape(_visible(token))
            word = f"<b>{word}</b>" if token == answer else word
            cells.append(f'<td title="layer {number}: {share:.3f}" style="{_tint(share)}">{word}</td>')
        rows.append(f"<tr><td>{number}</td>{''.join(cells)}</tr>")
    note = "" if len(ids) <= last else f"the last {last} of {len(ids)} positions"
    return Shown("\n".join(lines + ([note] if note else [])), f"<table>{''.join(rows)}</table>{note}")


def attention(pattern, tokens, head=None, title=None, heads=None):
    """Attention weights [head, query, key] as heat maps, with the strongest pair of each head in words."""
    pattern = pattern.detach()
    if pattern.dim() == 4:
        pattern = pattern[0]
    if pattern.dim() == 2:
        pattern = pattern.unsqueeze(0)
    names = [_visible(token) for token in tokens]
    numbers = list(range(len(pattern)))[:16] if head is None else [head]
    columns = min(4, len(numbers))
    panels, lines = [], []
    for number in numbers:
        weights = pattern[number]
        best = weights.flatten().argmax().item()
        query, key = best // weights.shape[1], best % weights.shape[1]
        label = f"head {number}" if heads is None else str(heads[number])
        lines.append(f"{label}: max {weights.max().item():.2f} {names[query]}←{names[key]}")
        rows = [[value if j <= i else None for j, value in enumerate(row)] for i, row in enumerate(weights.tolist())]
        ticks = list(range(len(names))) if len(numbers) == 1 else []
        panels.append({"title": f"{label}  {names[query]}←{names[key]}", "square": True,
                       "x": {"ticks": ticks, "labels": names}, "y": {"ticks": ticks, "labels": names, "reversed": True},
                       "marks": [{"kind": "heatmap", "values": rows, "scale": "blues", "lower": 0, "upper": 1,
                                  "shows_scale": len(numbers) == 1}]})
    rows = -(-len(numbers) // columns)
    size = 480 if len(numbers) == 1 else 200
    return _Picture({"title": title, "rows": rows, "columns": columns, "width": size * columns + 40, "height": size * rows + 20,
                     "panels": panels}, "\n".join(lines))


class _Picture:
    """A figure that is shown with words of its own."""

    def __init__(self, figure, text):
        self._figure, self.text = figure, text

    def __repr__(self):
        return self.text

    def _ipython_display_(self):
        _figures.show(self._figure)
        print(self.text)


def compare(a, b, names=("a", "b")):
    """How two tensors differ: largest and mean distance, cosine, and KL divergence for logits."""
    a, b = a.detach().float(), b.detach().float()
    if a.shape != b.shape:
        raise ValueError(f"{names[0]} is {list(a.shape)}, but {names[1]} is {list(b.shape)}")
    distance = (a - b).abs()
    place = distance.flatten().argmax().item()
    index = []
    for size in reversed(list(a.shape)):
        index.insert(0, place % size)
        place //= size
    norm = a.norm().item() * b.norm().item()
    rows = [("shape", str(list(a.shape))), ("largest difference", f"{distance.max().item():.4g} at {index}"),
            ("mean difference", f"{distance.mean().item():.4g}"),
            ("relative", f"{(distance.norm() / a.norm()).item() if a.norm().item() else float('nan'):.4g}"),
            ("cosine", f"{(a * b).sum().item() / norm if norm else float('nan'):.6f}")]
    if a.dim() >= 1 and a.shape[-1] > 1:
        first, second = a.log_softmax(-1), b.log_softmax(-1)
        rows.append(("KL of softmax", f"{(first.exp() * (first - second)).sum(-1).mean().item():.4g}"))
    width = max(len(name) for name, _ in rows)
    text = "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
    cells = "".join(f"<tr><td>{name}</td><td>{_escape(value)}</td></tr>" for name, value in rows)
    return Shown(text, f"<table>{cells}</table>")
