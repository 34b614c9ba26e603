/// `torch.distributions.constraints`: what parameters and values must satisfy.
extension DistributionsSource {
    static let constraints = #"""
        import torch

        class Constraint:
            is_discrete = False
            event_dim = 0

            def check(self, value):
                raise NotImplementedError

            def __repr__(self):
                return type(self).__name__[1:] + "()"

        class _Dependent(Constraint):
            def __init__(self, *, is_discrete=False, event_dim=0):
                self.is_discrete, self.event_dim = is_discrete, event_dim

            def check(self, x):
                raise ValueError("Cannot determine validity of dependent constraint")

        class _Real(Constraint):
            def check(self, value):
                return value == value

        class _Boolean(Constraint):
            is_discrete = True

            def check(self, value):
                return (value == 0) | (value == 1)

        class _OneHot(Constraint):
            is_discrete, event_dim = True, 1

            def check(self, value):
                return ((value == 0) | (value == 1)).all(-1) & value.sum(-1).eq(1)

        class _Simplex(Constraint):
            event_dim = 1

            def check(self, value):
                return torch.all(value >= 0, dim=-1) & ((value.sum(-1) - 1).abs() < 1e-6)

        class _Multinomial(Constraint):
            is_discrete, event_dim = True, 1

            def __init__(self, upper_bound):
                self.upper_bound = upper_bound

            def check(self, x):
                return (x >= 0).all(dim=-1) & (x.sum(dim=-1) <= self.upper_bound)

        class _RealVector(Constraint):
            event_dim = 1

            def check(self, value):
                return (value == value).all(-1)

            def __repr__(self):
                return "IndependentConstraint(Real(), 1)"

        class _LowerCholesky(Constraint):
            event_dim = 2

            def check(self, value):
                return (value.tril() == value).flatten(-2).all(-1) & (value.diagonal(dim1=-2, dim2=-1) > 0).all(-1)

        class _PositiveDefinite(Constraint):
            event_dim = 2

            def check(self, value):
                symmetric = torch.isclose(value, value.mT, atol=1e-6).flatten(-2).all(-1)
                return symmetric & (torch.linalg.eigvalsh(value) > 0).all(-1)

        def _bounded(name, names, check, discrete=False):
            def init(self, *bounds, **named):
                for key, bound in list(zip(names, bounds)) + list(named.items()):
                    setattr(self, key, bound)

            def text(self):
                return name[1:] + "(" + ", ".join(f"{key}={getattr(self, key)}" for key in names) + ")"

            return type(name, (Constraint,), {"__init__": init, "__repr__": text, "check": check, "is_discrete": discrete})

        _GreaterThan = _bounded("_GreaterThan", ("lower_bound",), lambda self, v: self.lower_bound < v)
        _GreaterThanEq = _bounded("_GreaterThanEq", ("lower_bound",), lambda self, v: self.lower_bound <= v)
        _LessThan = _bounded("_LessThan", ("upper_bound",), lambda self, v: v < self.upper_bound)
        _Interval = _bounded("_Interval", ("lower_bound", "upper_bound"),
                             lambda self, v: (self.lower_bound <= v) & (v <= self.upper_bound))
        _HalfOpenInterval = _bounded("_HalfOpenInterval", ("lower_bound", "upper_bound"),
                                     lambda self, v: (self.lower_bound <= v) & (v < self.upper_bound))
        _IntegerInterval = _bounded("_IntegerInterval", ("lower_bound", "upper_bound"),
                                    lambda self, v: (v % 1 == 0) & (self.lower_bound <= v) & (v <= self.upper_bound), True)
        _IntegerGreaterThan = _bounded("_IntegerGreaterThan", ("lower_bound",),
                                       lambda self, v: (v % 1 == 0) & (v >= self.lower_bound), True)

        class independent(Constraint):
            def __init__(self, base_constraint, reinterpreted_batch_ndims):
                self.base_constraint, self.reinterpreted_batch_ndims = base_constraint, reinterpreted_batch_ndims
                self.event_dim = base_constraint.event_dim + reinterpreted_batch_ndims

            def check(self, value):
                result = self.base_constraint.check(value)
                count = self.reinterpreted_batch_ndims
                return result.flatten(result.dim() - count).all(-1) if count else result

            def __repr__(self):
                return f"IndependentConstraint({self.base_constraint!r}, {self.reinterpreted_batch_ndims})"

        dependent = _Dependent()
        real, boolean, one_hot, simplex, real_vector = _Real(), _Boolean(), _OneHot(), _Simplex(), _RealVector()
        lower_cholesky, positive_definite = _LowerCholesky(), _PositiveDefinite()
        positive, nonnegative, greater_than, greater_than_eq = _GreaterThan(0.0), _GreaterThanEq(0.0), _GreaterThan, _GreaterThanEq
        less_than, interval, half_open_interval = _LessThan, _Interval, _HalfOpenInterval
        unit_interval, integer_interval = _Interval(0.0, 1.0), _IntegerInterval
        nonnegative_integer, positive_integer = _IntegerGreaterThan(0), _IntegerGreaterThan(1)
        multinomial = _Multinomial

        def is_dependent(constraint):
            return isinstance(constraint, _Dependent)
        """#
}
