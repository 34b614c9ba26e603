/// `configparser`: settings in sections. `parser["train"].getfloat("lr")`
enum ConfigurationSource {
    static let text = #"""
        import re as _re
        from collections.abc import MutableMapping as _MutableMapping

        DEFAULTSECT = "DEFAULT"
        MAX_INTERPOLATION_DEPTH = 10
        _UNSET = object()

        class Error(Exception):
            def __init__(self, msg=""):
                self.message = msg
                Exception.__init__(self, msg)

            def __repr__(self):
                return self.message

            __str__ = __repr__

        class NoSectionError(Error):
            def __init__(self, section):
                Error.__init__(self, "No section: %r" % (section,))
                self.section = section

        class DuplicateSectionError(Error):
            def __init__(self, section, source=None, lineno=None):
                place = f"While reading from {source!r} [line {lineno:2d}]: s" if source is not None else "S"
                Error.__init__(self, f"{place}ection {section!r} already exists")
                self.section = section

        class DuplicateOptionError(Error):
            def __init__(self, section, option, source=None, lineno=None):
                place = f"While reading from {source!r} [line {lineno:2d}]: o" if source is not None else "O"
                Error.__init__(self, f"{place}ption {option!r} in section {section!r} already exists")
                self.section, self.option = section, option

        class NoOptionError(Error):
            def __init__(self, option, section):
                Error.__init__(self, "No option %r in section: %r" % (option, section))
                self.option, self.section = option, section

        class InterpolationError(Error):
            pass

        class ParsingError(Error):
            def __init__(self, source):
                Error.__init__(self, "Source contains parsing errors: %r" % source)
                self.source, self.errors = source, []

            def append(self, lineno, line):
                self.errors.append((lineno, line))
                self.message += "\n\t[line %2d]: %s" % (lineno, line)

        class MissingSectionHeaderError(ParsingError):
            def __init__(self, filename, lineno, line):
                Error.__init__(self, "File contains no section headers.\nfile: %r, line: %d\n%r" % (filename, lineno, line))

        class SectionProxy(_MutableMapping):
            def __init__(self, parser, name):
                self._parser, self._name = parser, name

            def __repr__(self):
                return f"<Section: {self._name}>"

            def __getitem__(self, key):
                if not self._parser.has_option(self._name, key):
                    raise KeyError(key)
                return self._parser.get(self._name, key)

            def __setitem__(self, key, value):
                self._parser.set(self._name, key, value)

            def __delitem__(self, key):
                if not self._parser.remove_option(self._name, key):
                    raise KeyError(key)

            def __contains__(self, key):
                return self._parser.has_option(self._name, key)

            def __len__(self):
                return len(self._options())

            def __iter__(self):
                return iter(self._options())

            def _options(self):
                if self._name == self._parser.default_section:
                    return list(self._parser.defaults())
                return self._parser.options(self._name)

            @property
            def parser(self):
                return self._parser

            @property
            def name(self):
                return self._name

            def get(self, option, fallback=None, **options):
                return self._parser.get(self._name, option, fallback=fallback, **options)

            def getint(self, option, fallback=None, **options):
                return self._parser.getint(self._name, option, fallback=fallback, **options)

            def getfloat(self, option, fallback=None, **options):
                return self._parser.getfloat(self._name, option, fallback=fallback, **options)

            def getboolean(self, option, fallback=None, **options):
                return self._parser.getboolean(self._name, option, fallback=fallback, **options)

        class RawConfigParser(_MutableMapping):
            BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
            _interpolates = False

            def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"), comment_prefixes=("#", ";"),
                         inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET, converters=None):
                self.default_section = default_section
                self._sections, self._defaults, self._allow_no_value = {}, {}, allow_no_value
                self._comments, self._inline, self._strict = tuple(comment_prefixes), tuple(inline_comment_prefixes or ()), strict
                self._keeps_empty_lines = empty_lines_in_values
                marks = "|".join(_re.escape(mark) for mark in delimiters)
                self._delimiter = _re.compile(rf"(?P<option>.*?)\s*(?:(?P<vi>{marks})\s*(?P<value>.*))?$")
                if interpolation is None:
                    self._interpolates = False
                for key, value in (defaults or {}).items():
                    self._defaults[self.optionxform(key)] = value

            def optionxform(self, optionstr):
                return optionstr.lower()

            def defaults(self):
                return self._defaults

            def sections(self):
                return list(self._sections)

            def add_section(self, section):
                if section == self.default_section:
                    raise ValueError("Invalid section name: %r" % section)
                if section in self._sections:
                    raise DuplicateSectionError(section)
                self._sections[section] = {}

            def has_section(self, section):
                return section in self._sections

            def options(self, section):
                if section not in self._sections:
                    raise NoSectionError(section)
                return list({**self._sections[section], **self._defaults})

            def has_option(self, section, option):
                option = self.optionxform(option)
                if not section or section == self.default_section:
                    return option in self._defaults
                return section in self._sections and (option in self._sections[section] or option in self._defaults)

            def read(self, filenames, encoding=None):
                if isinstance(filenames, (str, bytes)) or hasattr(filenames, "__fspath__"):
                    filenames = [filenames]
                done = []
                for filename in filenames:
                    try:
                        with open(filename, encoding=encoding or "utf-8") as file:
                            self._read(file, str(filename))
                    except OSError:
                        continue
                    done.append(filename)
                return done

            def read_file(self, f, source=None):
                self._read(f, source or getattr(f, "name", "<???>"))

            def read_string(self, string, source="<string>"):
                self._read(string.splitlines(), source)

            def read_dict(self, dictionary, source="<dict>"):
                for section, entries in dictionary.items():
                    if section not in self._sections and section != self.default_section:
                        self.add_section(str(section))
                    for key, value in entries.items():
                        self._target(str(section))[self.optionxform(str(key))] = None if value is None else str(value)

            def _target(self, section):
                if not section or section == self.default_section:
                    return self._defaults
                if section not in self._sections:
                    raise NoSectionError(section)
                return self._sections[section]

            def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
                if section != self.default_section and section not in self._sections:
                    if fallback is _UNSET:
                        raise NoSectionError(section)
                    return fallback
                values = {**self._defaults, **self._sections.get(section, {})}
                for key, value in (vars or {}).items():
                    values[self.optionxform(key)] = value
                key = self.optionxform(option)
                if key not in values:
                    if fallback is _UNSET:
                        raise NoOptionError(key, section)
                    return fallback
                value = values[key]
                return value if raw or value is None or not self._interpolates else self._interpolate(value, values, key, section, 1)

            def _interpolate(self, text, values, option, section, depth):
                if depth > MAX_INTERPOLATION_DEPTH:
                    raise InterpolationError(f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains an interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {text!r}")
                def replaced(match):
                    if match[0] == "%%":
                        return "%"
                    if match[1] is None:
                        raise InterpolationError(f"'%' must be followed by '%' or '(', found: {text[match.start():]!r}")
                    name = self.optionxform(match[1])
                    if name not in values:
                        raise InterpolationError(f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key {name!r} which is not a valid option name. Raw value: {text!r}")
                    return self._interpolate(values[name], values, option, section, depth + 1)
                return _re.sub(r"%%|%\(([^)]+)\)s|%", replaced, text)

            def _converted(self, convert, section, option, fallback, options):
                try:
                    return convert(self.get(section, option, **options))
                except (NoSectionError, NoOptionError):
                    if fallback is _UNSET:
                        raise
                    return fallback

            def getint(self, section, option, *, fallback=_UNSET, **options):
                return self._converted(int, section, option, fallback, options)

            def getfloat(self, section, option, *, fallback=_UNSET, **options):
                return self._converted(float, section, option, fallback, options)

            def getboolean(self, section, option, *, fallback=_UNSET, **options):
                return self._converted(self._convert_to_boolean, section, option, fallback, options)

            def _convert_to_boolean(self, value):
                if value.lower() not in self.BOOLEAN_STATES:
                    raise ValueError("Not a boolean: %s" % value)
                return self.BOOLEAN_STATES[value.lower()]

            def items(self, section=_UNSET, raw=False, vars=None):
                if section is _UNSET:
                    return [(name, self[name]) for name in self]
                if section != self.default_section and section not in self._sections:
                    raise NoSectionError(section)
                names = {**self._defaults, **self._sections.get(section, {}), **(vars or {})}
                return [(name, self.get(section, name, raw=raw, vars=vars)) for name in names]

            def set(self, section, option, value=None):
                self._target(section)[self.optionxform(option)] = value

            def remove_option(self, section, option):
                return self._target(section).pop(self.optionxform(option), _UNSET) is not _UNSET

            def remove_section(self, section):
                return self._sections.pop(section, None) is not None

            def write(self, fp, space_around_delimiters=True):
                mark = " = " if space_around_delimiters else "="
                for name, entries in [(self.default_section, self._defaults)] * bool(self._defaults) + list(self._sections.items()):
                    fp.write(f"[{name}]\n")
                    for key, value in entries.items():
                        fp.write(key + ("" if value is None else mark + str(value).replace("\n", "\n\t")) + "\n")
                    fp.write("\n")

            def __getitem__(self, key):
                if key != self.default_section and key not in self._sections:
                    raise KeyError(key)
                return SectionProxy(self, key)

            def __setitem__(self, key, value):
                if key == self.default_section:
                    self._defaults.clear()
                else:
                    self._sections[key] = {}
                self.read_dict({key: value})

            def __delitem__(self, key):
                if key == self.default_section:
                    raise ValueError("Cannot remove the default section.")
                if not self.remove_section(key):
                    raise KeyError(key)

            def __contains__(self, key):
                return key == self.default_section or key in self._sections

            def __len__(self):
                return len(self._sections) + 1

            def __iter__(self):
                return iter([self.default_section, *self._sections])

            def _read(self, lines, source):
                entries, section, option, indentation, problem, seen = None, None, None, 0, None, set()
                for number, line in enumerate(lines, 1):
                    text = line.strip()
                    for prefix in self._inline:
                        found = _re.search(rf"(^|\s){_re.escape(prefix)}", text)
                        text = text[:found.start()].strip() if found else text
                    if text.startswith(self._comments):
                        continue
                    if not text:
                        if self._keeps_empty_lines and entries is not None and option and entries[option] is not None:
                            entries[option].append("")
                        continue
                    depth = len(line) - len(line.lstrip())
                    if entries is not None and option and depth > indentation and entries[option] is not None:
                        entries[option].append(text)
                        continue
                    indentation = depth
                    header = _re.match(r"\[(.+)\]", text)
                    if header:
                        section, option = header[1], None
                        if section in self._sections and self._strict and section in seen:
                            raise DuplicateSectionError(section, source, number)
                        seen.add(section)
                        entries = self._defaults if section == self.default_section else self._sections.setdefault(section, {})
                    elif entries is None:
                        raise MissingSectionHeaderError(source, number, line)
                    else:
                        parts = self._delimiter.match(text)
                        if not parts["option"] or parts["vi"] is None and not self._allow_no_value:
                            problem = problem or ParsingError(source)
                            problem.append(number, repr(line))
                            continue
                        option = self.optionxform(parts["option"].rstrip())
                        if self._strict and (section, option) in seen:
                            raise DuplicateOptionError(section, option, source, number)
                        seen.add((section, option))
                        entries[option] = None if parts["vi"] is None else [parts["value"]]
                if problem:
                    raise problem
                for entries in (self._defaults, *self._sections.values()):
                    for key, value in entries.items():
                        if isinstance(value, list):
                            entries[key] = "\n".join(value).rstrip()

        class ConfigParser(RawConfigParser):
            _interpolates = True

            def set(self, section, option, value=None):
                if value is not None and not isinstance(value, str) or value is None and not self._allow_no_value:
                    raise TypeError("option values must be strings")
                super().set(section, option, value)

            def add_section(self, section):
                if not isinstance(section, str):
                    raise TypeError("section names must be strings")
                super().add_section(section)
        """#
}
