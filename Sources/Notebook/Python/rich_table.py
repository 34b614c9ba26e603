"""Tables of the rich library, with its frames, alignment, titles and markup.

    table = Table("token", "p")
    table.add_row(" Paris", "0.98")
"""
from rich import box as boxes
from rich.markup import Renderable, length, lines_of, placed, shortened, wrapped


class Column:
    """A column's header, footer and alignment."""

    def __init__(self, header="", footer="", header_style="", footer_style="", style="", justify="left",
                 vertical="top", overflow="ellipsis", width=None, min_width=None, max_width=None, ratio=None,
                 no_wrap=False, **others):
        self.header, self.footer, self.style = header, footer, str(style or "")
        self.header_style, self.footer_style = str(header_style or ""), str(footer_style or "")
        self.justify, self.no_wrap, self.ratio, self.overflow = justify, no_wrap, ratio, overflow
        self.width, self.min_width, self.max_width = width, min_width, max_width


class Table(Renderable):
    """Rows under headers; cells are texts with markup, or other drawn things."""

    def __init__(self, *headers, title=None, caption=None, width=None, min_width=None, box=boxes.HEAVY_HEAD,
                 padding=(0, 1), pad_edge=True, expand=False, show_header=True, show_footer=False, show_edge=True,
                 show_lines=False, style="", row_styles=None, header_style="bold", footer_style="",
                 border_style="", title_style="italic", caption_style="dim italic", title_justify="center",
                 caption_justify="center", **others):
        self.title, self.caption, self.width, self.expand, self.box = title, caption, width, expand, box
        self.side = padding[-1 if len(padding) == 2 else 1] if isinstance(padding, tuple) else padding
        self.show_header, self.show_footer, self.show_edge = show_header, show_footer, show_edge
        self.show_lines, self.style, self.row_styles = show_lines, str(style or ""), list(row_styles or [])
        self.header_style, self.footer_style = str(header_style or ""), str(footer_style or "")
        self.border_style = str(border_style or "")
        self.title_style, self.caption_style = str(title_style or ""), str(caption_style or "")
        self.title_justify, self.caption_justify = title_justify, caption_justify
        self.columns, self._rows = [], []
        for header in headers:
            self.columns.append(header if isinstance(header, Column) else Column(header))

    def add_column(self, header="", footer="", **options):
        self.columns.append(Column(header, footer, **options))

    def add_row(self, *cells, style=None, end_section=False):
        while len(self.columns) < len(cells):
            self.columns.append(Column())
        for cell in cells:
            if not (cell is None or isinstance(cell, (str, Renderable))):
                raise NotRenderableError(
                    f"unable to render {type(cell).__name__}; a string or other renderable object is required")
        self._rows.append((list(cells), str(style or ""), end_section))

    def add_section(self):
        if self._rows:
            self._rows[-1] = self._rows[-1][:2] + (True,)

    @property
    def row_count(self):
        return len(self._rows)

    def lines(self, width):
        if not self.columns:
            return [[]]
        widths = self._widths(min(width, self.width or width))
        total = sum(widths) + self._frame_width()
        drawn = []
        if self.title:
            drawn += _heading(self.title, self.title_style, total, self.title_justify)
        drawn += self._body(widths)
        if self.caption:
            drawn += _heading(self.caption, self.caption_style, total, self.caption_justify)
        return drawn

    def _frame_width(self):
        if not self.box:
            return 0
        return len(self.columns) - 1 + (2 if self.show_edge else 0)

    def _widths(self, width):
        """The columns' widths with their padding, the widest ones narrowed until all fit."""
        widths = [self._wanted(index) for index in range(len(self.columns))]
        free = width - self._frame_width()
        while sum(widths) > free and max(widths) > 1 + 2 * self.side:
            widest = max(widths)
            next_widest = max([one for one in widths if one < widest] + [1 + 2 * self.side])
            among = [index for index, one in enumerate(widths) if one == widest]
            over = min(sum(widths) - free, (widest - next_widest) * len(among))
            for place, index in enumerate(among):
                share = round(over / (len(among) - place))
                widths[index] -= share
                over -= share
        if (self.expand or self.width) and sum(widths) < free:
            spare = free - sum(widths)
            shares = [column.ratio or 1 for column in self.columns]
            for index, share in enumerate(shares):
                share_of_spare = -(-spare * share // sum(shares[index:]))
                widths[index] += share_of_spare
                spare -= share_of_spare
        return widths

    def _wanted(self, index):
        column = self.columns[index]
        if column.width is not None:
            return column.width + 2 * self.side
        texts = [cells[index] for cells, _, _ in self._rows if index < len(cells)]
        texts += [column.header] * self.show_header + [column.footer] * self.show_footer
        widest = max([length(line) for text in texts for line in _cell_lines(text, 1000)], default=0)
        widest = max(widest, column.min_width or 0)
        return min(widest, column.max_width or widest) + 2 * self.side

    def _body(self, widths):
        box, drawn = self.box, []
        if box and self.show_edge:
            drawn += self._rule(box.top if self.show_header else box.without_head.top, widths)
        if self.show_header:
            cells = [column.header for column in self.columns]
            styles = [f"{self.header_style} {column.header_style}" for column in self.columns]
            drawn += self._row(cells, widths, styles, box and box.head)
            drawn += self._rule(box.head_rule, widths) if box else []
        for number, (cells, style, ends_section) in enumerate(self._rows):
            striped = self.row_styles[number % len(self.row_styles)] if self.row_styles else ""
            styles = [f"{self.style} {column.style} {striped} {style}" for column in self.columns]
            drawn += self._row(cells, widths, styles, box and box.body)
            if box and number + 1 < len(self._rows) and (self.show_lines or ends_section):
                drawn += self._rule(box.row_rule, widths)
        if self.show_footer:
            cells = [column.footer for column in self.columns]
            styles = [f"{self.footer_style} {column.footer_style}" for column in self.columns]
            drawn += (self._rule(box.foot_rule, widths) if box else []) + self._row(
                cells, widths, styles, box and box.foot)
        if box and self.show_edge:
            drawn += self._rule(box.bottom, widths)
        return drawn

    def _rule(self, characters, widths):
        left, line, crossing, right = characters
        if not characters.strip() and characters is not self.box.row_rule:
            return [[(" " * (sum(widths) + self._frame_width()), "")]] if self.box.bottom == characters else [[]]
        rule = crossing.join(line * width for width in widths)
        return [[(left + rule + right if self.show_edge else rule, self.border_style)]]

    def _row(self, cells, widths, styles, characters):
        """The lines of one row: every cell wrapped to its column and filled to the row's height."""
        columns = []
        for index, width in enumerate(widths):
            text = cells[index] if index < len(cells) else ""
            column = self.columns[index]
            inner = max(1, width - 2 * self.side)
            lines = _cell_lines(text, inner)
            if column.no_wrap:
                lines = [shortened(line, inner) for line in _cell_lines(text, 1000)]
            elif column.overflow == "fold" and isinstance(text, str):
                lines = [part for line in lines_of(text) for part in wrapped(line, inner)]
            side = [(" " * self.side, "")]
            columns.append([
                side + [(part, f"{styles[index]} {style}") for part, style in placed(line, inner, column.justify)]
                + side for line in lines])
        height = max(len(lines) for lines in columns)
        left, _, crossing, right = characters or "    "
        drawn = []
        for row in range(height):
            line = [(left, self.border_style)] if characters and self.show_edge else []
            for index, lines in enumerate(columns):
                if index and characters:
                    line.append((crossing, self.border_style))
                line += lines[row] if row < len(lines) else [(" " * widths[index], "")]
            drawn.append(line + ([(right, self.border_style)] if characters and self.show_edge else []))
        return drawn


class NotRenderableError(Exception):
    """A cell that is neither a text nor drawn."""


def _cell_lines(cell, width):
    if isinstance(cell, Renderable):
        return cell.lines(width)
    return [part for line in lines_of(str(cell or "")) for part in wrapped(line, width, folds=False)]


def _heading(text, style, width, justify):
    lines = [part for line in lines_of(str(text)) for part in wrapped(line, width)]
    return [[(part, f"{style} {own}") for part, own in placed(line, width, justify)] for line in lines]
