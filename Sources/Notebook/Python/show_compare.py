"""How two values differ."""
import _views
from _show_markup import Shown, change, columns, escape, row
from _show_models import word


def compare(a, b, names=("a", "b"), tokenizer=None, k=5):
    """How two tensors differ: the largest and mean distance, cosine, KL divergence of logits, and a heat map of b - a.

    With a tokenizer, logits show the likeliest tokens before and after. Containers are compared part by part.
    """
    if hasattr(a, "detach") and hasattr(b, "detach"):
        return _tensors(a.detach(), b.detach(), names, tokenizer, k)
    if isinstance(a, dict) and isinstance(b, dict):
        keys = list(dict.fromkeys(list(a) + list(b)))
        return _parts([(repr(key), a.get(key, _MISSING), b.get(key, _MISSING)) for key in keys], names)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        count = max(len(a), len(b))
        pairs = [(f"[{i}]", a[i] if i < len(a) else _MISSING, b[i] if i < len(b) else _MISSING) for i in range(count)]
        return _parts(pairs, names)
    return _parts([("value", a, b)], names)


class _Missing:
    def __repr__(self):
        return "missing"


_MISSING = _Missing()


def _table(lines, sides, head=None):
    rows = [row([escape(cell) for cell in head], "th", sides)] if head else []
    return "<table>" + "".join(rows + [row([escape(cell) for cell in line], "td", sides) for line in lines]) + "</table>"


def _parts(pairs, names):
    """A line for each part, with what is different about it."""
    lines = [[name, *_short(a, b)] for name, a, b in pairs[:200]]
    head = ["", names[0], names[1], "difference"]
    rest = [f"… {len(pairs) - 200} more"] if len(pairs) > 200 else []
    return Shown("\n".join(columns([head] + lines, "<<<<") + rest), _table(lines, "<<<<", head) + "".join(rest))


def _short(a, b):
    if hasattr(a, "detach") and hasattr(b, "detach"):
        shapes = [str(list(a.shape)), str(list(b.shape))]
        if a.shape != b.shape:
            return shapes + ["other shape"]
        largest = (a.detach().double() - b.detach().double()).abs().max().item() if a.numel() else 0
        return shapes + ["same" if largest == 0 else f"at most {largest:.4g}"]
    texts = [repr(each) for each in (a, b)]
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        note = change(b - a, 4)
    else:
        note = "same" if a is b or type(a) is type(b) and texts[0] == texts[1] else "differs"
    return [text if len(text) <= 40 else text[:39] + "…" for text in texts] + [note]


def _tensors(a, b, names, tokenizer, k):
    if a.shape != b.shape:
        raise ValueError(f"{names[0]} is {list(a.shape)}, but {names[1]} is {list(b.shape)}")
    a, b = a.double(), b.double()
    difference = b - a
    lines = [["shape", str(list(a.shape))]]
    if a.numel():
        lines += _distances(a, b, difference.abs())
    if a.dim() >= 1 and a.shape[-1] > 1:
        first, second = a.log_softmax(-1), b.log_softmax(-1)
        lines.append(["KL of softmax", f"{(first.exp() * (first - second)).sum(-1).mean().item():.4g}"])
    text, html = columns(lines, "<<"), _table(lines, "<<")
    if tokenizer is not None:
        words, table = _top(a.reshape(-1, a.shape[-1])[-1].softmax(-1), b.reshape(-1, b.shape[-1])[-1].softmax(-1), names, tokenizer, k)
        text, html = text + [""] + words, html + table
    if a.numel() > 1 and difference.abs().max().item() > 0:
        html += f"<div><b>{escape(names[1])} − {escape(names[0])}</b></div>" + _views.tensor(difference.float())[1]
    return Shown("\n".join(text), html)


def _distances(a, b, distance):
    place, index = distance.flatten().argmax().item(), []
    for size in reversed(list(a.shape)):
        index.insert(0, place % size)
        place //= size
    norms = a.norm().item(), b.norm().item()
    cosine = (a * b).sum().item() / (norms[0] * norms[1]) if norms[0] and norms[1] else float("nan")
    relative = distance.norm().item() / norms[0] if norms[0] else float("nan")
    return [["largest difference", f"{distance.max().item():.4g} at {index}"],
            ["mean difference", f"{distance.mean().item():.4g}"], ["relative", f"{relative:.4g}"],
            ["cosine", f"{cosine:.6f}"]]


def _top(before, after, names, tokenizer, k):
    """The likeliest tokens of either, with their shares before and after."""
    found = list(dict.fromkeys(before.topk(k).indices.tolist() + after.topk(k).indices.tolist()))
    found.sort(key=lambda index: -after[index].item())
    lines = []
    for index in found:
        shares = before[index].item(), after[index].item()
        lines.append([word(tokenizer, index), f"{shares[0]:.3f}", f"{shares[1]:.3f}", change(shares[1] - shares[0])])
    head = ["token", names[0], names[1], "change"]
    return columns([head] + lines, "<>>>"), _table(lines, "<>>>", head)
