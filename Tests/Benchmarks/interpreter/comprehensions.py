"""List, dict and set comprehensions."""
from time import perf_counter


def run(count):
    squares = [i * i for i in range(count)]
    odd = [value for value in squares if value % 2]
    pairs = [(a, b) for a in range(300) for b in range(300) if a < b]
    table = {value: index for index, value in enumerate(odd)}
    endings = {value % 1000 for value in squares}
    sums = [a + b for a, b in zip(squares, squares)]
    return len(odd) + len(pairs) + len(table) + len(endings) + len(sums)


begin = perf_counter()
for _ in range(4):
    assert run(200_000) == 445009
print(perf_counter() - begin)
