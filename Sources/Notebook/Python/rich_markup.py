"""Markup of the rich library: `[bold red]text[/]` as pieces of text with a style.

    pieces("[bold]A[/bold] b") == [("A", "bold"), (" b", "")]
"""
import re

_TAG = re.compile(r"\\*\[([a-zA-Z#/@!][^\[\]]*|/)\]")

_COLOURS = {
    "black": "#3e424d", "red": "#c0392b", "green": "#1e8449", "yellow": "#b7950b", "blue": "#2471a3",
    "magenta": "#9b59b6", "cyan": "#148f8f", "white": "#7f8c8d", "grey50": "#7f7f7f", "orange1": "#e08e0b",
    "dark_orange": "#d35400", "purple": "#8e44ad", "violet": "#9b59b6", "pink1": "#e58fb1",
}
_LETTERING = {
    "bold": "font-weight:bold", "b": "font-weight:bold", "italic": "font-style:italic", "i": "font-style:italic",
    "underline": "text-decoration:underline", "u": "text-decoration:underline", "dim": "opacity:0.6",
    "strike": "text-decoration:line-through", "s": "text-decoration:line-through",
}


def escape(markup):
    """The text whose brackets are no markup: `escape("[red]")` is `\\[red]`."""
    return _TAG.sub(lambda match: "\\" + match.group(0), markup)


def pieces(markup):
    """The text in pieces of one style each; a closing tag without an opening one is an error."""
    found, open_tags, position = [], [], 0

    def add(text):
        if text:
            found.append((text, " ".join(open_tags)))

    for match in _TAG.finditer(markup):
        add(markup[position:match.start()])
        position = match.end()
        tag = match.group(0)
        if tag.startswith("\\"):
            add(tag[1:])
        elif match.group(1).startswith("/"):
            _close(match.group(1)[1:].strip(), open_tags, match)
        else:
            open_tags.append(match.group(1))
    add(markup[position:])
    return found


def _close(name, open_tags, match):
    if not open_tags or (name and name not in open_tags):
        kind = f"tag '[/{name}]'" if name else "tag '[/]'"
        ending = "doesn't match any open tag" if name else "has nothing to close"
        raise MarkupError(f"closing {kind} at position {match.start()} {ending}")
    if not name:
        open_tags.pop()
        return
    del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name)]


class MarkupError(Exception):
    """Markup that cannot be read."""


def plain(markup):
    """The text without its markup."""
    return "".join(text for text, _ in pieces(markup))


def html(text, style):
    """The text as HTML in the style: words as `bold`, `red`, `#00ff00`, `on blue`."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    rules, is_ground = [], False
    for word in style.replace(",", " ").split():
        if word == "on":
            is_ground = True
            continue
        colour = _COLOURS.get(word.removeprefix("bright_"), word if word.startswith("#") else None)
        if colour:
            rules.append(f"{'background-color' if is_ground else 'color'}:{colour}")
        elif word in _LETTERING:
            rules.append(_LETTERING[word])
        is_ground = False
    return f'<span style="{";".join(rules)}">{text}</span>' if rules else text


def wrapped(line, width, folds=True):
    """The pieces of one line as lines of at most the width, broken at spaces; a longer word is folded, or cut with `…`."""
    letters = [(letter, style) for text, style in line for letter in text]
    lines = []
    while len(letters) > width:
        spaces = [index for index in range(width + 1) if letters[index][0] == " "]
        cut = spaces[-1] if spaces else width
        if not spaces and not folds:
            cut = next((index for index, letter in enumerate(letters) if letter[0] == " "), len(letters))
        lines.append(_joined(letters[:cut]))
        letters = letters[cut:]
        while letters and letters[0][0] == " ":
            letters = letters[1:]
        if not letters:
            return lines if folds else [shortened(one, width) for one in lines]
    lines.append(_joined(letters))
    return lines if folds else [shortened(one, width) for one in lines]


def shortened(line, width):
    """The line, or its beginning with `…` if it is longer than the width."""
    if length(line) <= width:
        return line
    return _joined([(letter, style) for text, style in line for letter in text][:width - 1]) + [("…", line[0][1])]


def _joined(letters):
    line = []
    for letter, style in letters:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + letter, style)
        else:
            line.append((letter, style))
    while line and not line[-1][0].rstrip():
        line.pop()
    if line:
        line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return line


def lines_of(markup):
    """The lines of a text, each in pieces."""
    lines = [[]]
    for text, style in pieces(markup):
        first, *rest = text.split("\n")
        lines[-1].append((first, style))
        lines += [[(part, style)] for part in rest]
    return [[piece for piece in line if piece[0]] for line in lines]


def length(line):
    return sum(len(text) for text, _ in line)


def placed(line, width, justify="left"):
    """The line filled with spaces to the width."""
    gap = max(0, width - length(line))
    left = {"right": gap, "center": gap // 2}.get(justify, 0)
    filled = [(" " * left, "")] + line + [(" " * (gap - left), "")]
    return [piece for piece in filled if piece[0]]


class Renderable:
    """What is drawn as lines of pieces: text for consoles, preformatted HTML for notebooks."""

    def lines(self, width):
        raise NotImplementedError

    def __repr__(self):
        return "\n".join("".join(text for text, _ in line) for line in self.lines(console_width()))

    def _repr_html_(self):
        drawn = "\n".join("".join(html(*piece) for piece in line) for line in self.lines(console_width()))
        return ('<pre style="white-space:pre;overflow-x:auto;line-height:normal;'
                f"font-family:Menlo,'DejaVu Sans Mono',consolas,monospace\">{drawn}</pre>")


class Styled(Renderable):
    """A text with markup, or pieces that a program joined."""

    def __init__(self, markup):
        self.parts = lines_of(markup)

    def lines(self, width):
        return [part for line in self.parts for part in wrapped(line, width)]


def console_width():
    """The columns of the console: those of the environment, else 115, as rich has it in a notebook."""
    import os
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 0 else 115
