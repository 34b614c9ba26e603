"""Texts from values: f-strings, format specifications, %, str."""
from time import perf_counter


def lines(count):
    size = 0
    for i in range(count):
        line = f"layer {i}: loss={i / 7:.3f} step {i:>6d} {'ok'!r} [{i % 10}]"
        size += len(line)
    return size


def percent(count):
    size = 0
    for i in range(count):
        size += len("%s is %d and %.2f" % ("name", i, i * 0.5))
        size += len("{} of {:>4}".format(i, count)) + len(str(i * 0.25))
    return size


begin = perf_counter()
assert lines(150_000) == 7161120
assert percent(60_000) == 2761120
print(perf_counter() - begin)
