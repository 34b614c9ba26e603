/// Rare functions of `torch.nn.init`, written in Python.
enum InitializationSource {
    static let text = #"""
        import math
        import torch

        @torch.no_grad()
        def sparse_(tensor, sparsity, std=0.01, generator=None):
            if tensor.dim() != 2:
                raise ValueError("Only tensors with 2 dimensions are supported")
            rows, columns = tensor.shape
            tensor.normal_(0, std, generator=generator)
            for column in range(columns):
                tensor[torch.randperm(rows)[:math.ceil(sparsity * rows)], column] = 0
            return tensor

        @torch.no_grad()
        def dirac_(tensor, groups=1):
            if tensor.dim() not in (3, 4, 5):
                raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
            if tensor.shape[0] % groups != 0:
                raise ValueError("dim 0 must be divisible by groups")
            size = tensor.shape[0] // groups
            tensor.zero_()
            middle = tuple(n // 2 for n in tensor.shape[2:])
            for group in range(groups):
                for channel in range(min(size, tensor.shape[1])):
                    tensor[(group * size + channel, channel) + middle] = 1
            return tensor

        def _calculate_fan_in_and_fan_out(tensor):
            if tensor.dim() < 2:
                raise ValueError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
            field = math.prod(tensor.shape[2:])
            return tensor.size(1) * field, tensor.size(0) * field

        def _calculate_correct_fan(tensor, mode):
            mode = mode.lower()
            if mode not in ("fan_in", "fan_out"):
                raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
            return _calculate_fan_in_and_fan_out(tensor)[mode == "fan_out"]
        """#

    static let names =
        PythonModule.names(in: text) + ["_calculate_fan_in_and_fan_out", "_calculate_correct_fan"]
}
