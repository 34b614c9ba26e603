/// `torch.func` and `torch.autograd.functional`: functions made of functions, written in Python.
enum TransformsSource {
    static let text = #"""
        import torch

        def _leaves(args, argnums):
            numbers = (argnums,) if isinstance(argnums, int) else tuple(argnums)
            args = list(args)
            for n in numbers:
                args[n] = args[n].detach().requires_grad_()
            return args, [args[n] for n in numbers]

        def grad_and_value(func, argnums=0, has_aux=False):
            def wrapper(*args, **kwargs):
                with torch.enable_grad():
                    args, leaves = _leaves(args, argnums)
                    result = func(*args, **kwargs)
                    value, aux = result if has_aux else (result, None)
                    if value.dim() != 0:
                        raise RuntimeError("grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor "
                                           f"with {value.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?")
                    gradients = torch.autograd.grad(value, leaves, allow_unused=True, materialize_grads=True)
                gradients = gradients[0] if isinstance(argnums, int) else tuple(gradients)
                return gradients, ((value.detach(), aux) if has_aux else value.detach())
            return wrapper

        def grad(func, argnums=0, has_aux=False):
            def wrapper(*args, **kwargs):
                gradients, value = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
                return (gradients, value[1]) if has_aux else gradients
            return wrapper

        def jacrev(func, argnums=0):
            def wrapper(*args):
                with torch.enable_grad():
                    args, leaves = _leaves(args, argnums)
                    output = func(*args)
                    flat = output.reshape(-1)
                    rows = [torch.autograd.grad(flat[i], leaves, retain_graph=True, allow_unused=True, materialize_grads=True)
                            for i in range(flat.numel())]
                parts = [torch.stack([row[k] for row in rows]).reshape(tuple(output.shape) + tuple(leaf.shape))
                         for k, leaf in enumerate(leaves)]
                return parts[0] if isinstance(argnums, int) else tuple(parts)
            return wrapper

        jacfwd = jacrev

        def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
            if isinstance(inputs, torch.Tensor):
                return jacrev(func)(inputs)
            return jacrev(func, tuple(range(len(inputs))))(*inputs)

        def hessian(func, inputs=None, **kwargs):
            def second(*args):
                with torch.enable_grad():
                    x = args[0].detach().requires_grad_()
                    first, = torch.autograd.grad(func(x, *args[1:]), x, create_graph=True)
                    flat = first.reshape(-1)
                    rows = [torch.autograd.grad(flat[i], x, retain_graph=True, allow_unused=True, materialize_grads=True)[0]
                            for i in range(flat.numel())]
                return torch.stack(rows).reshape(tuple(x.shape) + tuple(x.shape))
            return second if inputs is None else second(inputs)

        def vjp(func, *primals):
            primals = [p.detach().requires_grad_() for p in primals]
            output = func(*primals)
            def pull(cotangent):
                return torch.autograd.grad(output, primals, cotangent, retain_graph=True, allow_unused=True,
                                           materialize_grads=True)
            return output.detach(), pull

        def jvp(func, primals, tangents):
            with torch.enable_grad():
                inputs = [p.detach().requires_grad_() for p in primals]
                output = func(*inputs)
                weights = torch.zeros_like(output, requires_grad=True)
                pulled = torch.autograd.grad(output, inputs, weights, create_graph=True, allow_unused=True,
                                             materialize_grads=True)
                total = sum((g * t).sum() for g, t in zip(pulled, tangents))
                pushed, = torch.autograd.grad(total, weights, allow_unused=True, materialize_grads=True)
            return output.detach(), pushed.detach()

        def vmap(func, in_dims=0, out_dims=0, randomness="error"):
            def wrapper(*args):
                dims = in_dims if isinstance(in_dims, tuple) else (in_dims,) * len(args)
                count = next(a.shape[d] for a, d in zip(args, dims) if d is not None)
                results = [func(*[a if d is None else a.select(d, i) for a, d in zip(args, dims)]) for i in range(count)]
                if isinstance(results[0], tuple):
                    return tuple(torch.stack(part, out_dims) for part in zip(*results))
                return torch.stack(results, out_dims)
            return wrapper

        def functional_call(module, parameters, args=(), kwargs=None, **options):
            args = args if isinstance(args, tuple) else (args,)
            saved = {}
            try:
                for name, value in parameters.items():
                    owner, _, last = name.rpartition(".")
                    place = module.get_submodule(owner) if owner else module
                    saved[name] = (place, last, getattr(place, last))
                    delattr(place, last)
                    place.register_buffer(last, value)
                return module(*args, **(kwargs or {}))
            finally:
                for place, last, value in saved.values():
                    delattr(place, last)
                    if isinstance(value, torch.nn.Parameter):
                        place.register_parameter(last, value)
                    else:
                        place.register_buffer(last, value)
        """#
}
