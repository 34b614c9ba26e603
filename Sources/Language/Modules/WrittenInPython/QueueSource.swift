/// `queue`, `concurrent.futures`, `contextvars` and `weakref` for one thread, written in Python.
enum QueueSource {
    static let queues = #"""
        """Queues; where CPython would wait, they are empty or full."""
        from collections import deque as _deque
        import heapq as _heapq

        class Empty(Exception):
            pass

        class Full(Exception):
            pass

        class Queue:
            def __init__(self, maxsize=0):
                self.maxsize, self.unfinished_tasks = maxsize, 0
                self._init()

            def _init(self): self.queue = _deque()
            def _put(self, item): self.queue.append(item)
            def _get(self): return self.queue.popleft()
            def qsize(self): return len(self.queue)
            def empty(self): return not self.queue
            def full(self): return 0 < self.maxsize <= len(self.queue)

            def put(self, item, block=True, timeout=None):
                if self.full():
                    raise Full
                self._put(item)
                self.unfinished_tasks += 1

            def get(self, block=True, timeout=None):
                if not self.queue:
                    raise Empty
                return self._get()

            def put_nowait(self, item): self.put(item, False)
            def get_nowait(self): return self.get(False)

            def task_done(self):
                if self.unfinished_tasks <= 0:
                    raise ValueError("task_done() called too many times")
                self.unfinished_tasks -= 1

            def join(self):
                if self.unfinished_tasks:
                    raise RuntimeError("Queue.join() would wait for ever: there are no threads")

        class LifoQueue(Queue):
            def _init(self): self.queue = []
            def _get(self): return self.queue.pop()

        class PriorityQueue(Queue):
            def _init(self): self.queue = []
            def _put(self, item): _heapq.heappush(self.queue, item)
            def _get(self): return _heapq.heappop(self.queue)

        SimpleQueue = Queue
        """#

    static let executors = #"""
        """Executors that run each call at once, on the thread of the cell."""
        class CancelledError(Exception):
            pass

        TimeoutError = TimeoutError
        FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"

        class Future:
            def __init__(self):
                self._result = self._exception = None
                self._callbacks = []

            def result(self, timeout=None):
                if self._exception is not None:
                    raise self._exception
                return self._result

            def exception(self, timeout=None): return self._exception
            def done(self): return True
            def running(self): return False
            def cancelled(self): return False
            def cancel(self): return False
            def add_done_callback(self, fn): fn(self)

        class Executor:
            def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **options):
                if max_workers is not None and max_workers <= 0:
                    raise ValueError("max_workers must be greater than 0")
                self._max_workers, self._is_shut = max_workers or 1, False
                if initializer:
                    initializer(*initargs)

            def submit(self, fn, /, *args, **kwargs):
                if self._is_shut:
                    raise RuntimeError("cannot schedule new futures after shutdown")
                future = Future()
                try:
                    future._result = fn(*args, **kwargs)
                except Exception as error:
                    future._exception = error
                return future

            def map(self, fn, *iterables, timeout=None, chunksize=1):
                futures = [self.submit(fn, *args) for args in zip(*iterables)]
                return (future.result() for future in futures)

            def shutdown(self, wait=True, *, cancel_futures=False): self._is_shut = True
            def __enter__(self): return self
            def __exit__(self, *details):
                self.shutdown()
                return False

        class ThreadPoolExecutor(Executor):
            pass

        class ProcessPoolExecutor(Executor):
            pass

        def as_completed(fs, timeout=None): return iter(list(fs))

        def wait(fs, timeout=None, return_when=ALL_COMPLETED):
            from collections import namedtuple
            return namedtuple("DoneAndNotDoneFutures", "done not_done")(set(fs), set())
        """#

    static let contexts = #"""
        """Variables of one context, since there is one thread."""
        class Token:
            MISSING = object()

            def __init__(self, var, old_value):
                self.var, self.old_value = var, old_value

        class ContextVar:
            def __init__(self, name, **options):
                self.name, self._options, self._value = name, options, Token.MISSING

            def get(self, *default):
                if self._value is not Token.MISSING:
                    return self._value
                if default:
                    return default[0]
                if "default" in self._options:
                    return self._options["default"]
                raise LookupError(self)

            def set(self, value):
                token = Token(self, self._value)
                self._value = value
                return token

            def reset(self, token):
                self._value = token.old_value

        class Context(dict):
            def run(self, callable, *args, **kwargs):
                return callable(*args, **kwargs)

        def copy_context():
            return Context()
        """#

    static let references = #"""
        """References that here keep their object alive: memory is counted, and a count cannot be looked through."""
        class ReferenceType:
            __slots__ = ("_object", "_callback")

            def __init__(self, object, callback=None):
                if isinstance(object, (int, float, str, bytes, tuple, list, dict, type(None))) and type(object).__module__ == "builtins":
                    raise TypeError(f"cannot create weak reference to '{type(object).__name__}' object")
                self._object, self._callback = object, callback

            def __call__(self):
                return self._object

            def __eq__(self, other):
                return self._object == other._object if isinstance(other, ReferenceType) else NotImplemented

            def __hash__(self):
                return hash(self._object)

        ref = WeakMethod = ReferenceType

        def proxy(object, callback=None):
            return object

        class WeakKeyDictionary(dict):
            pass

        class WeakValueDictionary(dict):
            pass

        class WeakSet(set):
            pass

        class finalize:
            def __init__(self, obj, func, /, *args, **kwargs):
                self._call, self.alive, self.atexit = (func, args, kwargs), True, False

            def __call__(self):
                if self.alive:
                    self.alive = False
                    func, args, kwargs = self._call
                    return func(*args, **kwargs)

            def detach(self):
                self.alive = False
        """#

    static let processes = #"""
        """The number of processors; there are no processes."""
        from os import cpu_count

        def current_process():
            from types import SimpleNamespace
            return SimpleNamespace(name="MainProcess", pid=__import__("os").getpid())

        def __getattr__(name):
            raise NotImplementedError(f"multiprocessing.{name}: there are no processes; a loop does the same work")
        """#
}
