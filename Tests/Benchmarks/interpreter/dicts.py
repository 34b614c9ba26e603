"""Building dicts and sets, looking up keys of several types."""
from time import perf_counter


def count_words(words, rounds):
    counts = {}
    for _ in range(rounds):
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return counts


def squares(count):
    table = {}
    for i in range(count):
        table[i] = i * i
    total = 0
    for i in range(count):
        if i in table:
            total += table[i]
    for key, value in table.items():
        total -= value - key
    return total


def grid(size):
    cells = {}
    for x in range(size):
        for y in range(size):
            cells[x, y] = x ^ y
    neighbours = 0
    for x, y in cells:
        if (x + 1, y) in cells:
            neighbours += cells[x + 1, y]
    return neighbours


def distinct(count):
    seen = set()
    for i in range(count):
        seen.add(i * 7919 % 10007)
    return len(seen)


begin = perf_counter()
words = [f"word{i % 97}" for i in range(1000)]
assert sum(count_words(words, 300).values()) == 300_000
assert squares(200_000) == 19999900000
assert grid(250) == 7933149
assert distinct(300_000) == 10007
print(perf_counter() - begin)
