/// `torch.distributions`, written in Python: what all distributions share.
enum DistributionsSource {
    static let shared = #"""
        import math
        import torch
        import torch.nn.functional as F
        import torch.distribution_constraints as constraints

        class Distribution:
            has_rsample = False
            has_enumerate_support = False
            arg_constraints = {}
            _validate_args = True

            def __init__(self, batch_shape=torch.Size(), event_shape=torch.Size(), validate_args=None):
                self._batch_shape, self._event_shape = torch.Size(batch_shape), torch.Size(event_shape)
                if validate_args is not None:
                    self._validate_args = validate_args
                if self._validate_args:
                    for name, constraint in self.arg_constraints.items():
                        if isinstance(constraint, constraints._Dependent) or name not in self.__dict__:
                            continue
                        self._require(name, constraint)

            def _require(self, name, constraint):
                value = getattr(self, name)
                if not constraint.check(value).all():
                    raise ValueError(
                        f"Expected parameter {name} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution "
                        f"{self!r} to satisfy the constraint {constraint!r}, but found invalid values:\n{value}")

            @staticmethod
            def set_default_validate_args(value):
                Distribution._validate_args = value

            batch_shape = property(lambda self: self._batch_shape)
            event_shape = property(lambda self: self._event_shape)
            stddev = property(lambda self: self.variance.sqrt())

            @property
            def support(self):
                raise NotImplementedError

            def sample(self, sample_shape=torch.Size()):
                with torch.no_grad():
                    return self.rsample(sample_shape)

            def rsample(self, sample_shape=torch.Size()):
                raise NotImplementedError

            def sample_n(self, n):
                return self.sample(torch.Size((n,)))

            def log_prob(self, value):
                raise NotImplementedError

            def cdf(self, value):
                raise NotImplementedError

            def icdf(self, value):
                raise NotImplementedError

            def entropy(self):
                raise NotImplementedError

            def enumerate_support(self, expand=True):
                raise NotImplementedError

            def perplexity(self):
                return torch.exp(self.entropy())

            def _extended_shape(self, sample_shape=torch.Size()):
                return torch.Size(tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape))

            def _validate_sample(self, value):
                if not self._validate_args:
                    return
                if not isinstance(value, torch.Tensor):
                    raise ValueError("The value argument to log_prob must be a Tensor")
                if len(self._event_shape) and value.shape[-len(self._event_shape):] != self._event_shape:
                    raise ValueError("The right-most size of value must match event_shape: "
                                     f"{value.shape} vs {self._event_shape}.")
                actual, expected = value.shape, tuple(self._batch_shape) + tuple(self._event_shape)
                for i, j in zip(reversed(actual), reversed(expected)):
                    if i != 1 and j != 1 and i != j:
                        raise ValueError("Value is not broadcastable with batch_shape+event_shape: "
                                         f"{actual} vs {torch.Size(expected)}.")
                support = self.support
                if not support.check(value).all():
                    raise ValueError(
                        f"Expected value argument ({type(value).__name__} of shape {tuple(value.shape)}) to be within the support "
                        f"({support!r}) of the distribution {self!r}, but found invalid values:\n{value}")

            def expand(self, batch_shape, _instance=None):
                made = object.__new__(type(self))
                batch_shape = torch.Size(batch_shape)
                for name, value in self.__dict__.items():
                    if isinstance(value, torch.Tensor):
                        inner = value.dim() - len(self._batch_shape)
                        value = value.expand(tuple(batch_shape) + tuple(value.shape[value.dim() - inner:] if inner > 0 else ()))
                    elif isinstance(value, Distribution):
                        cut = len(value.batch_shape) - len(self._batch_shape)
                        value = value.expand(tuple(batch_shape) + tuple(value.batch_shape[len(value.batch_shape) - cut:] if cut > 0 else ()))
                    setattr(made, name, value)
                made._batch_shape = batch_shape
                return made

            def __repr__(self):
                names = [k for k in self.arg_constraints if k in self.__dict__]
                return type(self).__name__ + "(" + ", ".join(
                    f"{n}: {self.__dict__[n] if self.__dict__[n].numel() == 1 else self.__dict__[n].size()}" for n in names) + ")"

        class ExponentialFamily(Distribution):
            pass

        def broadcast_all(*values):
            like = next((v for v in values if isinstance(v, torch.Tensor)), None)
            dtype = torch.get_default_dtype() if like is None else like.dtype
            return torch.broadcast_tensors(*[v if isinstance(v, torch.Tensor) else torch.tensor(float(v), dtype=dtype) for v in values])

        def _plain(value):
            return torch.Size() if isinstance(value, (int, float)) else value.size()

        def clamp_probs(probs):
            eps = torch.finfo(probs.dtype).eps
            return probs.clamp(min=eps, max=1 - eps)

        def probs_to_logits(probs, is_binary=False):
            clamped = clamp_probs(probs)
            return torch.log(clamped) - torch.log1p(-clamped) if is_binary else torch.log(clamped)

        def logits_to_probs(logits, is_binary=False):
            return torch.sigmoid(logits) if is_binary else F.softmax(logits, dim=-1)

        class _Logits:
            """What is given by probabilities or by logits; the other one is computed when it is asked for."""
            _is_binary = True

            def __getattr__(self, name):
                given = self.__dict__
                if name == "probs" and "logits" in given:
                    self.probs = logits_to_probs(self.logits, self._is_binary)
                    return self.probs
                if name == "logits" and "probs" in given:
                    self.logits = probs_to_logits(self.probs, self._is_binary)
                    return self.logits
                raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

            _param = property(lambda self: self.__dict__["probs"] if "probs" in self.__dict__ else self.logits)
            param_shape = property(lambda self: self._param.size())

        def _one_of(probs, logits):
            if (probs is None) == (logits is None):
                raise ValueError("Either `probs` or `logits` must be specified, but not both.")
        """#
}
