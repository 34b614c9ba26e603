"""The tokens that a model finds likeliest to come next, as a table."""
from _show_markup import Shown, bar, beside, change, columns, escape, row
from _show_models import last_logits, word


def top_tokens(model_or_logits, prompt=None, k=10, tokenizer=None, baseline=None):
    """The k likeliest next tokens: `show.top_tokens(model, "The Eiffel Tower is in")`.

    Several prompts stand side by side. With `baseline`, logits or a prompt, a column says what has changed since then.
    """
    tokenizer = tokenizer or getattr(model_or_logits, "tokenizer", None)
    prompts = list(prompt)[:8] if isinstance(prompt, (list, tuple)) else [prompt]
    before = None
    if baseline is not None:
        is_prompt = isinstance(baseline, str)
        before = last_logits(model_or_logits if is_prompt else baseline, baseline if is_prompt else None).softmax(-1)
    shown = [_table(last_logits(model_or_logits, each), min(k, 50), tokenizer, before, each if len(prompts) > 1 else None)
             for each in prompts]
    return Shown("\n\n".join(each.text for each in shown), beside([each.html for each in shown]))


def _table(logits, k, tokenizer, before, title):
    probabilities = logits.softmax(-1)
    best = probabilities.topk(min(k, len(probabilities)))
    lines = [["", "token", "id", "prob", "logit"] + (["change"] if before is not None else []) + [""]]
    cells = [row(lines[0], "th", "><")]
    for rank, (share, index) in enumerate(zip(best.values.tolist(), best.indices.tolist()), 1):
        line = [str(rank), word(tokenizer, index), str(index), f"{share:.3f}", f"{logits[index].item():.2f}"]
        if before is not None:
            line.append(change(share - before[index].item()))
        lines.append(line + [bar(share)])
        html = [escape(cell) for cell in line]
        if rank == 1:
            html[1] = f"<b>{html[1]}</b>"
        cells.append(row(html + [bar(share)], "td", "><" + ">" * (len(html) - 2) + "<"))
    text = columns(lines, "><>>>" + (">" if before is not None else "") + "<")
    heading = [str(title)] if title else []
    return Shown("\n".join(heading + text), (f"<b>{escape(title)}</b>" if title else "") + f"<table>{''.join(cells)}</table>")
