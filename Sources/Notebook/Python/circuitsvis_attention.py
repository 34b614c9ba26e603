"""Attention patterns as CircuitsVis is asked for them."""
from nnsight import show as _show


def attention_patterns(attention, tokens, attention_head_names=None, **kwargs):
    return _show.attention(attention, tokens, heads=attention_head_names)


attention_heads = attention_patterns


def attention_pattern(attention, tokens, **kwargs):
    return _show.attention(attention, tokens, head=0)
