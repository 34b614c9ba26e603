/// Programs that run, which together use most of the language and its modules, for the fuzz test to spoil.
let evaluationPrograms = [
    #"""
    class Point:
        count = 0
        def __init__(self, x, y=2):
            self.x, self.y = x, y
            Point.count += 1
        def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
        def __repr__(self): return f"Point({self.x!r}, {self.y:>3})"
        def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
        def __getitem__(self, index): return (self.x, self.y)[index]
        @property
        def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
        @classmethod
        def origin(cls): return cls(0, 0)
    points = [Point(i) for i in range(4)] + [Point.origin()]
    print(sorted(points, key=lambda p: -p.norm), points[0] + points[1], points[2][0], Point.count)
    """#,
    #"""
    def walk(tree, depth=0):
        for key, value in tree.items():
            if isinstance(value, dict):
                yield from walk(value, depth + 1)
            else:
                yield key, value, depth
    tree = {"a": 1, "b": {"c": [1, 2], "d": {"e": None}}}
    for name, *rest in walk(tree):
        print(name, rest, end="; ")
    total = sum(x for x in range(10) if x % 3 == 1)
    squares = {x: x * x for x in range(5)}
    print({**squares, "k": total}, [*squares][1:-1:2], max(squares, key=squares.get))
    """#,
    #"""
    try:
        try:
            {}["missing"]
        except KeyError as error:
            raise ValueError("bad") from error
    except (TypeError, ValueError) as error:
        print(repr(error), repr(error.__cause__), error.args[0].upper())
    else:
        print("none")
    finally:
        print("done")
    try:
        raise ExceptionGroup("many", [ValueError(1), TypeError("t")])
    except* ValueError as group:
        print(group.exceptions)
    except* TypeError as group:
        print(group.message)
    """#,
    #"""
    import itertools, collections, functools, math, re, json
    counts = collections.Counter("mississippi")
    print(counts.most_common(2), collections.deque([1, 2, 3], maxlen=2), collections.defaultdict(list, a=[1]))
    print(list(itertools.islice(itertools.count(3, 2), 4)), list(itertools.chain("ab", [1])), list(itertools.product([1, 2], "x")))
    print(functools.reduce(lambda a, b: a * b, range(1, 6)), math.gcd(12, 18), math.floor(-2.5), math.sqrt(16))
    print(re.sub(r"(\w+)@(\w+)", r"\2:\1", "me@here you@there"), re.findall(r"\d+", "a1b22"), re.split("[,;]", "a,b;c"))
    print(json.dumps({"a": [1, 2.5, None, True]}, indent=1), json.loads('{"k": [1, {"z": "é"}]}'))
    """#,
    #"""
    from dataclasses import dataclass, field, replace, asdict
    from enum import Enum
    @dataclass(order=True)
    class Item:
        name: str
        price: float = 1.5
        tags: list = field(default_factory=list)
    class Color(Enum):
        RED = 1
        BLUE = "b"
    items = [Item("b", 2.0), Item("a"), Item("c", tags=["x"])]
    print(sorted(items), replace(items[0], price=3), asdict(items[2]), Color.RED, Color("b").name, list(Color))
    match items[2]:
        case Item(name="c", tags=[tag, *_]) if tag: print("tag", tag)
        case _: print("other")
    """#,
    #"""
    text = "The quick brown fox"
    words = text.split()
    print(text.upper(), text[::-1], text.replace("quick", "slow"), " ".join(reversed(words)), text.find("fox"), len(text))
    print("%5.2f|%-6s|%x" % (3.14159, "ab", 255), "{:>8}|{:^8}|{!r}".format("a", "b", "c"), f"{3.14159:.2e} {1234567:,}")
    print(text.encode("utf-8")[:3], b"abc".decode(), "é".encode(), text.partition(" "), text.title().swapcase(), "a,b".split(","))
    numbers = [3, 1, 2]
    numbers.sort(reverse=True); numbers.extend([9, 8]); numbers.insert(1, 7)
    print(numbers, numbers.pop(), numbers.index(9), numbers[1:3], numbers * 2, [0] * 3, divmod(17, 5), 2 ** 100, 7 // -2, -7 % 3)
    """#,
    #"""
    class Manager:
        def __enter__(self): print("in"); return self
        def __exit__(self, kind, error, trace): print("out", kind); return True
    with Manager() as m, Manager():
        1 / 0
    def decorate(function):
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper
    @decorate
    def add(a, b=1, *rest, c=3, **named): return a + b + c + sum(rest) + len(named)
    print(add(1), add(1, 2, 3, c=4, d=5), add(*[1, 2], **{"c": 3}))
    def counter():
        count = 0
        def step():
            nonlocal count
            count += 1
            return count
        return step
    step = counter(); step()
    print(step(), (lambda *a, k=2: a + (k,))(1), [y := 5, y + 1])
    """#,
    #"""
    def generate():
        try:
            received = yield 1
            while received:
                received = yield received * 2
        finally:
            print("closed")
    g = generate()
    print(next(g), g.send(3), g.send("ab"))
    g.close()
    a, (b, *c), d = 1, (2, 3, 4), 5
    s = {1, 2, 3} & {2, 3, 4} | {9} - set()
    print(a, b, c, d, sorted(s), frozenset("ab") >= {"a"}, {1} ^ {2})
    i = 0
    while True:
        i += 1
        if i % 2: continue
        if i > 6: break
    else:
        print("never")
    print(i, any([0, 1]), all([]), list(zip("ab", range(5))), list(enumerate("ab", 1)), 1 < 2 < 3, not None)
    """#,
    #"""
    from decimal import Decimal
    from fractions import Fraction
    import datetime, statistics, textwrap, string, copy, operator, random, struct, pickle
    print(Decimal("1.10") + Decimal(2), Fraction(1, 3) + Fraction(1, 6), statistics.mean([1, 2, 4]))
    print(datetime.date(2024, 2, 28) + datetime.timedelta(days=2), datetime.datetime(2024, 1, 1).strftime("%Y-%m-%d %H:%M"))
    random.seed(1); print(random.randint(1, 6), random.choice("abc"), random.sample(range(10), 3))
    print(textwrap.fill("one two three four", 9), copy.deepcopy({"a": [1]}), operator.itemgetter(1)([5, 6]))
    print(struct.pack("<Ih", 1, -2), struct.unpack(">H", b"\x01\x02"), pickle.loads(pickle.dumps({"a": (1, [2.5, None])})))
    print(int("ff", 16), float("1e3"), complex(1, 2) * 2j, bytes([65, 66]), bytearray(b"ab"), hash("a") == hash("a"), abs(-3))
    exec("z = 3\nprint(eval('z + 1'))")
    """#,
    #"""
    class Meta(type):
        def __new__(mcs, name, bases, namespace, **kw): return super().__new__(mcs, name, bases, dict(namespace, tag=name), **kw)
        def __len__(cls): return 3
    class Base(metaclass=Meta):
        def __init_subclass__(cls, **kw): cls.kids = kw
        def __getattr__(self, name): return name.upper()
        def __call__(self, *args): return args
        def __iter__(self): return iter([1, 2])
        def __contains__(self, item): return item == 1
        def __hash__(self): return 7
        def __lt__(self, other): return True
        def __bool__(self): return False
        def __format__(self, spec): return spec
        def __index__(self): return 2
    class Child(Base, key=1):
        def method(self): return super().__getattr__("m")
    c = Child()
    print(Child.tag, len(Child), Child.kids, c.method(), c.anything, c(1, 2), list(c), 1 in c, {c: 1}[c], f"{c:xyz}", [5, 6, 7][c], bool(c), sorted([c, c]) == [c, c])
    print(isinstance(c, Base), issubclass(Child, Base), type(c).__mro__[1].__name__, getattr(c, "q", 1), vars(c), callable(c))
    """#,
]
