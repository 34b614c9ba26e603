"""The products of `products.py` by OpenBLAS itself, the library that the engine is linked with; prints names and times."""
import array
import ctypes
import ctypes.util
import random
import sys
import time

ROW_MAJOR, PLAIN, TRANSPOSED = 101, 111, 112


def once(action, calls):
    started = time.perf_counter()
    for _ in range(calls):
        action()
    return (time.perf_counter() - started) / calls


def measure(name, action, seconds=0.15):
    action()
    calls = max(1, int(0.0002 / (once(action, 1) + 1e-9)))
    best, end, rounds = once(action, calls), time.perf_counter() + seconds, 1
    while rounds < 5 or time.perf_counter() < end:
        best, rounds = min(best, once(action, calls)), rounds + 1
    print(f"{name}\t{best:.4g}", flush=True)


def matrix(count):
    """Numbers without meaning: a thousand of them, again and again."""
    few = array.array("f", [random.gauss(0, 1) for _ in range(1000)])
    numbers = few * (count // 1000 + 1)
    return (ctypes.c_float * len(numbers)).from_buffer(numbers)


def product(library, rows, depth, columns, transposed=False):
    a, b, c = matrix(rows * depth), matrix(depth * columns), matrix(rows * columns)
    one, zero = ctypes.c_float(1), ctypes.c_float(0)
    right = TRANSPOSED if transposed else PLAIN
    distance = depth if transposed else columns
    return lambda: library.cblas_sgemm(ROW_MAJOR, PLAIN, right, rows, columns, depth, one, a, depth, b, distance, zero, c,
                                       columns)


def main():
    name = ctypes.util.find_library("openblas")
    if name is None:
        sys.exit("OpenBLAS is not there")
    library = ctypes.CDLL(name)
    for n in [64, 128, 256, 512, 1024, 2048]:
        measure(f"matmul {n}x{n}", product(library, n, n, n))
    for rows in [1, 8, 32, 128]:
        measure(f"linear {rows}x768 -> 3072", product(library, rows, 768, 3072, transposed=True))
        measure(f"addmm {rows}x768 -> 3072", product(library, rows, 768, 3072))


main()
