"""The hostile cells, by area: a setup, and calls that must end with a value or an exception."""

import itertools
import subprocess
import tempfile
from pathlib import Path

HUGE = ["2**63-1", "-2**63", "2**62", "-1", "0", "10**30", "1e308", "float('nan')", "None", "'x'", "[]"]
SIZES = ["2**63-1", "-2**63", "2**62", "2**40", "-1", "0"]
TENSORS = {
    "v": "torch.ones(3)", "m": "torch.ones(2, 3)", "q": "torch.ones(3, 3)", "z": "torch.tensor(5)", "e": "torch.empty(0)",
    "e2": "torch.empty(0, 3)", "i": "torch.tensor([2**62, -2**63, 1])", "b": "torch.tensor([True, False, True])",
    "c": "torch.ones(3, dtype=torch.complex64)", "n": "torch.full((3, 3), float('nan'))", "x": "torch.ones(2, 3, 4, 5)",
    "u": "torch.ones(2, 3, device='meta')", "w": "torch.ones(1, device='meta').expand(2**60)",
    "g": "torch.ones(3, 3, requires_grad=True)", "h": "torch.ones(3).half()", "y": "torch.ones(0, 0, 3)",
}
TENSOR_SETUP = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n" + "".join(
    f"{name} = {text}\n" for name, text in TENSORS.items())


def names(binary, expression, setup="import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"):
    """The names that `dir` of an expression gives, but for those of torch that begin with an underscore."""
    least = "" if "torch" not in setup else "_"
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(f"{setup}\nprint(' '.join(n for n in dir({expression}) if not {least!r} or n[0] != {least!r}))\n")
        file.flush()
        return subprocess.run([binary, "run", file.name], capture_output=True, text=True).stdout.split()


def shown(call):
    return f"r = {call}; str(r)"


def arguments_of_functions():
    ts, hs = list(TENSORS), HUGE
    yield ""
    yield from ts
    yield from hs
    yield from (f"[{t}, {t}]" for t in ts)
    yield from (f"{t}, {h}" for t, h in itertools.product(ts, hs))
    yield from (f"{t}, {s}" for t, s in itertools.product(["v", "m", "i", "x", "e"], ["(2**62, 2**62)", "(-1, 2**40)", "[[0]]"]))
    yield from (f"{a}, {b}" for a, b in itertools.product(ts, ts))
    yield from (f"{t}, {a}, {b}" for t, a, b in itertools.product(["v", "m", "x", "e", "u"], SIZES, SIZES))
    yield from (f"{a}, {h}" for a, h in itertools.product(SIZES, SIZES))
    yield from (f"({a}, {h})" for a, h in itertools.product(SIZES, SIZES))
    yield from (f"{a}, {h}, {a}" for a, h in itertools.product(SIZES, SIZES))
    yield from (f"{a}, {h}, {b}" for a, h, b in itertools.product(["v", "m", "q", "x"], SIZES, ["v", "i", "m", "e", "z"]))
    yield from (f"{a}, {b}, {h}" for a, h, b in itertools.product(["v", "m", "q", "x"], SIZES, ["v", "i", "m", "e", "z"]))
    yield from (f"{a}, {b}, {c}" for a, b, c in itertools.product(["v", "m", "q", "x", "i"], ["v", "i", "m", "e"], ["v", "i", "x"]))
    yield from (f"{a}, 0, {b}, {c}" for a, b, c in itertools.product(["v", "q", "x"], ["i", "m", "e"], ["v", "i", "2**63-1"]))
    yield from (f"{a}, dim={h}" for a, h in itertools.product(["v", "x", "e"], SIZES))


SKIPPED = {
    "set_default_dtype", "set_default_device", "set_num_threads", "save", "load", "manual_seed", "seed", "set_grad_enabled",
    "set_printoptions", "inference_mode", "set_rng_state", "set_default_tensor_type",
}
FUNCTION_ARGUMENTS = list(dict.fromkeys(arguments_of_functions()))


def functions(binary, module):
    found = [name for name in names(binary, module) if name not in SKIPPED]
    return [shown(f"{module}.{name}({given})") for name in found for given in FUNCTION_ARGUMENTS]


def methods(binary):
    result = []
    receivers = ["v", "m", "e", "z", "i", "u", "x", "g"]
    given = [""] + HUGE + ["v", "i", "b", "m", "u", "(2**62, 2**62)", "[v]", "torch.int8"]
    given += [f"{a}, {b}" for a, b in itertools.product(SIZES, SIZES)] + [f"0, {a}, {b}" for a, b in itertools.product(SIZES + ["i"], SIZES + ["v"])]
    given += ["2**40, 3, 2**40", "0, i, v", "0, 2**62, 1", "(2**40,), (2**40,)", "(3,), (2**62,), 2**62"]
    for name in names(binary, "torch.Tensor"):
        if name in SKIPPED or name == "share_memory_":
            continue
        for receiver in receivers:
            # A clone, so that changes in place leave the next call what it was.
            own = receiver if receiver in "ug" else f"{receiver}.clone()"
            result += [shown(f"{own}.{name}({one})") for one in given]
            result.append(shown(f"{own}.{name}"))
    return result


def layers(binary):
    result = []
    given = ["", "1", "3, 3", "3, 3, 3", "2, 2, 2, 1, 1"] + HUGE + [f"{a}, {b}" for a, b in itertools.product(SIZES, SIZES)]
    given += [f"1, 1, {a}, {b}" for a, b in itertools.product(SIZES + ["1"], SIZES)] + ["1, 1, 1, padding=2**62", "1, 1, 1, dilation=2**62"]
    given += ["1, 1, 1, stride=2**62", "1, 1, 1, groups=2**62", "1, 1, 1, 1, 0, 1, 0", "2, 2, batch_first=True", "4, 2"]
    for name in names(binary, "nn"):
        if name in {"init", "functional", "utils", "modules", "parameter"}:
            continue
        for one in given:
            result.append(f"l = nn.{name}({one}); str(l)")
            if "2**" in one and "padding" not in one and "stride" not in one and "dilation" not in one:
                continue
            for t in ["v", "m", "x", "e", "z", "u", "i", "torch.ones(1, 1, 5)", "torch.ones(1, 1, 5, 5)", "v, v", "m, m, m", "x, i"]:
                result.append(f"r = nn.{name}({one})({t}); str(r)")
    return result


SUBSCRIPTS = ["2**63-1", "-2**63", "10**30", "None", "...", ":", "::2**62", "2**62::2**62", "-2**63:2**63-1:3", "::-1", "i", "b", "m", "(i, i)",
              "[0, 2**62]", "..., None, 0", "None, " * 40 + "0", "b, b", "True", "False", "[[]]", "e", "e.long()", "z", "1e300", "'x'",
              "slice(None, None, 0)", "0, 0, 0, 0, 0", "torch.empty(0, dtype=torch.bool)", "torch.ones(1, device='meta').long()"]


def subscripts(_):
    calls = []
    for t in TENSORS:
        calls += [shown(f"{t}[{s}]") for s in SUBSCRIPTS]
        calls += [f"r = {t}.clone() if not {t}.is_meta else {t}; r[{s}] = {value}; str(r)" for s in SUBSCRIPTS for value in ["1", "v", "nan", "i", "10**30", "e"]]
    for a, b in itertools.product(list(TENSORS) + ["2**63-1", "-2**63", "10**40", "1e308", "None", "[1]"], repeat=2):
        calls += [shown(f"{a} {op} {b}") for op in ["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "<", "==", "in"]]
    calls += [shown(f"{f}({t})") for t in TENSORS for f in ["int", "float", "bool", "len", "list", "tuple", "iter", "abs", "round", "hash", "format", "complex", "range", "divmod", "reversed", "sum", "max", "sorted", "set"]]
    return calls


VALUES = ["0", "-1", "2**63-1", "-2**63", "10**400", "2**40", "1e308", "float('nan')", "float('inf')", "1j", "''", "'a'*1000", "'\\ud800'", "b''", "b'ab'*500",
          "[]", "[1,2,3]", "deep", "loop", "()", "{}", "{1: 2}", "loopdict", "set()", "{1,2}", "frozenset()", "None", "True", "print", "int", "object()", "range(2**62)", "range(0)",
          "iter([1])", "Evil()", "slice(None)", "lambda *a: 1", "Exception()", "type", "super", "..."]
VALUE_SETUP = """
import collections, itertools, functools, math, random, re, json, copy, string, operator, heapq, bisect, time, datetime, textwrap, os, sys, types
import statistics, typing, enum, dataclasses, contextlib, warnings, base64, uuid, inspect, traceback, pprint, io, pathlib
deep = []
for _ in range(20000): deep = [deep]
loop = []; loop.append(loop)
loopdict = {}; loopdict[1] = loopdict
class Evil:
    def __index__(self): return 2**62
    def __len__(self): return 2**62
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __hash__(self): return -2**63
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    def __getitem__(self, k): return k
    def __getattr__(self, n): raise AttributeError(n)
    def __bool__(self): raise ValueError
    def __repr__(self): return 'x' * 10
    def __float__(self): return float('nan')
    def __int__(self): return 10**100
    def __contains__(self, o): return True
"""


def builtins(_):
    found = """abs all any ascii bin bool bytearray bytes callable chr classmethod complex delattr dict dir divmod enumerate eval exec filter float
        format frozenset getattr globals hasattr hash hex id int isinstance issubclass iter len list locals map max min next object oct ord pow
        print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__
        math.factorial math.comb math.perm math.gcd math.lcm math.isqrt math.pow math.exp math.log math.ldexp math.fmod math.floor math.ceil math.trunc
        math.prod math.fsum math.dist math.hypot math.frexp math.modf math.gamma math.lgamma math.copysign math.isclose math.log2 math.sqrt math.remainder math.nextafter math.ulp
        itertools.repeat itertools.islice itertools.count itertools.cycle itertools.product itertools.permutations itertools.combinations itertools.accumulate
        itertools.combinations_with_replacement itertools.chain itertools.zip_longest itertools.tee itertools.groupby itertools.starmap itertools.takewhile itertools.compress
        itertools.chain.from_iterable itertools.pairwise functools.reduce functools.partial functools.lru_cache functools.cmp_to_key functools.wraps
        collections.Counter collections.deque collections.OrderedDict collections.defaultdict collections.namedtuple collections.ChainMap
        random.randint random.sample random.choices random.choice random.shuffle random.randrange random.getrandbits random.uniform random.gauss random.seed random.randbytes random.betavariate random.expovariate random.triangular
        re.compile re.sub re.findall re.split re.match re.escape json.dumps json.loads copy.copy copy.deepcopy
        heapq.heappush heapq.heapify heapq.nlargest heapq.nsmallest heapq.merge bisect.bisect bisect.insort textwrap.wrap textwrap.fill textwrap.dedent
        operator.add operator.mul operator.pow operator.lshift operator.itemgetter operator.index operator.concat operator.getitem
        datetime.datetime datetime.timedelta datetime.date datetime.datetime.fromtimestamp time.sleep time.strftime time.gmtime time.localtime
        statistics.mean statistics.median statistics.stdev base64.b64decode base64.b64encode uuid.UUID os.path.join os.listdir os.getenv
        io.StringIO io.BytesIO pprint.pformat traceback.format_exception inspect.signature string.Template types.SimpleNamespace dataclasses.dataclass enum.Enum
        int.from_bytes bytes.fromhex float.fromhex str.maketrans dict.fromkeys sys.setrecursionlimit sys.getsizeof""".split()
    few = ["0", "-1", "2**63-1", "-2**63", "2**40", "'a'", "[1,2,3]", "deep", "loop", "Evil()", "None", "float('nan')", "10**400"]
    calls = []
    for name in found:
        if name == "time.sleep":
            calls += [f"time.sleep({v})" for v in VALUES if v not in ("2**40", "1e308", "2**63-1", "10**400")]
            continue
        calls += [f"r = {name}(); str(r)"] + [f"r = {name}({v}); next(iter(r), 0); str(r)" for v in VALUES]
        calls += [f"r = {name}({a}, {b}); next(iter(r), 0); repr(r)" for a, b in itertools.product(few, few)]
        calls += [f"r = {name}({a}, {b}, {c}); str(r)" for a, b, c in itertools.product(["0", "'a'", "[1,2,3]", "2**63-1", "-2**63"], repeat=3)]
    return calls


def value_methods(binary):
    calls = []
    receivers = ["'abc'", "'a\\tb'*100", "b'abc'", "bytearray(b'abc')", "[1,2,3]", "loop", "(1,2)", "{1:2}", "loopdict", "{1,2}", "frozenset([1])", "5", "-2**63", "10**400", "1.5", "float('nan')", "1j", "range(5)", "range(2**62)",
                 "collections.deque([1,2])", "collections.deque([1], 1)", "collections.Counter('abc')", "collections.OrderedDict(a=1)", "collections.ChainMap({})", "collections.defaultdict(list)",
                 "re.compile('(a)(b)?')", "re.match('(a)(b)?', 'ab')", "random.Random(0)", "slice(1,2)", "datetime.datetime(2020,1,1)", "datetime.timedelta(1)", "io.StringIO('abc')", "io.BytesIO(b'abc')", "pathlib.Path('/nowhere')", "Exception(1)", "(i for i in [1])", "memoryview(b'abc')", "types.SimpleNamespace()", "iter([1])", "itertools.count(2**63-1)"]
    few = ["0", "-1", "2**63-1", "-2**63", "'a'", "'x'*10**6", "[1]", "Evil()", "None"]
    given = [""] + VALUES + [f"{a}, {b}" for a, b in itertools.product(few, repeat=2)]
    given += ["1, 2**63-1, 2**63-1", "'a', 'b', 2**63-1", "'', 'x'*1000, -1"]
    for receiver in receivers:
        found = names(binary, receiver, VALUE_SETUP)
        calls += [f"r = {receiver}; r = r.{name}({one}); str(r)[:10]" for name in found for one in given]
    return calls


FORMATS = ["{:2147483648}", "{:.2147483648f}", "{:99999999999999999999}", "{:.99999999999999999999f}", "{:0>1000000000000}", "{:{}}", "{0[0][0]}", "{0.__class__.__mro__}", "{!r:>10}", "{", "}", "{:", "{:d}", "{:c}", "{:%}", "{:,}", "{:_x}", "{:+}", "{:e}",
           "{:.300g}", "{:.16777216f}", "{:=^+#010_.3g}", "{:z}", "{0}{}", "{-1}", "{99999999999999999999}", "{:\\ud800<5}", "{:x}", "{:b}", "{:n}", "{:s}", "{:.0}", "{:.0e}", "{:16777216}"]
PERCENTS = ["%99999999999d", "%.99999999999f", "%*d", "%-*.*f", "%(a)s", "%", "%%", "%c", "%x", "%r", "%5", "%s%s%s", "%.1000f", "%.16777216f", "%16777216d", "%i", "%#o", "%a", "%e", "%2147483648s"]


def formats(_):
    values = ["0", "-2**63", "10**400", "1e308", "float('nan')", "'abc'", "None", "loop", "Evil()", "1j", "True", "b''", "{'a': 1}", "(2**62, 1)", "deep"]
    calls = [f"r = '{f}'.format({v}, {w})" for f in FORMATS for v in values for w in ["2**62", "'>10'", "None"]]
    calls += [f"r = '{p}' % ({v},)" for p in PERCENTS for v in values] + [f"r = '{p}' % (2**62, 2**62, {v})" for p in PERCENTS for v in values]
    calls += [f"r = format({v}, '{f[2:-1]}')" for f in FORMATS if f.startswith("{:") and f.endswith("}") for v in values]
    calls += [f"r = f'{{{v}:{f[2:-1]}}}'" for f in FORMATS if f.startswith("{:") and f.endswith("}") and len(f) > 3 for v in ["1", "1.5", "'a'"]]
    return calls


REGEXES = [("(a+)+$", "'a'*40+'b'"), ("(a|aa)+$", "'a'*60+'b'"), ("(a*)*b", "'a'*40"), ("(.*)(.*)(.*)(.*)(.*)(.*)x", "'a'*2000"), ("(?:a?){60}a{60}", "'a'*60"), ("(" * 300 + "a" + ")" * 300, "'a'"),
           ("(a{1000}){1000}", "'a'*1000"), ("a{2147483647}", "'a'"), ("a{99999999999999999999}", "'a'"), ("((a{100}){100}){100}", "'a'"), ("(?P<n>a)(?P=n)", "'aa'"), ("\\\\1", "'a'"), ("\\\\99", "'a'"), ("[" , "'a'"), ("(?", "'a'"),
           ("(?<=a+)b", "'ab'"), ("[z-a]", "'a'"), ("(?i)" + "a" * 10000, "'A'*10000"), ("(|a)*", "'a'*100000"), ("(a|b|ab)*c", "'ab'*2000"), ("^(([a-z])+.)+[A-Z]([a-z])+$", "'a'*40"), ("(x+x+)+y", "'x'*40"), ("a|" * 5000, "'b'"), ("(?:" * 5000 + ")" * 5000, "'b'"),
           ("[a-z]*" * 50 + "!", "'a'*500"), ("\\\\ud800", "'a'"), ("(?s).*" * 20, "'a'*1000"), ("((((((((((a*)*)*)*)*)*)*)*)*)*)*b", "'a'*50"), (".*" * 10 + "$x", "'a'*3000"), ("(?=(a+)+$)", "'a'*40+'b'"), ("(a)(?(1)b|c)", "'ab'"), ("a**", "'a'"), ("{", "'{'"), ("a{,5}", "'aaa'"), ("(.)*" , "'a'*1000000")]


def regexes(_):
    calls = []
    for pattern, text in REGEXES:
        for f in ["re.match", "re.search", "re.fullmatch", "re.findall", "re.split"]:
            calls.append(f"r = {f}('{pattern}', {text}); str(r)[:10]")
        calls.append(f"r = re.sub('{pattern}', '\\\\g<1>\\\\1x', {text}); str(r)[:10]")
    return calls


SOURCES = ["'('*100000", "'-'*100000+'1'", "'['*100000", "'not '*100000+'1'", "'a.'*100000+'b'", "'lambda:'*100000+'1'", "'1+'*200000+'1'", "'f\\''+'{'*1000", "'x if x else '*50000+'x'", "'a='*100000+'1'", "'2**'*100000+'1'", "'a['*50000", "'await '*100000",
           "'x and '*200000+'x'", "'x<'*200000+'x'", "chr(10).join(' '*i+'if 1:' for i in range(5000))", "'f'*100+'()'*100000", "'if 1:'+chr(10)+' pass'+chr(10)+('elif 1:'+chr(10)+' pass'+chr(10))*50000", "'\"a\"'*100000", "'@a'+chr(10)", "'f\"{'*200+'1'+'}\"'*200",
           "'1'*1000000", "'0x'+'f'*1000000", "'1e'+'9'*1000", "'\"'+'a'*10000000+'\"'", "chr(0)", "'\\ud800'", "'a;'*200000", "'x='+'['*500+']'*500", "'x='+'('*150+')'*150", "'def f('+'a,'*100000+'):pass'", "'f('+','.join(f'a{i}={i}' for i in range(70000))+')'", "'x = {'+'1:1,'*100000+'}'",
           "'match 1:'+chr(10)+' case '+'['*1000", "'try: pass'+chr(10)+'finally: pass'+chr(10)", "'del '+'('*1000", "'global '+'a,'*10000+'a'", "'class A'+'('*300", "'with '+'a as b,'*10000+'c: pass'", "'yield '*10000", "'*'*10000+'a'", "'a'*10000000", "'#'*10000000", "'\\\\'*10000", "chr(9)*100000+'a'", "'0'*100000", "'0b'+'1'*1000000", "'b\"'+'\\\\x'*1000+'\"'", "'1_'*10000", "'...'*10000", "'print(1)'+chr(12)*10000"]
RECURSIONS = """
def f(): f()
f()
\0def f(n): return [f(n)]
f(1)
\0class A:
    def __getattr__(self, n): return getattr(self, n)
A().x
\0class A:
    def __repr__(self): return repr([self])
repr(A())
\0class A:
    def __eq__(self, o): return [self] == [o]
A() == A()
\0class A:
    def __hash__(self): return hash((self,))
hash(A())
\0class A:
    def __str__(self): return f"{self}"
str(A())
\0class A:
    def __iter__(self): return iter(self)
list(A())
\0class A:
    def __call__(self): return self()
A()()
\0class A:
    def __add__(self, o): return self + o
A() + 1
\0class A:
    def __format__(self, s): return format(self, s)
format(A(), "x")
\0class A:
    def __lt__(self, o): return sorted([self, o])[0] is o
sorted([A(), A()])
\0class A:
    @property
    def x(self): return self.x
A().x
\0class A:
    def __len__(self): return len(self)
len(A())
\0class A:
    def __bool__(self): return not self
bool(A())
\0class A:
    def __contains__(self, o): return o in self
1 in A()
\0class A:
    def __index__(self): return [1][self]
[1][A()]
\0class A:
    def __getitem__(self, k): return self[k]
A()[1]
\0class A:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
with A(): pass
\0class M(type):
    def __call__(cls): return cls()
class A(metaclass=M): pass
A()
\0class A:
    def __set_name__(self, o, n): type("B", (), {"x": self})
type("B", (), {"x": A()})
\0class A:
    def __init_subclass__(cls): type("B", (cls,), {})
class B(A): pass
\0class A:
    def __instancecheck__(self, o): return isinstance(o, self)
isinstance(1, A())
\0class A:
    def __deepcopy__(self, m): return copy.deepcopy(self, m)
copy.deepcopy(A())
\0class A:
    def __missing__(self, k): return self[k]
class D(dict):
    def __missing__(self, k): return self[k]
D()[1]
\0def g():
    yield from g()
list(g())
\0x = iter([])
for _ in range(1000000): x = itertools.chain(x, [1])
next(x)
\0x = iter([1])
for _ in range(1000000): x = map(abs, x)
next(x)
\0x = iter([1])
for _ in range(1000000): x = filter(None, x)
next(x)
\0x = iter([1])
for _ in range(300000): x = (i for i in x)
next(x)
\0x = iter([1])
for _ in range(300000): x = enumerate(x)
next(x)
\0x = iter([1])
for _ in range(300000): x = itertools.islice(x, 1)
next(x)
\0x = print
for _ in range(1000000): x = functools.partial(x)
x()
\0x = print
for _ in range(1000000): x = (lambda y: lambda: y())(x)
x()
\0x = ()
for _ in range(3000000): x = (x,)
x = 0
\0x = {}
for _ in range(3000000): x = {1: x}
x = 0
\0x = []
for _ in range(3000000): x = [x]
x = 0
\0x = slice(1)
for _ in range(3000000): x = slice(x)
x = 0
\0x = frozenset()
for _ in range(1000000): x = frozenset([x])
x = 0
\0class N: pass
x = None
for _ in range(3000000):
    n = N(); n.next = x; x = n
n = 0
x = 0
\0x = None
for _ in range(3000000): x = (lambda y: lambda: y)(x)
x = 0
\0x = ValueError()
for _ in range(1000000): x = ValueError(x)
x = 0
\0x = None
for _ in range(1000000):
    e = ValueError(); e.__cause__ = x; x = e
e = 0
x = 0
\0x = None
for _ in range(1000000): x = collections.deque([x])
x = 0
\0x = None
for _ in range(1000000): x = functools.partial(print, x)
x = 0
\0x = None
for _ in range(1000000): x = zip([x])
x = 0
\0x = None
for _ in range(1000000): x = types.SimpleNamespace(a=x)
x = 0
\0x = int
for _ in range(20000): x = type("A", (x,), {})
x = 0
\0x = None
for _ in range(1000000): x = property(x)
x = 0
\0def f(y):
    yield y
x = None
for _ in range(1000000): x = f(x)
x = 0
\0x = [].append
for _ in range(1000000): x = x.__call__
x()
\0hash(tuple([()]))
x = ()
for _ in range(300000): x = (x,)
hash(x)
\0x = []
y = []
for _ in range(300000): x = [x]; y = [y]
x == y
\0x = []
y = []
for _ in range(300000): x = [x]; y = [y]
x < y
\0x = ()
for _ in range(300000): x = (x,)
isinstance(1, x)
\0x = ()
for _ in range(300000): x = (x,)
try: raise ValueError
except x: pass
\0x = "1"
for _ in range(40): x = x + x
\0x = [1]
for _ in range(40): x = x + x
\0x = [1]
for _ in range(40): x += x
\0x = [1]
for _ in range(40): x.extend(x)
\0x = b"1"
for _ in range(40): x = x + x
\0x = 3
for _ in range(60): x = x * x
\0x = list(itertools.count())
\0x = set(itertools.count())
\0x = dict.fromkeys(itertools.count())
\0x = "".join(itertools.repeat("a"))
\0sum(itertools.count())
\0max(itertools.count())
\0any(itertools.repeat(0))
\0all(itertools.repeat(1))
\0collections.deque(itertools.count(), 5)
\0(2**62) in itertools.count()
\0collections.Counter(itertools.repeat(1))
\0[1].index(Evil(), 5)
\0range(2**62).index(1.5)
\01.5 in range(2**62)
\0functools.reduce(lambda a, b: a, itertools.count())
\0min(itertools.repeat(1), key=lambda x: x)
\0zip(*[itertools.count()] * 100000)
\0list(zip(*[[1]] * 1000000))
\0sorted(range(2**62))
\0next(itertools.dropwhile(lambda x: True, itertools.count()))
\0next(filter(None, itertools.repeat(0)))
\0list(filter(None, itertools.repeat(0)))
\0bytes(itertools.repeat(1))
\0next(itertools.islice(itertools.count(), 2**62, None))
\0next(itertools.product([1], repeat=2**40))
\0list(itertools.permutations(range(30)))[0]
\0next(itertools.combinations(range(10**6), 5 * 10**5))
\0heapq.nlargest(3, itertools.count())
\0list(map(lambda x: x, itertools.count()))
\0a, *b = itertools.count()
\0print(*itertools.count())
\0dict(itertools.repeat((1, 2)))
\0x = 7**1000000
str(x)
\0x = 7**1000000
f"{x}"
\0x = 7**1000000
"%d" % x
\0x = 7**1000000
math.isqrt(x)
\0x = 7**1000000
x // 3**100000
\0x = 7**1000000
math.gcd(x, 3**1000000)
\0pow(7, 10**100, 10**300)
\0pow(3, 2**100000, 2**100000 - 1)
\0math.factorial(10**7)
\0math.comb(10**7, 5 * 10**6)
\0math.perm(10**7, 10**6)
\0int("f" * 10**7, 16)
\0int("7" * 10**7, 8)
\0int("1" * 10**7, 2)
\0int("z" * 10**5, 36)
\0hex(1 << 2**24)
\0bin(1 << 2**24)
\0oct(1 << 2**24)
\0f"{1 << 2**24:x}"
\0(1 << 2**24).bit_count()
\0int.from_bytes(b"a" * 10**7, "big")
\0(1 << 2**20).to_bytes(2**20, "big")
\0random.getrandbits(2**25)
\0random.randrange(10**100000)
\0x = [3, 1]
class K:
    def __lt__(self, o): x.clear(); return True
x.extend([K(), K(), K()]); x.sort()
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x[I():I()] = [1]
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x[I()] = 1
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
del x[I():]
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x[I()]
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x.pop(I())
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x.insert(I(), 1)
\0x = [1, 2, 3]
class I:
    def __index__(self): x.clear(); return 1
x[I()::2] = [1]
\0x = bytearray(b"abc")
class I:
    def __index__(self): x.clear(); return 1
x[I():I()] = b"x"
\0x = bytearray(b"abc")
class I:
    def __index__(self): del x[:]; return 1
x[1] = I()
\0x = bytearray(b"abc")
class I:
    def __index__(self): x.pop(); x.pop(); return 2
x[I()]
\0x = [1, 2, 3]
class E:
    def __eq__(self, o): x.clear(); return False
x.index(E())
\0x = [1, 2, 3]
class E:
    def __eq__(self, o): x.clear(); return True
x.remove(E())
\0x = [1, 2, 3]
class E:
    def __eq__(self, o): x.clear(); return False
x.count(E()); E() in x; x == [E()] * 3
\0x = {}
class E:
    def __hash__(self): return 1
    def __eq__(self, o): x.clear(); return False
for _ in range(10): x[E()] = 1
\0x = set()
class E:
    def __hash__(self): return 1
    def __eq__(self, o): x.clear(); return False
for _ in range(10): x.add(E())
\0x = {i: i for i in range(10)}
for k in x: x[k + 100] = 1
\0x = [1]
for k in x: x.append(k); (len(x) > 10**6) and x.clear()
\0x = collections.deque([1, 2, 3])
for k in x: x.clear()
\0x = collections.deque([1, 2, 3])
class E:
    def __eq__(self, o): x.clear(); return False
x.remove(E())
\0x = collections.deque([1, 2, 3])
class E:
    def __eq__(self, o): x.clear(); return True
x.index(E()); x.count(E())
\0x = [[]]
sorted(range(10), key=lambda k: x.append(k) or 0)
\0x = list(range(10))
x.sort(key=lambda k: x.append(k) or 0)
\0x = [5, 4, 3]
heapq.heapify(x)
class K:
    def __lt__(self, o): x.clear(); return True
heapq.heappush(x, K()); heapq.heappush(x, K()); heapq.heappop(x)
\0x = [1, 2, 3]
class K:
    def __lt__(self, o): x.clear(); return True
bisect.bisect(x, K()); bisect.insort(x, K())
\0x = [3, 4]
"{0[9]}".format(x)
\0class P(dict):
    def keys(self): return self
    def __iter__(self): return iter(self.keys())
dict(**P())
\0@functools.lru_cache(None)
def f(n): return f(n + 1)
f(0)
\0def f(): exec("f()")
f()
\0def f(): eval("f()")
f()
\0exec("exec(s)", {"s": "exec(s)"})
\0s = "eval(s)"
eval(s)
\0sys.setrecursionlimit(2**31 - 1)
def f(): f()
f()
\0sys.setrecursionlimit(10**6)
def f(n): return sorted([n], key=lambda x: f(n))
f(1)
\0sys.setrecursionlimit(1000)
\0json.dumps(deep)
\0json.dumps(loop)
\0json.loads("[" * 1000000)
\0json.loads('{"a":' * 1000000)
\0copy.deepcopy(deep)
\0copy.deepcopy(loop)
\0pprint.pformat(deep)
\0pprint.pformat(loop)
\0repr(deep)
\0str(loopdict)
\0print(loop, loopdict, deep)
\0f"{deep!r}"
\0x = collections.OrderedDict(); x[1] = x; repr(x)
\0x = collections.deque(); x.append(x); repr(x)
\0x = collections.defaultdict(list); x[1] = x; repr(x)
\0x = types.SimpleNamespace(); x.a = x; repr(x)
\0x = collections.Counter(); x[1] = x; repr(x)
\0x = collections.ChainMap(); x.maps.append(x); x[1]
\0@dataclasses.dataclass
class D:
    x: object = None
d = D(); d.x = d; repr(d)
\0@dataclasses.dataclass
class D:
    x: object = None
d = D(); d.x = d; d == D(d); dataclasses.asdict(d)
\0x = Exception(); x.args = (x,); repr(x); str(x)
\0x = Exception(); x.__cause__ = x
raise x
\0x = Exception(); y = Exception(); x.__context__ = y; y.__context__ = x
raise x
\0x = functools.partial(print); x.args
\0x = []; x.append((x,)); x == x; hash((1,)); repr(x); sorted([x, x])
\0x = []; y = [x]; x.append(y); x == y
\0class A: pass
A.__class__ = A
\0class A: pass
a = A(); a.__dict__ = {}; a.__class__ = int
\0class A: pass
A.__bases__ = (A,)
\0class A: pass
class B(A): pass
A.__bases__ = (B,)
B()
\0type("A", (), {"__slots__": ["a"] * 100000})
\0type("A" * 10**7, (), {})
\0type("A", (object,) * 10000, {})
\0setattr(type("A", (), {}), "x" * 10**7, 1)
\0def f(**k): return k
f(**{str(i): i for i in range(100000)})
\0def f(*a): return a
f(*range(1000000))
\0f = eval("lambda " + ",".join(f"a{i}" for i in range(10000)) + ": 1"); f(*range(10000))
\0"".join(chr(i) for i in range(0xd800, 0xe000))
\0chr(0x110000)
\0"a" * (2**31 - 1)
\0"ab".replace("", "x" * 10**9)
\0"a".join(["b" * 10**6] * 10**6)
\0"\\t".expandtabs(2**40)
\0"\\t" .expandtabs(2**63 - 1)
\0"a".center(2**62)
\0"é".ljust(2**31 - 1, "é")
\0"a".zfill(2**62)
\0"a".translate({97: "x" * 10**9})
\0("a" * 10**6).replace("a", "x" * 10**6)
\0b"a".join([b"b" * 10**6] * 10**6)
\0(b"a" * 10**6).replace(b"a", b"x" * 10**6)
\0bytes(2**62)
\0bytearray(2**31 + 5)
\0[0] * 2**62
\0(0,) * 2**40
\0list(range(2**40))
\0x = [0]; x *= 2**50
\0collections.deque([1]) * 2**40
\0"%s" % ("x" * 10**8)
\0random.sample(range(10), 5, counts=[10**15] * 10)
\0random.choices([1], k=10**15)
\0random.choices([1], cum_weights=[1], k=10**15)
\0list(collections.Counter({1: 10**15}).elements())
\0collections.Counter({1: 10**400}).elements()
\0collections.Counter("abc").most_common(2**63 - 1)
\0list(itertools.islice(range(10), 1, 9, 2**63 - 1))
\0collections.deque([1, 2]).rotate(-2**63)
\0collections.deque([1, 2]).rotate(2**63 - 1)
\0collections.deque([1], maxlen=2**63 - 1)
\0itertools.tee([1], 10**12)
\0x = itertools.tee(itertools.count(), 2)
for _ in range(10**7): next(x[0])
\0time.sleep(1e300)
\0time.sleep(10**9)
\0time.sleep(float("nan"))
\0datetime.timedelta(days=10**20)
\0datetime.datetime.fromtimestamp(1e300)
\0datetime.datetime(2**62, 1, 1)
\0datetime.datetime(2020, 1, 1) + datetime.timedelta(days=10**9)
\0time.strftime("%Y" * 100000)
\0time.localtime(2**62)
\0time.gmtime(-2**63)
\0time.strftime("%", time.gmtime(0))
\0datetime.datetime(2020, 1, 1).strftime("%" + "Q" * 10)
\0base64.b64decode("a" * 10**7)
\0open("/dev/zero", "rb").read(100)
\0open("/proc/self/mem", "rb").read(100)
\0open("/dev/zero").readline(100)
\0open("/", "r")
\0open("x" * 10**6)
\0open("a\\0b")
\0open(2**62)
\0open(-1)
\0os.listdir("\\0")
\0os.path.join(*["a"] * 100000)
\0input()
\0breakpoint()
\0quit()
\0exit(2**70)
\0sys.exit(2**70)
\0raise SystemExit(10**30)
\0sys.stdout.write("x" * 10**7)
\0sys.stdout = None
print(1)
\0sys.stdout.close()
\0import builtins
builtins.print = 1
\0import builtins
builtins.__import__ = None
\0del __builtins__
\0globals().clear()
\0import this_is_not_there
\0from __future__ import annotations
\0exec("import " + ".".join(["a"] * 10000))
\0__import__("a." * 10000)
\0async def f(): pass
\0help()
\0help(1)
\0dir(deep)
\0vars(loop)
\0memoryview(b"abc")[5]
\0next(iter(Evil()))
\0list(Evil())
\0range(-2**63, 2**63 - 1)[2**63 - 1]
\0len(range(-2**63, 2**63 - 1))
\0range(0, 2**63 - 1, 2**62)[1:]
\0range(2**63 - 1)[::2**62]
\0range(10)[::-2**63]
\0[1, 2, 3][::-2**63]
\0[1, 2, 3][2**63 - 1:-2**63:-1]
\0"abc"[-2**63:2**63 - 1:-2**63]
\0(1, 2)[::2**63 - 1]
\0-2**63 // -1
\0divmod(-2**63, -1)
\0(-2**63) % -1
\0abs(-2**63)
\0-(-2**63)
\0round(2**63 - 1, -2**62)
\0round(1.5, 2**62)
\0round(10**400, -2**63)
\0round(5, -10**9)
\01 << 2**62
\01 >> 2**63 - 1
\0-1 << 2**40
\00 << 10**30
\0(-2**63) >> 10**30
\02 ** 2**62
\02.0 ** 10**400
\0(-8) ** 0.333
\00 ** -1
\01e308 * 10
\0int(1e308)
\0int(float("inf"))
\0float(10**400)
\0float("1" * 10**6)
\0float("1e" + "9" * 10**6)
\0complex("1" * 10**6)
\0complex(float("nan"), float("inf")) ** 1e308
\0math.ldexp(1.0, 2**62)
\0math.fsum([1e308, 1e308])
\0math.prod(range(1, 10**6))
\0(0.1).as_integer_ratio()
\0float("nan").as_integer_ratio()
\0(5).to_bytes(2**62, "big")
\0(10**400).to_bytes(1, "big")
\0(5).__pow__(2**62)
\0int("0" * 10**8)
"""


def files(_):
    """Mutations of files that the library reads, and snippets that read them."""
    deep = "b'\\x80\\x02)' + b'\\x85' * 3000000 + b'.'"
    return [
        f"write_zip('deep.pt', {deep}); torch.load('deep.pt')",
        "write_zip('q.pt', b'\\x80\\x02)' + b'Q' * 1000000 + b'.'); torch.load('q.pt')",
        "write_zip('l.pt', b'\\x80\\x02' + b']' * 3000000 + b'a' * 2999999 + b'.'); torch.load('l.pt')",
        "write_zip('d.pt', b'\\x80\\x02' + b'}K\\x01' * 3000000 + b'N' + b's' * 3000000 + b'.'); torch.load('d.pt')",
        "write_zip('m.pt', b'\\x80\\x02]q\\x00h\\x00a.'); r = torch.load('m.pt'); str(r)",
        "write_zip('t.pt', b'\\x80\\x02t.'); torch.load('t.pt')",
        "write_zip('h.pt', b'\\x80\\x02h\\x05.'); torch.load('h.pt')",
    ]


AREAS = {
    "torch": lambda b: (TENSOR_SETUP, functions(b, "torch")),
    "functional": lambda b: (TENSOR_SETUP, functions(b, "F")),
    "linalg": lambda b: (TENSOR_SETUP, functions(b, "torch.linalg")),
    "methods": lambda b: (TENSOR_SETUP, methods(b)),
    "layers": lambda b: (TENSOR_SETUP, layers(b)),
    "subscripts": lambda b: (TENSOR_SETUP, subscripts(b)),
    "builtins": lambda b: (VALUE_SETUP, builtins(b)),
    "values": lambda b: (VALUE_SETUP, value_methods(b)),
    "formats": lambda b: (VALUE_SETUP, formats(b)),
    "regexes": lambda b: (VALUE_SETUP, regexes(b)),
    "sources": lambda b: (VALUE_SETUP, [f"{f}({s})" for s in SOURCES for f in ("eval", "exec")]),
    "recursion": lambda b: (VALUE_SETUP, RECURSIONS.strip("\n").replace("\n\0", "\0").split("\0")),
}


def areas(binary):
    """Each area's setup and calls, made when they are asked for: names of functions come from the binary."""
    return {name: LazyPair(make, binary) for name, make in AREAS.items()}


class LazyPair:
    def __init__(self, make, binary):
        self.make, self.binary = make, binary

    def __iter__(self):
        return iter(self.make(self.binary))
