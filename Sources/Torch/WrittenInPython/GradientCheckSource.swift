/// `torch.autograd.gradcheck` and `gradgradcheck`, written in Python: derivatives against differences of values.
enum GradientCheckSource {
    static let text = #"""
        import itertools
        import warnings

        import torch

        class GradcheckError(RuntimeError):
            pass

        def _tuple(x):
            return x if isinstance(x, tuple) else tuple(x) if isinstance(x, list) else (x,)

        def _recorded(values):
            return tuple(v for v in _tuple(values) if v.requires_grad)

        def _wanted(inputs):
            return [x for x in inputs if isinstance(x, torch.Tensor) and x.requires_grad]

        def _check_inputs(inputs):
            for i, x in enumerate(inputs):
                if not (isinstance(x, torch.Tensor) and x.requires_grad):
                    continue
                if x.dtype not in (torch.float64, torch.complex128):
                    warnings.warn(
                        f"Input #{i} requires gradient and is not a double precision floating point or complex. "
                        "This check will likely fail if all the inputs are not of double precision floating point "
                        "or complex. ", stacklevel=2)
                if any(step == 0 and size > 1 for step, size in zip(x.stride(), x.size())):
                    raise RuntimeError(
                        f"The {i}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                        "non-overlapping to be able to compute the numerical gradients correctly. You should call "
                        ".contiguous on the input before passing it to gradcheck.")
            if not _wanted(inputs):
                raise ValueError("gradcheck expects at least one input tensor to require gradient, "
                                 "but none of them have requires_grad=True.")

        def _same_form(first, second, eps):
            for name in ("shape", "dtype"):
                if getattr(first, name) != getattr(second, name):
                    raise AssertionError(
                        f"Expected `func` to return outputs with the same {name} when inputs are perturbed by {eps}, "
                        f"but got: {name}s {getattr(first, name)} and {getattr(second, name)}.")

        def _slopes(func, inputs, element, place, step, width):
            original = element[place].item()
            sides = []
            for moved in (original - step, original + step):
                element[place] = moved
                sides.append([output.detach().clone() for output in _tuple(func(*inputs))])
            element[place] = original
            for low, high in zip(*sides):
                _same_form(low, high, step)
            return [((high - low) / (2 * width)).reshape(-1) for low, high in zip(*sides)]

        # One matrix for each output: a row for each element of the input, a column for each element of the output.
        def _numerical(func, inputs, tensor, outputs, eps):
            dtype = tensor.dtype if tensor.is_complex() else None
            matrices = [o.new_zeros((tensor.numel(), o.numel()), dtype=dtype or o.dtype) for o in outputs]
            element = tensor.data
            for row, place in enumerate(itertools.product(*[range(size) for size in tensor.shape])):
                slopes = _slopes(func, inputs, element, place, eps, eps)
                if tensor.is_complex():
                    turned = _slopes(func, inputs, element, place, eps * 1j, eps)
                    slopes = [real + imaginary * 1j for real, imaginary in zip(slopes, turned)]
                for matrix, slope in zip(matrices, slopes):
                    matrix[row] = slope
            return matrices

        def _rows(output, tensors):
            unit = torch.zeros_like(output)
            for place in range(output.numel()):
                unit.zero_()
                unit.view(-1)[place] = 1
                yield torch.autograd.grad(output, tensors, unit, retain_graph=True, allow_unused=True)

        def _analytical_once(output, tensors):
            matrices = [t.new_zeros((t.numel(), output.numel())) for t in tensors]
            sizes_agree = dtypes_agree = True
            for column, gradients in enumerate(_rows(output, tensors)):
                for matrix, tensor, gradient in zip(matrices, tensors, gradients):
                    if gradient is None:
                        continue
                    if gradient.size() != tensor.size():
                        sizes_agree = False
                    elif gradient.dtype != tensor.dtype:
                        dtypes_agree = False
                    matrix[:, column] = gradient.reshape(-1)
            return matrices, sizes_agree, dtypes_agree

        def _analytical(output, tensors, o):
            matrices, sizes_agree, dtypes_agree = _analytical_once(output, tensors)
            again, _, _ = _analytical_once(output, tensors)
            if not dtypes_agree and o["check_grad_dtypes"]:
                raise GradcheckError("Gradient has dtype mismatch")
            if not sizes_agree:
                raise GradcheckError("Analytical gradient has incorrect size")
            for first, second in zip(matrices, again):
                if first.numel() and (first - second).abs().max() > o["nondet_tol"]:
                    raise GradcheckError(
                        "Backward is not reentrant, i.e., running backward with same input and grad_output multiple "
                        "times gives different values, although analytical gradient matches numerical gradient."
                        f"The tolerance for nondeterminism was {o['nondet_tol']}.")
            return matrices

        def _close(first, second, o):
            dtype = torch.promote_types(first.dtype, second.dtype)
            return torch.allclose(first.to(dtype), second.to(dtype), rtol=o["rtol"], atol=o["atol"])

        def _compare(func, inputs, o, part=None, complex_places=()):
            tensors = _wanted(inputs)
            every = _tuple(func(*inputs))
            numerical = [_numerical(func, inputs, tensor, every, o["eps"]) for tensor in tensors]
            if not any(output.requires_grad for output in every):
                if any((matrix != 0).any() for matrices in numerical for matrix in matrices):
                    raise GradcheckError("Numerical gradient for function expected to be zero")
                return
            kept = [place for place, output in enumerate(every) if output.requires_grad]
            for i, place in enumerate(kept):
                for j, analytical in enumerate(_analytical(every[place], tensors, o)):
                    expected = numerical[j][place]
                    if not _close(analytical, expected, o):
                        prefix = f"While considering the {part} part of complex outputs only, " if i in complex_places else ""
                        raise GradcheckError(
                            prefix + f"Jacobian mismatch for output {i} with respect to input {j},\n"
                            f"numerical:{expected}\nanalytical:{analytical}\n")

        def _part_of(func, take):
            return lambda *inputs: tuple(take(o) if o.is_complex() else o for o in _tuple(func(*inputs)))

        def _check_backward(func, inputs, o):
            outputs = _tuple(func(*inputs))
            if not any(output.is_complex() for output in outputs):
                return _compare(func, inputs, o)
            places = [i for i, output in enumerate(_recorded(outputs)) if output.is_complex()]
            _compare(_part_of(func, torch.imag), inputs, o, "imaginary", places)
            _compare(_part_of(func, torch.real), inputs, o, "real", places)

        def _check_forward(func, inputs, o):
            if any(isinstance(x, torch.Tensor) and x.is_complex() for x in inputs):
                raise NotImplementedError("gradcheck: check_forward_ad of complex inputs is not supported")
            every = _tuple(func(*inputs))
            for j, tensor in enumerate(_wanted(inputs)):
                place = [x is tensor for x in inputs].index(True)
                alone = lambda x: _tuple(func(*inputs[:place], x, *inputs[place + 1:]))
                numerical = _numerical(func, inputs, tensor, every, o["eps"])
                columns = [torch.zeros_like(matrix) for matrix in numerical]
                for row in range(tensor.numel()):
                    direction = torch.zeros_like(tensor)
                    direction.view(-1)[row] = 1
                    _, slopes = torch.func.jvp(alone, (tensor.detach(),), (direction,))
                    for column, slope in zip(columns, slopes):
                        column[row] = slope.reshape(-1)
                for i, output in enumerate(every):
                    if output.requires_grad and not _close(columns[i], numerical[i], o):
                        raise GradcheckError(
                            f"Jacobian computed with forward mode mismatch for output {i} with respect to input {j},\n"
                            f"numerical:{numerical[i]}\nanalytical:{columns[i]}\n")

        def _check_product(outputs, tensors):
            zeros = [torch.zeros_like(output) for output in outputs]
            for gradient, tensor in zip(torch.autograd.grad(outputs, tensors, zeros, allow_unused=True), tensors):
                if gradient is None:
                    continue
                if not gradient.eq(0).all():
                    raise GradcheckError("backward not multiplied by grad_output")
                for name, words in (("dtype", "type"), ("device", "device"), ("shape", "size")):
                    if getattr(gradient, name) != getattr(tensor, name):
                        raise GradcheckError(f"grad is incorrect {words}")

        class _Undefined(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return x.clone()

            @staticmethod
            def backward(ctx, gradient):
                return None

        def _check_undefined(func, inputs):
            rule = ('Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"')
            count = len(_recorded(func(*inputs)))
            choices = [range(count)] + ([[i] for i in range(count)] if count > 1 else [])
            for chosen in choices:
                outputs = [_Undefined.apply(o) if i in chosen else o for i, o in enumerate(_recorded(func(*inputs)))]
                zeros = [torch.zeros_like(output) for output in outputs]
                problem = None
                try:
                    gradients = torch.autograd.grad(outputs, _wanted(inputs), zeros, allow_unused=True)
                except RuntimeError:
                    problem = "Expected backward function to handle undefined output grads. "
                else:
                    if any(g is not None and not g.eq(0).all() for g in gradients):
                        problem = ("Expected all input grads to be undefined or zero when all output grads are "
                                   "undefined or zero. ")
                if problem:
                    warnings.warn(
                        "Backwards compatibility: New undefined gradient support checking feature is enabled by default, "
                        "but it may break existing callers of this function. If this is true for you, you can call this "
                        'function with "check_undefined_grad=False" to disable the feature', stacklevel=2)
                    raise GradcheckError(problem + rule)

        def _require(condition, text):
            if not condition:
                raise AssertionError(text)

        def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, nondet_tol=0.0,
                      check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
                      check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True,
                      fast_mode=False, masked=None):
            _require(check_forward_ad or check_backward_ad,
                     "Expected at least one of check_forward_ad or check_backward_ad to be True")
            _require(check_backward_ad or not check_batched_grad,
                     "Setting check_batched_grad=True requires check_backward_ad to be True")
            _require(check_forward_ad or not check_batched_forward_grad,
                     "Setting check_batched_forward_grad=True requires check_forward_ad to be True")
            inputs = _tuple(inputs)
            o = {"eps": eps, "atol": atol, "rtol": rtol, "nondet_tol": nondet_tol, "check_grad_dtypes": check_grad_dtypes}
            try:
                _check_inputs(inputs)
                outputs = _recorded(func(*inputs))
                if check_backward_ad:
                    _check_backward(func, inputs, o)
                if check_forward_ad:
                    _check_forward(func, inputs, o)
                if check_backward_ad and outputs:
                    _check_product(outputs, _wanted(inputs))
                    if check_undefined_grad:
                        _check_undefined(func, inputs)
            except GradcheckError:
                if raise_exception:
                    raise
                return False
            return True

        def gradgradcheck(func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3,
                          gen_non_contig_grad_outputs=False, raise_exception=True, nondet_tol=0.0,
                          check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
                          check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False, masked=False):
            _require(check_fwd_over_rev or check_rev_over_rev,
                     "Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True")
            _require(check_rev_over_rev or not check_undefined_grad,
                     "Setting check_undefined_grad=True requires check_rev_over_rev to be True")
            _require(check_rev_over_rev or not check_batched_grad,
                     "Setting check_batched_grad=True requires check_rev_over_rev to be True")
            inputs = _tuple(inputs)
            if grad_outputs is None:
                directions = tuple(
                    torch.testing.make_tensor(
                        o.shape, dtype=o.dtype, device=o.device, low=-1, high=1, requires_grad=True,
                        noncontiguous=gen_non_contig_grad_outputs)
                    for o in _recorded(func(*inputs)))
            else:
                directions = _tuple(grad_outputs)
            wanted = [isinstance(x, torch.Tensor) and x.requires_grad for x in inputs]

            def gradients(*arguments):
                given, along = arguments[:len(inputs)], arguments[len(inputs):]
                found = torch.autograd.grad(
                    _recorded(func(*given)), [x for x, flag in zip(given, wanted) if flag], along, create_graph=True,
                    allow_unused=True)
                return tuple(g for g in found if g is not None)

            return gradcheck(
                gradients, inputs + directions, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception,
                nondet_tol=nondet_tol, check_undefined_grad=check_undefined_grad, check_grad_dtypes=check_grad_dtypes,
                check_batched_grad=check_batched_grad, check_forward_ad=check_fwd_over_rev,
                check_backward_ad=check_rev_over_rev, fast_mode=fast_mode, masked=masked)

        torch.autograd.gradcheck = gradcheck
        """#
}
