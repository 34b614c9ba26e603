import Testing

import Language

/// Numbers, with what CPython 3.11 prints.
@Suite struct NumberTests {
    @Test("ints grow beyond 64 bits and operators keep their types")
    func numbers() throws {
        let program = #"""
            x = 2 ** 62
            print(x + x, x * 4, -x - x - x, (x + x) // 3, x << 10, 9223372036854775807 + 1, -9223372036854775808 - 1)
            print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7 / 2, 2 ** -1, 2 ** 0.5, 1e16, 0.1 + 0.2, 10 ** 20, divmod(-7, 2))
            print(True + True, 3 & 5, 3 | 5, 3 ^ 5, ~5, 1 << 3, -8 >> 1, 1.5 // 0.5, 5.5 % 2)
            for f in [lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1 << -1, lambda: "a" + 1, lambda: 1 + "a", lambda: [] < {}]:
                try: f()
                except Exception as e: print(type(e).__name__, e)
            i = 9223372036854775806
            for _ in range(3): i += 1
            print(i, i - 1, i == 9223372036854775809)
            print(1 == 1.0, 1 is not None, 3 > 2.5, 10 ** 30 > 1e29, complex(1, 2) * 2j, 0x1F, 0b11, 0o17, 1_000)
            """#
        let expected = #"""
            9223372036854775808 18446744073709551616 -13835058055282163712 3074457345618258602 4722366482869645213696 9223372036854775808 -9223372036854775809
            3 -4 -2 2 3.5 0.5 1.4142135623730951 1e+16 0.30000000000000004 100000000000000000000 (-4, 1)
            2 1 7 6 -6 8 -4 3.0 1.5
            ZeroDivisionError division by zero
            ZeroDivisionError integer division or modulo by zero
            ZeroDivisionError integer modulo by zero
            ZeroDivisionError float division by zero
            ValueError negative shift count
            TypeError can only concatenate str (not "int") to str
            TypeError unsupported operand type(s) for +: 'int' and 'str'
            TypeError '<' not supported between instances of 'list' and 'dict'
            9223372036854775809 9223372036854775808 True
            True True True True (-4+2j) 31 3 15 1000
            """#
        try Program.expect(program, prints: expected)
    }
}
