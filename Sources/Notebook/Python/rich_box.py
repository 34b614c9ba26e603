"""The lines that frame a table, as characters: left, line, crossing, right of each kind of row."""


class Box:
    """Eight rows of four characters: top, head, head rule, body, row rule, foot rule, foot, bottom."""

    def __init__(self, text):
        rows = [row + " " * (4 - len(row)) for row in text.split("\n")]
        (self.top, self.head, self.head_rule, self.body, self.row_rule, self.foot_rule, self.foot, self.bottom) = rows
        self.without_head = self


ASCII = Box("+--+\n| ||\n|-+|\n| ||\n|-+|\n|-+|\n| ||\n+--+")
SQUARE = Box("┌─┬┐\n│ ││\n├─┼┤\n│ ││\n├─┼┤\n├─┼┤\n│ ││\n└─┴┘")
ROUNDED = Box("╭─┬╮\n│ ││\n├─┼┤\n│ ││\n├─┼┤\n├─┼┤\n│ ││\n╰─┴╯")
HEAVY = Box("┏━┳┓\n┃ ┃┃\n┣━╋┫\n┃ ┃┃\n┣━╋┫\n┣━╋┫\n┃ ┃┃\n┗━┻┛")
HEAVY_HEAD = Box("┏━┳┓\n┃ ┃┃\n┡━╇┩\n│ ││\n├─┼┤\n├─┼┤\n│ ││\n└─┴┘")
HEAVY_EDGE = Box("┏━┯┓\n┃ │┃\n┠─┼┨\n┃ │┃\n┠─┼┨\n┠─┼┨\n┃ │┃\n┗━┷┛")
DOUBLE = Box("╔═╦╗\n║ ║║\n╠═╬╣\n║ ║║\n╠═╬╣\n╠═╬╣\n║ ║║\n╚═╩╝")
DOUBLE_EDGE = Box("╔═╤╗\n║ │║\n╟─┼╢\n║ │║\n╟─┼╢\n╟─┼╢\n║ │║\n╚═╧╝")
MINIMAL = Box("  ╷ \n  │ \n╶─┼╴\n  │ \n╶─┼╴\n╶─┼╴\n  │ \n  ╵ ")
SIMPLE = Box("    \n    \n ── \n    \n    \n ── \n    \n    ")
SIMPLE_HEAD = SIMPLE
SIMPLE_HEAVY = Box("    \n    \n ━━ \n    \n    \n ━━ \n    \n    ")
HORIZONTALS = Box(" ── \n    \n ── \n    \n ── \n ── \n    \n ── ")
MARKDOWN = Box("    \n| ||\n|-||\n| ||\n|-||\n|-||\n| ||\n    ")
HEAVY_HEAD.without_head = SQUARE
