/// Parts of torch that serve other devices, compilers and processes, as a build for one CPU has them, written in Python.
enum AbsentModulesSource {
    /// What `torch.cuda` answers without a GPU.
    static let cuda = #"""
        import collections

        def _refuse(*arguments, **keywords):
            raise AssertionError("Torch not compiled with CUDA enabled")

        get_device_capability = get_rng_state = set_rng_state = get_rng_state_all = initial_seed = _refuse
        ipc_collect = current_stream = default_stream = can_device_access_peer = init = _refuse

        def set_device(device):
            if device is not None and (not isinstance(device, int) or device >= 0):
                _refuse()

        def memory_reserved(device=None):
            return 0

        max_memory_reserved = memory_cached = max_memory_cached = memory_reserved

        def memory_stats(device=None):
            return collections.OrderedDict()

        def memory_summary(device=None, abbreviated=False):
            raise KeyError("allocated_bytes.all.current")

        def get_arch_list():
            return []

        def seed():
            pass

        seed_all = seed

        def reset_max_memory_allocated(device=None):
            pass

        reset_max_memory_cached = reset_accumulated_memory_stats = reset_max_memory_allocated

        class device:
            def __init__(self, device):
                self.idx = device

            def __enter__(self):
                pass

            def __exit__(self, *details):
                return False

        class Stream:
            def __init__(self, *arguments, **keywords):
                raise RuntimeError("torch.cuda.Stream requires CUDA support")

        class Event:
            def __init__(self, *arguments, **keywords):
                raise RuntimeError("Tried to instantiate dummy base class Event")
        """#

    static let cudaNames = PythonModule.names(in: cuda)

    /// `torch.jit`: a function or module is its own compiled form.
    static let jit = #"""
        import torch

        ScriptModule = torch.nn.Module

        def _deprecated(name):
            torch._warn(f"`torch.jit.{name}` is deprecated. Please switch to `torch.compile` or `torch.export`.", DeprecationWarning)

        def script(obj, *arguments, **keywords):
            _deprecated("script")
            return obj

        def trace(func, example_inputs=None, *arguments, **keywords):
            _deprecated("trace")
            return func

        def ignore(drop=False, **keywords):
            return drop if callable(drop) else (lambda function: function)

        def export(function):
            return function

        unused = script_method = freeze = optimize_for_inference = export

        def is_scripting():
            return False

        is_tracing = is_scripting

        def save(m, f, *arguments, **keywords):
            raise RuntimeError("torch.jit.save is not available here: save the weights, torch.save(module.state_dict(), path)")

        def load(f, *arguments, **keywords):
            raise RuntimeError("torch.jit.load is not available here: load weights into a module, "
                               "module.load_state_dict(torch.load(path))")
        """#

    /// Modules that ask for devices or processes which are not there: `(name, source)`.
    static let others: [(name: String, text: String)] = [
        ("torch.accelerator", noDevice + "\ndef current_accelerator(check_available=False):\n    return None\n"),
        ("torch.xpu", noDevice),
        (
            "torch.distributed",
            """
            def is_available():
                return True

            def is_initialized():
                return False

            def get_rank(group=None):
                raise ValueError("Default process group has not been initialized, please make sure to call init_process_group.")

            get_world_size = barrier = all_reduce = broadcast = all_gather = get_rank

            def init_process_group(*arguments, **keywords):
                raise RuntimeError("torch.distributed needs several processes, which this kernel has not: train in one process")
            """
        ),
        (
            "torch.multiprocessing",
            """
            def get_start_method(allow_none=False):
                return "fork"

            def set_start_method(method, force=False):
                pass

            def set_sharing_strategy(new_strategy):
                pass

            def cpu_count():
                import os
                return os.cpu_count()

            def _refuse(*arguments, **keywords):
                raise RuntimeError("torch.multiprocessing starts processes, which this kernel has not: call the function itself")

            Process = Pool = spawn = Queue = get_context = _refuse
            """
        ),
        (
            "torch.onnx",
            """
            def is_in_onnx_export():
                return False

            def export(*arguments, **keywords):
                raise RuntimeError("torch.onnx.export is not available here: save the weights, torch.save(module.state_dict(), path)")
            """
        ),
        (
            "torch.hub",
            """
            def load(*arguments, **keywords):
                raise RuntimeError("torch.hub runs code from the net, which this kernel does not: write the module in a cell")

            def get_dir():
                import os
                return os.path.join(os.path.expanduser("~"), ".cache", "torch", "hub")
            """
        ),
        ("torch._dynamo", "def reset():\n    pass\n\ndef disable(fn=None, recursive=True):\n    return fn\n"),
        (
            "torch.compiler",
            """
            def is_compiling():
                return False

            is_dynamo_compiling = is_compiling

            def reset():
                pass

            def disable(fn=None, recursive=True):
                return fn if fn is not None else (lambda function: function)

            allow_in_graph = disable
            """
        ),
    ]

    private static let noDevice = """
        def is_available():
            return False

        def device_count():
            return 0

        def empty_cache():
            pass

        def synchronize(device=None):
            pass

        """
}
