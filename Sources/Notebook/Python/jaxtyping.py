"""jaxtyping's annotations of arrays: `Float[Tensor, "batch position"]` says what is expected; it checks nothing.

    repr(Float[Tensor, "batch d"]) == "Float[Tensor, 'batch d']"
"""


class _Annotation:
    """An array type with the kinds of its elements and the names of its dimensions."""

    def __init__(self, name, array_type, dim_str):
        self.name, self.array_type, self.dim_str = name, array_type, dim_str

    def __repr__(self):
        return f"{self.name}[{getattr(self.array_type, '__name__', self.array_type)}, {self.dim_str!r}]"

    def __or__(self, other):
        return self

    __ror__ = __or__


class _Kind:
    """A kind of elements, as `Float`."""

    def __init__(self, name):
        self.__name__ = name

    def __getitem__(self, item):
        if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[1], str):
            raise ValueError("As of jaxtyping version 0.2.0, jaxtyping annotations must now include both an array type "
                             'and a shape. For example `Float[Array, ""]`.')
        return _Annotation(self.__name__, *item)

    def __repr__(self):
        return f"<class 'jaxtyping.{self.__name__}'>"


def jaxtyped(function=None, *, typechecker=None):
    """The function itself: annotations are not checked."""
    return (lambda given: given) if function is None else function


(Shaped, Num, Real, Inexact, Float, Float16, Float32, Float64, BFloat16, Complex, Complex64, Integer, Int, Int8, Int16,
 Int32, Int64, UInt, UInt8, Bool) = map(_Kind, [
     "Shaped", "Num", "Real", "Inexact", "Float", "Float16", "Float32", "Float64", "BFloat16", "Complex", "Complex64",
     "Integer", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "Bool"])
