import Tensors

/// How the elements of one array are written, so that their points stand below each other.
enum ArrayElementFormat {
    case bools(isPadded: Bool)
    case integers(width: Int)
    case reals(RealFormat)
    case complexes(RealFormat, RealFormat)

    init(_ elements: [Tensors.Scalar], _ dtype: DType, rank: Int, _ options: ArrayPrintOptions) {
        switch dtype.category {
        case .bool: self = .bools(isPadded: rank > 0)
        case .integer: self = .integers(width: elements.map { String($0.integer).count }.max() ?? 0)
        case .floating: self = .reals(RealFormat(elements.map(\.real), dtype, options))
        case .complex:
            self = .complexes(
                RealFormat(elements.map(\.real), dtype.real, options),
                RealFormat(elements.map(\.imaginary), dtype.real, options, showsPlus: true))
        }
    }

    func callAsFunction(_ element: Tensors.Scalar) -> String {
        switch self {
        case .bools(let isPadded): return element.isTrue ? (isPadded ? " True" : "True") : "False"
        case .integers(let width): return String(element.integer).leftPadded(to: width)
        case .reals(let format): return format(element.real)
        case .complexes(let real, let imaginary):
            let part = imaginary(element.imaginary)
            let text = part.reversed().drop { $0 == " " }
            return real(element.real) + String(text.reversed()) + "j"
                + String(repeating: " ", count: part.count - text.count)
        }
    }
}

/// `np.set_printoptions`
struct ArrayPrintOptions {
    var precision = 8
    var threshold = 1000
    var edgeItems = 3
    var lineWidth = 75
    var suppressesSmall = false

    // Changed on the cell thread only.
    nonisolated(unsafe) static var current = ArrayPrintOptions()
}

/// NumPy's `FloatingFormat`: widths and notation that fit all numbers of an array.
struct RealFormat {
    private let dtype: DType
    private let showsPlus: Bool
    private var isScientific = false
    private var precision: Int
    private var padLeft = 0
    private var padRight = 0
    private var exponentSize = 0

    init(_ numbers: [Double], _ dtype: DType, _ options: ArrayPrintOptions, showsPlus: Bool = false) {
        self.dtype = dtype
        self.showsPlus = showsPlus
        precision = options.precision
        let finite = numbers.filter(\.isFinite)
        let sizes = finite.map(\.magnitude).filter { $0 != 0 }
        if let largest = sizes.max(), let smallest = sizes.min() {
            isScientific =
                largest >= 1e8 || !options.suppressesSmall && (smallest < 0.0001 || largest / smallest > 1000)
        }
        if isScientific { measureScientific(finite) } else { measurePositional(finite) }
        makeRoomForInfinities(numbers)
    }

    private mutating func measureScientific(_ finite: [Double]) {
        let parts = finite.map { decimal($0).scientific(precision: precision) }
        exponentSize = Swift.max(2, parts.map { String($0.exponent.magnitude).count }.max() ?? 2)
        precision = parts.map(\.fraction.count).max() ?? 0
        padLeft = zip(finite, parts).map { signed($1.whole, $0).count }.max() ?? 0
        padRight = exponentSize + 3 + precision
    }

    private mutating func measurePositional(_ finite: [Double]) {
        let parts = finite.map { decimal($0).positional(precision: precision) }
        padLeft = zip(finite, parts).map { signed($1.whole, $0).count }.max() ?? 0
        padRight = parts.map(\.fraction.count).max() ?? 0
    }

    private mutating func makeRoomForInfinities(_ numbers: [Double]) {
        guard numbers.contains(where: { !$0.isFinite }) else { return }
        let isSigned = showsPlus || numbers.contains(-.infinity)
        let hasNaN = numbers.contains(where: \.isNaN)
        let hasInfinity = numbers.contains(where: \.isInfinite)
        let widest = Swift.max(hasNaN ? 3 : 0, hasInfinity ? (isSigned ? 4 : 3) : 0)
        padLeft = Swift.max(padLeft, widest - padRight - 1)
    }

    private func decimal(_ number: Double) -> ShortestDecimal { ShortestDecimal(number.text(as: dtype)) }

    private func signed(_ whole: String, _ number: Double) -> String {
        showsPlus && !whole.hasPrefix("-") ? "+" + whole : whole
    }

    func callAsFunction(_ number: Double) -> String {
        guard number.isFinite else {
            let name = number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
            let text = showsPlus && number >= 0 || showsPlus && number.isNaN ? "+" + name : name
            return text.leftPadded(to: padLeft + padRight + 1)
        }
        if isScientific {
            let (whole, fraction, power) = decimal(number).scientific(precision: precision)
            let digits = String(power.magnitude)
            let zeros = String(repeating: "0", count: Swift.max(0, exponentSize - digits.count))
            return signed(whole, number).leftPadded(to: padLeft) + "."
                + fraction + String(repeating: "0", count: Swift.max(0, precision - fraction.count))
                + (power < 0 ? "e-" : "e+") + zeros + digits
        }
        let (whole, fraction) = decimal(number).positional(precision: precision)
        return signed(whole, number).leftPadded(to: padLeft) + "." + fraction
            + String(repeating: " ", count: Swift.max(0, padRight - fraction.count))
    }
}

extension Double {
    /// The shortest digits that name the number in its own width.
    func text(as dtype: DType) -> String {
        switch dtype {
        case .float32, .complex64: Float(self).description
        case .float16: Float16(self).description
        default: description
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }
}
