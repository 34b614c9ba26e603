import Testing

/// What notebooks print of dataclasses, enums, signatures, tracebacks and other modules, as CPython 3.11 prints it.
@Suite struct LibraryParityTests {
    @Test func dataclassesTellTheirFieldsAndSignatureAsInPython() throws {
        try Program.expect(
            """
            import inspect
            from dataclasses import dataclass, field, fields
            @dataclass
            class Run:
                name: str
                lr: float = 0.1
                tags: list = field(default_factory=list, metadata={'unit': 'm'})
            print(inspect.signature(Run))
            print(repr(fields(Run)[1]).split(',default_factory')[0], fields(Run)[2].metadata)
            print(inspect.signature(Run).bind('a', lr=1).arguments)
            """,
            prints: """
                (name: str, lr: float = 0.1, tags: list = <factory>) -> None
                Field(name='lr',type=<class 'float'>,default=0.1 {'unit': 'm'}
                {'name': 'a', 'lr': 1}
                """)
    }

    @Test func copiesFollowWhatReduceGives() throws {
        try Program.expect(
            """
            import copy
            class M:
                def __init__(self): self.me = None
                def __reduce__(self): return (M, (), {'me': self.me})
            class L(list):
                def __reduce__(self): return (L, (), None, iter('ab'))
            class D(dict):
                def __reduce__(self): return (D, (), None, None, iter([('k', [1])]))
            m = M(); m.me = m
            other = copy.deepcopy(m)
            print(other.me is other, other is not m, copy.deepcopy(L()), copy.copy(D()))
            """, prints: "True True ['a', 'b'] {'k': [1]}")
    }

    @Test func partsOfJSONAreDecodedWithTheirPlaces() throws {
        try Program.expect(
            """
            import json
            for text in ('  1', 'x', '[1] rest'):
                try: print(json.JSONDecoder().raw_decode(text))
                except json.JSONDecodeError as error: print(error, error.lineno, error.pos)
            """,
            prints: """
                Expecting value: line 1 column 1 (char 0) 1 0
                Expecting value: line 1 column 1 (char 0) 1 0
                ([1], 3)
                """)
    }

    @Test func aFrozenDataclassMayHaveOneFrozenAncestor() throws {
        try Program.expect(
            """
            from dataclasses import dataclass
            @dataclass(frozen=True)
            class A: a: int = 1
            @dataclass
            class B: b: int = 2
            @dataclass(frozen=True)
            class C(A, B): c: int = 3
            print(C())
            """, prints: "C(b=2, a=1, c=3)")
    }

    @Test(
        "Dataclasses refuse what Python's refuse",
        arguments: [
            ("@dataclass(order=True, eq=False)\nclass A: a: int", "ValueError: eq must be true if order is true"),
            (
                "@dataclass\nclass B: pass\n@dataclass(frozen=True)\nclass A(B): pass",
                "TypeError: cannot inherit frozen dataclass from a non-frozen one"
            ),
            (
                "@dataclass(order=True)\nclass A:\n    def __lt__(self, other): return True",
                "TypeError: Cannot overwrite attribute __lt__ in class A. Consider using functools.total_ordering"
            ),
        ])
    func dataclassRefusals(program: String, error: String) {
        #expect(Program.run(["from dataclasses import dataclass\n" + program]).error == error)
    }

    @Test func aNumberOfOnesOwnClassFormatsAsItPrints() throws {
        try Program.expect(
            """
            class Layer(int):
                def __repr__(self): return f'L{int(self)}'
            print(f'{Layer(5)} {Layer(5)!r:>4} {Layer(5):03d}', '{}'.format(Layer(6)))
            """,
            prints: "L5   L5 005 L6")
    }

    @Test func flagsTellUnknownBits() throws {
        try Program.expect(
            """
            from enum import *
            class F(IntFlag):
                A = 1
                B = 2
            class G(Flag):
                A = 1
                B = 2
            print(repr(F(5)), repr(F.A | 8))
            try: G(8)
            except ValueError as error: print(error)
            try: verify(CONTINUOUS)(Enum('E', {'a': 1, 'b': 3}))
            except ValueError as error: print(error)
            """,
            prints: """
                <F.A|4: 5> <F.A|8: 9>
                <flag 'G'> invalid value 8
                    given 0b0 1000
                  allowed 0b0 0011
                invalid enum 'E': missing values 2
                """)
    }

    @Test func tracebacksShowCaretsNotesAndGroups() throws {
        try Program.expect(
            """
            import traceback
            def f(d): return d['a'] + 1
            try: f({'a': None})
            except TypeError as error:
                error.add_note('seen in layer 3')
                print(traceback.format_exc().replace('"Cell In[1]"', 'here'))
            try: raise ExceptionGroup('all', [ValueError('a'), ExceptionGroup('in', [KeyError('b')])])
            except ExceptionGroup as error: print(''.join(traceback.format_exception_only(error)), end='')
            """,
            prints: """
                Traceback (most recent call last):
                  File here, line 3, in <module>
                    try: f({'a': None})
                         ^^^^^^^^^^^^^^
                  File here, line 2, in f
                    def f(d): return d['a'] + 1
                                     ~~~~~~~^~~
                TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
                seen in layer 3

                ExceptionGroup: all (2 sub-exceptions)
                """)
    }

    @Test func aGroupIsDrawnAsATree() throws {
        try Program.expect(
            """
            import traceback
            group = ExceptionGroup('all', [ValueError('a'), ExceptionGroup('in', [KeyError('b')])])
            print(''.join(traceback.format_exception(group)), end='')
            """,
            prints: """
                  | ExceptionGroup: all (2 sub-exceptions)
                  +-+---------------- 1 ----------------
                    | ValueError: a
                    +---------------- 2 ----------------
                    | ExceptionGroup: in (1 sub-exception)
                    +-+---------------- 1 ----------------
                      | KeyError: 'b'
                      +------------------------------------
                """)
    }

    @Test func copiesAskTheHooksOfPickling() throws {
        try Program.expect(
            """
            import copy
            class State:
                def __init__(self): self.x = [1]
                def __getstate__(self): return {'y': self.x}
                def __setstate__(self, state): self.z = state['y']
            class Made:
                def __reduce__(self): return (list, ((1, 2),))
            first = State()
            second = copy.deepcopy(first)
            print(second.z, second.z is first.x, copy.copy(Made()))
            """,
            prints: "[1] False [1, 2]")
    }

    @Test func longCollectionsArePrettyPrintedLineByLine() throws {
        try Program.expect(
            """
            from collections import deque
            from pprint import pprint, isreadable
            import types
            pprint(deque(['a' * 20, 'b' * 20]), width=30)
            pprint(types.SimpleNamespace(a='x' * 20, b=[1]), width=30)
            pprint({'s': {1, 2}, 'l': [1, [2]]}, depth=1)
            row = [1]
            row.append(row)
            print(isreadable(row), isreadable([1]))
            """,
            prints: """
                deque(['aaaaaaaaaaaaaaaaaaaa',
                       'bbbbbbbbbbbbbbbbbbbb'])
                namespace(a='xxxxxxxxxxxxxxxxxxxx',
                          b=[1])
                {'l': [...], 's': {1, 2}}
                False True
                """)
    }

    @Test(
        "Modules answer as CPython's do",
        arguments: [
            ("statistics", "statistics.mean([fractions.Fraction(1, 3), fractions.Fraction(1, 2)])", "Fraction(5, 12)"),
            ("string", "string.Template('$a ${b} $a').get_identifiers()", "['a', 'b']"),
            ("textwrap", "textwrap.TextWrapper(fix_sentence_endings=True).wrap('Hello. World')", "['Hello.  World']"),
            ("json", "json.JSONDecoder().raw_decode('[1] x')", "([1], 3)"),
            ("json", "json.loads('[NaN]', parse_constant=str)", "['NaN']"),
            (
                "csv", "csv.Sniffer().sniff('a;b\\n1;2').delimiter, csv.list_dialects()",
                "(';', ['excel', 'excel-tab', 'unix'])"
            ),
            ("datetime", "datetime.datetime(2023, 5, 7).strftime('%-d %-m')", "'7 5'"),
            (
                "datetime", "datetime.time(5, tzinfo=datetime.timezone.utc)",
                "datetime.time(5, 0, tzinfo=datetime.timezone.utc)"
            ),
            ("pathlib", "pathlib.Path('/').name", "''"),
            (
                "functools", "[f := functools.lru_cache(typed=True)(type), f(1), f(1.0)][1:]",
                "[<class 'int'>, <class 'float'>]"
            ),
            ("inspect", "inspect.signature(type('Plain', (), {}))", "<Signature ()>"),
        ])
    func moduleAnswers(module: String, expression: String, answer: String) {
        let outcome = Program.run(["import fractions, \(module)\n\(expression)"])
        #expect(outcome.result == answer, "\(expression): \(outcome.error ?? "")")
    }

    @Test(
        "Messages are CPython's",
        arguments: [
            ("import re; re.match('a', 'a').foo", "AttributeError: 're.Match' object has no attribute 'foo'"),
            (
                "import collections; collections.OrderedDict().parameters",
                "AttributeError: 'collections.OrderedDict' object has no attribute 'parameters'"
            ),
            (
                "import datetime; datetime.timedelta(1) + 5",
                "TypeError: unsupported operand type(s) for +: 'datetime.timedelta' and 'int'"
            ),
            (
                "import collections; collections.Counter().foo",
                "AttributeError: 'Counter' object has no attribute 'foo'"
            ),
            (
                "import collections; p = collections.namedtuple('P', 'x')(1); p.x = 2",
                "AttributeError: can't set attribute"
            ),
            (
                "import collections; collections.Counter.fromkeys('a')",
                "NotImplementedError: Counter.fromkeys() is undefined.  Use Counter(iterable) instead."
            ),
            ("class A: pass\nclass B(A, A): pass", "TypeError: duplicate base class A"),
            ("import math; math.log()", "TypeError: math.log requires 1 to 2 arguments"),
            ("import pathlib; pathlib.Path('a/b').with_name('')", "ValueError: Invalid name ''"),
            ("open('/dev/null', 'rb', encoding='utf-8')", "ValueError: binary mode doesn't take an encoding argument"),
            (
                "from typing import Optional; Optional[int, str]",
                "TypeError: typing.Optional requires a single type. Got (<class 'int'>, <class 'str'>)."
            ),
            ("x = {'a': 1, 'b' 2}", "SyntaxError: ':' expected after dictionary key"),
            ("x = {'a': f(x y), 'b': 2}", "SyntaxError: invalid syntax. Perhaps you forgot a comma?"),
        ])
    func messages(program: String, error: String) {
        #expect(Program.run([program]).error?.hasPrefix(error) == true, "\(Program.run([program]).error ?? "no error")")
    }

    @Test func decodingErrorsOfJSONSayWhere() throws {
        try Program.expect(
            """
            import json
            error = json.JSONDecodeError("Bad", "ä\\nabc", 3)
            print(error, error.lineno, error.colno, error.pos, error.msg, repr(error.doc))
            for text in ['{', '["ä",\\n tru]', '[1] 2']:
                try: json.loads(text)
                except json.JSONDecodeError as error: print(error, error.args[0] == str(error))
            print(json.JSONDecoder().raw_decode("[1] 2"))
            """,
            prints: """
                Bad: line 2 column 2 (char 3) 2 2 3 Bad 'ä\\nabc'
                Expecting property name enclosed in double quotes: line 1 column 2 (char 1) True
                Expecting value: line 2 column 2 (char 7) True
                Extra data: line 1 column 5 (char 4) True
                ([1], 3)
                """)
    }

    @Test func evalRefusesWhatAProgramWouldNotBe() throws {
        try Program.expect(
            """
            for text in ["(yield)", "lambda a, a: 1", "[x := 1 for x in y]", "f(d=1, d=2)"]:
                try: eval(text)
                except SyntaxError as error: print(error.msg)
            """,
            prints: """
                'yield' outside function
                duplicate argument 'a' in function definition
                assignment expression cannot rebind comprehension iteration variable 'x'
                keyword argument repeated: d
                """)
    }

    @Test func datesComplexNumbersAndWrappedTextsAreThoseOfPython() throws {
        try Program.expect(
            """
            import datetime, textwrap
            class C:
                def __complex__(self): return 1j
            print(datetime.date(2024, 2, 28).strftime("%G-W%V-%u"), complex(C()), complex(C(), 1))
            try: textwrap.shorten("hello world", 3)
            except ValueError as error: print(error)
            """, prints: "2024-W09-3 1j 2j\nplaceholder too large for max width")
    }

    @Test func filesAreTheirOwnIterators() throws {
        try Program.expect(
            """
            import io
            file = io.StringIO("header\\na\\nb\\n")
            print(repr(next(file)), iter(file) is file, repr(file.__next__()), list(file), next(file, None))
            """, prints: "'header\\n' True 'a\\n' ['b\\n'] None")
    }

    @Test func samplesOfLongRangesNeedNoList() throws {
        try Program.expect(
            """
            import random
            random.seed(1)
            print(random.sample(range(10 ** 9), 3), random.sample(range(5, 50, 5), 4), random.sample("abcd", 2))
            """, prints: "[144272509, 611178002, 909925047] [10, 25, 5, 20] ['d', 'b']")
    }

    @Test func theSystemIsReachedAsInPython() throws {
        try Program.expect(
            """
            import contextlib, gc, os, tempfile, time
            print(os.system('exit 3') >> 8, os.popen('echo hi').read().strip())
            path = os.path.join(tempfile.mkdtemp(), 'a')
            with open(path, 'w') as file: file.write('abc')
            with open(path, 'a') as file: print(file.tell(), file.write('xy'), file.tell())
            os.chmod(path, 0o600)
            print(oct(os.stat(path).st_mode & 0o777))
            here = os.getcwd()
            with contextlib.chdir('.'): print(os.getcwd() == here)
            gc.disable(); print(gc.isenabled()); gc.enable()
            print(time.struct_time((2020, 1, 2, 3, 4, 5, 6, 7, 0)).tm_mon)
            """,
            prints: """
                3 hi
                3 2 5
                0o600
                True
                False
                1
                """)
    }

    @Test func helpShowsAnnotationsAndDefaults() throws {
        try Program.expect(
            """
            def f(x: int = 3, *, k: 'list' = None) -> str: "doc"
            help(f)
            """,
            prints: """
                Help on function f in module __main__:

                f(x: int = 3, *, k: 'list' = None) -> str
                    doc

                """)
    }

    @Test func typedDictsTellWhichKeysMustBeThere() throws {
        try Program.expect(
            """
            from typing import NotRequired, Required, TypedDict
            class M(TypedDict):
                a: int
                b: NotRequired[str]
            class N(M, total=False):
                c: int
                d: Required[int]
            print(sorted(M.__required_keys__), sorted(M.__optional_keys__), M.__total__)
            print(sorted(N.__required_keys__), sorted(N.__optional_keys__), N.__total__)
            """, prints: "['a'] ['b'] True\n['a', 'd'] ['b', 'c'] False")
    }

    @Test(arguments: [
        (
            "import collections.abc as c; c.Sequence()",
            "TypeError: Can't instantiate abstract class Sequence with abstract methods __getitem__, __len__"
        ),
        ("str(b'a', 'utf-8', 1, 2)", "TypeError: str() takes at most 3 arguments (4 given)"),
        ("str(b'a', 1)", "TypeError: str() argument 'encoding' must be str, not int"),
        ("int('a', foo=1)", "TypeError: 'foo' is an invalid keyword argument for int()"),
        (
            "import time; time.struct_time((1, 2))",
            "TypeError: time.struct_time() takes an at least 9-sequence (2-sequence given)"
        ),
        (
            "import json; json.loads('\\ufeff1')",
            "JSONDecodeError: Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"
        ),
    ])
    func wrongArgumentsAreToldAsInPython(program: String, error expected: String) {
        #expect(error(of: program) == expected)
    }

    @Test func quotientAndRemainderHaveAMethod() {
        #expect(
            printed("print((7).__divmod__(2), (7).__rdivmod__(20), int.__divmod__(7, -2), f'{65:5c}|')")
                == "(3, 1) (2, 6) (-4, -1)     A|")
        #expect(printed("import inspect; print(inspect.isgeneratorfunction((lambda: (yield))))") == "True")
    }
}
