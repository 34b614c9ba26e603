"""Float arithmetic: the points of a Mandelbrot picture, and a series."""
from time import perf_counter


def escape(x, y, limit):
    a = b = 0.0
    for step in range(limit):
        a, b = a * a - b * b + x, 2.0 * a * b + y
        if a * a + b * b > 4.0:
            return step
    return limit


def picture(width, height):
    inside = 0
    for row in range(height):
        for column in range(width):
            if escape(3.0 * column / width - 2.0, 2.0 * row / height - 1.0, 50) == 50:
                inside += 1
    return inside


def series(count):
    result = 0.0
    for i in range(count):
        result += 1.0 / (i + 0.5) ** 2
    return result


begin = perf_counter()
inside = picture(120, 100)
assert inside > 1000
assert 4.93 < series(500_000) < 4.935
print(perf_counter() - begin)
