/// `errno`, `stat`, `signal`, `locale`, `getpass`: numbers and names of the system, written in Python.
enum SystemSource {
    static let errors = #"""
        """Numbers of the system's errors."""
        EPERM, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF, ECHILD, EAGAIN, ENOMEM, EACCES, EFAULT = range(1, 15)
        EBUSY, EEXIST, EXDEV, ENODEV, ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY = range(16, 26)
        EFBIG, ENOSPC, ESPIPE, EROFS, EMLINK, EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG = range(27, 37)
        ENOSYS, ENOTEMPTY, ELOOP, EWOULDBLOCK = 38, 39, 40, EAGAIN
        EADDRINUSE, ECONNABORTED, ECONNRESET, ETIMEDOUT, ECONNREFUSED = 98, 103, 104, 110, 111
        errorcode = {value: name for name, value in list(globals().items()) if name[0] == "E" and name != "EWOULDBLOCK"}
        """#

    static let status = #"""
        """Kinds and permissions of files."""
        ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)
        S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG, S_IFIFO, S_IFLNK, S_IFSOCK = 0o40000, 0o20000, 0o60000, 0o100000, 0o10000, 0o120000, 0o140000
        S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
        S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o70, 0o40, 0o20, 0o10
        S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 7, 4, 2, 1
        def S_IFMT(mode): return mode & 0o170000
        def S_IMODE(mode): return mode & 0o7777
        def S_ISDIR(mode): return S_IFMT(mode) == S_IFDIR
        def S_ISREG(mode): return S_IFMT(mode) == S_IFREG
        def S_ISLNK(mode): return S_IFMT(mode) == S_IFLNK

        def filemode(mode):
            kind = {S_IFDIR: "d", S_IFREG: "-", S_IFLNK: "l", S_IFCHR: "c", S_IFBLK: "b", S_IFIFO: "p", S_IFSOCK: "s"}.get(S_IFMT(mode), "?")
            return kind + "".join(letter if mode & 0o400 >> place else "-" for place, letter in enumerate("rwxrwxrwx"))
        """#

    static let signals = #"""
        """Numbers of signals; handlers are noted and never called, since the kernel keeps the interrupt for itself."""
        SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGABRT, SIGFPE, SIGKILL, SIGSEGV, SIGPIPE, SIGALRM, SIGTERM = 1, 2, 3, 4, 6, 8, 9, 11, 13, 14, 15
        SIG_DFL, SIG_IGN = 0, 1
        _handlers = {}

        def signal(signalnum, handler):
            raise NotImplementedError("signal.signal: the kernel handles signals itself; catch KeyboardInterrupt")

        def getsignal(signalnum):
            return _handlers.get(signalnum, SIG_DFL)
        """#

    static let locales = #"""
        """The plain locale, C, which is the only one."""
        LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)

        class Error(Exception):
            pass

        def setlocale(category, locale=None):
            if locale not in (None, "", "C", "POSIX", "C.UTF-8"):
                raise Error("unsupported locale setting")
            return "C"

        def getlocale(category=LC_CTYPE): return ("en_US", "UTF-8")
        def getdefaultlocale(): return ("en_US", "UTF-8")
        def getpreferredencoding(do_setlocale=True): return "UTF-8"
        def getencoding(): return "UTF-8"
        def localeconv(): return {"decimal_point": ".", "thousands_sep": "", "grouping": []}
        def str(val): return "%.12g" % val
        def atof(string, func=float): return func(string)
        def atoi(string): return int(string)
        def format_string(f, val, grouping=False, monetary=False): return f % val
        """#

    static let passwords = #"""
        """Names and passwords."""
        import os as _os

        def getpass(prompt="Password: ", stream=None):
            return input(prompt)

        def getuser():
            for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
                if _os.environ.get(name):
                    return _os.environ[name]
            return "root" if _os.path.expanduser("~") == "/root" else _os.path.basename(_os.path.expanduser("~"))
        """#
}
