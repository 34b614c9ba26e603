"""Where the rich library shows things: the cell."""
import builtins
import pprint

from IPython.display import display
from rich.markup import Renderable, Styled, escape, pieces


def print(*objects, sep=" ", end="\n", file=None, flush=False):
    """Shows texts with their markup, and drawn things; plain texts are printed."""
    texts = []

    def show_texts():
        if not texts:
            return
        markup = sep.join(texts)
        texts.clear()
        if file is None and any(style for _, style in pieces(markup)):
            display(Styled(markup))
        else:
            builtins.print("".join(text for text, _ in pieces(markup)), end=end, file=file)

    for one in objects:
        if isinstance(one, Renderable) and file is None:
            show_texts()
            display(one)
        elif isinstance(one, (str, Renderable)):
            texts.append(str(one))
        else:
            texts.append(escape(pprint.pformat(one)))
    show_texts()
    if not objects:
        builtins.print(end=end, file=file)


class Console:
    """Where things are printed: the cell."""

    def __init__(self, *, width=None, file=None, **options):
        self.width, self.file = width, file

    def print(self, *objects, sep=" ", end="\n", style=None, **options):
        styled = [f"[{style}]{one}[/]" if style and isinstance(one, str) else one for one in objects]
        print(*styled, sep=sep, end=end, file=self.file)

    log = print

    def rule(self, title="", *, characters="─", style="", **options):
        from rich.panel import Rule
        print(Rule(title, characters))
