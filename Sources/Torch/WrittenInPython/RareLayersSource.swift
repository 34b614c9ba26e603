/// Layers of `torch.nn` for many classes and many devices, written in Python.
enum RareLayersSource {
    static let text = #"""
        import collections
        import torch
        from torch.nn import Linear, Module, ModuleList, Sequential
        import torch.nn.functional as F

        _ASMoutput = collections.namedtuple("_ASMoutput", ["output", "loss"])

        class AdaptiveLogSoftmaxWithLoss(Module):
            def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
                super().__init__()
                cutoffs = list(cutoffs)
                if len(cutoffs) == 0:
                    raise ValueError("cutoffs should be a sequence of length larger than 0")
                if (cutoffs != sorted(cutoffs) or min(cutoffs) <= 0 or max(cutoffs) > n_classes - 1
                        or len(set(cutoffs)) != len(cutoffs) or any(int(c) != c for c in cutoffs)):
                    raise ValueError("cutoffs should be a sequence of unique, positive integers sorted in an increasing order, "
                                     "where each value is between 1 and n_classes-1")
                self.in_features, self.n_classes, self.cutoffs = in_features, n_classes, cutoffs + [n_classes]
                self.div_value, self.head_bias = div_value, head_bias
                self.shortlist_size = self.cutoffs[0]
                self.n_clusters = len(self.cutoffs) - 1
                self.head_size = self.shortlist_size + self.n_clusters
                self.head = Linear(in_features, self.head_size, bias=head_bias, device=device, dtype=dtype)
                self.tail = ModuleList()
                for i in range(self.n_clusters):
                    width = int(in_features // (div_value ** (i + 1)))
                    size = self.cutoffs[i + 1] - self.cutoffs[i]
                    self.tail.append(Sequential(Linear(in_features, width, bias=False, device=device, dtype=dtype),
                                                Linear(width, size, bias=False, device=device, dtype=dtype)))

            def forward(self, input_, target_):
                if target_.dim() == 1 and input_.size(0) != target_.size(0):
                    raise RuntimeError("Input and target should have the same size in the batch dimension.")
                if target_.dim() > 1:
                    raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
                if input_.dim() != target_.dim() + 1:
                    raise RuntimeError(f"{target_.dim()}D target tensor expects {target_.dim() + 1}D input tensors, but found inputs "
                                       f"with size {input_.size()}")
                batched = target_.dim() > 0
                input, target = (input_, target_) if batched else (input_.unsqueeze(0), target_.unsqueeze(0))
                low, high = target.min().item(), target.max().item()
                if low < 0 or high >= self.n_classes:
                    raise RuntimeError(f"Target values should be in [0, {self.n_classes - 1}], but values in range [{low}, {high}] "
                                       "were found. ")
                output = input.new_zeros(target.size(0))
                places = target.new_empty(target.size(0))
                for i, (start, stop) in enumerate(zip([0] + self.cutoffs, self.cutoffs)):
                    mask = (target >= start) & (target < stop)
                    rows = mask.nonzero().squeeze(1)
                    if rows.numel() == 0:
                        continue
                    if i == 0:
                        places.index_copy_(0, rows, target[mask])
                        continue
                    places.index_fill_(0, rows, self.shortlist_size + i - 1)
                    local = F.log_softmax(self.tail[i - 1](input.index_select(0, rows)), dim=1)
                    output = output.index_copy(0, rows, local.gather(1, (target[mask] - start).unsqueeze(1)).squeeze(1))
                head = F.log_softmax(self.head(input), dim=1)
                output = output + head.gather(1, places.unsqueeze(1)).squeeze()
                loss = (-output).mean()
                return _ASMoutput(output if batched else output.squeeze(0), loss)

            def _get_full_log_prob(self, input, head_output):
                head = F.log_softmax(head_output, dim=1)
                parts = [head[:, :self.shortlist_size]]
                for i in range(self.n_clusters):
                    parts.append(F.log_softmax(self.tail[i](input), dim=1) + head[:, self.shortlist_size + i].unsqueeze(1))
                return torch.cat(parts, 1)

            def log_prob(self, input):
                return self._get_full_log_prob(input, self.head(input))

            def predict(self, input):
                return self.log_prob(input).argmax(dim=1)

        class DataParallel(Module):
            def __init__(self, module, device_ids=None, output_device=None, dim=0):
                super().__init__()
                self.module, self.device_ids = module, []

            def forward(self, *inputs, **kwargs):
                return self.module(*inputs, **kwargs)
        """#

    static let names = ["AdaptiveLogSoftmaxWithLoss", "DataParallel"]
}
