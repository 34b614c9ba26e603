import CKernels
import Glibc

/// A stream of random numbers equal to that of PyTorch's CPU generator for the same seed and the same calls.
///
///     let generator = Generator(seed: 0)
///     generator.uniformFloat()   // 0.49625658988952637
package final class Generator {
    var twister: MersenneTwister
    /// The seed of this stream: `initial_seed()`.
    package internal(set) var initialSeed: UInt64
    /// The second number of a Box-Muller pair, kept for the next single draw.
    var spareNormal: Double?

    /// The stream that operations use when they are given none; each thread that runs cells has its own.
    package static var standard: Generator {
        if let address = thread_generator() { return Unmanaged<Generator>.fromOpaque(address).takeUnretainedValue() }
        let generator = Generator()
        set_thread_generator(Unmanaged.passRetained(generator).toOpaque())
        return generator
    }

    /// PyTorch starts every process with this seed.
    package static let defaultSeed: UInt64 = 67_280_421_310_721

    package init(seed: UInt64 = Generator.defaultSeed) {
        initialSeed = seed
        twister = MersenneTwister(seed: seed)
    }

    /// Starts the stream again: `manual_seed`.
    package func seed(_ seed: UInt64) {
        initialSeed = seed
        twister = MersenneTwister(seed: seed)
        spareNormal = nil
    }

    /// Starts the stream at a number that the system gives, and returns it: `torch.seed()`.
    package func seedFromSystem() -> UInt64 {
        let value = UInt64.random(in: 0..<(1 << 53))
        seed(value)
        return value
    }

    /// One draw of 32 bits.
    package func next32() -> UInt32 { twister.next() }

    /// Two draws, the first one in the high half.
    package func next64() -> UInt64 {
        let high = UInt64(twister.next())
        return high << 32 | UInt64(twister.next())
    }

    /// A float32 of [0, 1) from one draw.
    package func uniformFloat() -> Float { Float(next32() & 0xFF_FFFF) * 0x1p-24 }

    /// So many float32 of [low, low + range), each from one draw, scaled with one rounding as PyTorch's compiled code does.
    func fillUniform(_ start: UnsafeMutablePointer<Float>, _ count: Int, low: Float = 0, range: Float = 1) {
        eachDraws(count) { draws, place, count in f32_uniform(start + place, draws, low, range, count) }
    }

    /// So many ones and zeros, each from two draws; 1 with the given probability.
    func fillCoins(_ start: UnsafeMutablePointer<Float>, _ count: Int, _ probability: Double) {
        let limit = UInt64((probability * 0x1p53).rounded(.up))
        eachDraws(count, perElement: 2) { draws, place, count in f32_bernoulli(start + place, draws, limit, count) }
    }

    /// Draws for a few hundred elements at a time, in a buffer that stays in the cache.
    private func eachDraws(
        _ count: Int, perElement: Int = 1, _ body: (UnsafePointer<UInt32>, _ place: Int, _ count: Int) -> Void
    ) {
        let room = MersenneTwister.size
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room * perElement) { draws in
            guard let first = draws.baseAddress else { return }
            for place in stride(from: 0, to: count, by: room) where !Interrupt.isRequested {
                let taken = Swift.min(room, count - place)
                twister.draw(into: UnsafeMutableBufferPointer(start: first, count: taken * perElement))
                body(first, place, taken)
            }
        }
    }

    /// A float64 of [0, 1) from two draws.
    package func uniformDouble() -> Double { Double(next64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53 }

    /// A standard normal number; every second one is the spare of a pair.
    package func normalDouble() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        let first = uniformDouble()
        let second = uniformDouble()
        let radius = (-2 * log1p(-second)).squareRoot()
        let angle = 2 * Double.pi * first
        spareNormal = radius * sin(angle)
        return radius * cos(angle)
    }

    /// An exponential number of rate 1.
    package func exponentialDouble() -> Double { -log1p(-uniformDouble()) }

    /// A number of 0..<range; one draw below 2^28, two draws from there.
    package func integer(below range: UInt64) -> UInt64 {
        if range == 0 { return next64() }
        return range >= 1 << 28 ? next64() % range : UInt64(next32()) % range
    }
}
