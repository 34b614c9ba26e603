/// `glob`, `shutil`, `tempfile` and `csv`, written in Python over a few native functions.
enum FilesSource {
    static func register(in modules: ModuleTable) {
        modules.register("glob") { evaluator in
            ModuleObject(
                "glob", documentation: "Paths that fit a pattern.",
                functions: ["glob", "iglob"].map { name in
                    NativeFunction(
                        name, "(pathname, *, root_dir=None, recursive=False)", "Paths that fit a pattern.",
                        module: "glob"
                    ) {
                        arguments, evaluator in
                        let pattern = try OperatingSystem.path(arguments[0], evaluator)
                        let found = try PathText.glob(pattern, recursive: evaluator.truth(arguments[2])).map {
                            Value($0)
                        }
                        return name == "glob" ? Value(found) : .object(ArrayIterator(found))
                    }
                })
        }
        modules.register("shutil") { evaluator in
            let module = ModuleObject("shutil", documentation: "Copying and removing files.", functions: copying)
            try SourceModules.add(to: module, shutil, evaluator)
            return module
        }
        SourceModules.register("tempfile", tempfile, in: modules)
        SourceModules.register("csv", csv, in: modules)
        modules.register("fnmatch") { _ in
            ModuleObject(
                "fnmatch",
                functions: ["fnmatch", "fnmatchcase"].map { name in
                    NativeFunction(name, "(name, pat)", "Whether a name fits a pattern.", module: "fnmatch") {
                        arguments, evaluator in
                        .bool(
                            PathText.matches(try evaluator.str(arguments[0]), pattern: try evaluator.str(arguments[1])))
                    }
                } + [
                    NativeFunction("filter", "(names, pat)", "The names that fit a pattern.", module: "fnmatch") {
                        arguments, evaluator in
                        let pattern = try evaluator.str(arguments[1])
                        return Value(
                            try evaluator.array(from: arguments[0]).filter {
                                PathText.matches(try evaluator.str($0), pattern: pattern)
                            })
                    }
                ])
        }
    }

    private static var copying: [NativeFunction] {
        [
            NativeFunction(
                "rmtree", "(path, ignore_errors=False)", "Removes a directory and all below.", module: "shutil"
            ) {
                arguments, evaluator in
                let path = try OperatingSystem.path(arguments[0], evaluator)
                let ignoresErrors = try evaluator.truth(arguments[1])
                do { try FileSystem.removeTree(path) } catch  where ignoresErrors {}
                return .none
            },
            NativeFunction("copyfile", "(src, dst)", "Copies the contents of a file.", module: "shutil") {
                arguments, evaluator in
                let target = try OperatingSystem.path(arguments[1], evaluator)
                try FileSystem.copy(try OperatingSystem.path(arguments[0], evaluator), to: target)
                return arguments[1]
            },
        ]
    }

    private static let shutil = #"""
        import os

        def copy(src, dst, *, follow_symlinks=True):
            if os.path.isdir(dst):
                dst = os.path.join(dst, os.path.basename(src))
            return copyfile(src, dst)

        copy2 = copy

        def copytree(src, dst, dirs_exist_ok=False):
            os.makedirs(dst, exist_ok=dirs_exist_ok)
            for name in os.listdir(src):
                source, target = os.path.join(src, name), os.path.join(dst, name)
                copytree(source, target, dirs_exist_ok) if os.path.isdir(source) else copyfile(source, target)
            return dst

        def move(src, dst):
            if os.path.isdir(dst):
                dst = os.path.join(dst, os.path.basename(src))
            os.rename(src, dst)
            return dst

        def which(cmd):
            for folder in os.environ.get("PATH", "").split(":"):
                path = os.path.join(folder, cmd)
                if os.path.isfile(path) and os.access(path, os.X_OK):
                    return path
            return None
        """#

    private static let tempfile = #"""
        import os
        import random
        import shutil

        _names = random.Random()
        tempdir = None

        def gettempdir():
            return tempdir or os.environ.get("TMPDIR", "/tmp")

        def _path(suffix, prefix, dir):
            letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
            while True:
                name = (prefix or "tmp") + "".join(_names.choices(letters, k=8)) + (suffix or "")
                path = os.path.join(dir or gettempdir(), name)
                if not os.path.exists(path):
                    return path

        def mkdtemp(suffix=None, prefix=None, dir=None):
            path = _path(suffix, prefix, dir)
            os.mkdir(path)
            return path

        def mkstemp(suffix=None, prefix=None, dir=None, text=False):
            path = _path(suffix, prefix, dir)
            open(path, "x").close()
            return 3, path

        def mktemp(suffix="", prefix="tmp", dir=None):
            return _path(suffix, prefix, dir)

        class TemporaryDirectory:
            def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
                self.name = mkdtemp(suffix, prefix, dir)

            def __repr__(self):
                return f"<TemporaryDirectory {self.name!r}>"

            def __enter__(self):
                return self.name

            def __exit__(self, *details):
                self.cleanup()

            def cleanup(self):
                shutil.rmtree(self.name, ignore_errors=True)

        class _TemporaryFile:
            def __init__(self, file, name, delete):
                self.file, self.name, self.delete = file, name, delete

            def __getattr__(self, name):
                return getattr(self.file, name)

            def __enter__(self):
                return self

            def __exit__(self, *details):
                self.close()

            def __iter__(self):
                return iter(self.file)

            def close(self):
                self.file.close()
                if self.delete and os.path.exists(self.name):
                    os.remove(self.name)

        def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True):
            path = _path(suffix, prefix, dir)
            return _TemporaryFile(open(path, mode, encoding=encoding), path, delete)

        TemporaryFile = NamedTemporaryFile
        """#

    private static let csv = #"""
        QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3

        class Error(Exception):
            pass

        class Dialect:
            delimiter, quotechar, escapechar = ",", '"', None
            doublequote, skipinitialspace = True, False
            lineterminator, quoting = "\r\n", QUOTE_MINIMAL

        class excel(Dialect):
            pass

        class excel_tab(excel):
            delimiter = "\t"

        class unix_dialect(Dialect):
            lineterminator, quoting = "\n", QUOTE_ALL

        def list_dialects():
            return list(_dialects)

        def get_dialect(name):
            if name not in _dialects:
                raise Error("unknown dialect")
            return _dialects[name]

        def register_dialect(name, dialect=excel, **options):
            _dialects[name] = type(name, (Dialect,), vars(_options(dialect, options)))

        def unregister_dialect(name):
            if name not in _dialects:
                raise Error("unknown dialect")
            del _dialects[name]

        class Sniffer:
            def sniff(self, sample, delimiters=None):
                lines = [line for line in sample.splitlines() if line]
                found = None
                for mark in delimiters or ",\t;|: ":
                    counts = {line.count(mark) for line in lines}
                    if len(counts) == 1 and counts != {0}:
                        found = mark
                        break
                if found is None:
                    raise Error("Could not determine delimiter")
                return type("dialect", (Dialect,), {"delimiter": found, "skipinitialspace": all(found + " " in line for line in lines)})

            def has_header(self, sample):
                rows = list(reader(sample.splitlines(), self.sniff(sample)))
                def is_number(text):
                    try:
                        complex(text)
                    except ValueError:
                        return False
                    return True
                votes = 0
                for place, title in enumerate(rows[0]):
                    column = [row[place] for row in rows[1:21] if len(row) == len(rows[0])]
                    if column and all(map(is_number, column)):
                        votes += 1 if not is_number(title) else -1
                    elif column and len({len(text) for text in column}) == 1:
                        votes += 1 if len(title) != len(column[0]) else -1
                return votes > 0

        _dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}

        def _options(dialect, options):
            found = _dialects[dialect] if isinstance(dialect, str) else dialect
            made = Dialect()
            for name in ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting"):
                setattr(made, name, options.get(name, getattr(found, name)))
            return made

        class reader:
            def __init__(self, csvfile, dialect="excel", **options):
                self._lines, self.dialect, self.line_num = iter(csvfile), _options(dialect, options), 0

            def __iter__(self):
                return self

            def __next__(self):
                d = self.dialect
                fields, field, quoted, was_quoted, started = [], [], False, False, False
                while True:
                    try:
                        line = next(self._lines)
                    except StopIteration:
                        if not quoted and not started:
                            raise
                        break
                    self.line_num += 1
                    index = 0
                    while index < len(line):
                        char = line[index]
                        index += 1
                        if quoted:
                            if char == d.quotechar:
                                if d.doublequote and line[index:index + 1] == d.quotechar:
                                    field.append(char)
                                    index += 1
                                else:
                                    quoted = False
                            elif d.escapechar and char == d.escapechar:
                                field.append(line[index:index + 1])
                                index += 1
                            else:
                                field.append(char)
                        elif char == d.quotechar and not field and d.quoting != QUOTE_NONE:
                            quoted = was_quoted = started = True
                        elif char == d.delimiter:
                            fields.append(self._value(field, was_quoted))
                            field, was_quoted, started = [], False, True
                        elif char in "\r\n":
                            break
                        elif char == " " and d.skipinitialspace and not field and not was_quoted:
                            pass
                        elif d.escapechar and char == d.escapechar:
                            field.append(line[index:index + 1])
                            index += 1
                            started = True
                        else:
                            field.append(char)
                            started = True
                    if not quoted:
                        break
                if not started and not fields:
                    return []
                fields.append(self._value(field, was_quoted))
                return fields

            def _value(self, field, was_quoted):
                text = "".join(field)
                if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted:
                    return float(text)
                return text

        class writer:
            def __init__(self, csvfile, dialect="excel", **options):
                self._file, self.dialect = csvfile, _options(dialect, options)

            def _field(self, value, alone):
                d = self.dialect
                text = "" if value is None else repr(value) if isinstance(value, float) else str(value)
                special = any(char in text for char in (d.delimiter, d.quotechar or "", "\r", "\n") if char)
                number = isinstance(value, (int, float))
                if d.quoting == QUOTE_NONE:
                    if special and not d.escapechar:
                        raise Error("need to escape, but no escapechar set")
                    return "".join(d.escapechar + char if char in (d.delimiter, d.quotechar, d.escapechar) else char for char in text)
                if not d.doublequote and d.escapechar:
                    text = "".join(d.escapechar + char if char in (d.quotechar, d.escapechar) else char for char in text)
                    special = any(char in text for char in (d.delimiter, "\r", "\n"))
                    if special or alone and not text or d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not number:
                        return d.quotechar + text + d.quotechar
                    return text
                if special or alone and not text or d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not number:
                    return d.quotechar + text.replace(d.quotechar, d.quotechar * 2) + d.quotechar
                return text

            def writerow(self, row):
                row = list(row)
                fields = [self._field(value, len(row) == 1) for value in row]
                return self._file.write(self.dialect.delimiter.join(fields) + self.dialect.lineterminator)

            def writerows(self, rows):
                for row in rows:
                    self.writerow(row)

        class DictReader:
            def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **options):
                self._fieldnames, self.restkey, self.restval = fieldnames, restkey, restval
                self.reader = reader(f, dialect, *args, **options)

            @property
            def fieldnames(self):
                if self._fieldnames is None:
                    self._fieldnames = next(self.reader, None)
                return self._fieldnames

            def __iter__(self):
                return self

            def __next__(self):
                names = self.fieldnames
                row = next(self.reader)
                while row == []:
                    row = next(self.reader)
                made = dict(zip(names, row))
                if len(row) > len(names):
                    made[self.restkey] = row[len(names):]
                for name in names[len(row):]:
                    made[name] = self.restval
                return made

        class DictWriter:
            def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **options):
                self.fieldnames, self.restval, self.extrasaction = list(fieldnames), restval, extrasaction
                self.writer = writer(f, dialect, *args, **options)

            def writeheader(self):
                return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

            def writerow(self, row):
                if self.extrasaction == "raise":
                    wrong = [repr(name) for name in row if name not in self.fieldnames]
                    if wrong:
                        raise ValueError("dict contains fields not in fieldnames: " + ", ".join(wrong))
                return self.writer.writerow([row.get(name, self.restval) for name in self.fieldnames])

            def writerows(self, rows):
                for row in rows:
                    self.writerow(row)
        """#
}
