"""What the renderers of `nnsight.show` ask of a language model."""

_PARTS = [("transformer.h", "transformer.ln_f", "lm_head"), ("model.layers", "model.norm", "lm_head"),
          ("gpt_neox.layers", "gpt_neox.final_layer_norm", "embed_out"),
          ("model.decoder.layers", "model.decoder.final_layer_norm", "lm_head")]


def _module(model, path):
    for name in path.split("."):
        model = getattr(model, name, None)
        if model is None:
            return None
    return model


def parts(model):
    """The layers, the last norm and the head of a language model, wherever its family keeps them."""
    for paths in _PARTS:
        found = [_module(model, path) for path in paths]
        if all(part is not None for part in found):
            return found
    raise ValueError("show.logit_lens knows no layers, norm and head in this model")


def last_logits(source, prompt=None):
    """The scores of the next token: those of a prompt, or the last ones of logits that were saved."""
    if prompt is not None:
        with source.trace(prompt):
            logits = source.output["logits"][0, -1].save()
        return logits.detach().float()
    logits = source.detach()
    while logits.dim() > 1:
        logits = logits[0] if logits.dim() > 2 else logits[-1]
    return logits.float()


def word(tokenizer, index):
    """A token as text in quotes, or its number when there is no tokenizer."""
    return repr(tokenizer.decode([index])) if tokenizer is not None else str(index)
