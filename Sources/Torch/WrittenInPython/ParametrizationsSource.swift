/// `torch.nn.utils.parametrize` and `parametrizations`: weights computed from other weights, written in Python.
enum ParametrizationsSource {
    static let parametrize = #"""
        import torch
        from torch.nn import Module, ModuleDict, ModuleList, Parameter

        class ParametrizationList(ModuleList):
            def __init__(self, modules, original, unsafe=False):
                super().__init__(modules)
                new = original
                with torch.no_grad():
                    for module in reversed(list(self)):
                        if hasattr(module, "right_inverse"):
                            new = module.right_inverse(new)
                self.is_tensor = isinstance(new, torch.Tensor)
                self.ntensors = 1 if self.is_tensor else len(new)
                if self.is_tensor:
                    original.data = new.detach() if new is not original else original.data
                    self._keep("original", original)
                else:
                    for i, part in enumerate(new):
                        self._keep(f"original{i}", Parameter(part.detach().clone(), original.requires_grad)
                                   if isinstance(original, Parameter) else part)

            def _keep(self, name, tensor):
                if isinstance(tensor, Parameter):
                    self.register_parameter(name, tensor)
                else:
                    self.register_buffer(name, tensor)

            def right_inverse(self, value):
                with torch.no_grad():
                    for module in reversed(list(self)):
                        value = module.right_inverse(value)
                    if self.is_tensor:
                        self.original.data = value
                    else:
                        for i, part in enumerate(value):
                            getattr(self, f"original{i}").data = part

            def forward(self):
                parts = list(self)
                if self.is_tensor:
                    x = parts[0](self.original)
                else:
                    x = parts[0](*[getattr(self, f"original{i}") for i in range(self.ntensors)])
                for module in parts[1:]:
                    x = module(x)
                return x

        def is_parametrized(module, tensor_name=None):
            parts = getattr(module, "parametrizations", None)
            if parts is None:
                return False
            return len(parts) > 0 if tensor_name is None else tensor_name in parts

        def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
            if is_parametrized(module, tensor_name):
                module.parametrizations[tensor_name].append(parametrization)
                return module
            if tensor_name not in dict(module.named_parameters(recurse=False)) and tensor_name not in dict(module.named_buffers(recurse=False)):
                raise ValueError(f"Module '{module}' does not have a parameter, a buffer, or a parametrized element with name "
                                 f"'{tensor_name}'")
            original = getattr(module, tensor_name)
            parts = ParametrizationList([parametrization], original, unsafe)
            delattr(module, tensor_name)
            if not is_parametrized(module):
                module.parametrizations = ModuleDict()
            module.parametrizations[tensor_name] = parts
            _compute(module, tensor_name, parts)
            return module

        def remove_parametrizations(module, tensor_name, leave_parametrized=True):
            if not is_parametrized(module, tensor_name):
                raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
            parts = module.parametrizations[tensor_name]
            original = parts.original if parts.is_tensor else parts.original0
            value = parts().detach() if leave_parametrized else original.detach()
            _compute(module, tensor_name, None)
            del module.parametrizations[tensor_name]
            if isinstance(original, Parameter):
                module.register_parameter(tensor_name, Parameter(value.clone()))
            else:
                module.register_buffer(tensor_name, value.clone())
            if len(module.parametrizations) == 0:
                del module.parametrizations
            return module

        class cached:
            def __enter__(self):
                return None

            def __exit__(self, *details):
                return None
        """#

    static let parametrizations = #"""
        import torch
        import torch.nn.functional as F
        from torch.nn import Module
        from torch.nn.utils import parametrize

        def _householder_product(A, tau):
            n, k = A.shape[-2:]
            v = A.tril(-1) + torch.eye(n, k, dtype=A.dtype)
            Q = torch.eye(n, k, dtype=A.dtype)
            for i in reversed(range(k)):
                column = v[..., :, i:i + 1]
                Q = Q - tau[..., i:i + 1, None] * column @ (column.mT @ Q)
            return Q

        def _make_orthogonal(A):
            Q, R = torch.linalg.qr(A)
            return Q * R.diagonal(dim1=-2, dim2=-1).sgn().unsqueeze(-2)

        def _is_orthogonal(Q):
            k = Q.shape[-1]
            eps = 10.0 * k * torch.finfo(Q.dtype).eps
            return torch.allclose(Q.mT @ Q, torch.eye(k, dtype=Q.dtype), atol=eps)

        class _Orthogonal(Module):
            def __init__(self, weight, orthogonal_map, *, use_trivialization=True):
                super().__init__()
                self.shape, self.orthogonal_map = weight.shape, orthogonal_map
                if use_trivialization:
                    self.register_buffer("base", None)
                self._trivial = use_trivialization

            def forward(self, X):
                n, k = X.size(-2), X.size(-1)
                transposed = n < k
                if transposed:
                    X, n, k = X.mT, k, n
                if self.orthogonal_map in ("matrix_exp", "cayley"):
                    X = X.tril()
                    if n != k:
                        X = torch.cat([X, X.new_zeros(n, n - k)], dim=-1)
                    A = X - X.mT
                    if self.orthogonal_map == "matrix_exp":
                        Q = torch.matrix_exp(A)
                    else:
                        Id = torch.eye(n, dtype=A.dtype)
                        Q = torch.linalg.solve(torch.add(Id, A, alpha=-0.5), torch.add(Id, A, alpha=0.5))
                    if n != k:
                        Q = Q[..., :k]
                else:
                    A = X.tril(diagonal=-1)
                    tau = 2.0 / (1.0 + (A * A).sum(dim=-2))
                    Q = _householder_product(A, tau) * X.diagonal(dim1=-2, dim2=-1).int().unsqueeze(-2)
                if self._trivial and self.base is not None:
                    Q = self.base @ Q
                return Q.mT if transposed else Q

            def right_inverse(self, Q):
                if Q.shape != self.shape:
                    raise ValueError(f"Expected a matrix or batch of matrices of shape {self.shape}. Got a tensor of shape {Q.shape}.")
                Q_init = Q
                n, k = Q.size(-2), Q.size(-1)
                transposed = n < k
                if transposed:
                    Q, n, k = Q.mT, k, n
                if not self._trivial:
                    raise NotImplementedError("It is not possible to assign to the matrix exponential or the Cayley "
                                              "parametrizations when use_trivialization=False.")
                if n == k:
                    Q = Q.clone() if _is_orthogonal(Q) else _make_orthogonal(Q)
                else:
                    N = torch.randn(*(tuple(Q.shape[:-2]) + (n, n - k)), dtype=Q.dtype)
                    Q = _make_orthogonal(torch.cat([Q, N], dim=-1))
                self.base = Q
                neg_Id = torch.zeros_like(Q_init)
                neg_Id.diagonal(dim1=-2, dim2=-1).fill_(-1.0)
                return neg_Id

        def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
            weight = getattr(module, name, None)
            if not isinstance(weight, torch.Tensor):
                raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
            if weight.ndim < 2:
                raise ValueError(f"Expected a matrix or batch of matrices. Got a tensor of {weight.ndim} dimensions.")
            if orthogonal_map is None:
                orthogonal_map = "matrix_exp" if weight.size(-2) == weight.size(-1) else "householder"
            if orthogonal_map not in ("matrix_exp", "cayley", "householder"):
                raise ValueError('orthogonal_map has to be one of "matrix_exp", "cayley", "householder". '
                                 f"Got: {orthogonal_map}")
            parametrize.register_parametrization(module, name, _Orthogonal(weight, orthogonal_map,
                                                 use_trivialization=use_trivialization), unsafe=True)
            return module

        def _norm_except(v, dim):
            if dim is None or dim == -1:
                return v.norm()
            return torch.linalg.vector_norm(v, dim=[d for d in range(v.dim()) if d != dim % v.dim()], keepdim=True)

        class _WeightNorm(Module):
            def __init__(self, dim=0):
                super().__init__()
                self.dim = -1 if dim is None else dim

            def forward(self, weight_g, weight_v):
                return weight_v * (weight_g / _norm_except(weight_v, self.dim))

            def right_inverse(self, weight):
                return _norm_except(weight, self.dim), weight

        def weight_norm(module, name="weight", dim=0):
            return parametrize.register_parametrization(module, name, _WeightNorm(dim), unsafe=True)

        class _SpectralNorm(Module):
            def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
                super().__init__()
                self.dim, self.eps, self.n_power_iterations = dim % weight.dim(), eps, n_power_iterations
                if weight.dim() > 1:
                    matrix = self._matrix(weight)
                    h, w = matrix.shape
                    u, v = matrix.new_empty(h).normal_(0, 1), matrix.new_empty(w).normal_(0, 1)
                    self.register_buffer("_u", F.normalize(u, dim=0, eps=eps))
                    self.register_buffer("_v", F.normalize(v, dim=0, eps=eps))
                    self._power(matrix, 15)

            def _matrix(self, weight):
                return weight.movedim(self.dim, 0).flatten(1)

            def _power(self, matrix, count):
                with torch.no_grad():
                    for _ in range(count):
                        self._u = F.normalize(torch.mv(matrix, self._v), dim=0, eps=self.eps)
                        self._v = F.normalize(torch.mv(matrix.T, self._u), dim=0, eps=self.eps)

            def forward(self, weight):
                if weight.dim() == 1:
                    return F.normalize(weight, dim=0, eps=self.eps)
                matrix = self._matrix(weight)
                if self.training:
                    self._power(matrix, self.n_power_iterations)
                return weight / torch.vdot(self._u.clone(), torch.mv(matrix, self._v.clone()))

            def right_inverse(self, value):
                return value

        def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
            weight = getattr(module, name)
            return parametrize.register_parametrization(
                module, name, _SpectralNorm(weight, n_power_iterations, 0 if dim is None else dim, eps))
        """#
}
