"""Recursive functions: Fibonacci numbers, Ackermann's function, permutations."""
from time import perf_counter


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def depth(tree):
    if tree is None:
        return 0
    return 1 + max(depth(tree[0]), depth(tree[1]))


def tree(height):
    return None if height == 0 else (tree(height - 1), tree(height - 1))


begin = perf_counter()
assert fibonacci(26) == 121393
assert ackermann(2, 300) == 603
assert depth(tree(16)) == 16
print(perf_counter() - begin)
