/// Saving and loading of states through the methods that users' classes define anew, written in Python.
enum StatesSource {
    static let text = #"""
        from collections import OrderedDict
        import torch

        def _own(self):
            left_out = self._non_persistent_buffers_set
            own = {name: tensor for name, tensor in self._parameters.items() if tensor is not None}
            own.update({name: tensor for name, tensor in self._buffers.items() if tensor is not None and name not in left_out})
            return own

        def save_own(self, destination, prefix, keep_vars):
            for name, tensor in _own(self).items():
                destination[prefix + name] = tensor if keep_vars else tensor.detach()
            if _defines(self, "get_extra_state"):
                destination[prefix + "_extra_state"] = self.get_extra_state()

        def save(self, destination=None, prefix="", keep_vars=False):
            if destination is None:
                destination = OrderedDict()
            self._save_to_state_dict(destination, prefix, keep_vars)
            for name, child in self._modules.items():
                if child is not None:
                    child.state_dict(destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars)
            return destination

        def _fill(self, name, tensor, given, assign):
            if not assign:
                tensor.copy_(given)
            elif isinstance(tensor, torch.nn.Parameter):
                setattr(self, name, given if isinstance(given, torch.nn.Parameter) else
                        torch.nn.Parameter(given, requires_grad=tensor.requires_grad))
            else:
                setattr(self, name, given)

        def load_own(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
            own = _own(self)
            for name, tensor in own.items():
                key = prefix + name
                if key not in state_dict:
                    # A state from before batches were counted is whole.
                    if strict and (name != "num_batches_tracked" or local_metadata.get("version", 1) >= 2):
                        missing_keys.append(key)
                    continue
                given = state_dict[key]
                if not isinstance(given, torch.Tensor):
                    error_msgs.append(f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object '
                                      f"from checkpoint but received {type(given)}")
                elif given.shape != tensor.shape:
                    error_msgs.append(f"size mismatch for {key}: copying a param with shape {given.shape} from checkpoint, "
                                      f"the shape in current model is {tensor.shape}.")
                else:
                    with torch.no_grad():
                        _fill(self, name, tensor, given, local_metadata.get("assign_to_params_buffers", False))
            extra = prefix + "_extra_state"
            if _defines(self, "set_extra_state"):
                if extra in state_dict:
                    self.set_extra_state(state_dict[extra])
                elif strict:
                    missing_keys.append(extra)
            elif strict and extra in state_dict:
                unexpected_keys.append(extra)
            if strict:
                children = self._modules
                for key in state_dict:
                    if key.startswith(prefix) and key != extra:
                        first, *rest = key[len(prefix):].split(".", 1)
                        if first not in children if rest else first not in own:
                            unexpected_keys.append(key)

        def load(self, state_dict, strict=True, assign=False):
            if not hasattr(state_dict, "keys"):
                raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
            metadata = getattr(state_dict, "_metadata", None) or {}
            missing, unexpected, problems = [], [], []

            def fill(module, state, prefix):
                local = dict(metadata.get(prefix[:-1], {}))
                if assign:
                    local["assign_to_params_buffers"] = True
                module._load_from_state_dict(state, prefix, local, True, missing, unexpected, problems)
                for name, child in module._modules.items():
                    if child is not None:
                        start = prefix + name + "."
                        fill(child, OrderedDict((k, v) for k, v in state.items() if k.startswith(start)), start)

            fill(self, OrderedDict(state_dict), "")
            if strict and missing:
                problems.insert(0, "Missing key(s) in state_dict: " + ", ".join(f'"{k}"' for k in missing) + ". ")
            if strict and unexpected:
                problems.insert(0, "Unexpected key(s) in state_dict: " + ", ".join(f'"{k}"' for k in unexpected) + ". ")
            if problems:
                raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t" + "\n\t".join(problems))
            return _keys(missing, unexpected)
        """#
}
