/// `logging`, `importlib`, `threading` and other small modules, written in Python.
enum LoggingSource {
    static func register(in modules: ModuleTable) {
        SourceModules.register("logging", logging, in: modules)
        modules.register("traceback") { try TracebackSource.make($0) }
        modules.register("importlib") { _ in
            ModuleObject(
                "importlib", documentation: "Importing.",
                functions: [
                    NativeFunction(
                        "import_module", "(name, package=None)", "Imports a module by name.", module: "importlib"
                    ) {
                        arguments, evaluator in
                        .object(try evaluator.modules.import(try evaluator.str(arguments[0]), evaluator))
                    },
                    NativeFunction("reload", "(module)", "Runs a module again.", module: "importlib") {
                        arguments, evaluator in
                        guard let module = arguments[0].as(ModuleObject.self) else {
                            throw PythonError(.typeError, "reload() argument must be a module")
                        }
                        try evaluator.modules.reload(module, evaluator)
                        return arguments[0]
                    },
                    NativeFunction("invalidate_caches", "()", "Nothing.", module: "importlib") { _, _ in .none },
                ])
        }
        SourceModules.register("threading", threading, in: modules)
        SourceModules.register("platform", platform, in: modules)
    }

    private static let logging = #"""
        import sys
        import time

        CRITICAL = FATAL = 50
        ERROR, WARNING, WARN, INFO, DEBUG, NOTSET = 40, 30, 30, 20, 10, 0
        _names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
        _disabled = 0
        lastResort = None

        def getLevelName(level):
            if isinstance(level, str):
                return _level(level)
            return _names.get(level, f"Level {level}")

        def addLevelName(level, name):
            _names[level] = name

        def _level(level):
            if isinstance(level, str):
                for number, name in _names.items():
                    if name == level:
                        return number
                if level == "WARN":
                    return 30
                raise ValueError(f"Unknown level: {level!r}")
            return level

        class LogRecord:
            def __init__(self, name, level, message, args, exc_info=None, extra=None):
                self.name, self.levelno, self.levelname = name, level, getLevelName(level)
                self.msg, self.args, self.exc_info = message, args, exc_info
                self.created = time.time()
                self.msecs = (self.created % 1) * 1000
                self.process, self.filename, self.lineno, self.funcName, self.module, self.pathname = 0, "", 0, "", "", ""
                for key, value in (extra or {}).items():
                    setattr(self, key, value)

            def getMessage(self):
                message = str(self.msg)
                if self.args:
                    args = self.args[0] if len(self.args) == 1 and isinstance(self.args[0], dict) and self.args[0] else self.args
                    message = message % args
                return message

        class Formatter:
            def __init__(self, fmt=None, datefmt=None, style="%"):
                self._fmt, self.datefmt, self._style = fmt or "%(message)s", datefmt, style

            def formatTime(self, record, datefmt=None):
                if datefmt:
                    return time.strftime(datefmt, time.localtime(record.created))
                return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created)) + ",%03d" % record.msecs

            def format(self, record):
                values = dict(vars(record))
                values["message"] = record.getMessage()
                if "asctime" in self._fmt:
                    values["asctime"] = self.formatTime(record, self.datefmt)
                text = self._fmt.format(**values) if self._style == "{" else self._fmt % values
                if record.exc_info:
                    import traceback
                    text += "\n" + "".join(traceback.format_exception(record.exc_info)).rstrip("\n")
                return text

        class Filter:
            def __init__(self, name=""):
                self.name = name

            def filter(self, record):
                return not self.name or record.name == self.name or record.name.startswith(self.name + ".")

        class Handler:
            def __init__(self, level=NOTSET):
                self.level, self.formatter, self.filters = _level(level), None, []

            def setLevel(self, level):
                self.level = _level(level)

            def setFormatter(self, formatter):
                self.formatter = formatter

            def addFilter(self, found):
                self.filters.append(found)

            def format(self, record):
                return (self.formatter or Formatter()).format(record)

            def handle(self, record):
                if all(found.filter(record) if hasattr(found, "filter") else found(record) for found in self.filters):
                    self.emit(record)

            def emit(self, record):
                pass

            def flush(self):
                pass

            def close(self):
                pass

        class StreamHandler(Handler):
            terminator = "\n"

            def __init__(self, stream=None):
                super().__init__()
                self.stream = stream

            def emit(self, record):
                (self.stream or sys.stderr).write(self.format(record) + self.terminator)

        class FileHandler(StreamHandler):
            def __init__(self, filename, mode="a", encoding=None):
                super().__init__(open(filename, mode))

            def emit(self, record):
                super().emit(record)
                self.stream.flush()

            def close(self):
                self.stream.close()

        class NullHandler(Handler):
            pass

        class Logger:
            def __init__(self, name, level=NOTSET):
                self.name, self.level, self.parent, self.propagate = name, _level(level), None, True
                self.handlers, self.filters, self.disabled = [], [], False

            def __repr__(self):
                return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"

            def setLevel(self, level):
                self.level = _level(level)

            def getEffectiveLevel(self):
                logger = self
                while logger:
                    if logger.level:
                        return logger.level
                    logger = logger.parent
                return NOTSET

            def isEnabledFor(self, level):
                return not self.disabled and level > _disabled and level >= self.getEffectiveLevel()

            def addHandler(self, handler):
                if handler not in self.handlers:
                    self.handlers.append(handler)

            def removeHandler(self, handler):
                if handler in self.handlers:
                    self.handlers.remove(handler)

            def addFilter(self, found):
                self.filters.append(found)

            def hasHandlers(self):
                logger = self
                while logger:
                    if logger.handlers:
                        return True
                    logger = logger.parent if logger.propagate else None
                return False

            def log(self, level, msg, *args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
                if not self.isEnabledFor(level):
                    return
                if exc_info is True:
                    exc_info = sys.exc_info()[1] if hasattr(sys, "exc_info") else None
                record = LogRecord(self.name, level, msg, args, exc_info, extra)
                if not all(found.filter(record) if hasattr(found, "filter") else found(record) for found in self.filters):
                    return
                logger, found = self, False
                while logger:
                    for handler in logger.handlers:
                        found = True
                        if level >= handler.level:
                            handler.handle(record)
                    logger = logger.parent if logger.propagate else None
                if not found and level >= WARNING:
                    sys.stderr.write(record.getMessage() + "\n")

            def debug(self, msg, *args, **kwargs):
                self.log(DEBUG, msg, *args, **kwargs)

            def info(self, msg, *args, **kwargs):
                self.log(INFO, msg, *args, **kwargs)

            def warning(self, msg, *args, **kwargs):
                self.log(WARNING, msg, *args, **kwargs)

            warn = warning

            def error(self, msg, *args, **kwargs):
                self.log(ERROR, msg, *args, **kwargs)

            def exception(self, msg, *args, exc_info=True, **kwargs):
                self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

            def critical(self, msg, *args, **kwargs):
                self.log(CRITICAL, msg, *args, **kwargs)

            fatal = critical

        class RootLogger(Logger):
            def __repr__(self):
                return f"<RootLogger root ({getLevelName(self.getEffectiveLevel())})>"

        root = RootLogger("root", WARNING)
        _loggers = {}

        def getLogger(name=None):
            if not name or name == "root":
                return root
            if name not in _loggers:
                logger = _loggers[name] = Logger(name)
                parent, _, _ = name.rpartition(".")
                logger.parent = getLogger(parent)
            return _loggers[name]

        def basicConfig(*, level=None, format=None, datefmt=None, stream=None, filename=None, filemode="a", handlers=None, force=False, style="%", encoding=None):
            if force:
                root.handlers.clear()
            if not root.handlers:
                for handler in handlers or [FileHandler(filename, filemode) if filename else StreamHandler(stream)]:
                    if handler.formatter is None:
                        handler.setFormatter(Formatter(format or "%(levelname)s:%(name)s:%(message)s", datefmt, style))
                    root.addHandler(handler)
                if level is not None:
                    root.setLevel(level)

        def disable(level=CRITICAL):
            global _disabled
            _disabled = _level(level)

        def captureWarnings(capture):
            pass

        def shutdown():
            pass

        def _root(name):
            def function(msg, *args, **kwargs):
                if not root.handlers:
                    basicConfig()
                getattr(root, name)(msg, *args, **kwargs)
            function.__name__ = name
            return function

        debug, info, warning, error, exception, critical = map(_root, ("debug", "info", "warning", "error", "exception", "critical"))
        warn, fatal = warning, critical

        def log(level, msg, *args, **kwargs):
            if not root.handlers:
                basicConfig()
            root.log(level, msg, *args, **kwargs)
        """#

    private static let threading = #"""
        class Lock:
            def __init__(self):
                self._locked = False

            def acquire(self, blocking=True, timeout=-1):
                self._locked = True
                return True

            def release(self):
                self._locked = False

            def locked(self):
                return self._locked

            def __enter__(self):
                return self.acquire()

            def __exit__(self, *details):
                self.release()

        RLock = Semaphore = Condition = Lock

        class local:
            pass

        class Event:
            def __init__(self):
                self._flag = False

            def set(self):
                self._flag = True

            def clear(self):
                self._flag = False

            def is_set(self):
                return self._flag

            def wait(self, timeout=None):
                return self._flag

        class Thread:
            def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
                raise NotImplementedError("threads are not supported")

        class _MainThread:
            name, daemon, ident = "MainThread", False, 1

            def is_alive(self):
                return True

        _main = _MainThread()

        def current_thread():
            return _main

        main_thread = current_thread

        def active_count():
            return 1

        def get_ident():
            return 1
        """#

    private static let platform = #"""
        def system():
            return "Linux"

        def machine():
            return "x86_64"

        processor = machine

        def python_version():
            return "3.11.7"

        def python_implementation():
            return "nnsight"

        def platform(aliased=False, terse=False):
            return "Linux-x86_64"

        def node():
            return "localhost"

        def release():
            return ""
        """#
}
