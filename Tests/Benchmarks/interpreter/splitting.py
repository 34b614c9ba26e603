"""Taking texts apart: split, strip, find, partition, case, int of texts."""
from time import perf_counter


def parse(lines):
    total = 0
    names = {}
    for line in lines:
        name, _, values = line.strip().partition(":")
        numbers = [int(piece) for piece in values.split(",")]
        total += sum(numbers)
        names[name.upper()] = numbers
    return total, len(names)


def words(text, rounds):
    count = 0
    for _ in range(rounds):
        for word in text.split():
            if word.startswith("f") or word.endswith("x"):
                count += len(word.replace("o", "00"))
            elif word.find("ick") >= 0:
                count += 1
    return count


begin = perf_counter()
rows = [f"  key{i % 500}: {i}, {i + 1}, {i * 2}, 7 \n" for i in range(50_000)]
assert parse(rows) == (5000300000, 500)
assert words("the quick brown fox jumps over the lazy dog " * 50, 400) == 100_000
print(perf_counter() - begin)
