"""Function calls: positional, keyword and default arguments, closures."""
from time import perf_counter


def add(a, b):
    return a + b


def scale(value, factor=2, offset=0):
    return value * factor + offset


def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


def run(count):
    total = 0
    step = counter()
    for i in range(count):
        total = add(total, i)
        total = add(scale(i), total)
        total = total - scale(i, offset=1)
        step()
    return total, step()


begin = perf_counter()
assert run(500_000) == (124999250000, 500_001)
print(perf_counter() - begin)
