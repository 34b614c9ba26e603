"""What each layer of a model would say next."""
from _show_markup import Shown, escape, quiet, tint, visible
from _show_models import parts

# More cells than this have no hints, and more layers and positions are left out.
_HINTED, _LAYERS = 600, 40


def logit_lens(model, prompt, last=24):
    """What each layer would say next at each position, if it were the last one; the final answer is bold."""
    layers, norm, head = parts(model)
    saved = []
    with model.trace(prompt):
        for layer in layers:
            scores = head(norm(layer.output[0]))[0].float().softmax(-1)
            saved.append((scores.topk(5).save(), (-(scores * (scores + 1e-12).log()).sum(-1)).save()))
    ids = model.tokenizer.encode(prompt)
    names = [model.tokenizer.decode([each]) for each in ids][-last:]
    numbers = list(range(len(saved)))[-_LAYERS:]
    grid = {number: _cells(model.tokenizer, *saved[number], len(names)) for number in numbers}
    final = [cell[0][0] for cell in grid[numbers[-1]]]
    notes = [] if len(ids) <= last else [f"the last {last} of {len(ids)} positions"]
    notes += [] if len(saved) <= _LAYERS else [f"the last {_LAYERS} of {len(saved)} layers"]
    return Shown(_text(grid, numbers, names, notes), _html(grid, numbers, names, final, notes))


def _cells(tokenizer, best, entropy, count):
    """For each position the five likeliest tokens with their shares, and the entropy in nats."""
    shares, tokens = best[0].detach().tolist()[-count:], best[1].tolist()[-count:]
    known = {token: tokenizer.decode([token]) for row in tokens for token in row}
    return [([known[token] for token in row], some, nats)
            for row, some, nats in zip(tokens, shares, entropy.detach().tolist()[-count:])]


def _text(grid, numbers, names, notes):
    lines = [f"{'':>5} " + " ".join(f"{visible(name)[:8]:<8}" for name in names)]
    for number in reversed(numbers):
        lines.append(f"{number:>5} " + " ".join(f"{visible(words[0])[:8]:<8}" for words, _, _ in grid[number]))
    return "\n".join([line.rstrip() for line in lines] + notes)


def _html(grid, numbers, names, final, notes):
    is_hinted = len(numbers) * len(names) <= _HINTED
    rows = ["<tr><th>layer</th>" + "".join(f"<th>{escape(visible(name))}</th>" for name in names) + "</tr>"]
    for number in reversed(numbers):
        cells = []
        for (words, shares, nats), answer in zip(grid[number], final):
            text = escape(visible(words[0]))
            text = f"<b>{text}</b>" if words[0] == answer else text
            hint = ", ".join(f"{visible(word)} {share:.3f}" for word, share in zip(words, shares))
            hint = f' title="{escape(f"layer {number}: {hint}; entropy {nats:.2f}")}"' if is_hinted else ""
            cells.append(f'<td{hint} style="{tint(shares[0])}">{text}</td>')
        rows.append(f"<tr><th>{number}</th>{''.join(cells)}</tr>")
    legend = "; ".join(["the stronger the blue, the more probable; bold: the final answer"] + notes)
    return f"<table>{''.join(rows)}</table>" + quiet(legend)
