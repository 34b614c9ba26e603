/// `torch.amp`: autocast as a context and the scaler of losses, written in Python.
enum AutocastSource {
    static let text = #"""
        import functools
        import warnings
        import torch

        class autocast:
            def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
                if not isinstance(device_type, str):
                    raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")
                self.device, self._enabled = device_type, enabled
                self.fast_dtype = torch.get_autocast_dtype(device_type) if dtype is None else dtype
                if device_type != "cpu" and enabled:
                    warnings.warn(f"User provided device_type of '{device_type}', but {device_type.upper()} is not available. Disabling")
                    self._enabled = False
                if device_type == "cpu" and enabled and self.fast_dtype not in (torch.bfloat16, torch.float16):
                    warnings.warn("In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                                  "CPU Autocast only supports dtype of torch.bfloat16, torch.float16 currently.")
                    self._enabled = False

            def __enter__(self):
                self._before = (torch.is_autocast_enabled(self.device), torch.get_autocast_dtype(self.device))
                torch.set_autocast_dtype(self.device, self.fast_dtype)
                torch.set_autocast_enabled(self.device, self._enabled)
                return self

            def __exit__(self, kind, value, trace):
                torch.set_autocast_enabled(self.device, self._before[0])
                torch.set_autocast_dtype(self.device, self._before[1])
                return False

            def __call__(self, function):
                @functools.wraps(function)
                def wrapper(*args, **kwargs):
                    with self:
                        return function(*args, **kwargs)
                return wrapper

        def is_autocast_available(device_type):
            return device_type == "cpu"

        class GradScaler:
            """Scales a loss so that small gradients survive a short dtype, and leaves out steps whose gradients overflowed."""

            def __init__(self, device="cuda", init_scale=2.0 ** 16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000,
                         enabled=True):
                self._enabled = enabled and device != "cuda"
                if enabled and device == "cuda":
                    warnings.warn("torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.")
                self._scale, self._factors, self._interval, self._good = init_scale, (growth_factor, backoff_factor), growth_interval, 0
                self._unscaled, self._overflowed = set(), False

            def is_enabled(self):
                return self._enabled

            def get_scale(self):
                return self._scale if self._enabled else 1.0

            def scale(self, outputs):
                if not self._enabled:
                    return outputs
                if isinstance(outputs, torch.Tensor):
                    return outputs * self._scale
                return type(outputs)(self.scale(o) for o in outputs)

            def unscale_(self, optimizer):
                if not self._enabled:
                    return
                if id(optimizer) in self._unscaled:
                    raise RuntimeError("unscale_() has already been called on this optimizer since the last update().")
                self._unscaled.add(id(optimizer))
                with torch.no_grad():
                    for group in optimizer.param_groups:
                        for p in group["params"]:
                            if p.grad is not None:
                                p.grad.mul_(1.0 / self._scale)
                                self._overflowed = self._overflowed or not bool(torch.isfinite(p.grad).all())

            def step(self, optimizer, *args, **kwargs):
                if not self._enabled:
                    return optimizer.step(*args, **kwargs)
                if id(optimizer) not in self._unscaled:
                    self.unscale_(optimizer)
                return None if self._overflowed else optimizer.step(*args, **kwargs)

            def update(self, new_scale=None):
                if not self._enabled:
                    return
                if new_scale is not None:
                    self._scale = float(new_scale)
                elif self._overflowed:
                    self._scale, self._good = self._scale * self._factors[1], 0
                else:
                    self._good += 1
                    if self._good == self._interval:
                        self._scale, self._good = self._scale * self._factors[0], 0
                self._unscaled, self._overflowed = set(), False

            def state_dict(self):
                if not self._enabled:
                    return {}
                return {"scale": self._scale, "growth_factor": self._factors[0], "backoff_factor": self._factors[1],
                        "growth_interval": self._interval, "_growth_tracker": self._good}

            def load_state_dict(self, state_dict):
                if self._enabled:
                    self._scale, self._good = state_dict["scale"], state_dict["_growth_tracker"]
                    self._factors, self._interval = (state_dict["growth_factor"], state_dict["backoff_factor"]), state_dict["growth_interval"]
        """#

    /// `torch.cpu.amp` and its like: the same with the device given.
    static func ofDevice(_ device: String) -> String {
        """
        import torch.amp

        class autocast(torch.amp.autocast):
            def __init__(self, enabled=True, dtype=None, cache_enabled=True):
                super().__init__("\(device)", dtype, enabled, cache_enabled)

        class GradScaler(torch.amp.GradScaler):
            def __init__(self, init_scale=2.0 ** 16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
                super().__init__("\(device)", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
        """
    }
}
