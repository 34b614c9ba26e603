"""Building lists, reading and setting their items, slices."""
from time import perf_counter


def sieve(limit):
    is_prime = [True] * limit
    is_prime[0] = is_prime[1] = False
    for number in range(2, int(limit**0.5) + 1):
        if is_prime[number]:
            for multiple in range(number * number, limit, number):
                is_prime[multiple] = False
    primes = []
    for number in range(limit):
        if is_prime[number]:
            primes.append(number)
    return primes


def matrix_product(a, b):
    size = len(a)
    product = []
    for i in range(size):
        row = []
        for j in range(size):
            total = 0
            for k in range(size):
                total += a[i][k] * b[k][j]
            row.append(total)
        product.append(row)
    return product


def stack(count):
    values = []
    total = 0
    for i in range(count):
        values.append(i)
        values.append((i, i + 1))
        first, second = values.pop()
        total += values[-1] + second - first
        if len(values) > 100:
            values = values[50:]
    return total


begin = perf_counter()
assert len(sieve(500_000)) == 41538
grid = [[i * j % 7 for j in range(80)] for i in range(80)]
assert sum(map(sum, matrix_product(grid, grid))) == 3849891
assert stack(300_000) == 45000150000
print(perf_counter() - begin)
