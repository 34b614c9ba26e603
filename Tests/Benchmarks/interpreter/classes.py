"""A class-heavy program: inheritance, super, properties, operators, dispatch."""
from time import perf_counter


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __getitem__(self, index):
        return self.y if index else self.x

    def __len__(self):
        return 2

    @property
    def norm(self):
        return self.x * self.x + self.y * self.y


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    def describe(self):
        return self.name, self.area()


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @classmethod
    def square(cls, side):
        return cls(side, side)


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    def area(self):
        return 3 * self.radius * self.radius

    @staticmethod
    def unit():
        return 1


def vectors(count):
    position = Vector(0, 0)
    step = Vector(1, 2)
    total = 0
    for _ in range(count):
        position = position + step
        total += position.norm + position[0] + len(step)
        if position == step:
            total += 1
    return total


def shapes(count):
    total = 0
    for i in range(count):
        shape = Rectangle(i, 2) if i % 2 else Circle(i)
        name, area = shape.describe()
        total += area + len(name)
        if isinstance(shape, Circle):
            total += shape.unit()
        else:
            total += Rectangle.square(i).area()
    return total


begin = perf_counter()
assert vectors(100_000) == 1666696667000001
assert shapes(100_000) == 666656667550000
print(perf_counter() - begin)
