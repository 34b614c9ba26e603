/// Draws one panel: axes with their ticks, the marks between them, legend and colour bar beside them.
struct PanelDrawing {
    let panel: Panel
    let canvas: Canvas
    let frame: PanelFrame
    /// Where the marks are drawn.
    let plot: Box
    private let outer: Box
    private let xTicks: [Axis.Tick]
    private let yTicks: [Axis.Tick]

    init(_ panel: Panel, in box: Box, on canvas: Canvas) {
        self.panel = panel
        self.canvas = canvas
        outer = box
        let size = Drawing.textSize
        let (xRange, yRange) = panel.ranges
        yTicks = panel.y.isVisible ? panel.y.ticks(in: yRange, atMost: max(2, Int(box.height / 32))) : []
        let widest = yTicks.map { canvas.width(of: $0.label, size: size) }.max() ?? 0
        let left = (panel.y.isVisible ? min(widest, box.width * 0.35) + 12 : 6) + (panel.y.title == nil ? 0 : 20)
        let legend = panel.legend.count < 2 && panel.showsLegend != true ? [] : panel.legend
        let names = legend.map { canvas.width(of: $0.name, size: size) + 34 }.max() ?? 0
        let right = 14 + names + (panel.colorBar == nil ? 0 : 72)
        let room = max(box.width - left - right, 20)
        let ticks = panel.x.isVisible ? panel.x.ticks(in: xRange, atMost: max(2, Int(room / 56))) : []
        let labels = ticks.map { canvas.width(of: $0.label, size: size) }
        let isTurned = ticks.count > 1 && (labels.max() ?? 0) > room / Double(max(ticks.count, 1)) - 6
        let labelHeight = panel.x.isVisible ? (isTurned ? min((labels.max() ?? 0) + 10, box.height * 0.4) : 20) : 6
        xTicks = ticks
        turnsLabels = isTurned
        let bottom = labelHeight + (panel.x.title == nil ? 4 : 22)
        let top = panel.title == nil ? 10.0 : 28
        plot = PanelDrawing.fitted(
            box.inset(left: left, top: top, right: right, bottom: bottom), xRange, yRange, isSquare: panel.isSquare)
        frame = PanelFrame(panel, plot, xRange, yRange)
        self.legend = legend
    }

    private let turnsLabels: Bool
    private let legend: [(name: String, color: Color)]

    /// The box made narrower or lower, so that a unit is equally long both ways.
    private static func fitted(
        _ box: Box, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, isSquare: Bool
    ) -> Box {
        guard isSquare else { return box }
        let (width, height) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
        guard width > 0, height > 0, width.isFinite, height.isFinite else { return box }
        let unit = min(box.width / width, box.height / height)
        let (w, h) = (max(unit * width, 1), max(unit * height, 1))
        return Box(x: box.x + (box.width - w) / 2, y: box.y + (box.height - h) / 2, width: w, height: h)
    }

    func draw() {
        if let title = panel.title {
            canvas.write(
                title, at: Point(x: plot.x + plot.width / 2, y: outer.y + 16), size: Drawing.textSize + 1, .text,
                .middle)
        }
        drawAxes()
        canvas.clipped(to: plot) {
            for mark in panel.marks { MarkDrawing(frame, on: canvas).draw(mark) }
        }
        drawFrame()
        drawLegend()
        if let bar = panel.colorBar { draw(bar) }
    }

    private func drawAxes() {
        let size = Drawing.textSize
        let hasGrid = panel.isGridShown && !panel.hasHeatMap
        for tick in xTicks {
            let x = frame.x(tick.position)
            if hasGrid { line(x, plot.y, x, plot.y + plot.height, Color.text.faded(0.2)) }
            line(x, plot.y + plot.height, x, plot.y + plot.height + 4, .text)
            let below = Point(x: x, y: plot.y + plot.height + (turnsLabels ? 8 : 13))
            canvas.write(tick.label, at: below, size: size, .text, turnsLabels ? .end : .middle, isTurned: turnsLabels)
        }
        for tick in yTicks {
            let y = frame.y(tick.position)
            if hasGrid { line(plot.x, y, plot.x + plot.width, y, Color.text.faded(0.2)) }
            line(plot.x - 4, y, plot.x, y, .text)
            canvas.write(tick.label, at: Point(x: plot.x - 7, y: y), size: size, .text, .end)
        }
        if let title = panel.x.title {
            let below = Point(x: plot.x + plot.width / 2, y: outer.y + outer.height - 11)
            canvas.write(title, at: below, size: size, .text, .middle)
        }
        if let title = panel.y.title {
            let beside = Point(x: outer.x + 11, y: plot.y + plot.height / 2)
            canvas.write(title, at: beside, size: size, .text, .middle, isTurned: true)
        }
    }

    private func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ color: Color) {
        canvas.stroke([Point(x: x0, y: y0), Point(x: x1, y: y1)], color)
    }

    private func drawFrame() {
        guard panel.x.isVisible || panel.y.isVisible else { return }
        let (right, bottom) = (plot.x + plot.width, plot.y + plot.height)
        canvas.stroke(
            [
                Point(x: plot.x, y: plot.y), Point(x: plot.x, y: bottom), Point(x: right, y: bottom),
            ], .text)
    }

    private func drawLegend() {
        let widest = legend.map { canvas.width(of: $0.name, size: Drawing.textSize) }.max() ?? 0
        let left = outer.x + outer.width - widest - 28
        var y = plot.y + 8
        if let title = panel.legendTitle, !legend.isEmpty {
            canvas.write(title, at: Point(x: left, y: y), size: Drawing.textSize)
            y += 20
        }
        for entry in legend {
            canvas.fill(Box(x: left, y: y - 5, width: 12, height: 10), entry.color)
            canvas.write(entry.name, at: Point(x: left + 18, y: y), size: Drawing.textSize)
            y += 20
        }
    }

    private func draw(_ colors: ColorBar) {
        let bar = Box(x: plot.x + plot.width + 12, y: plot.y, width: 14, height: plot.height)
        let limits = colors.limits
        let steps = 64
        for step in 0..<steps {
            let share = (Double(step) + 0.5) / Double(steps)
            let height = bar.height / Double(steps)
            let y = bar.y + bar.height - Double(step + 1) * height
            canvas.fill(Box(x: bar.x, y: y, width: bar.width, height: height + 0.5), colors.scale.color(at: share))
        }
        for tick in Ticks.round(in: limits, atMost: max(2, Int(bar.height / 40))) {
            let share = (tick.position - limits.lowerBound) / (limits.upperBound - limits.lowerBound)
            let y = bar.y + bar.height * (1 - share)
            canvas.write(tick.label, at: Point(x: bar.x + bar.width + 5, y: y), size: Drawing.textSize - 2)
        }
        if let title = colors.title {
            canvas.write(title, at: Point(x: bar.x, y: outer.y + 16), size: Drawing.textSize - 2)
        }
    }
}
