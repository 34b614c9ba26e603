/// Functions of `torch.nn.functional` that are made of other functions, written in Python.
enum FunctionalExtrasSource {
    static let text = #"""
        import math
        import torch
        import torch.nn.functional as F

        def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
            gumbels = -torch.empty_like(logits).exponential_().log()
            y_soft = ((logits + gumbels) / tau).softmax(dim)
            if not hard:
                return y_soft
            index = y_soft.max(dim, keepdim=True)[1]
            y_hard = torch.zeros_like(logits).scatter_(dim, index, 1.0)
            return y_hard - y_soft.detach() + y_soft

        def bilinear(input1, input2, weight, bias=None):
            for dim, (first, second) in enumerate(zip(input1.shape[:-1], input2.shape[:-1])):
                if first != second:
                    raise RuntimeError(f"bilinear(): input batch dimensions do not match at dim {dim}: got {first} and {second}")
            result = torch.einsum("...i,oij,...j->...o", input1, weight, input2)
            return torch._labelled(result, "ViewBackward0") if bias is None else result + bias

        def _check_bags(input, weight, offsets, mode, per_sample_weights, scale_grad_by_freq):
            if per_sample_weights is not None and input.size() != per_sample_weights.size():
                raise ValueError(f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then it must have "
                                 f"the same shape as the input ({input.shape})")
            if weight.dim() != 2:
                raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.dim()}")
            if input.dim() == 2 and offsets is not None:
                raise ValueError("if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length "
                                 f"sequences. However, found offsets of type {type(offsets)}")
            if input.dim() not in (1, 2):
                raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.dim()}")
            if input.dim() == 1 and not isinstance(offsets, torch.Tensor):
                raise ValueError(f"offsets has to be a 1D Tensor but got {offsets}")
            if input.dim() == 1 and offsets.dim() != 1:
                raise ValueError("offsets has to be a 1D Tensor")
            if mode not in ("sum", "mean", "max"):
                raise ValueError("mode has to be one of sum, mean or max")
            if mode == "max" and scale_grad_by_freq:
                raise ValueError("max mode does not support scaling the gradient by the frequency")
            if per_sample_weights is not None and mode != "sum":
                raise NotImplementedError("embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for "
                                          f"mode='sum' (got mode='{mode}'). Please open a feature request on GitHub.")

        def _bag_bounds(input, offsets, include_last_offset):
            if input.dim() == 2:
                return [(i * input.shape[1], (i + 1) * input.shape[1]) for i in range(input.shape[0])]
            if offsets.is_meta:
                return [(0, len(input))] * (len(offsets) - include_last_offset)
            places = offsets.tolist()
            if places and places[0] != 0:
                raise RuntimeError("offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. "
                                   f"However, got {places[0]}\n[ torch.LongTensor{{}} ]")
            if places and places[-1] > len(input):
                raise RuntimeError(f"offsets[-1] can not be greater than input's length {len(input)} but got offsets[-1] of {places[-1]}")
            return list(zip(places, places[1:] if include_last_offset else places[1:] + [len(input)]))

        def embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean",
                          sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None):
            _check_bags(input, weight, offsets, mode, per_sample_weights, scale_grad_by_freq)
            if input.dtype not in (torch.int64, torch.int32):
                raise RuntimeError("Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
                                   f"{input.type()} instead (while checking arguments for embedding_bag)")
            bounds = _bag_bounds(input, offsets, include_last_offset)
            places, shares = input.reshape(-1), None if per_sample_weights is None else per_sample_weights.reshape(-1)
            for position, place in enumerate([] if places.is_meta else places.tolist()):
                if not 0 <= place < len(weight):
                    raise RuntimeError(f"Index {position} of input takes value {place} which is not in the valid range [0, {len(weight)})")
            if padding_idx is not None and padding_idx < 0:
                padding_idx += len(weight)
            def joined(first, last):
                bag, share = places[first:last], None if shares is None else shares[first:last]
                if padding_idx is not None and not bag.is_meta:
                    kept = bag != padding_idx
                    bag, share = bag[kept], None if share is None else share[kept]
                if len(bag) == 0:
                    return torch.zeros(weight.shape[1], dtype=weight.dtype)
                rows = F.embedding(bag, weight, max_norm=max_norm, norm_type=norm_type)
                if scale_grad_by_freq:
                    # The value stays, and the gradient is divided by how often the row is taken.
                    share_of_one = (1 / (places == bag[:, None]).sum(1, keepdim=True)).to(rows.dtype)
                    rows = rows * share_of_one + (rows * (1 - share_of_one)).detach()
                if share is not None:
                    rows = rows * share[:, None]
                return rows.sum(0) if mode == "sum" else rows.mean(0) if mode == "mean" else rows.max(0).values
            if not bounds:
                return torch.zeros(0, weight.shape[1], dtype=weight.dtype)
            return torch._labelled(torch.stack([joined(a, b) for a, b in bounds]), "EmbeddingBagBackward0")

        def pdist(input, p=2.0):
            if input.dim() != 2:
                raise RuntimeError(f"pdist only supports 2D tensors, got: {input.dim()}D")
            rows, columns = torch.triu_indices(len(input), len(input), 1)
            return torch._labelled(torch.linalg.vector_norm(input[rows] - input[columns], ord=p, dim=-1), "PdistBackward0")

        def instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,
                          momentum=0.1, eps=1e-5):
            dims = tuple(range(2, input.dim()))
            shape = [1, -1] + [1] * (input.dim() - 2)
            if use_input_stats:
                if math.prod(input.shape[2:]) <= 1:
                    raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.size()}")
                mean, var = input.mean(dims, keepdim=True), input.var(dims, unbiased=False, keepdim=True)
                if running_mean is not None:
                    with torch.no_grad():
                        running_mean.mul_(1 - momentum).add_(mean.mean(0).flatten(), alpha=momentum)
                        unbiased = input.var(dims).mean(0)
                        running_var.mul_(1 - momentum).add_(unbiased, alpha=momentum)
            elif running_mean is None or running_var is None:
                raise RuntimeError("Expected running_mean and running_var to be defined when use_input_stats is false")
            else:
                mean, var = running_mean.reshape(shape), running_var.reshape(shape)
            result = (input - mean) / torch.sqrt(var + eps)
            if weight is not None:
                result = result * weight.reshape(shape)
            if bias is not None:
                result = result + bias.reshape(shape)
            return torch._labelled(result, "ViewBackward0")

        def _in_place(function):
            def changed(input, *args, **kwargs):
                return function(input, *args, inplace=True, **kwargs)
            changed.__name__ = function.__name__ + "_"
            return changed

        relu_, elu_, selu_, celu_, leaky_relu_, hardtanh_, threshold_, rrelu_ = map(
            _in_place, (F.relu, F.elu, F.selu, F.celu, F.leaky_relu, F.hardtanh, F.threshold, F.rrelu))
        """#

    static let names = [
        "gumbel_softmax", "bilinear", "embedding_bag", "pdist", "instance_norm", "relu_", "elu_", "selu_", "celu_",
        "leaky_relu_", "hardtanh_", "threshold_", "rrelu_",
    ]
}
