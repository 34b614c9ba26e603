"""Raising and handling exceptions, finally, context managers."""
from time import perf_counter


class Refused(Exception):
    def __init__(self, value):
        super().__init__(f"refused {value}")
        self.value = value


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return kind is KeyError


def check(value):
    if value % 3 == 0:
        raise Refused(value)
    return value


def run(count):
    refused = total = finished = 0
    table = {}
    for i in range(count):
        try:
            total += check(i)
        except Refused as error:
            refused += error.value % 2
        finally:
            finished += 1
        try:
            table["absent"]
        except KeyError:
            total += 1
        with Guard():
            raise KeyError(i)
    return refused, finished


begin = perf_counter()
assert run(150_000) == (25_000, 150_000)
print(perf_counter() - begin)
