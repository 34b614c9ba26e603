import Glibc

/// The logarithm of the gamma function by Lanczos' sum, with CPython's coefficients, so that all digits are its own.
enum LogarithmicGamma {
    private static let shift = 6.024680040776729583740234375
    private static let numerators = [
        23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ]
    private static let denominators: [Double] = [
        0, 39_916_800, 120_543_840, 150_917_976, 105_258_076, 45_995_730, 13_339_535, 2_637_558, 357_423, 32670, 1925,
        66, 1,
    ]

    static func value(at x: Double) -> Double {
        guard x.isFinite else { return x.isNaN ? x : .infinity }
        if x == 1 || x == 2 { return 0 }
        let size = abs(x)
        if size < 1e-20 { return -log(size) }
        let result = log(sum(size)) - shift + (size - 0.5) * (log(size + shift - 0.5) - 1)
        guard x < 0 else { return result }
        return log(Double.pi) - log(abs(sineOfPi(size))) - log(size) - result
    }

    private static func sum(_ x: Double) -> Double {
        var (numerator, denominator) = (0.0, 0.0)
        if x < 5 {
            for place in numerators.indices.reversed() {
                numerator = numerator * x + numerators[place]
                denominator = denominator * x + denominators[place]
            }
        } else {
            for place in numerators.indices {
                numerator = numerator / x + numerators[place]
                denominator = denominator / x + denominators[place]
            }
        }
        return numerator / denominator
    }

    private static func sineOfPi(_ x: Double) -> Double {
        let y = fmod(x, 2)
        switch Int((2 * y).rounded()) {
        case 0: return sin(.pi * y)
        case 1: return cos(.pi * (y - 0.5))
        case 2: return sin(.pi * (1 - y))
        case 3: return -cos(.pi * (y - 1.5))
        default: return sin(.pi * (y - 2))
        }
    }
}
