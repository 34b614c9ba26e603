"""Generators: functions that yield, generator expressions, yield from, send."""
from time import perf_counter


def numbers(count):
    i = 0
    while i < count:
        yield i
        i += 1


def even(values):
    for value in values:
        if value % 2 == 0:
            yield value


def walk(tree):
    if tree is not None:
        yield from walk(tree[0])
        yield tree[1]
        yield from walk(tree[2])


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


def averages():
    total = 0.0
    count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


begin = perf_counter()
assert sum(even(numbers(600_000))) == 89999700000
assert sum(i * i for i in range(300_000)) == 8999955000050000
assert sum(walk(build(0, 20_000))) == 199990000
average = averages()
next(average)
for i in range(100_000):
    last = average.send(i)
assert last == 49999.5
print(perf_counter() - begin)
