/// Functions of `torch.linalg` that are made of others, written in Python.
enum LinearExtrasSource {
    static let text = #"""
        import collections
        import torch

        def _result(name, fields):
            def text(self):
                return f"torch.return_types.{name}(\n" + ",\n".join(f"{f}={getattr(self, f)}" for f in fields) + ")"
            return type(name, (collections.namedtuple(name, fields),), {"__repr__": text})

        _Factors = _result("linalg_lu_factor", ["LU", "pivots"])
        _FactorsWithInfo = _result("linalg_lu_factor_ex", ["LU", "pivots", "info"])
        _Parts = _result("linalg_lu", ["P", "L", "U"])
        _Unpacked = _result("lu_unpack", ["P", "L", "U"])
        _Solved = _result("linalg_solve_ex", ["result", "info"])
        _Inverse = _result("linalg_inv_ex", ["inverse", "info"])
        _Cholesky = _result("linalg_cholesky_ex", ["L", "info"])

        def _check_pivots(pivot, name):
            if not pivot:
                raise RuntimeError(f"{name}: LU without pivoting is not implemented on the CPU")

        def lu_factor(A, *, pivot=True):
            _check_pivots(pivot, "linalg.lu_factor")
            return _Factors(*torch._lu_factor(A)[:2])

        def lu_factor_ex(A, *, pivot=True, check_errors=False):
            _check_pivots(pivot, "linalg.lu_factor")
            return _FactorsWithInfo(*torch._lu_factor(A))

        def _permutation(pivots, m, dtype):
            flat = pivots.reshape(-1, pivots.shape[-1])
            rows = torch.arange(m).repeat(flat.shape[0], 1)
            for b, line in enumerate(flat.tolist()):
                order = list(range(m))
                for i, p in enumerate(line):
                    order[i], order[p - 1] = order[p - 1], order[i]
                rows[b] = torch.tensor(order)
            matrix = torch.zeros(flat.shape[0], m, m, dtype=dtype).scatter_(1, rows.unsqueeze(1), 1.0)
            return matrix.reshape(tuple(pivots.shape[:-1]) + (m, m))

        def _unpack(LU, pivots):
            m, n = LU.shape[-2:]
            k = min(m, n)
            lower = LU[..., :, :k].tril(-1) + torch.eye(m, k, dtype=LU.dtype)
            return _permutation(pivots, m, LU.dtype), lower, LU[..., :k, :].triu()

        def lu(A, *, pivot=True):
            _check_pivots(pivot, "linalg.lu")
            LU, pivots, _ = torch._lu_factor(A)
            return _Parts(*_unpack(LU, pivots))

        def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True):
            P, L, U = _unpack(LU_data, LU_pivots)
            empty = torch.empty(0, dtype=LU_data.dtype)
            return _Unpacked(P if unpack_pivots else empty, L if unpack_data else empty, U if unpack_data else empty)

        def lu_solve(LU, pivots, B, *, left=True, adjoint=False):
            if not left:
                return lu_solve(LU, pivots, B.mT, adjoint=not adjoint).mT
            P, L, U = _unpack(LU, pivots)
            if adjoint:
                inner = torch.linalg.solve_triangular(U.mT, B, upper=False)
                return P @ torch.linalg.solve_triangular(L.mT, inner, upper=True)
            inner = torch.linalg.solve_triangular(L, P.mT @ B, upper=False)
            return torch.linalg.solve_triangular(U, inner, upper=True)

        def _torch_lu(A, pivot=True, get_infos=False):
            LU, pivots, info = torch._lu_factor(A)
            return (LU, pivots, info) if get_infos else (LU, pivots)

        def _torch_lu_solve(b, LU_data, LU_pivots):
            return lu_solve(LU_data, LU_pivots, b)

        def solve_ex(A, B, *, left=True, check_errors=False):
            info = torch._lu_factor(A.detach())[2]
            return _Solved(torch.linalg.solve(A, B) if left else torch.linalg.solve(A.mT, B.mT).mT, info)

        def inv_ex(A, *, check_errors=False):
            info = torch._lu_factor(A.detach())[2]
            return _Inverse(torch.linalg.inv(A), info)

        def cholesky_ex(A, *, upper=False, check_errors=False):
            flat = A.reshape((-1,) + tuple(A.shape[-2:]))
            factors, infos = [], []
            for matrix in flat.unbind(0):
                try:
                    factors.append(torch.linalg.cholesky(matrix))
                    infos.append(0)
                except torch.linalg.LinAlgError as error:
                    if check_errors:
                        raise
                    factors.append(matrix.tril())
                    words = str(error).partition("leading minor of order ")[2]
                    infos.append(int(words.split(" ")[0]) if words else 1)
            L = torch.stack(factors).reshape(A.shape) if factors else A
            info = torch.tensor(infos, dtype=torch.int32).reshape(A.shape[:-2])
            return _Cholesky(L.mH if upper else L, info)

        def vander(x, *, N=None):
            if N is None:
                N = x.shape[-1]
            elif N <= 1:
                raise RuntimeError("N must be greater than 1.")
            ones = torch.ones_like(x).unsqueeze(-1)
            return torch.cat([ones, x.unsqueeze(-1).expand(tuple(x.shape) + (N - 1,)).cumprod(-1)], -1)

        def _torch_vander(x, N=None, increasing=False):
            if x.dim() != 1:
                raise RuntimeError("x must be a one-dimensional tensor.")
            count = x.shape[0] if N is None else N
            powers = torch.arange(count)
            result = x.unsqueeze(1) ** powers if count else x.new_empty((x.shape[0], 0))
            return result if increasing else result.flip(1)

        def tensorinv(A, ind=2):
            if ind <= 0:
                raise RuntimeError("Expected a strictly positive integer for 'ind'")
            first, last = tuple(A.shape[:ind]), tuple(A.shape[ind:])
            rows, columns = torch.Size(first).numel(), torch.Size(last).numel()
            if rows != columns:
                raise RuntimeError(f"Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
                                   f"{columns} != {rows}")
            return torch.linalg.inv(A.reshape(rows, columns)).reshape(last + first)

        def tensorsolve(A, B, dims=None):
            if dims is not None:
                A = torch.movedim(A, tuple(dims), tuple(range(A.dim() - len(dims), A.dim())))
            shape = tuple(A.shape[B.dim():])
            if A.numel() != B.numel() * torch.Size(shape).numel() or B.numel() != torch.Size(shape).numel():
                raise RuntimeError("Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == "
                                   f"prod(self.shape[:other.ndim]), but got {torch.Size(shape).numel()} != {B.numel()}")
            return torch.linalg.solve(A.reshape(B.numel(), -1), B.reshape(-1)).reshape(shape)

        def svd_lowrank(A, q=6, niter=2, M=None):
            if M is not None:
                A = A - M
            q = 6 if q is None else q
            m, n = A.shape[-2:]
            wide = m < n
            B = A.mT if wide else A
            Q = torch.linalg.qr(B @ torch.randn(B.shape[-1], q, dtype=A.dtype)).Q
            for _ in range(niter):
                Q = torch.linalg.qr(B.mT @ Q).Q
                Q = torch.linalg.qr(B @ Q).Q
            U, S, Vh = torch.linalg.svd(Q.mT @ B, full_matrices=False)
            U, V = Q @ U, Vh.mT
            return (V, S, U) if wide else (U, S, V)

        def pca_lowrank(A, q=None, center=True, niter=2):
            q = min(6, *A.shape[-2:]) if q is None else q
            return svd_lowrank(A - A.mean(dim=-2, keepdim=True) if center else A, q, niter)
        """#

    static let names = [
        "lu_factor", "lu_factor_ex", "lu", "lu_solve", "solve_ex", "inv_ex", "cholesky_ex", "vander", "tensorinv",
        "tensorsolve",
    ]
}
