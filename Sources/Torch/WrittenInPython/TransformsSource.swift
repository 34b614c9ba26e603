/// `torch.func`: functions made of functions, written in Python.
enum TransformsSource {
    static let text = #"""
        import torch

        _open = 0

        def _map(function, tree):
            if isinstance(tree, torch.Tensor):
                return function(tree)
            if isinstance(tree, dict):
                return {key: _map(function, value) for key, value in tree.items()}
            if isinstance(tree, (list, tuple)):
                parts = [_map(function, value) for value in tree]
                return type(tree)(*parts) if hasattr(tree, "_fields") else type(tree)(parts)
            return tree

        def _tensors(tree):
            if isinstance(tree, torch.Tensor):
                return [tree]
            values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, (list, tuple)) else ()
            return [leaf for value in values for leaf in _tensors(value)]

        def _like(tree, leaves):
            leaves = iter(leaves)
            return _map(lambda _: next(leaves), tree)

        def _variable(tensor):
            # Inside another transform the tensor stays joined to it, so that derivatives can be taken of derivatives.
            return tensor.view_as(tensor) if _open > 1 and tensor.requires_grad else tensor.detach().requires_grad_()

        class _Level:
            def __enter__(self):
                global _open
                _open += 1
                self.mode = torch.is_grad_enabled()
                torch.set_grad_enabled(True)
                return _open > 1

            def __exit__(self, *details):
                global _open
                _open -= 1
                torch.set_grad_enabled(self.mode)
                return False

        def _numbers(argnums):
            return (argnums,) if isinstance(argnums, int) else tuple(argnums)

        def _prepared(args, argnums):
            args = list(args)
            for n in _numbers(argnums):
                args[n] = _map(_variable, args[n])
            return args, [args[n] for n in _numbers(argnums)]

        def _plain(tree, inner):
            return tree if inner else _map(lambda t: t.detach(), tree)

        def _slopes(output, leaves, weights=None, inner=False, keep=True):
            return torch.autograd.grad(output, leaves, weights, retain_graph=keep, create_graph=inner, allow_unused=True,
                                       materialize_grads=True)

        def grad_and_value(func, argnums=0, has_aux=False):
            def wrapper(*args, **kwargs):
                with _Level() as inner:
                    args, chosen = _prepared(args, argnums)
                    result = func(*args, **kwargs)
                    value, aux = result if has_aux else (result, None)
                    if not isinstance(value, torch.Tensor):
                        raise RuntimeError("grad_and_value(f)(*args): Expected f(*args) to return a tensor, got "
                                           f"{type(value).__name__}")
                    if value.dim() != 0:
                        raise RuntimeError("grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor "
                                           f"with {value.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?")
                    leaves = _tensors(chosen)
                    found = _slopes(value, leaves, inner=inner) if value.requires_grad else [torch.zeros_like(t) for t in leaves]
                    gradients = _like(chosen, found)
                gradients = gradients[0] if isinstance(argnums, int) else tuple(gradients)
                value = _plain(value, inner)
                return gradients, ((value, _plain(aux, inner)) if has_aux else value)
            return wrapper

        def grad(func, argnums=0, has_aux=False):
            def wrapper(*args, **kwargs):
                gradients, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
                return (gradients, value[1]) if has_aux else gradients
            return wrapper

        def _rows(output, leaves, inner):
            flat = output.reshape(-1)
            rows = [_slopes(flat[i], leaves, inner=inner) for i in range(flat.numel())] if output.requires_grad else []
            if not rows:
                rows = [[torch.zeros_like(leaf) for leaf in leaves]] * flat.numel()
            return [torch.stack([row[k] for row in rows]).reshape(tuple(output.shape) + tuple(leaf.shape))
                    for k, leaf in enumerate(leaves)]

        def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None):
            def wrapper(*args, **kwargs):
                with _Level() as inner:
                    args, chosen = _prepared(args, argnums)
                    result = func(*args, **kwargs)
                    output, aux = result if has_aux else (result, None)
                    leaves = _tensors(chosen)
                    parts = [_like(chosen, _rows(one, leaves, inner)) for one in _tensors(output)]
                parts = [part[0] if isinstance(argnums, int) else tuple(part) for part in parts]
                whole = parts[0] if isinstance(output, torch.Tensor) else _like(output, [torch.empty(0)] * len(parts))
                if not isinstance(output, torch.Tensor):
                    whole = tuple(parts)
                return (whole, _plain(aux, inner)) if has_aux else whole
            return wrapper

        def _pushed(output, leaves, tangents, inner):
            if not output.requires_grad:
                return torch.zeros_like(output)
            weights = torch.zeros_like(output, requires_grad=True)
            pulled = torch.autograd.grad(output, leaves, weights, create_graph=True, allow_unused=True, materialize_grads=True)
            total = sum((g * t).sum() for g, t in zip(pulled, tangents))
            if not total.requires_grad:
                return torch.zeros_like(output)
            return _slopes(total, [weights], inner=inner)[0]

        def jvp(func, primals, tangents, *, strict=False, has_aux=False):
            with _Level() as inner:
                inputs = [_map(_variable, p) for p in primals]
                result = func(*inputs)
                output, aux = result if has_aux else (result, None)
                leaves, directions = _tensors(inputs), _tensors(tangents)
                pushed = _like(output, [_pushed(one, leaves, directions, inner) for one in _tensors(output)])
            answer = (_plain(output, inner), _plain(pushed, inner))
            return answer + (_plain(aux, inner),) if has_aux else answer

        def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
            def wrapper(*args, **kwargs):
                numbers = _numbers(argnums)
                def inner(*chosen):
                    whole = list(args)
                    for n, value in zip(numbers, chosen):
                        whole[n] = value
                    return func(*whole, **kwargs)
                results = []
                for k, n in enumerate(numbers):
                    columns, aux = [], None
                    for place in range(args[n].numel()):
                        tangents = [torch.zeros_like(args[m]) for m in numbers]
                        tangents[k].view(-1)[place] = 1
                        answer = jvp(inner, [args[m] for m in numbers], tangents, has_aux=has_aux)
                        columns.append(answer[1])
                        aux = answer[2] if has_aux else None
                    results.append(torch.stack(columns, -1).reshape(tuple(columns[0].shape) + tuple(args[n].shape)))
                whole = results[0] if isinstance(argnums, int) else tuple(results)
                return (whole, aux) if has_aux else whole
            return wrapper

        def hessian(func, argnums=0):
            return jacfwd(jacrev(func, argnums), argnums)

        def vjp(func, *primals, has_aux=False):
            with _Level() as inner:
                inputs = [_map(_variable, p) for p in primals]
                result = func(*inputs)
                output, aux = result if has_aux else (result, None)

            def pull(*cotangents):
                weights = cotangents[0] if len(cotangents) == 1 else cotangents
                with torch.enable_grad():
                    found = _slopes(_tensors(output), _tensors(inputs), _tensors(weights), inner=inner)
                return tuple(_like(inputs, found))

            answer = (_plain(output, inner), pull)
            return answer + (_plain(aux, inner),) if has_aux else answer

        def linearize(func, *primals):
            output = func(*primals)
            return output, lambda *tangents: jvp(func, primals, tangents)[1]

        def _sizes(tree, dims, found):
            if dims is None:
                return
            if isinstance(tree, torch.Tensor):
                if tree.dim() == 0:
                    raise ValueError("vmap: Got in_dim=0 for an input but the input is of type Tensor with dimensionality 0")
                found.append(tree.shape[dims])
            elif isinstance(tree, dict):
                for key, value in tree.items():
                    _sizes(value, dims[key] if isinstance(dims, dict) else dims, found)
            elif isinstance(tree, (list, tuple)):
                for i, value in enumerate(tree):
                    _sizes(value, dims[i] if isinstance(dims, (list, tuple)) else dims, found)

        def _select(tree, dims, i):
            if dims is None:
                return tree
            if isinstance(tree, torch.Tensor):
                return tree.select(dims, i)
            if isinstance(tree, dict):
                return {k: _select(v, dims[k] if isinstance(dims, dict) else dims, i) for k, v in tree.items()}
            if isinstance(tree, (list, tuple)):
                return type(tree)([_select(v, dims[k] if isinstance(dims, (list, tuple)) else dims, i) for k, v in enumerate(tree)])
            return tree

        def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
            if randomness not in ("error", "different", "same"):
                raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")
            def wrapper(*args, **kwargs):
                dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
                found = []
                for value, dim in zip(args, dims):
                    _sizes(value, dim, found)
                _sizes(kwargs, 0, found)
                if not found:
                    raise ValueError(f"vmap(wrapped, in_dims={in_dims}, ...)(<inputs>): at least one of the inputs must be a tensor")
                if any(size != found[0] for size in found):
                    raise ValueError("vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
                                     f"{found} for the mapped dimension")
                before, results = torch.get_rng_state(), []
                for i in range(found[0]):
                    if randomness == "same" and i:
                        torch.set_rng_state(before)
                    results.append(func(*[_select(a, d, i) for a, d in zip(args, dims)], **_select(kwargs, 0, i)))
                if randomness == "error" and not torch.equal(before, torch.get_rng_state()):
                    torch.set_rng_state(before)
                    raise RuntimeError("vmap: called random operation while in randomness error mode. Please either use the 'same' or "
                                       "'different' randomness flags on vmap or perform the randomness operation out of vmap")
                leaves = [_tensors(result) for result in results]
                places = out_dims if isinstance(out_dims, (tuple, list)) else (out_dims,) * len(leaves[0])
                return _like(results[0], [torch.stack(part, place) for part, place in zip(zip(*leaves), places)])
            return wrapper

        def functional_call(module, parameters, args=None, kwargs=None, *, tie_weights=True, strict=False):
            args = () if args is None else args if isinstance(args, tuple) else (args,)
            merged = {}
            for part in parameters if isinstance(parameters, (tuple, list)) else (parameters,):
                merged.update(part)
            saved = []
            try:
                for name, value in merged.items():
                    owner, _, last = name.rpartition(".")
                    place = module.get_submodule(owner) if owner else module
                    saved.append((place, last, getattr(place, last)))
                    delattr(place, last)
                    place.register_buffer(last, value)
                return module(*args, **(kwargs or {}))
            finally:
                for place, last, value in saved:
                    delattr(place, last)
                    if isinstance(value, torch.nn.Parameter):
                        place.register_parameter(last, value)
                    else:
                        place.register_buffer(last, value)

        def stack_module_state(models):
            def stacked(states, trainable):
                return {k: torch.stack([s[k] for s in states]).detach().requires_grad_(trainable) for k in states[0]}
            return (stacked([dict(m.named_parameters()) for m in models], True),
                    stacked([dict(m.named_buffers()) for m in models], False))
        """#
}
