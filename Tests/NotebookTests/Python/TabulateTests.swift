import Testing

@Suite("tabulate draws tables as text")
struct TabulateTests {
    private func drawn(_ format: String) -> String? {
        Session.result(
            """
            from tabulate import tabulate
            print(end="")
            class Raw:
                def __init__(self, text): self.text = text
                def __repr__(self): return self.text
            Raw(tabulate([["a", 1, 2.5], ["bcd", 22, -10.25]], headers=["name", "n", "value"], tablefmt="\(format)"))
            """)
    }

    @Test func pointsStandBelowEachOther() {
        #expect(
            drawn("simple") == """
                name      n    value
                ------  ---  -------
                a         1     2.5
                bcd      22   -10.25
                """)
    }

    @Test func aGridHasLinesBetweenRows() {
        #expect(
            drawn("grid") == """
                +--------+-----+---------+
                | name   |   n |   value |
                +========+=====+=========+
                | a      |   1 |    2.5  |
                +--------+-----+---------+
                | bcd    |  22 |  -10.25 |
                +--------+-----+---------+
                """)
    }

    @Test func markdownSaysTheSidesOfColumns() {
        #expect(
            drawn("pipe") == """
                | name   |   n |   value |
                |:-------|----:|--------:|
                | a      |   1 |    2.5  |
                | bcd    |  22 |  -10.25 |
                """)
    }
}
