"""Frames and rules of the rich library."""
from rich import box as boxes
from rich.markup import Renderable, Styled, length, lines_of, placed


class Rule(Renderable):
    """A line across the console with a title in its middle."""

    def __init__(self, title="", characters="─"):
        self.title, self.characters = title, characters

    def lines(self, width):
        title = lines_of(f" {self.title} " if self.title else "")[0]
        gap = max(0, width - length(title))
        return [[(self.characters * (gap // 2), "")] + title + [(self.characters * (gap - gap // 2), "")]]


class Panel(Renderable):
    """A frame around a text or another drawn thing."""

    def __init__(self, renderable, box=boxes.ROUNDED, *, title=None, subtitle=None, expand=True, width=None,
                 border_style="", padding=(0, 1), **options):
        self.content, self.box, self.title, self.subtitle = renderable, box, title, subtitle
        self.expand, self.width, self.border_style = expand, width, str(border_style or "")

    @classmethod
    def fit(cls, renderable, box=boxes.ROUNDED, **options):
        return cls(renderable, box, **{**options, "expand": False})

    def lines(self, width):
        content = self.content if isinstance(self.content, Renderable) else Styled(str(self.content))
        inner = min(width, self.width or width) - 4
        lines = content.lines(inner)
        if not self.expand:
            titles = [len(one) + 2 for one in (self.title, self.subtitle) if one]
            inner = max([length(line) for line in lines] + titles)
        frame = self.border_style
        body = [[(self.box.body[0] + " ", frame)] + placed(line, inner) + [(" " + self.box.body[3], frame)]
                for line in lines]
        return [self._edge(self.box.top, self.title, inner)] + body + [
            self._edge(self.box.bottom, self.subtitle, inner)]

    def _edge(self, characters, title, inner):
        text = f" {title} " if title else ""
        gap = inner + 2 - length(lines_of(text)[0])
        left = characters[0] + characters[1] * (gap // 2)
        right = characters[1] * (gap - gap // 2) + characters[3]
        return [(left, self.border_style)] + lines_of(text)[0] + [(right, self.border_style)]
