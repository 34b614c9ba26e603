/// `einops.pack` and `einops.unpack`, written in Python.
enum EinopsExtrasSource {
    static let text = #"""
        import math
        import torch
        from einops import EinopsError

        def _analyze(pattern, name):
            axes = pattern.split()
            if len(axes) != len(set(axes)):
                raise EinopsError(f'Duplicates in axes names in {name}(..., "{pattern}")')
            if "*" not in axes:
                raise EinopsError(f'No *-axis in {name}(..., "{pattern}")')
            for axis in axes:
                if axis != "*" and not axis.isidentifier():
                    raise EinopsError(f'Invalid axis name {axis} in {name}(..., "{pattern}")')
            place = axes.index("*")
            return place, len(axes) - place - 1, len(axes) - 1

        def pack(tensors, pattern):
            before, after, least = _analyze(pattern, "pack")
            parts, shapes = [], []
            for i, tensor in enumerate(tensors):
                if tensor.ndim < least:
                    raise EinopsError(f"packed tensor #{i} (enumeration starts with 0) has shape {tensor.shape}, while pattern "
                                      f"{pattern} assumes at least {least} axes")
                end = tensor.ndim - after
                shapes.append(tensor.shape[before:end])
                parts.append(tensor.reshape((*tensor.shape[:before], -1, *tensor.shape[end:])))
            if isinstance(parts[0], torch.Tensor):
                return torch.cat(parts, before), shapes
            import numpy
            return numpy.concatenate(parts, axis=before), shapes

        def unpack(tensor, packed_shapes, pattern):
            before, after, least = _analyze(pattern, opname := "unpack")
            if tensor.ndim != least + 1:
                raise EinopsError(f"unpack(..., {pattern}) received input of wrong dim with shape {tensor.shape}")
            sizes = [-1 if -1 in shape else math.prod(shape) for shape in packed_shapes]
            unknown = [i for i, size in enumerate(sizes) if size == -1]
            if len(unknown) > 1:
                raise EinopsError(f"unpack(..., {pattern}) received more than one -1 in {packed_shapes} and can't infer dimensions")
            if unknown:
                sizes[unknown[0]] = tensor.shape[before] - sum(size for size in sizes if size != -1)
            start, parts = 0, []
            for shape, size in zip(packed_shapes, sizes):
                index = (slice(None),) * before + (slice(start, start + size),)
                parts.append(tensor[index].reshape((*tensor.shape[:before], *shape, *tensor.shape[before + 1:])))
                start += size
            if start != tensor.shape[before]:
                raise EinopsError(f"Error during unpack(..., \"{pattern}\"): could not split axis of size {tensor.shape[before]} into "
                                  f"requested {packed_shapes}")
            return parts
        """#

    static let names = [
        "pack", "unpack",
    ]

    /// `einops.layers.torch`: the operations as modules.
    static let layers = #"""
        from torch import nn
        import einops

        class _Layer(nn.Module):
            def _described(self, *words):
                sizes = [f"{axis}={length}" for axis, length in self.axes_lengths.items()]
                return f"{type(self).__name__}({', '.join([*map(repr, words), *sizes])})"

        class Rearrange(_Layer):
            def __init__(self, pattern, **axes_lengths):
                super().__init__()
                self.pattern, self.axes_lengths = pattern, axes_lengths

            def forward(self, input):
                return einops.rearrange(input, self.pattern, **self.axes_lengths)

            def __repr__(self):
                return self._described(self.pattern)

        class Reduce(_Layer):
            def __init__(self, pattern, reduction, **axes_lengths):
                super().__init__()
                self.pattern, self.reduction, self.axes_lengths = pattern, reduction, axes_lengths

            def forward(self, input):
                return einops.reduce(input, self.pattern, self.reduction, **self.axes_lengths)

            def __repr__(self):
                return self._described(self.pattern, self.reduction)
        """#
}
