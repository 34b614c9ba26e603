"""Integer arithmetic and comparison in nested loops."""
from time import perf_counter


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        number = start
        steps = 0
        while number != 1:
            if number % 2 == 0:
                number //= 2
            else:
                number = 3 * number + 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


def total(count):
    result = 0
    for i in range(count):
        result += i * i & 1023
    return result


begin = perf_counter()
assert collatz(15_000) == 275
assert total(1_000_000) == 465496160
print(perf_counter() - begin)
