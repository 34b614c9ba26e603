/// `torch.autograd.functional`: derivatives of functions of tensors, written in Python.
enum FunctionalAutogradSource {
    static let text = #"""
        import torch
        from torch.func import _like, _rows, _slopes, _tensors
        import torch.func as _func

        def _leaves(inputs, create_graph):
            given = inputs if isinstance(inputs, tuple) else (inputs,)
            return [t.view_as(t) if create_graph and t.requires_grad else t.detach().requires_grad_() for t in given]

        def _shaped(inputs, results):
            return tuple(results) if isinstance(inputs, tuple) else results[0]

        def _finished(tree, create_graph):
            return tree if create_graph else _func._map(lambda t: t.detach(), tree)

        def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
            with torch.enable_grad():
                leaves = _leaves(inputs, create_graph)
                output = func(*leaves)
                if isinstance(output, torch.Tensor):
                    return _finished(_shaped(inputs, _rows(output, leaves, create_graph)), create_graph)
                return tuple(_finished(_shaped(inputs, _rows(one, leaves, create_graph)), create_graph) for one in output)

        def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
            def first(*given):
                return jacobian(func, given if isinstance(inputs, tuple) else given[0], create_graph=True)
            return jacobian(first, inputs, create_graph)

        def _scalar(output, name):
            if not isinstance(output, torch.Tensor) or output.nelement() != 1:
                raise RuntimeError(f"The Tensor returned by the function given to {name} should contain a single element")
            return output

        def vjp(func, inputs, v=None, create_graph=False, strict=False):
            with torch.enable_grad():
                leaves = _leaves(inputs, create_graph)
                output = func(*leaves)
                weights = _tensors(v) if v is not None else None
                found = _slopes(_tensors(output), leaves, weights, inner=create_graph)
            return _finished(output, create_graph), _finished(_shaped(inputs, list(found)), create_graph)

        def jvp(func, inputs, v=None, create_graph=False, strict=False):
            given = inputs if isinstance(inputs, tuple) else (inputs,)
            directions = _tensors(v) if v is not None else [torch.ones_like(given[0])]
            return _func.jvp(func, given, tuple(directions))

        def hvp(func, inputs, v=None, create_graph=False, strict=False):
            with torch.enable_grad():
                leaves = _leaves(inputs, create_graph)
                output = _scalar(func(*leaves), "hvp")
                first = _slopes(output, leaves, inner=True)
                weights = _tensors(v) if v is not None else [torch.ones_like(leaves[0])]
                joined = [(g, w) for g, w in zip(first, weights) if g.requires_grad]
                second = _slopes([g for g, _ in joined], leaves, [w for _, w in joined], inner=create_graph) if joined else [
                    torch.zeros_like(leaf) for leaf in leaves]
            return _finished(output, create_graph), _finished(_shaped(inputs, list(second)), create_graph)

        vhp = hvp
        """#
}
