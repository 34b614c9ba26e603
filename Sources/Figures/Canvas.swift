import CCairo

/// A surface to draw on, in pixels from the top left, that becomes the bytes of a PNG or SVG file.
final class Canvas {
    enum Format { case png, svg }

    /// Where a text lies relative to its point.
    enum Alignment { case start, middle, end }

    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let sink = ByteSink()
    private let format: Format

    /// Twice the pixels in a picture of points, so that it is sharp on dense screens.
    private static let density = 2.0

    /// Nil when there is no memory for it.
    init?(width: Double, height: Double, format: Format) {
        self.format = format
        let owner = Unmanaged.passUnretained(sink).toOpaque()
        let made =
            switch format {
            case .png:
                cairo_image_surface_create(
                    CAIRO_FORMAT_ARGB32, Int32(width * Canvas.density), Int32(height * Canvas.density))
            case .svg: cairo_svg_surface_create_for_stream(ByteSink.write, owner, width, height)
            }
        guard let made, cairo_surface_status(made) == CAIRO_STATUS_SUCCESS, let context = cairo_create(made) else {
            return nil
        }
        surface = made
        self.context = context
        if format == .png { cairo_scale(context, Canvas.density, Canvas.density) }
        cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Ends the drawing and gives the file.
    func bytes() -> [UInt8] {
        switch format {
        case .png:
            cairo_surface_flush(surface)
            cairo_surface_write_to_png_stream(surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
        case .svg: cairo_surface_finish(surface)
        }
        return sink.bytes
    }

    private func set(_ color: Color) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
    }

    func fill(_ box: Box, _ color: Color) {
        set(color)
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_fill(context)
    }

    /// Draws strokes through the points; one that is no number interrupts them.
    func stroke(_ points: [Point], _ color: Color, width: Double = 1, dash: Dash = .solid) {
        set(color)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, dash.lengths, Int32(dash.lengths.count), 0)
        var isDown = false
        for point in points {
            guard point.isFinite else {
                isDown = false
                continue
            }
            if isDown { cairo_line_to(context, point.x, point.y) } else { cairo_move_to(context, point.x, point.y) }
            isDown = true
        }
        cairo_stroke(context)
    }

    func fill(_ outline: [Point], _ color: Color) {
        guard let first = outline.first, outline.allSatisfy(\.isFinite) else { return }
        set(color)
        cairo_move_to(context, first.x, first.y)
        for point in outline.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_fill(context)
    }

    func dot(_ center: Point, diameter: Double, _ color: Color) {
        guard center.isFinite else { return }
        set(color)
        cairo_arc(context, center.x, center.y, diameter / 2, 0, 2 * Double.pi)
        cairo_fill(context)
    }

    /// Draws only inside a box until the end of the body.
    func clipped(to box: Box, _ body: () -> Void) {
        cairo_save(context)
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_clip(context)
        body()
        cairo_restore(context)
    }
}

extension Canvas {
    /// How wide a text is.
    func width(of text: String, size: Double) -> Double {
        var extents = cairo_text_extents_t()
        cairo_set_font_size(context, size)
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// Writes a text whose vertical middle is at the point; `turned` writes it upwards.
    func write(
        _ text: String, at point: Point, size: Double, _ color: Color = .text, _ alignment: Alignment = .start,
        isTurned: Bool = false
    ) {
        guard point.isFinite, !text.isEmpty else { return }
        let width = width(of: text, size: size)
        let offset: Double =
            switch alignment {
            case .start: 0
            case .middle: -width / 2
            case .end: -width
            }
        set(color)
        cairo_save(context)
        cairo_translate(context, point.x, point.y)
        if isTurned { cairo_rotate(context, -Double.pi / 2) }
        cairo_move_to(context, offset, size * 0.35)
        cairo_show_text(context, text)
        cairo_restore(context)
    }
}

/// A place on a canvas.
struct Point {
    var x: Double
    var y: Double

    var isFinite: Bool { abs(x) < 1e6 && abs(y) < 1e6 }
}

/// A part of a canvas.
struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    /// The box without margins at its sides.
    func inset(left: Double, top: Double, right: Double, bottom: Double) -> Box {
        Box(x: x + left, y: y + top, width: max(width - left - right, 1), height: max(height - top - bottom, 1))
    }
}

/// Where cairo writes a file.
private final class ByteSink {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { owner, data, count in
        guard let owner, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(owner).takeUnretainedValue()
        sink.bytes += UnsafeBufferPointer(start: data, count: Int(count))
        return CAIRO_STATUS_SUCCESS
    }
}
