/// Modules below torch that exist to be imported from: each gives names that live elsewhere, written in Python.
enum ImportHomesSource {
    /// `(name, source)`
    static let parts: [(name: String, text: String)] = others + optimizers

    private static let others: [(name: String, text: String)] = [
        ("torch.types", types), ("torch.nn.modules.utils", sizes), ("torch.autograd.variable", variable),
        ("torch.nn.utils.stateless", "from torch.func import functional_call\n"),
        (
            "torch.optim.optimizer",
            "from typing import Any\nfrom torch.optim import Optimizer\nrequired = object()\nParamsT = params_t = Any\n"
        ),
    ]

    private static let optimizers: [(name: String, text: String)] = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"].map {
        (name: "torch.optim.\($0.lowercased())", text: "from torch.optim import \($0)\n")
    }

    private static let types = #"""
        from typing import Any, List, Sequence, Tuple, Union
        import torch

        _dtype, _device, _int, _float, _bool = torch.dtype, torch.device, int, float, bool
        _size = Union[torch.Size, List[int], Tuple[int, ...]]
        _TensorOrTensors = Union[torch.Tensor, Sequence[torch.Tensor]]
        Number = Union[int, float, bool]
        Device = Union[torch.device, str, int, None]
        """#

    private static let sizes = #"""
        def _ntuple(count, name="parse"):
            def parse(value):
                return tuple(value) if hasattr(value, "__iter__") else (value,) * count
            parse.__name__ = name
            return parse

        _single, _pair = _ntuple(1, "_single"), _ntuple(2, "_pair")
        _triple, _quadruple = _ntuple(3, "_triple"), _ntuple(4, "_quadruple")
        """#

    /// `Variable(tensor)`, the tensor itself in an old name; every tensor is an instance.
    private static let variable = #"""
        import torch

        class _VariableType(type):
            def __instancecheck__(cls, value):
                return isinstance(value, torch.Tensor)

        class Variable(metaclass=_VariableType):
            def __new__(cls, data=None, requires_grad=False, volatile=None):
                made = torch.empty(0) if data is None else data.detach()
                return made.requires_grad_(requires_grad)
        """#
}
