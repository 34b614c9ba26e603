/// The base of optimizers that are written in Python, the user's included, and the less common rules of `torch.optim`.
enum OptimizersSource {
    static let text = #"""
        import math
        from collections import defaultdict
        import torch
        from torch.optim import Optimizer

        def _begin(self, params, defaults):
            if isinstance(params, torch.Tensor):
                raise TypeError("params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                                + params.type())
            self.defaults, self.state, self.param_groups = defaults, defaultdict(dict), []
            groups = list(params)
            if len(groups) == 0:
                raise ValueError("optimizer got an empty parameter list")
            if not isinstance(groups[0], dict):
                groups = [{"params": groups}]
            for group in groups:
                self.add_param_group(group)

        def _add_param_group(self, param_group):
            if not isinstance(param_group, dict):
                raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
            params = param_group["params"]
            param_group["params"] = [params] if isinstance(params, torch.Tensor) else list(params)
            for param in param_group["params"]:
                if not isinstance(param, torch.Tensor):
                    raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(param).__name__}")
                if not (param.is_leaf or param.retains_grad):
                    raise ValueError("can't optimize a non-leaf Tensor")
            for name, default in self.defaults.items():
                param_group.setdefault(name, default)
            known = {id(p) for group in self.param_groups for p in group["params"]}
            if known & {id(p) for p in param_group["params"]}:
                raise ValueError("some parameters appear in more than one parameter group")
            self.param_groups.append(param_group)

        def _zero_grad(self, set_to_none=True):
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        if set_to_none:
                            p.grad = None
                        else:
                            p.grad.detach_()
                            p.grad.zero_()

        def _step(self, closure=None):
            raise NotImplementedError

        def _state_dict(self):
            numbers, groups = {}, []
            for group in self.param_groups:
                packed = {k: v for k, v in group.items() if k != "params"}
                for p in group["params"]:
                    numbers.setdefault(id(p), len(numbers))
                packed["params"] = [numbers[id(p)] for p in group["params"]]
                groups.append(packed)
            return {"state": {numbers[id(k)]: v for k, v in self.state.items()}, "param_groups": groups}

        def _load_state_dict(self, state_dict):
            groups = state_dict["param_groups"]
            if len(groups) != len(self.param_groups):
                raise ValueError("loaded state dict has a different number of parameter groups")
            if any(len(a["params"]) != len(b["params"]) for a, b in zip(groups, self.param_groups)):
                raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
            for saved, group in zip(groups, self.param_groups):
                for number, p in zip(saved["params"], group["params"]):
                    if number in state_dict["state"]:
                        self.state[p] = dict(state_dict["state"][number])
                for key, value in saved.items():
                    if key != "params":
                        group[key] = value

        def _repr(self):
            text = type(self).__name__ + " ("
            for i, group in enumerate(self.param_groups):
                text += f"\nParameter Group {i}\n"
                for key in sorted(group):
                    if key != "params":
                        text += f"    {key}: {group[key]}\n"
            return text + ")"

        def _step_hooks(self):
            if "_optimizer_step_hooks" not in self.__dict__:
                before, after, step = {}, {}, self.step
                def hooked(*args, **kwargs):
                    for hook in list(before.values()):
                        given = hook(self, (self, *args), kwargs)
                        if given is None:
                            continue
                        if not (isinstance(given, tuple) and len(given) == 2):
                            raise RuntimeError(f"{hook} must return None or a tuple of (new_args, new_kwargs), but got {given}.")
                        args, kwargs = given[0][1:], given[1]
                    result = step(*args, **kwargs)
                    for hook in list(after.values()):
                        hook(self, (self, *args), kwargs)
                    return result
                self._optimizer_step_hooks, self.step = (before, after), hooked
            return self._optimizer_step_hooks

        def _add_hook(hooks, hook):
            from torch.utils.hooks import RemovableHandle
            handle = RemovableHandle(hooks)
            hooks[handle.id] = hook
            return handle

        def _register_step_pre_hook(self, hook):
            return _add_hook(_step_hooks(self)[0], hook)

        def _register_step_post_hook(self, hook):
            return _add_hook(_step_hooks(self)[1], hook)

        class _Rule(Optimizer):
            """A rule that moves one parameter after the other."""

            def step(self, closure=None):
                loss = None
                if closure is not None:
                    with torch.enable_grad():
                        loss = closure()
                with torch.no_grad():
                    for group in self.param_groups:
                        for p in group["params"]:
                            if p.grad is None:
                                continue
                            grad = -p.grad if group.get("maximize") else p.grad
                            state = self.state[p]
                            if not state:
                                state["step"] = torch.tensor(0.0)
                                self.begin(p, group, state)
                            state["step"] += 1
                            self.update(p, grad, group, state)
                return loss

        def _positive(name, value):
            if not 0.0 <= value:
                raise ValueError(f"Invalid {name}: {value}")

        class Adadelta(_Rule):
            def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, capturable=False,
                         maximize=False, differentiable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize,
                                              capturable=capturable, foreach=foreach, differentiable=differentiable))

            def begin(self, p, group, state):
                state["square_avg"], state["acc_delta"] = torch.zeros_like(p), torch.zeros_like(p)

            def update(self, p, grad, group, state):
                if group["weight_decay"]:
                    grad = grad.add(p, alpha=group["weight_decay"])
                square, delta, rho, eps = state["square_avg"], state["acc_delta"], group["rho"], group["eps"]
                square.mul_(rho).addcmul_(grad, grad, value=1 - rho)
                change = delta.add(eps).sqrt().div(square.add(eps).sqrt()).mul(grad)
                delta.mul_(rho).addcmul_(change, change, value=1 - rho)
                p.add_(change, alpha=-group["lr"])

        class Adamax(_Rule):
            def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False,
                         differentiable=False, capturable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach,
                                              maximize=maximize, differentiable=differentiable, capturable=capturable))

            def begin(self, p, group, state):
                state["exp_avg"], state["exp_inf"] = torch.zeros_like(p), torch.zeros_like(p)

            def update(self, p, grad, group, state):
                if group["weight_decay"]:
                    grad = grad.add(p, alpha=group["weight_decay"])
                beta1, beta2 = group["betas"]
                state["exp_avg"].lerp_(grad, 1 - beta1)
                state["exp_inf"].copy_(torch.maximum(state["exp_inf"].mul(beta2), grad.abs().add(group["eps"])))
                p.addcdiv_(state["exp_avg"], state["exp_inf"], value=-group["lr"] / (1 - beta1 ** state["step"].item()))

        class NAdam(_Rule):
            def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3,
                         decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay,
                                              momentum_decay=momentum_decay, decoupled_weight_decay=decoupled_weight_decay,
                                              maximize=maximize, foreach=foreach, capturable=capturable,
                                              differentiable=differentiable))

            def begin(self, p, group, state):
                state["mu_product"] = torch.ones(())
                state["exp_avg"], state["exp_avg_sq"] = torch.zeros_like(p), torch.zeros_like(p)

            def update(self, p, grad, group, state):
                step, (beta1, beta2), lr = state["step"].item(), group["betas"], group["lr"]
                if group["weight_decay"]:
                    if group["decoupled_weight_decay"]:
                        p.mul_(1 - lr * group["weight_decay"])
                    else:
                        grad = grad.add(p, alpha=group["weight_decay"])
                mu = beta1 * (1.0 - 0.5 * 0.96 ** (step * group["momentum_decay"]))
                following = beta1 * (1.0 - 0.5 * 0.96 ** ((step + 1) * group["momentum_decay"]))
                state["mu_product"] *= mu
                product = state["mu_product"].item()
                state["exp_avg"].lerp_(grad, 1 - beta1)
                state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
                spread = state["exp_avg_sq"].div(1 - beta2 ** step).sqrt().add(group["eps"])
                p.addcdiv_(grad, spread, value=-lr * (1.0 - mu) / (1.0 - product))
                p.addcdiv_(state["exp_avg"], spread, value=-lr * following / (1.0 - product * following))

        class RAdam(_Rule):
            def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, decoupled_weight_decay=False, *,
                         foreach=None, maximize=False, capturable=False, differentiable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize,
                                              foreach=foreach, capturable=capturable,
                                              decoupled_weight_decay=decoupled_weight_decay, differentiable=differentiable))

            def begin(self, p, group, state):
                state["exp_avg"], state["exp_avg_sq"] = torch.zeros_like(p), torch.zeros_like(p)

            def update(self, p, grad, group, state):
                step, (beta1, beta2), lr = state["step"].item(), group["betas"], group["lr"]
                if group["weight_decay"]:
                    if group["decoupled_weight_decay"]:
                        p.mul_(1 - lr * group["weight_decay"])
                    else:
                        grad = grad.add(p, alpha=group["weight_decay"])
                state["exp_avg"].lerp_(grad, 1 - beta1)
                state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
                mean = state["exp_avg"] / (1 - beta1 ** step)
                longest = 2 / (1 - beta2) - 1
                length = longest - 2 * step * beta2 ** step / (1 - beta2 ** step)
                if length > 5.0:
                    rectified = math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
                    adaptive = math.sqrt(1 - beta2 ** step) / state["exp_avg_sq"].sqrt().add(group["eps"])
                    p.add_(mean * lr * adaptive * rectified, alpha=-1.0)
                else:
                    p.add_(mean * lr, alpha=-1.0)

        class Rprop(_Rule):
            def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, capturable=False, foreach=None,
                         maximize=False, differentiable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize,
                                              differentiable=differentiable, capturable=capturable))

            def begin(self, p, group, state):
                state["prev"], state["step_size"] = torch.zeros_like(p), torch.full_like(p, group["lr"])

            def update(self, p, grad, group, state):
                (minus, plus), (low, high) = group["etas"], group["step_sizes"]
                sign = grad.mul(state["prev"]).sign()
                factor = torch.where(sign > 0, plus, torch.where(sign < 0, minus, 1.0))
                state["step_size"].mul_(factor).clamp_(low, high)
                grad = torch.where(sign < 0, torch.zeros_like(grad), grad)
                p.addcmul_(grad.sign(), state["step_size"], value=-1)
                state["prev"].copy_(grad)

        class ASGD(_Rule):
            def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False,
                         differentiable=False, capturable=False):
                _positive("learning rate", lr)
                super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay,
                                              foreach=foreach, maximize=maximize, differentiable=differentiable,
                                              capturable=capturable))

            def begin(self, p, group, state):
                state["eta"], state["mu"] = torch.tensor(float(group["lr"])), torch.ones(())
                state["ax"] = torch.zeros_like(p)

            def update(self, p, grad, group, state):
                if group["weight_decay"]:
                    grad = grad.add(p, alpha=group["weight_decay"])
                step, eta, mu = state["step"].item(), state["eta"].item(), state["mu"].item()
                p.mul_(1 - group["lambd"] * eta)
                p.add_(grad, alpha=-eta)
                state["ax"].copy_(p) if mu == 1 else state["ax"].add_((p - state["ax"]) * mu)
                state["eta"].fill_(group["lr"] / (1 + group["lambd"] * group["lr"] * step) ** group["alpha"])
                state["mu"].fill_(1 / max(1, step - group["t0"]))

        class SparseAdam(Optimizer):
            def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, maximize=False):
                if not 0.0 < lr:
                    raise ValueError(f"Invalid learning rate: {lr}")
                if not 0.0 < eps:
                    raise ValueError(f"Invalid epsilon value: {eps}")
                for index, beta in enumerate(betas):
                    if not 0.0 <= beta < 1.0:
                        raise ValueError(f"Invalid beta parameter at index {index}: {beta}")
                super().__init__(params, dict(lr=lr, betas=betas, eps=eps, maximize=maximize))

            def step(self, closure=None):
                loss = None if closure is None else torch.enable_grad()(closure)()
                if any(p.grad is not None for group in self.param_groups for p in group["params"]):
                    raise RuntimeError("SparseAdam does not support dense gradients, please consider Adam instead")
                return loss
        """#

    static let names = ["Adadelta", "Adamax", "NAdam", "RAdam", "Rprop", "ASGD", "SparseAdam"]
}
