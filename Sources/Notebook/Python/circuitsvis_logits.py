"""Probabilities of tokens as CircuitsVis is asked for them."""
from nnsight import show as _show


def token_log_probs(token_indices, log_probs, to_string, top_k=10, **kwargs):
    ids = token_indices.flatten().tolist()
    while log_probs.dim() > 2:
        log_probs = log_probs[0]
    values = [log_probs[i, each].item() for i, each in enumerate(ids[1:])]
    return _show.tokens([to_string(each) for each in ids[1:]], values, title="log-probability of each token")
