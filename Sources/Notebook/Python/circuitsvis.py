"""CircuitsVis's calls, answered with the pictures of `nnsight.show`."""
from circuitsvis import attention, logits, tokens
