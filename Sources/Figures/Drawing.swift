/// Draws a figure on a canvas: the title, then the panels in their grid.
struct Drawing {
    static let textSize = 13.0
    static let titleSize = 15.0
    private let figure: Figure
    private let canvas: Canvas

    init(_ figure: Figure, on canvas: Canvas) {
        self.figure = figure
        self.canvas = canvas
    }

    func draw() {
        var space = Box(x: 0, y: 0, width: figure.size.width, height: figure.size.height)
        if let title = figure.title, !title.isEmpty {
            let middle = Point(x: space.width / 2, y: 16)
            canvas.write(title, at: middle, size: Drawing.titleSize, .text, .middle)
            space = space.inset(left: 0, top: 28, right: 0, bottom: 0)
        }
        let (width, height) = (space.width / Double(figure.columns), space.height / Double(figure.rows))
        for (index, panel) in figure.panels.enumerated() {
            let (row, column) = (index / figure.columns, index % figure.columns)
            let box = Box(
                x: space.x + Double(column) * width, y: space.y + Double(row) * height, width: width, height: height)
            PanelDrawing(panel, in: box, on: canvas).draw()
        }
    }
}

extension Figure {
    /// The size in which it is drawn: at least 40 pixels each way, and not beyond what a canvas can be.
    package var size: (width: Double, height: Double) {
        func bounded(_ length: Double) -> Double { length.isFinite ? min(max(length, 40), Figure.sizeLimit) : 640 }
        return (bounded(width), bounded(height))
    }

    /// The bytes of a PNG file with a transparent ground; empty when there is no memory for it.
    package func png() -> [UInt8] { drawn(.png) }

    /// The bytes of an SVG file.
    package func svg() -> [UInt8] { drawn(.svg) }

    private func drawn(_ format: Canvas.Format) -> [UInt8] {
        guard let canvas = Canvas(width: size.width, height: size.height, format: format) else { return [] }
        Drawing(self, on: canvas).draw()
        return canvas.bytes()
    }
}
