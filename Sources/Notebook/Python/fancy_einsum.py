"""`fancy_einsum.einsum`: an equation with names of several letters, which stands before its operands."""
import einops


def einsum(equation, *operands):
    return einops.einsum(*operands, equation)
