/// A colour with its opacity, each part from 0 to 1.
///
///     Color("#ff0000")      // red; also "red", "tab:red", "C3", "rgb(255, 0, 0)", "r"
package struct Color: Equatable, Hashable, Sendable {
    package var red: Double
    package var green: Double
    package var blue: Double
    package var opacity: Double

    package init(_ red: Double, _ green: Double, _ blue: Double, opacity: Double = 1) {
        self.red = min(max(red, 0), 1)
        self.green = min(max(green, 0), 1)
        self.blue = min(max(blue, 0), 1)
        self.opacity = min(max(opacity, 0), 1)
    }

    init(hex: UInt32) {
        self.init(
            Double((hex >> 16) & 255) / 255, Double((hex >> 8) & 255) / 255, Double(hex & 255) / 255)
    }

    /// Mid grey, which can be read on white and on black.
    package static let text = Color(hex: 0x808080)

    /// The colours that series take in turn.
    package static func palette(_ index: Int) -> Color { Color(hex: series[abs(index % series.count)]) }

    private static let series: [UInt32] = [
        0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
    ]

    package func faded(_ opacity: Double) -> Color { Color(red, green, blue, opacity: opacity * self.opacity) }

    /// A colour on the way to another: 0 is this one, 1 the other.
    func mixed(with other: Color, _ share: Double) -> Color {
        Color(
            red + (other.red - red) * share, green + (other.green - green) * share, blue + (other.blue - blue) * share,
            opacity: opacity + (other.opacity - opacity) * share)
    }

    /// How bright it looks, from 0 to 1 (ITU-R BT.709).
    var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    /// `#rrggbb`
    package var hexadecimal: String {
        "#"
            + [red, green, blue].map { part in
                let text = String(Int((part * 255).rounded()), radix: 16)
                return text.count == 1 ? "0" + text : text
            }.joined()
    }
}

extension Color {
    /// Reads a colour as plotting libraries write it; nil if it is none.
    package init?(_ text: String) {
        let name = text.lowercased().filter { $0 != " " }
        if let color = Color.named[name] ?? Color.named[String(name.drop { $0 != ":" }.dropFirst())] {
            self.init(hex: color)
        } else if name.hasPrefix("#") {
            guard let color = Color(digits: name.dropFirst()) else { return nil }
            self = color
        } else if name.hasPrefix("c"), let index = Int(name.dropFirst()), index >= 0 {
            self = .palette(index)
        } else if name.hasPrefix("rgb"), let color = Color(function: name) {
            self = color
        } else if let grey = Double(name), 0...1 ~= grey {
            self.init(grey, grey, grey)
        } else {
            return nil
        }
    }

    /// Three or six hexadecimal digits, and two more for the opacity.
    private init?(digits: Substring) {
        let wide = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
        guard wide.count == 6 || wide.count == 8, wide.allSatisfy(\.isHexDigit), let value = UInt32(wide, radix: 16)
        else { return nil }
        self.init(hex: wide.count == 8 ? value >> 8 : value)
        if wide.count == 8 { opacity = Double(value & 255) / 255 }
    }

    /// `rgb(255,0,0)` or `rgba(255,0,0,0.5)`
    private init?(function: String) {
        let inside = function.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
        let parts = inside.split(separator: ",").map { Double($0) }
        guard parts.count == 3 || parts.count == 4, let red = parts[0], let green = parts[1], let blue = parts[2] else {
            return nil
        }
        self.init(red / 255, green / 255, blue / 255, opacity: parts.count == 4 ? parts[3] ?? 1 : 1)
    }

    private static let named: [String: UInt32] = [
        "black": 0x000000, "k": 0x000000, "white": 0xFFFFFF, "w": 0xFFFFFF, "red": 0xD62728, "r": 0xD62728,
        "green": 0x2CA02C, "g": 0x2CA02C, "blue": 0x1F77B4, "b": 0x1F77B4, "orange": 0xFF7F0E, "purple": 0x9467BD,
        "brown": 0x8C564B, "pink": 0xE377C2, "gray": 0x7F7F7F, "grey": 0x7F7F7F, "olive": 0xBCBD22, "cyan": 0x17BECF,
        "c": 0x17BECF, "magenta": 0xC83CC8, "m": 0xC83CC8, "yellow": 0xE8C500, "y": 0xBCBD22, "navy": 0x23386E,
        "teal": 0x168080, "gold": 0xFFD700, "crimson": 0xDC143C, "salmon": 0xFA8072, "coral": 0xFF7F50,
        "steelblue": 0x4682B4, "skyblue": 0x87CEEB, "lightblue": 0xADD8E6, "darkblue": 0x1A3A8A, "royalblue": 0x4169E1,
        "dodgerblue": 0x1E90FF, "lightgreen": 0x90EE90, "darkgreen": 0x1A6A1A, "seagreen": 0x2E8B57, "lime": 0x32CD32,
        "darkred": 0x8B1A1A, "firebrick": 0xB22222, "tomato": 0xFF6347, "darkorange": 0xFF8C00, "indigo": 0x4B0082,
        "violet": 0xEE82EE, "orchid": 0xDA70D6, "turquoise": 0x40E0D0, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3,
        "darkgray": 0xA9A9A9, "silver": 0xC0C0C0, "tan": 0xD2B48C, "maroon": 0x800000, "slateblue": 0x6A5ACD,
        "mediumpurple": 0x9370DB, "hotpink": 0xFF69B4, "chocolate": 0xD2691E, "khaki": 0xF0E68C, "beige": 0xF5F5DC,
    ]
}
