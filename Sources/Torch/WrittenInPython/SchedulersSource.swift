/// Schedulers of `torch.optim.lr_scheduler` that follow a cycle or other schedulers, written in Python.
enum SchedulersSource {
    static let text = #"""
        import math
        import warnings
        import torch
        from torch.optim.lr_scheduler import LRScheduler

        _order_advice = (
            "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call "
            "them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result in "
            "PyTorch skipping the first value of the learning rate schedule. See more details at "
            "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate")

        def _begin(self, optimizer, last_epoch=-1):
            self.optimizer = optimizer
            for group in optimizer.param_groups:
                if "initial_lr" not in group:
                    group["initial_lr"] = group["lr"]
            self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
            self.last_epoch = last_epoch
            self._step_count, self._is_initial, self._get_lr_called_within_step = 0, False, False
            self.step()

        def _step(self, epoch=None):
            if self._step_count == 1 and not getattr(self.optimizer, "_opt_called", True):
                torch._warn(_order_advice, UserWarning)
            self._step_count += 1
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
            for group, lr in zip(self.optimizer.param_groups, self.get_lr()):
                group["lr"] = lr
            self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

        def __restart(self):
            self.last_epoch = -1
            self.step()

        def _get_last_lr(self):
            return self._last_lr

        def _state_dict(self):
            state = {key: value for key, value in self.__dict__.items() if key not in ("optimizer", "_schedulers", "anneal_func")}
            if "_schedulers" in self.__dict__:
                state["_schedulers"] = [scheduler.state_dict() for scheduler in self._schedulers]
            return state

        def _load_state_dict(self, state_dict):
            for key, value in state_dict.items():
                if key != "_schedulers":
                    setattr(self, key, value)
            for scheduler, state in zip(getattr(self, "_schedulers", []), state_dict.get("_schedulers", [])):
                scheduler.load_state_dict(state)

        def _expanded(name, optimizer, value):
            if isinstance(value, (list, tuple)):
                if len(value) != len(optimizer.param_groups):
                    raise ValueError(f"{name} must have the same length as optimizer.param_groups. {name} has {len(value)} values, "
                                     f"param_groups has {len(optimizer.param_groups)}.")
                return list(value)
            return [value] * len(optimizer.param_groups)

        class OneCycleLR(LRScheduler):
            def __init__(self, optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3,
                         anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0,
                         final_div_factor=1e4, three_phase=False, last_epoch=-1):
                if total_steps is not None:
                    if total_steps <= 0 or not isinstance(total_steps, int):
                        raise ValueError(f"Expected positive integer total_steps, but got {total_steps}")
                    self.total_steps = total_steps
                elif epochs is not None and steps_per_epoch is not None:
                    if not isinstance(epochs, int) or epochs <= 0:
                        raise ValueError(f"Expected positive integer epochs, but got {epochs}")
                    if not isinstance(steps_per_epoch, int) or steps_per_epoch <= 0:
                        raise ValueError(f"Expected positive integer steps_per_epoch, but got {steps_per_epoch}")
                    self.total_steps = epochs * steps_per_epoch
                else:
                    raise ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)")
                if pct_start < 0 or pct_start > 1 or not isinstance(pct_start, float):
                    raise ValueError(f"Expected float between 0 and 1 pct_start, but got {pct_start}")
                if anneal_strategy not in ("cos", "linear"):
                    raise ValueError(f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}")
                end = float(pct_start * self.total_steps) - 1
                phases = [(end, "initial_lr", "max_lr", "max_momentum", "base_momentum")]
                if three_phase:
                    phases += [
                        (float(2 * pct_start * self.total_steps) - 2, "max_lr", "initial_lr", "base_momentum", "max_momentum"),
                        (self.total_steps - 1, "initial_lr", "min_lr", "max_momentum", "max_momentum")]
                else:
                    phases.append((self.total_steps - 1, "max_lr", "min_lr", "base_momentum", "max_momentum"))
                keys = ("end_step", "start_lr", "end_lr", "start_momentum", "end_momentum")
                self._schedule_phases = [dict(zip(keys, phase)) for phase in phases]
                self._anneal_func_type = anneal_strategy
                for group, top in zip(optimizer.param_groups, _expanded("max_lr", optimizer, max_lr)):
                    group["initial_lr"] = top / div_factor
                    group["max_lr"] = top
                    group["min_lr"] = group["initial_lr"] / final_div_factor
                self.cycle_momentum = cycle_momentum
                if cycle_momentum:
                    if "momentum" not in optimizer.defaults and "betas" not in optimizer.defaults:
                        raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
                    self.use_beta1 = "betas" in optimizer.defaults
                    for group, high, low in zip(optimizer.param_groups, _expanded("max_momentum", optimizer, max_momentum),
                                                _expanded("base_momentum", optimizer, base_momentum)):
                        if self.use_beta1:
                            group["betas"] = (high, *group["betas"][1:])
                        else:
                            group["momentum"] = high
                        group["max_momentum"], group["base_momentum"] = high, low
                super().__init__(optimizer, last_epoch)

            def _anneal(self, start, end, pct):
                if self._anneal_func_type == "linear":
                    return (end - start) * pct + start
                return end + (start - end) / 2.0 * (math.cos(math.pi * pct) + 1)

            def get_lr(self):
                step = self.last_epoch
                if step > self.total_steps:
                    raise ValueError(f"Tried to step {step} times. The total number of steps is {self.total_steps}")
                rates = []
                for group in self.optimizer.param_groups:
                    start = 0.0
                    for i, phase in enumerate(self._schedule_phases):
                        end, first, last, low, high = phase.values()
                        if step <= end or i == len(self._schedule_phases) - 1:
                            pct = (step - start) / (end - start)
                            rate = self._anneal(group[first], group[last], pct)
                            if self.cycle_momentum:
                                momentum = self._anneal(group[low], group[high], pct)
                            break
                        start = end
                    rates.append(rate)
                    if self.cycle_momentum:
                        if self.use_beta1:
                            group["betas"] = (momentum, *group["betas"][1:])
                        else:
                            group["momentum"] = momentum
                return rates

        class CyclicLR(LRScheduler):
            def __init__(self, optimizer, base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular", gamma=1.0,
                         scale_fn=None, scale_mode="cycle", cycle_momentum=True, base_momentum=0.8, max_momentum=0.9,
                         last_epoch=-1):
                if mode not in ("triangular", "triangular2", "exp_range") and scale_fn is None:
                    raise ValueError("mode is invalid and scale_fn is None")
                for group, lr in zip(optimizer.param_groups, _expanded("base_lr", optimizer, base_lr)):
                    group["lr"] = lr
                self.max_lrs = _expanded("max_lr", optimizer, max_lr)
                down = float(step_size_down) if step_size_down is not None else float(step_size_up)
                self.total_size = float(step_size_up) + down
                self.step_ratio = float(step_size_up) / self.total_size
                self.mode, self.gamma, self.scale_mode, self._scale_fn_custom = mode, gamma, scale_mode, scale_fn
                if scale_fn is None:
                    self.scale_mode = "iterations" if mode == "exp_range" else "cycle"
                self.cycle_momentum = cycle_momentum
                if cycle_momentum:
                    if "momentum" not in optimizer.defaults and "betas" not in optimizer.defaults:
                        raise ValueError("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
                    self.use_beta1 = "betas" in optimizer.defaults
                    self.base_momentums = _expanded("base_momentum", optimizer, base_momentum)
                    self.max_momentums = _expanded("max_momentum", optimizer, max_momentum)
                super().__init__(optimizer, last_epoch)
                self.base_lrs = _expanded("base_lr", optimizer, base_lr)

            def state_dict(self):
                state = super().state_dict()
                state["_scale_fn_custom"] = state.pop("_scale_fn_custom")
                return state

            def scale_fn(self, x):
                if self._scale_fn_custom is not None:
                    return self._scale_fn_custom(x)
                return 1.0 if self.mode == "triangular" else 1 / (2.0 ** (x - 1)) if self.mode == "triangular2" else self.gamma ** x

            def get_lr(self):
                cycle = math.floor(1 + self.last_epoch / self.total_size)
                x = 1.0 + self.last_epoch / self.total_size - cycle
                scale = x / self.step_ratio if x <= self.step_ratio else (x - 1) / (self.step_ratio - 1)
                factor = self.scale_fn(cycle if self.scale_mode == "cycle" else self.last_epoch)
                if self.cycle_momentum:
                    for group, low, high in zip(self.optimizer.param_groups, self.base_momentums, self.max_momentums):
                        momentum = high - (high - low) * scale * factor
                        if self.use_beta1:
                            group["betas"] = (momentum, *group["betas"][1:])
                        else:
                            group["momentum"] = momentum
                return [low + (high - low) * scale * factor for low, high in zip(self.base_lrs, self.max_lrs)]

        class SequentialLR(LRScheduler):
            def __init__(self, optimizer, schedulers, milestones, last_epoch=-1):
                if len(schedulers) < 1:
                    raise ValueError("SequentialLR expects at least one scheduler to be chained, but got no scheduler.")
                if len(milestones) != len(schedulers) - 1:
                    raise ValueError("Sequential Schedulers expects number of schedulers provided to be one more than the number of "
                                     f"milestone points, but got number of schedulers {len(schedulers)} and the number of milestones "
                                     f"to be equal to {len(milestones)}")
                self._schedulers, self._milestones, self.optimizer = schedulers, list(milestones), optimizer
                self.last_epoch = last_epoch + 1
                for group in optimizer.param_groups:
                    group["lr"] = group["initial_lr"]
                self._restart_one(schedulers[0])
                self._last_lr = schedulers[0].get_last_lr()

            def _restart_one(self, scheduler):
                for group in self.optimizer.param_groups:
                    group["lr"] = group["initial_lr"]
                scheduler._restart()

            def step(self):
                self.last_epoch += 1
                place = sum(m <= self.last_epoch for m in self._milestones)
                scheduler = self._schedulers[place]
                if place > 0 and self._milestones[place - 1] == self.last_epoch:
                    self._restart_one(scheduler)
                else:
                    scheduler.step()
                self._last_lr = scheduler.get_last_lr()

        class ChainedScheduler(LRScheduler):
            def __init__(self, schedulers, optimizer=None):
                if len(schedulers) < 1:
                    raise ValueError("ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.")
                self._schedulers, self.optimizer = schedulers, optimizer or schedulers[0].optimizer
                self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

            def step(self):
                for scheduler in self._schedulers:
                    scheduler.step()
                self._last_lr = [group["lr"] for group in self.optimizer.param_groups]
        """#

    static let names = ["OneCycleLR", "CyclicLR", "SequentialLR", "ChainedScheduler"]
}
