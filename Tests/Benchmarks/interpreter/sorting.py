"""Sorting ints, texts and tuples, with and without keys; min, max and heaps."""
import heapq
from time import perf_counter


def numbers(count):
    state = 12345
    values = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append(state)
    return values


def bubble(values):
    for end in range(len(values) - 1, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
    return values


begin = perf_counter()
values = numbers(100_000)
texts = [str(value) for value in values[:50_000]]
ordered = sorted(values)
assert ordered[0] == min(values) and ordered[-1] == max(values)
assert sorted(texts)[0] == min(texts)
assert sorted(values, key=lambda value: -value)[0] == ordered[-1]
pairs = sorted((value % 100, value) for value in values[:50_000])
assert pairs[0][0] == 0
pairs.sort(key=lambda pair: pair[1], reverse=True)
heap = values[:20_000]
heapq.heapify(heap)
assert [heapq.heappop(heap) for _ in range(20_000)] == sorted(values[:20_000])
assert bubble(values[:500]) == sorted(values[:500])
print(perf_counter() - begin)
