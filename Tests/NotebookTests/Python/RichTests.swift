import Testing

@Suite("Tables and markup of the rich library are drawn as rich draws them")
struct RichTests {
    @Test func aTableHasAHeavyHeadAndACentredTitle() {
        let cell = """
            from rich.table import Table, Column
            table = Table("token", Column("p", justify="right"), title="Next")
            table.add_row("[b]Paris[/b]", "0.98")
            table.add_row("Rome", "0.1")
            table
            """
        let drawn = [
            "      Next      ", "┏━━━━━━━┳━━━━━━┓", "┃ token ┃    p ┃", "┡━━━━━━━╇━━━━━━┩", "│ Paris │ 0.98 │",
            "│ Rome  │  0.1 │", "└───────┴──────┘",
        ]
        #expect(Session.result(cell) == drawn.joined(separator: "\n"))
    }

    @Test func aTableTooWideForTheConsoleIsWrappedAndLongWordsAreCut() {
        let cell = """
            from rich import box
            from rich.table import Table
            table = Table("a", "b", box=box.ASCII, width=16)
            table.add_row("two words", "abcdefghijklmnop")
            table
            """
        let drawn = [
            "+--------------+", "| a     | b    |", "|-------+------|", "| two   | abc… |", "| words |      |",
            "+--------------+",
        ]
        #expect(Session.result(cell) == drawn.joined(separator: "\n"))
    }

    @Test func markupBecomesHTML() {
        let cell = "from rich.markup import Styled\nStyled('[bold red]a<b[/] c')._repr_html_().split('>', 1)[1]"
        #expect(
            Session.result(cell)
                == "'<span style=\"font-weight:bold;color:#c0392b\">a&lt;b</span> c</pre>'")
    }

    @Test func aClosingTagWithoutAnOpeningOneIsAnError() {
        #expect(
            Session.result("from rich import print\nprint('[bold]a[/italic]')")
                == "MarkupError: closing tag '[/italic]' at position 7 doesn't match any open tag")
    }

    @Test func annotationsOfJaxtypingAreReadable() {
        #expect(
            Session.result("import torch\nfrom jaxtyping import Float\nFloat[torch.Tensor, 'batch d']")
                == "Float[Tensor, 'batch d']")
    }
}
