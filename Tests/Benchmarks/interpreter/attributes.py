"""Reading and setting attributes of instances, classes and modules."""
import math
from time import perf_counter


class Particle:
    mass = 2.0

    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.speed = 1.0
        self.steps = 0


def run(particle, count):
    for _ in range(count):
        particle.x += particle.speed * particle.mass
        particle.y = particle.x - particle.y
        particle.steps += 1
        if particle.x > math.pi:
            particle.speed = -particle.speed
    return particle.steps


begin = perf_counter()
assert run(Particle(0.0, 1.0), 1_000_000) == 1_000_000
print(perf_counter() - begin)
