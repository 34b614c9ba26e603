/// Right programs, which together use every construct, for the fuzz test to spoil.
let fuzzPrograms = [
    #"""
    import torch, numpy as np
    from collections import OrderedDict as D, deque
    from . import (a, b as c,)
    net = Sequential(D([('layer1', Linear(5, 10)), ("layer2", Linear(10, 2))]))
    with model.trace("The Eiffel Tower is in", scan=True) as tracer, other(x)[0] as (y, *z):
        hidden = model.transformer.h[-1].output[0][:, -1, ...].save()
        hidden[:, ::2] += 0.5 * (hidden @ w.T) ** -2 // 3 % 7
    print(f"{hidden.shape = !r:>{width}} {{literal}} {'nested' + x!s}", end='\n')
    """#,
    #"""
    @decorator(1, *args, **kwargs)
    def f(a, /, b: int = 1, *c: str, d, e=lambda x, *y: x if x else y, **g) -> Optional[int]:
        '''Doc.'''
        global h; other = 3
        for i, (j, *k) in enumerate(zip(a, b)):
            if i < 3 <= j != k and not (a or b) is not None: continue
            elif (n := len(a)) > 10: break
            else: yield from (x for x in y)
        else:
            return [x for x in y if x for z in x], {k: v for k, v in d}, {*a, b}
        while True: pass
    """#,
    #"""
    class Point(Base, metaclass=Meta):
        x: int = 0
        y: "str"

        def __eq__(self, other): return self.x == other.x
    try:
        assert x, 'message'
    except (A, B) as e:
        raise ValueError(r'\d') from e
    except:
        del a, b[0], c.d
    else:
        pass
    finally:
        x = y = z, *w = lambda: (yield)
    """#,
    #"""
    match command.split():
        case [x, y, *rest] if x > 0: pass
        case {'key': -1.5, **others} | Point(x=0, y=(1 | 2) as others): print(others)
        case Color.RED | None | "a" "b" | (): ...
        case _: x = 0xFF + 0b1_0 + 0o7 + 1_000.5e-3j
    try: f()
    except* OSError as group: pass
    """#,
]
