/// A passage of colours from the smallest to the largest value.
///
///     ColorScale.named("RdBu")?.color(at: 0.5)     // nearly white
package struct ColorScale: Equatable, Sendable {
    package let name: String
    private let stops: [Color]

    init(_ name: String, _ stops: [UInt32]) {
        self.name = name
        self.stops = stops.map { Color(hex: $0) }
    }

    /// A scale through these colours at equal distances; nil without any.
    package init?(_ colors: [Color]) {
        guard !colors.isEmpty else { return nil }
        name = "custom"
        stops = colors
    }

    private init(name: String, stops: [Color]) {
        self.name = name
        self.stops = stops
    }

    package static let viridis = ColorScale(
        "viridis", [0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725])

    /// The scale that plotting libraries call by this name; `_r` at its end turns it around.
    package static func named(_ name: String) -> ColorScale? {
        let key = name.lowercased()
        if let scale = table[key] { return scale }
        guard key.hasSuffix("_r"), let scale = table[String(key.dropLast(2))] else { return nil }
        return ColorScale(name: scale.name + "_r", stops: scale.stops.reversed())
    }

    /// The colour at a place from 0 to 1; beyond the ends, that of the end.
    package func color(at place: Double) -> Color {
        guard let first = stops.first, let last = stops.last else { return .text }
        guard place > 0 else { return first }
        guard place < 1 else { return last }
        let exact = place * Double(stops.count - 1)
        let index = min(Int(exact), stops.count - 2)
        guard index >= 0 else { return first }
        return stops[index].mixed(with: stops[index + 1], exact - Double(index))
    }

    private static let table: [String: ColorScale] = {
        let scales = [
            viridis,
            ColorScale(
                "plasma", [0x0D0887, 0x4C02A1, 0x7E03A8, 0xAA2395, 0xCC4778, 0xE66C5C, 0xF89540, 0xFDC527, 0xF0F921]),
            ColorScale(
                "inferno", [0x000004, 0x210C4A, 0x57106E, 0x8A226A, 0xBC3754, 0xE45A31, 0xF98E09, 0xF9CB35, 0xFCFFA4]),
            ColorScale(
                "magma", [0x000004, 0x1D1147, 0x51127C, 0x832681, 0xB73779, 0xE75263, 0xFC8961, 0xFEC488, 0xFCFDBF]),
            ColorScale("cividis", [0x00224E, 0x35456C, 0x666970, 0x948E77, 0xC8B866, 0xFEE838]),
            ColorScale(
                "rdbu", [0x67001F, 0xB2182B, 0xD6604D, 0xF4A582, 0xF7F7F7, 0x92C5DE, 0x4393C3, 0x2166AC, 0x053061]),
            ColorScale("coolwarm", [0x3B4CC0, 0x7B9FF9, 0xC0D4F5, 0xDDDCDC, 0xF2CBB7, 0xEE8468, 0xB40426]),
            ColorScale("bwr", [0x0000FF, 0xFFFFFF, 0xFF0000]),
            ColorScale("seismic", [0x00004C, 0x0000FF, 0xFFFFFF, 0xFF0000, 0x7F0000]),
            ColorScale(
                "blues", [0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C, 0x08306B]),
            ColorScale("reds", [0xFFF5F0, 0xFCBBA1, 0xFB6A4A, 0xCB181D, 0x67000D]),
            ColorScale("greens", [0xF7FCF5, 0xC7E9C0, 0x74C476, 0x238B45, 0x00441B]),
            ColorScale("purples", [0xFCFBFD, 0xDADAEB, 0x9E9AC8, 0x6A51A3, 0x3F007D]),
            ColorScale("oranges", [0xFFF5EB, 0xFDD0A2, 0xFD8D3C, 0xD94801, 0x7F2704]),
            ColorScale("greys", [0xFFFFFF, 0x000000]), ColorScale("gray", [0x000000, 0xFFFFFF]),
            ColorScale("hot", [0x0B0000, 0xFF0000, 0xFFFF00, 0xFFFFFF]),
            ColorScale("jet", [0x000080, 0x0000FF, 0x00FFFF, 0xFFFF00, 0xFF0000, 0x800000]),
            ColorScale("turbo", [0x30123B, 0x4675ED, 0x1BCFD4, 0x61FC6C, 0xD1E834, 0xFE9B2D, 0xD93806, 0x7A0403]),
            ColorScale("ylorrd", [0xFFFFCC, 0xFED976, 0xFD8D3C, 0xE31A1C, 0x800026]),
            ColorScale("ylgnbu", [0xFFFFD9, 0xC7E9B4, 0x41B6C4, 0x225EA8, 0x081D58]),
            ColorScale("bugn", [0xF7FCFD, 0xCCECE6, 0x66C2A4, 0x238B45, 0x00441B]),
            ColorScale("piyg", [0x8E0152, 0xDE77AE, 0xF7F7F7, 0x7FBC41, 0x276419]),
            ColorScale("prgn", [0x40004B, 0x9970AB, 0xF7F7F7, 0x5AAE61, 0x00441B]),
            ColorScale("brbg", [0x543005, 0xBF812D, 0xF5F5F5, 0x35978F, 0x003C30]),
            ColorScale("rdylbu", [0xA50026, 0xF46D43, 0xFFFFBF, 0x74ADD1, 0x313695]),
            ColorScale("rdylgn", [0xA50026, 0xF46D43, 0xFFFFBF, 0x66BD63, 0x006837]),
            ColorScale("spectral", [0x9E0142, 0xF46D43, 0xFFFFBF, 0x66C2A5, 0x5E4FA2]),
            ColorScale("rocket", [0x03051A, 0x4C1D4B, 0xA11A5B, 0xE83F3F, 0xF69C73, 0xFAEBDD]),
            ColorScale("mako", [0x0B0405, 0x3B2F5E, 0x366A9F, 0x37A6AC, 0x8CDCB2, 0xDEF5E5]),
            ColorScale("vlag", [0x2369BD, 0xA9BACD, 0xFAFAFA, 0xDBA9A6, 0xA9373B]),
        ]
        var table = Dictionary(uniqueKeysWithValues: scales.map { ($0.name, $0) })
        table["grays"] = table["gray"]
        table["redblue"] = table["rdbu"]
        return table
    }()
}
