import Testing

import Language

/// Groups of exceptions and `except*`, with what CPython 3.11 prints.
@Suite struct ExceptionGroupTests {
    @Test("each except* gets the exceptions of its kind")
    func handlersShareAGroup() throws {
        let program = #"""
            try:
                raise ExceptionGroup("eg", [ValueError(1), TypeError("t"), ExceptionGroup("in", [ValueError(2)])])
            except* ValueError as group: print(group.exceptions)
            except* TypeError as group: print(group.exceptions, group.message)
            """#
        try Program.expect(
            program, prints: "(ValueError(1), ExceptionGroup('in', [ValueError(2)]))\n(TypeError('t'),) eg")
    }

    @Test("what no handler takes goes on, and what handlers raise joins it")
    func restGoesOn() {
        let rest = "try: raise ExceptionGroup('x', [ValueError(1), KeyError(2)])\nexcept* ValueError: pass"
        #expect(error(of: rest) == "ExceptionGroup: x (1 sub-exception)")
        let raised = rest.replacing("pass", with: "raise OSError('new')")
        #expect(error(of: raised) == "ExceptionGroup:  (2 sub-exceptions)")
        let alone = "try: raise ValueError(1)\nexcept* ValueError as g: raise TypeError('t')"
        #expect(error(of: alone) == "TypeError: t")
    }

    @Test("an exception that is no group comes in one, and goes on as it was")
    func plainExceptions() throws {
        let program = "try: raise ValueError('p')\nexcept* ValueError as g: print(repr(g))\nprint('after')"
        try Program.expect(program, prints: "ExceptionGroup('', (ValueError('p'),))\nafter")
        #expect(error(of: "try: raise KeyError('k')\nexcept* ValueError: pass") == "KeyError: 'k'")
    }

    @Test("groups are split by kind or by a function")
    func splitting() throws {
        let program = """
            group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), ValueError(3)])])
            print(*group.split(ValueError), sep="\\n")
            print(group.subgroup(lambda e: isinstance(e, KeyError)), group.subgroup(OSError))
            """
        try Program.expect(
            program,
            prints: "g (2 sub-exceptions)\ng (1 sub-exception)\ng (1 sub-exception) None")
    }

    @Test("a group must hold exceptions, and except* may not catch groups")
    func mistakes() {
        #expect(
            error(of: "ExceptionGroup('m', [])")
                == "ValueError: second argument (exceptions) must be a non-empty sequence")
        #expect(
            error(of: "ExceptionGroup('m', [1])")
                == "ValueError: Item 0 of second argument (exceptions) is not an exception")
        #expect(
            error(of: "try: 1/0\nexcept* ExceptionGroup: pass")?.hasPrefix(
                "TypeError: catching ExceptionGroup with except* is not allowed") == true)
    }
}
