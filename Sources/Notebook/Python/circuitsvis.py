"""CircuitsVis's calls, answered with the pictures of `nnsight.show`."""
from nnsight import show as _show


class attention:
    @staticmethod
    def attention_patterns(attention, tokens, attention_head_names=None, **kwargs):
        return _show.attention(attention, tokens, heads=attention_head_names)

    @staticmethod
    def attention_heads(attention, tokens, attention_head_names=None, **kwargs):
        return _show.attention(attention, tokens, heads=attention_head_names)

    @staticmethod
    def attention_pattern(attention, tokens, **kwargs):
        return _show.attention(attention, tokens)


class tokens:
    @staticmethod
    def colored_tokens(tokens, values, **kwargs):
        return _show.tokens(tokens, values)

    @staticmethod
    def colored_tokens_multi(tokens, values, labels=None, **kwargs):
        shown = []
        columns = values.shape[1]
        for i in range(columns):
            shown.append(_show.tokens(tokens, values[:, i], title=labels[i] if labels else f"column {i}"))
        return _show.Shown("\n".join(each.text for each in shown), "".join(each.html for each in shown))


class logits:
    @staticmethod
    def token_log_probs(token_indices, log_probs, to_string, top_k=10, **kwargs):
        ids = token_indices.flatten().tolist()
        values = [log_probs[i, each].item() for i, each in enumerate(ids[1:])]
        return _show.tokens([to_string(each) for each in ids[1:]], values, title="log-probability of each token")
