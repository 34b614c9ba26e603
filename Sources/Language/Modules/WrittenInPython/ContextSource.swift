/// `contextlib`, written in Python.
enum ContextSource {
    static let text = #"""
        import sys
        from functools import wraps

        class AbstractContextManager:
            def __enter__(self):
                return self

            def __exit__(self, exc_type, exc_value, traceback):
                return None

        class ContextDecorator:
            def _recreate_cm(self):
                return self

            def __call__(self, func):
                @wraps(func)
                def inner(*args, **kwds):
                    with self._recreate_cm():
                        return func(*args, **kwds)
                return inner

        class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
            def __init__(self, func, args, kwds):
                self.gen = func(*args, **kwds)
                self.func, self.args, self.kwds = func, args, kwds

            def _recreate_cm(self):
                return self.__class__(self.func, self.args, self.kwds)

            def __enter__(self):
                del self.args, self.kwds, self.func
                try:
                    return next(self.gen)
                except StopIteration:
                    raise RuntimeError("generator didn't yield") from None

            def __exit__(self, typ, value, traceback):
                if typ is None:
                    try:
                        next(self.gen)
                    except StopIteration:
                        return False
                    else:
                        raise RuntimeError("generator didn't stop")
                if value is None:
                    value = typ()
                try:
                    self.gen.throw(value)
                except StopIteration as exc:
                    return exc is not value
                except BaseException as exc:
                    if exc is not value:
                        raise
                    return False
                raise RuntimeError("generator didn't stop after throw()")

        def contextmanager(func):
            @wraps(func)
            def helper(*args, **kwds):
                return _GeneratorContextManager(func, args, kwds)
            return helper

        class closing(AbstractContextManager):
            def __init__(self, thing):
                self.thing = thing

            def __enter__(self):
                return self.thing

            def __exit__(self, *exc_info):
                self.thing.close()

        class nullcontext(AbstractContextManager):
            def __init__(self, enter_result=None):
                self.enter_result = enter_result

            def __enter__(self):
                return self.enter_result

            def __exit__(self, *excinfo):
                pass

        class chdir(AbstractContextManager):
            def __init__(self, path):
                self.path = path
                self._old_cwd = []

            def __enter__(self):
                import os
                self._old_cwd.append(os.getcwd())
                os.chdir(self.path)

            def __exit__(self, *excinfo):
                import os
                os.chdir(self._old_cwd.pop())

        class suppress(AbstractContextManager):
            def __init__(self, *exceptions):
                self._exceptions = exceptions

            def __enter__(self):
                pass

            def __exit__(self, exctype, excinst, exctb):
                return exctype is not None and issubclass(exctype, self._exceptions)

        class _RedirectStream(AbstractContextManager):
            _stream = None

            def __init__(self, new_target):
                self._new_target = new_target
                self._old_targets = []

            def __enter__(self):
                self._old_targets.append(getattr(sys, self._stream))
                setattr(sys, self._stream, self._new_target)
                return self._new_target

            def __exit__(self, exctype, excinst, exctb):
                setattr(sys, self._stream, self._old_targets.pop())

        class redirect_stdout(_RedirectStream):
            _stream = "stdout"

        class redirect_stderr(_RedirectStream):
            _stream = "stderr"

        class ExitStack(AbstractContextManager):
            def __init__(self):
                self._exit_callbacks = []

            def enter_context(self, cm):
                result = cm.__enter__()
                self._exit_callbacks.append(cm.__exit__)
                return result

            def push(self, exit):
                self._exit_callbacks.append(exit.__exit__ if hasattr(exit, "__exit__") else exit)
                return exit

            def callback(self, callback, /, *args, **kwds):
                self._exit_callbacks.append(lambda *details: callback(*args, **kwds) and None)
                return callback

            def pop_all(self):
                new = type(self)()
                new._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
                return new

            def close(self):
                self.__exit__(None, None, None)

            def __exit__(self, *details):
                received = details[0] is not None
                suppressed, pending = False, None
                while self._exit_callbacks:
                    exit = self._exit_callbacks.pop()
                    try:
                        if exit(*details):
                            suppressed, pending = True, None
                            details = (None, None, None)
                    except BaseException as exc:
                        pending = exc
                        details = (type(exc), exc, exc.__traceback__)
                if pending is not None:
                    raise pending
                return received and suppressed
        """#
}
