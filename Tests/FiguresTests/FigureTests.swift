import Testing

import Figures

@Suite struct FigureTests {
    private func figure(_ marks: Mark...) -> Figure {
        var figure = Figure()
        figure.panels[0].marks = marks
        return figure
    }

    @Test func aPNGHasTwicePixelsOfTheScreen() {
        var figure = figure(.line(Line(x: [0, 1], y: [0, 1])))
        (figure.width, figure.height) = (300, 200)
        let bytes = figure.png()
        #expect(Array(bytes.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
        // Width and height follow the signature and the header of the first chunk.
        #expect(Array(bytes[16..<24]) == [0, 0, 2, 0x58, 0, 0, 1, 0x90])
    }

    @Test func anSVGIsText() {
        let text = String(decoding: figure(.bars(Bars(positions: [0], heights: [1]))).svg(), as: UTF8.self)
        #expect(text.hasPrefix("<?xml"))
        #expect(text.contains("</svg>"))
    }

    @Test func absurdSizesAndNumbersAreDrawnAllTheSame() {
        var figure = figure(
            .line(Line(x: [.nan, 1, .infinity], y: [1, -.infinity, 2])),
            .points(Points(x: [1e308, -1e308], y: [0, 1])),
            .heatMap(HeatMap(values: [], rows: 3, columns: 0)))
        (figure.width, figure.height) = (.infinity, -5)
        #expect(!figure.png().isEmpty)
        #expect(Figure(rows: 1_000_000, columns: 1_000_000).panels.count == 400)
    }

    @Test func barsAreTextOnTheirSide() {
        var figure = figure(.bars(Bars(positions: [0, 1], heights: [4, 1])))
        figure.panels[0].x.categories = ["Paris", "Rome"]
        #expect(
            figure.text == """
                Paris \(String(repeating: "█", count: 40)) 4
                Rome  ██████████ 1
                """)
    }

    @Test func aHeatMapIsShadesInText() {
        var figure = figure(.heatMap(HeatMap(values: [[0, 1], [2, 4]])))
        figure.panels[0].y.isReversed = true
        #expect(
            figure.text == """
                  ░░
                ▒▒██
                2 × 2, " " 0 to "█" 4
                """)
    }
}

@Suite struct HeatMapTests {
    @Test func theLimitsAreThoseOfTheValues() {
        #expect(HeatMap(values: [[0, 1], [2, .nan]]).limits == 0...2)
    }

    @Test func aMiddleMakesTheLimitsSymmetric() {
        var map = HeatMap(values: [[-1, 3]])
        map.middle = 0
        #expect(map.limits == -3...3)
    }

    @Test func equalValuesHaveLimitsToo() { #expect(HeatMap(values: [[5, 5]]).limits == 5...6) }
}

@Suite struct ColorTests {
    @Test(arguments: [
        ("#ff0000", "#ff0000"), ("#0f0", "#00ff00"), ("C1", "#ff7f0e"), ("tab:blue", "#1f77b4"),
        ("rgb(0, 0, 255)", "#0000ff"),
        ("0.5", "#808080"), ("k", "#000000"),
    ])
    func aColorHasManyNames(_ name: String, _ hexadecimal: String) { #expect(Color(name)?.hexadecimal == hexadecimal) }

    @Test func whatIsNoColorIsNone() {
        for name in ["", "#12", "rgb(1,2)", "nocolor", "#zzzzzz"] { #expect(Color(name) == nil) }
    }

    @Test func aScaleCanBeTurnedAround() throws {
        let scale = try #require(ColorScale.named("RdBu"))
        let turned = try #require(ColorScale.named("RdBu_r"))
        #expect(scale.color(at: 0) == turned.color(at: 1))
        #expect(scale.color(at: 0).hexadecimal == "#67001f")
        #expect(ColorScale.named("unheard of") == nil)
    }
}
