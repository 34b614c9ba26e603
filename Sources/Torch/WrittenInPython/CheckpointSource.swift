/// `torch.utils.checkpoint`, written in Python: activations are kept rather than computed again, with the same results.
enum CheckpointSource {
    static let text = #"""
        def checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, context_fn=None,
                       determinism_check="default", debug=False, early_stop=True, **kwargs):
            return function(*args, **kwargs)

        def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
            for function in functions.children() if hasattr(functions, "children") else functions:
                input = function(input)
            return input
        """#
}
