"""Pictures of what a language model does: tokens, next tokens, attention, the logit lens, differences.

    from nnsight import show
    show.top_tokens(model, "The Eiffel Tower is in the city of")
"""
import _views
from _show_attention import attention
from _show_compare import compare
from _show_logit_lens import logit_lens
from _show_markup import Shown
from _show_tokens import tokens
from _show_top_tokens import top_tokens


def tensor(value):
    """The facts of a tensor in one line, and its heat map: `show.tensor(torch.randn(3, 3))`."""
    return Shown(*_views.tensor(value.detach()))


def report(model):
    """What a language model is: parameters, memory, layers, tokenizer, and how it was loaded."""
    return Shown(*_views.report(model))
