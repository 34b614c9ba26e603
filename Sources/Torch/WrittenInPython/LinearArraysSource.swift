/// `numpy.linalg`, `numpy.fft` and `numpy.testing`, written in Python over torch.
enum LinearArraysSource {
    static let linalg = #"""
        import torch as _T
        from numpy import asarray as _asarray
        from collections import namedtuple as _namedtuple

        EighResult = _namedtuple("EighResult", ["eigenvalues", "eigenvectors"])
        EigResult = _namedtuple("EigResult", ["eigenvalues", "eigenvectors"])
        SVDResult = _namedtuple("SVDResult", ["U", "S", "Vh"])
        QRResult = _namedtuple("QRResult", ["Q", "R"])

        def _f(a):
            t = _t(a)
            return t if t.is_floating_point() or t.is_complex() else t.double()

        def _square(a):
            t = _f(a)
            if t.dim() < 2:
                raise LinAlgError(f"{t.dim()}-dimensional array given. Array must be at least two-dimensional")
            if t.shape[-1] != t.shape[-2]:
                raise LinAlgError("Last 2 dimensions of the array must be square")
            return t

        def _checked(function, *args):
            try:
                return function(*args)
            except _T.linalg.LinAlgError:
                raise LinAlgError("Singular matrix") from None

        def norm(x, ord=None, axis=None, keepdims=False):
            t = _f(x)
            if axis is None and ord is None:
                t = t.reshape(-1)
                value = _T.sqrt(_T.dot(t, t)) if not t.is_complex() else _T.linalg.vector_norm(t)
                return _a(value.reshape([1] * _f(x).dim()) if keepdims else value)
            if axis is None and t.dim() == 2 or isinstance(axis, tuple) and len(axis) == 2:
                return _a(_T.linalg.matrix_norm(t, "fro" if ord is None else ord, axis or (-2, -1), keepdims))
            return _a(_T.linalg.vector_norm(t, 2 if ord is None else ord, axis, keepdims))

        def inv(a):
            return _array(_checked(_T.linalg.inv, _square(a)))

        def pinv(a, rcond=1e-15):
            return _array(_T.linalg.pinv(_f(a), rtol=rcond))

        def det(a):
            return _a(_T.linalg.det(_square(a)))

        def slogdet(a):
            return tuple(_a(t) for t in _T.linalg.slogdet(_square(a)))

        def solve(a, b):
            matrix = _square(a)
            return _array(_checked(_T.linalg.solve, matrix, _f(b).to(matrix.dtype)))

        def lstsq(a, b, rcond=None):
            matrix, right = _f(a), _f(b)
            column = right[:, None] if right.dim() == 1 else right
            values = _T.linalg.svdvals(matrix)
            x = _T.linalg.pinv(matrix, rtol=2.2e-16 * max(matrix.shape)) @ column
            rank = int((values > values.max() * 2.2e-16 * max(matrix.shape)).sum())
            rest = ((matrix @ x - column) ** 2).sum(0) if matrix.shape[0] > matrix.shape[1] == rank else _T.zeros(0).double()
            return _array(x[:, 0] if right.dim() == 1 else x), _array(rest), rank, _array(values)

        def eigh(a, UPLO="L"):
            return EighResult(*[_array(t) for t in _T.linalg.eigh(_square(a), UPLO)])

        def eigvalsh(a, UPLO="L"):
            return _array(_T.linalg.eigvalsh(_square(a), UPLO))

        def eig(a):
            values, vectors = _T.linalg.eig(_square(a))
            if not (values.imag != 0).any():
                values, vectors = values.real, vectors.real
            return EigResult(_array(values), _array(vectors))

        def eigvals(a):
            return eig(a)[0]

        def svd(a, full_matrices=True, compute_uv=True):
            if not compute_uv:
                return _array(_T.linalg.svdvals(_f(a)))
            return SVDResult(*[_array(t) for t in _T.linalg.svd(_f(a), full_matrices=full_matrices)])

        def qr(a, mode="reduced"):
            return QRResult(*[_array(t) for t in _T.linalg.qr(_f(a), mode)])

        def cholesky(a):
            try:
                return _array(_T.linalg.cholesky(_square(a)))
            except _T.linalg.LinAlgError:
                raise LinAlgError("Matrix is not positive definite") from None

        def matrix_rank(A, tol=None):
            return _T.linalg.matrix_rank(_f(A)).item() if tol is None else _T.linalg.matrix_rank(_f(A), atol=tol).item()

        def matrix_power(a, n):
            return _array(_T.linalg.matrix_power(_t(a), n))

        def cond(x, p=None):
            return _a(_T.linalg.cond(_f(x), p))

        def multi_dot(arrays):
            return _array(_T.linalg.multi_dot([_f(a) for a in arrays]))
        """#

    static let fft = #"""
        import torch as _T

        def _wide(a):
            t = _t(a)
            return t.to(_T.complex128) if t.is_complex() else t.double()

        def _line(function):
            def transform(a, n=None, axis=-1, norm=None):
                return _array(function(_wide(a), n, axis, norm))
            return transform

        fft, ifft, irfft = _line(_T.fft.fft), _line(_T.fft.ifft), _line(_T.fft.irfft)
        rfft = _line(_T.fft.rfft)

        def fft2(a, s=None, axes=(-2, -1), norm=None):
            return _array(_T.fft.fft2(_wide(a), s, axes, norm))

        def ifft2(a, s=None, axes=(-2, -1), norm=None):
            return _array(_T.fft.ifft2(_wide(a), s, axes, norm))

        def fftn(a, s=None, axes=None, norm=None):
            return _array(_T.fft.fftn(_wide(a), s, axes, norm))

        def ifftn(a, s=None, axes=None, norm=None):
            return _array(_T.fft.ifftn(_wide(a), s, axes, norm))

        def fftfreq(n, d=1.0):
            return _array(_T.fft.fftfreq(n, d, dtype=_T.float64))

        def rfftfreq(n, d=1.0):
            return _array(_T.fft.rfftfreq(n, d, dtype=_T.float64))

        def fftshift(x, axes=None):
            return _array(_T.fft.fftshift(_t(x), axes))

        def ifftshift(x, axes=None):
            return _array(_T.fft.ifftshift(_t(x), axes))
        """#

    static let testing = #"""
        import numpy as _np

        def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True):
            actual, desired = _np.asarray(actual), _np.asarray(desired)
            if not _np.allclose(actual, desired, rtol, atol, equal_nan):
                raise AssertionError(f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{err_msg}\n x: {actual!r}\n y: {desired!r}")

        def assert_array_equal(x, y, err_msg="", verbose=True):
            if not _np.array_equal(x, y):
                raise AssertionError(f"\nArrays are not equal\n{err_msg}\n x: {_np.asarray(x)!r}\n y: {_np.asarray(y)!r}")

        def assert_equal(actual, desired, err_msg="", verbose=True):
            if isinstance(actual, _np.ndarray) or isinstance(desired, _np.ndarray):
                assert_array_equal(actual, desired, err_msg)
            elif actual != desired:
                raise AssertionError(f"\nItems are not equal:\n{err_msg} ACTUAL: {actual!r}\n DESIRED: {desired!r}")

        def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
            if not (abs(_np.asarray(desired) - _np.asarray(actual)) < 1.5 * 10.0 ** -decimal).all():
                raise AssertionError(f"\nArrays are not almost equal to {decimal} decimals\n{err_msg}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")

        assert_array_almost_equal = assert_almost_equal
        """#
}
