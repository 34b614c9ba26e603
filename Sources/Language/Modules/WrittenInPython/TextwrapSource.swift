/// `textwrap`, written in Python.
enum TextwrapSource {
    static let text = #"""
        import re

        class TextWrapper:
            def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                         replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                         drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None, placeholder=' [...]'):
                self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
                self.expand_tabs, self.replace_whitespace, self.tabsize = expand_tabs, replace_whitespace, tabsize
                self.break_long_words, self.drop_whitespace = break_long_words, drop_whitespace
                self.break_on_hyphens, self.max_lines, self.placeholder = break_on_hyphens, max_lines, placeholder
                self.fix_sentence_endings = fix_sentence_endings

            def _chunks(self, text):
                if self.expand_tabs:
                    text = text.expandtabs(self.tabsize)
                if self.replace_whitespace:
                    text = re.sub(r'[\t\n\x0b\x0c\r]', ' ', text)
                pieces = [piece for piece in re.split(r'(\s+)', text) if piece]
                if not self.break_on_hyphens:
                    return pieces
                chunks = []
                for piece in pieces:
                    chunks += [part for part in re.split(r'(?<=[A-Za-z]{2}-)(?=[A-Za-z]{2})', piece) if part]
                return chunks

            def wrap(self, text):
                if self.width <= 0:
                    raise ValueError(f"invalid width {self.width!r} (must be > 0)")
                chunks = self._chunks(text)
                if self.fix_sentence_endings:
                    for place in range(len(chunks) - 1):
                        if chunks[place + 1] == " " and re.search(r"[a-z][.!?][\"']?\Z", chunks[place]):
                            chunks[place + 1] = "  "
                if self.max_lines is not None:
                    indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
                    if len(indent) + len(self.placeholder.lstrip()) > self.width:
                        raise ValueError("placeholder too large for max width")
                chunks.reverse()
                lines = []
                while chunks:
                    current, length = [], 0
                    indent = self.subsequent_indent if lines else self.initial_indent
                    width = self.width - len(indent)
                    if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                        del chunks[-1]
                    while chunks and length + len(chunks[-1]) <= width:
                        length += len(chunks[-1])
                        current.append(chunks.pop())
                    if chunks and len(chunks[-1]) > width:
                        self._break_long(chunks, current, length, width)
                        length = sum(map(len, current))
                    if self.drop_whitespace and current and current[-1].strip() == '':
                        length -= len(current[-1])
                        del current[-1]
                    if current:
                        rest = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
                        if self.max_lines is None or len(lines) + 1 < self.max_lines or rest and length <= width:
                            lines.append(indent + ''.join(current))
                        else:
                            while current:
                                if current[-1].strip() and length + len(self.placeholder) <= width:
                                    current.append(self.placeholder)
                                    lines.append(indent + ''.join(current))
                                    break
                                length -= len(current[-1])
                                del current[-1]
                            else:
                                if lines and len(lines[-1].rstrip()) + len(self.placeholder) <= self.width:
                                    lines[-1] = lines[-1].rstrip() + self.placeholder
                                else:
                                    lines.append(indent + self.placeholder.lstrip())
                            break
                return lines

            def _break_long(self, chunks, current, length, width):
                space = 1 if width < 1 else width - length
                if self.break_long_words:
                    current.append(chunks[-1][:space])
                    chunks[-1] = chunks[-1][space:]
                    if not chunks[-1]:
                        chunks.pop()
                elif not current:
                    current.append(chunks.pop())

            def fill(self, text):
                return "\n".join(self.wrap(text))

        def wrap(text, width=70, **kwargs):
            return TextWrapper(width=width, **kwargs).wrap(text)

        def fill(text, width=70, **kwargs):
            return TextWrapper(width=width, **kwargs).fill(text)

        def shorten(text, width, **kwargs):
            return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))

        def dedent(text):
            lines = [line if line.strip() else '' for line in text.split('\n')]
            margin = None
            for line in lines:
                if line:
                    indent = line[:len(line) - len(line.lstrip(' \t'))]
                    if margin is None:
                        margin = indent
                    else:
                        while not indent.startswith(margin):
                            margin = margin[:-1]
            if margin:
                lines = [line[len(margin):] if line else line for line in lines]
            return '\n'.join(lines)

        def indent(text, prefix, predicate=None):
            if predicate is None:
                predicate = lambda line: line.strip()
            return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))
        """#
}
