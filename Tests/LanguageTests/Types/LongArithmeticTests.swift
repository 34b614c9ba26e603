import BigInt
import Foundation
import Language
import Testing

struct LongArithmeticTests {
    @Test func productsInPiecesAreThoseOfTheWhole() throws {
        let (a, b) = (BigUInt(3).power(45_000), BigUInt(7).power(25_000))
        #expect(try LongArithmetic.product(a, b) == a * b)
        #expect(try LongArithmetic.product(a * a, b) == a * a * b)
    }

    @Test func quotientsInPiecesAreThoseOfTheWhole() throws {
        #expect(
            printed(
                """
                a, b = 3**60000 + 12345, 7**30000 - 1
                q, r = divmod(a, b)
                print(a == q * b + r, 0 <= r < b, -a // b == -q - 1, pow(3, 2001, 2**1000) == 3**2001 % 2**1000)
                """) == "True True True True")
    }

    @Test func powersModuloTakeInversesAndAnyModulus() {
        #expect(
            printed("print(pow(3, -1, 1), pow(3, -1, -1), pow(3, 0, 1), pow(7, -2, 40), pow(3, -1, -7))")
                == "0 0 0 9 -2")
        #expect(error(of: "pow(4, -1, 8)") == "ValueError: base is not invertible for the given modulus")
        #expect(printed("a, m = 3**2000, 2**6000 + 1; print(a * pow(a, -1, m) % m, pow(a, -1, m) < m)") == "1 True")
        #expect(printed("print(pow(2, 5, 10**100000), pow(3, 2**70, 1000003))") == "32 313294")
    }

    @Test func productsOfLongNumbersAreExact() {
        let program =
            "import math; n = 2**64\nprint(math.perm(n, 30) == math.prod(n - i for i in range(30)), "
            + "math.comb(n, 3) == n * (n - 1) * (n - 2) // 6, math.lcm(6 * n, 4 * n, 9) == 36 * n, math.lcm(0, n))"
        #expect(printed(program) == "True True True 0")
    }

    @Test func longTextsAreWrittenAndReadOnceTheLimitIsRaised() {
        #expect(
            error(of: "str(10**4300)")
                == "ValueError: Exceeds the limit (4300 digits) for integer string conversion; "
                + "use sys.set_int_max_str_digits() to increase the limit")
        #expect(
            printed(
                """
                import sys
                sys.set_int_max_str_digits(0)
                text = str(10**20000 + 7)
                print(len(text), text[0], text[-2:], int(text) == 10**20000 + 7, int('-' + text) + int(text))
                """) == "20001 1 07 True 0")
        #expect(
            error(of: "import sys; sys.set_int_max_str_digits(639)")
                == "ValueError: maxdigits must be 0 or larger than 640")
    }

    @Test func factorialsAreExactAndRefusedBeyondTenMillionDigits() {
        #expect(printed("import math; print(math.factorial(3000) == math.prod(range(1, 3001)))") == "True")
        #expect(error(of: "import math; math.factorial(10**8)") == "MemoryError: ")
    }

    @Test(arguments: [
        "3**(10**7)", "math.factorial(10**6)", "a * a", "a // b", "pow(a, a, b)", "math.gcd(a, b)", "str(a)",
        "pow(b, -1, a)", "math.perm(1 << 64, 60000)",
    ])
    func longWorkIsInterrupted(expression: String) throws {
        let evaluator = Evaluator()
        let values = Source(
            cell: 1,
            // Without long runs of equal bits: quotients of those have few digits that are not zero.
            text: "import math, sys\nsys.set_int_max_str_digits(0)\na, b = (1 << 3000000) // 11, (1 << 900000) // 7")
        _ = try evaluator.run(values, in: evaluator.main.namespace)
        let interrupt = evaluator.interrupt
        Thread.detachNewThread {
            usleep(50_000)
            interrupt.raise()
        }
        let start = ContinuousClock.now
        #expect(throws: PythonError.self) { _ = try LongArithmeticTests.run("x = \(expression)", evaluator) }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    private static func run(_ text: String, _ evaluator: Evaluator) throws -> Value? {
        try evaluator.run(Source(cell: 2, text: text), in: evaluator.main.namespace)
    }
}
