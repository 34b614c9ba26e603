import Testing

/// Corners of the language that programs meet rarely, with what CPython 3.11 prints.
struct PeculiarityTests {
    @Test func assignmentsToBuiltinsAreSeenEverywhere() {
        let program = #"""
            import builtins
            def f(): return abs(-1)
            old = builtins.abs
            builtins.abs = lambda x: "patched"
            print(f())
            builtins.abs = old
            print(f())
            """#
        #expect(printed(program) == "patched\n1")
    }

    @Test func oneNaNIsFoundByIdentity() {
        #expect(
            printed("n = float('nan')\nprint(n in [n], [n] == [n], [n].index(n), (n,) == (n,), n == n)")
                == "True True 0 True False")
    }

    @Test func namesThatPrepareGivesAreSeenInTheBody() {
        let program = #"""
            class M(type):
                @classmethod
                def __prepare__(mcs, name, bases): return {"magic": 42}
            class X(metaclass=M): y = magic + 1
            print(X.y)
            """#
        #expect(printed(program) == "43")
    }

    @Test func finalClassesHaveNoSubclasses() {
        #expect(error(of: "class B(bool): pass") == "TypeError: type 'bool' is not an acceptable base type")
        #expect(error(of: "class R(range): pass") == "TypeError: type 'range' is not an acceptable base type")
    }

    @Test func attributeSetAgainComesLast() {
        #expect(
            printed("class P: pass\np = P(); p.x = 1; p.y = 2\ndel p.x; p.x = 7\nprint(list(p.__dict__))")
                == "['y', 'x']")
    }

    @Test func viewedBytearrayKeepsItsSize() {
        let program = #"""
            b = bytearray(b"abc"); m = memoryview(b)
            try: b.append(1)
            except BufferError as e: print(e)
            m.release(); b.append(100); print(b)
            """#
        #expect(printed(program) == "Existing exports of data: object cannot be re-sized\nbytearray(b'abcd')")
    }

    @Test func listsGrowWhileTheyAreExtended() {
        #expect(
            printed("L = [1, 2]\ndef g():\n    L.clear(); yield 9\n    L.append(5); yield 10\nL.extend(g())\nprint(L)")
                == "[9, 5, 10]")
    }

    @Test func flagsOfRegularExpressionsPrintTheirNames() {
        #expect(
            printed(
                "import re\nprint(re.I | re.M, repr(re.S), re.I.value, re.compile('a', re.I).flags, re.findall('A', 'aA', re.I))"
            ) == "re.IGNORECASE|re.MULTILINE re.DOTALL 2 34 ['a', 'A']")
    }

    @Test func lengthsOfInstancesAreChecked() {
        #expect(printed("class A:\n    def __len__(self): return 3\nprint(len(A()))") == "3")
        #expect(
            error(of: "class A:\n    def __len__(self): return -1\nlen(A())")
                == "ValueError: __len__() should return >= 0")
        #expect(
            error(of: "class A:\n    def __len__(self): return 'x'\nlen(A())")
                == "TypeError: 'str' object cannot be interpreted as an integer")
        #expect(
            error(of: "class A:\n    def __len__(self): return 2**70\nlen(A())")
                == "OverflowError: cannot fit 'int' into an index-sized integer")
    }

    @Test func slicesTakeHugeSteps() {
        #expect(
            printed("print('ab'[::-2**63], [1, 2][::-10**30], range(10)[::-(2**63 - 1)])")
                == "b [2] range(9, -1, -9223372036854775807)")
    }

    @Test func missingKeysSuggestTheNearestOne() {
        #expect(Program.run(["{'output': 1}['ouput']"]).help == "did you mean 'output'?")
    }

    @Test func absentModulesSayWhy() {
        #expect(
            Program.run(["import asyncio"]).help == "this kernel has no `async`: call the functions one after another")
        #expect(
            Program.run(["import quux_nowhere"]).help
                == "this kernel is not Python: packages cannot be installed, only `.py` files be imported")
    }

    @Test func keyedChecksumsAndPackedBytes() {
        #expect(
            printed("import hashlib\nprint(hashlib.pbkdf2_hmac('sha256', b'pw', b'salt', 2).hex()[:16])")
                == "061df616343cb988")
        #expect(
            printed("import hmac\nprint(hmac.new(b'k', b'm', 'md5').hexdigest())") == "ed7e724d3a91554aaa2043041d9c5305"
        )
        #expect(
            printed("import struct\nb = bytearray(8); struct.pack_into('<I', b, 2, 77); print(b)")
                == #"bytearray(b'\x00\x00M\x00\x00\x00\x00\x00')"#)
    }
}
