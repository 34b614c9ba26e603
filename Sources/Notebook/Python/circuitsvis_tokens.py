"""Coloured tokens as CircuitsVis is asked for them."""
from nnsight import show as _show


def colored_tokens(tokens, values, **kwargs):
    return _show.tokens(tokens, values)


def colored_tokens_multi(tokens, values, labels=None, **kwargs):
    return _show.tokens(tokens, values, labels=labels)
