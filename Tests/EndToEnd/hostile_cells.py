"""The hostile cells, by area: a setup, and calls that must end with a value or an exception."""

import itertools
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "hostile"

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
TRACE_SETUP = """
import copy, gc, torch, nnsight
from collections import OrderedDict
from nnsight import NNsight, LanguageModel
net = torch.nn.Sequential(OrderedDict([("layer1", torch.nn.Linear(5, 10)), ("layer2", torch.nn.Linear(10, 2))]))
m = NNsight(net)
"""


def programs(name):
    """The programs of a file, which lines of four dashes part."""
    return (PROGRAMS / f"{name}.txt").read_text().strip("\n").split("\n----\n")


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
    "recursion": lambda b: (VALUE_SETUP, programs("recursion")),
    "interventions": lambda b: ("", [TRACE_SETUP + cell for cell in programs("traces")]),
}
