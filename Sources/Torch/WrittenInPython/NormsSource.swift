/// `torch.nn.utils.weight_norm` and its like, written in Python.
enum NormsSource {
    static let text = #"""
        import torch
        from torch.nn import Parameter

        def _norm_except(v, dim):
            if dim is None or dim == -1 and v.dim() == 0:
                return v.norm()
            dims = [d for d in range(v.dim()) if d != dim % v.dim()]
            return torch.linalg.vector_norm(v, 2, dims, keepdim=True) if dims else v.abs()

        class _WeightNorm:
            def __init__(self, name, dim):
                self.name, self.dim = name, dim

            def compute(self, module):
                g, v = getattr(module, self.name + "_g"), getattr(module, self.name + "_v")
                return v * (g / _norm_except(v, self.dim))

            def __call__(self, module, inputs):
                setattr(module, self.name, self.compute(module))

        def weight_norm(module, name="weight", dim=0):
            hook = _WeightNorm(name, dim)
            weight = getattr(module, name)
            delattr(module, name)
            module.register_parameter(name + "_g", Parameter(_norm_except(weight, dim).detach()))
            module.register_parameter(name + "_v", Parameter(weight.detach()))
            module.register_buffer(name, hook.compute(module), persistent=False)
            module._weight_norms = {**getattr(module, "_weight_norms", {}), name: (hook, module.register_forward_pre_hook(hook))}
            return module

        def remove_weight_norm(module, name="weight"):
            known = getattr(module, "_weight_norms", {})
            if name not in known:
                raise ValueError(f"weight_norm of '{name}' not found in {module}")
            hook, handle = known.pop(name)
            module._forward_pre_hooks.pop(handle.id, None)
            weight = hook.compute(module).detach()
            delattr(module, name)
            delattr(module, name + "_g")
            delattr(module, name + "_v")
            module.register_parameter(name, Parameter(weight))
            return module

        class _SpectralNorm:
            def __init__(self, name, steps, dim, eps):
                self.name, self.steps, self.dim, self.eps = name, steps, dim, eps

            def matrix(self, weight):
                if self.dim:
                    weight = weight.permute(self.dim, *[d for d in range(weight.dim()) if d != self.dim])
                return weight.reshape(weight.shape[0], -1)

            def compute(self, module, updates):
                weight = getattr(module, self.name + "_orig")
                u, v, matrix = getattr(module, self.name + "_u"), getattr(module, self.name + "_v"), self.matrix(weight)
                if updates:
                    with torch.no_grad():
                        for _ in range(self.steps):
                            v.copy_(torch.nn.functional.normalize(matrix.t() @ u, dim=0, eps=self.eps))
                            u.copy_(torch.nn.functional.normalize(matrix @ v, dim=0, eps=self.eps))
                    u, v = u.clone(), v.clone()
                return weight / torch.dot(u, matrix @ v)

            def __call__(self, module, inputs):
                setattr(module, self.name, self.compute(module, module.training))

        def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
            if dim is None:
                dim = 1 if type(module).__name__.startswith("ConvTranspose") else 0
            hook = _SpectralNorm(name, n_power_iterations, dim, eps)
            weight = getattr(module, name)
            with torch.no_grad():
                matrix = hook.matrix(weight)
                u = torch.nn.functional.normalize(weight.new_empty(matrix.shape[0]).normal_(0, 1), dim=0, eps=eps)
                v = torch.nn.functional.normalize(weight.new_empty(matrix.shape[1]).normal_(0, 1), dim=0, eps=eps)
            delattr(module, name)
            module.register_parameter(name + "_orig", weight)
            module.register_buffer(name, weight.data, persistent=False)
            module.register_buffer(name + "_u", u)
            module.register_buffer(name + "_v", v)
            module._spectral_norms = {**getattr(module, "_spectral_norms", {}), name: (hook, module.register_forward_pre_hook(hook))}
            return module

        def remove_spectral_norm(module, name="weight"):
            known = getattr(module, "_spectral_norms", {})
            if name not in known:
                raise ValueError(f"spectral_norm of '{name}' not found in {module}")
            hook, handle = known.pop(name)
            module._forward_pre_hooks.pop(handle.id, None)
            with torch.no_grad():
                weight = hook.compute(module, False)
            for part in ("", "_orig", "_u", "_v"):
                delattr(module, name + part)
            module.register_parameter(name, Parameter(weight.detach()))
            return module

        def clip_grad_norm(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
            torch._warn("`torch.nn.utils.clip_grad_norm` is now deprecated in favor of `torch.nn.utils.clip_grad_norm_`.",
                        FutureWarning)
            return torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite, foreach)

        def clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
            parameters = [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)
            factor = torch.clamp(max_norm / (total_norm + 1e-6), max=1.0)
            for parameter in parameters:
                if parameter.grad is not None:
                    parameter.grad.mul_(factor)

        def skip_init(module_cls, *args, **kwargs):
            return module_cls(*args, **kwargs)

        def fuse_conv_bn_eval(conv, bn, transpose=False):
            import copy
            fused = copy.deepcopy(conv)
            scale = bn.weight * torch.rsqrt(bn.running_var + bn.eps)
            shape = [1, -1] if transpose else [-1, 1]
            shape += [1] * (conv.weight.dim() - 2)
            bias = conv.bias if conv.bias is not None else torch.zeros_like(bn.running_mean)
            fused.weight = Parameter((conv.weight * scale.reshape(shape)).detach())
            fused.bias = Parameter(((bias - bn.running_mean) * scale + bn.bias).detach())
            return fused
        """#

    static let names = [
        "weight_norm", "remove_weight_norm", "spectral_norm", "remove_spectral_norm", "skip_init", "clip_grad_norm",
        "clip_grads_with_norm_",
        "fuse_conv_bn_eval",
    ]
}
