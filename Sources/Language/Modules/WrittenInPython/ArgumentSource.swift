/// `argparse`, written in Python: the options of a command line.
enum ArgumentSource {
    static let text = #"""
        import sys as _sys

        SUPPRESS = "==SUPPRESS=="
        OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER = "?", "*", "+", "..."

        class ArgumentError(Exception):
            pass

        class ArgumentTypeError(Exception):
            pass

        class HelpFormatter:
            pass

        ArgumentDefaultsHelpFormatter = RawTextHelpFormatter = RawDescriptionHelpFormatter = HelpFormatter

        class Namespace:
            def __init__(self, **kwargs):
                for name, value in kwargs.items():
                    setattr(self, name, value)

            def __repr__(self):
                return "Namespace(" + ", ".join(f"{name}={value!r}" for name, value in vars(self).items()) + ")"

            def __eq__(self, other):
                return isinstance(other, Namespace) and vars(self) == vars(other)

            def __contains__(self, name):
                return name in vars(self)

        class Action:
            def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                         required=False, help=None, metavar=None, action="store", version=None):
                self.option_strings, self.dest, self.nargs, self.const = option_strings, dest, nargs, const
                self.default, self.type, self.choices, self.required = default, type, choices, required
                self.help, self.metavar, self.action, self.version = help, metavar, action, version

            @property
            def takes_value(self):
                return self.action in ("store", "append", "extend") or not isinstance(self.action, str)

            def name(self):
                return "/".join(self.option_strings) or self.metavar or self.dest

            def value_text(self):
                word = self.metavar or ("{" + ",".join(map(str, self.choices)) + "}" if self.choices is not None
                                        else self.dest.upper() if self.option_strings else self.dest)
                if isinstance(self.nargs, int):
                    return " ".join([word] * self.nargs)
                return {None: word, "?": f"[{word}]", "*": f"[{word} ...]", "+": f"{word} [{word} ...]", "...": "..."}[self.nargs]

            def usage(self):
                if not self.option_strings:
                    return self.value_text()
                text = self.option_strings[0] + (" " + self.value_text() if self.takes_value else "")
                return text if self.required else f"[{text}]"

        class _Group:
            def __init__(self, parser, title=None, required=False):
                self._parser, self.title, self.required, self.members = parser, title, required, []

            def add_argument(self, *names, **options):
                action = self._parser.add_argument(*names, **options)
                self.members.append(action)
                return action

            def add_mutually_exclusive_group(self, required=False):
                return self._parser.add_mutually_exclusive_group(required=required)

        class _Subparsers:
            def __init__(self, parser, dest, required):
                self.parser, self.dest, self.required, self.choices = parser, dest, required, {}

            def add_parser(self, name, **options):
                options.setdefault("prog", f"{self.parser.prog} {name}")
                options.pop("help", None)
                options.pop("aliases", None)
                self.choices[name] = ArgumentParser(**options)
                return self.choices[name]

        class ArgumentParser:
            def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                         add_help=True, allow_abbrev=True, exit_on_error=True, **options):
                self.prog = prog or (_sys.argv[0].split("/")[-1] if _sys.argv else "") or "program"
                self.usage, self.description, self.epilog = usage, description, epilog
                self.exit_on_error, self._actions, self._defaults = exit_on_error, [], {}
                self._exclusive, self._subparsers = [], None
                if add_help:
                    self.add_argument("-h", "--help", action="help", help="show this help message and exit")
                for parent in parents:
                    self._actions += [action for action in parent._actions if action.action != "help"]

            def add_argument(self, *names, action="store", dest=None, default=None, **options):
                is_option = bool(names) and names[0].startswith("-")
                if dest is None:
                    if not names:
                        raise TypeError("add_argument() missing a name or dest")
                    longest = next((name for name in names if name.startswith("--")), names[0])
                    dest = longest.lstrip("-").replace("-", "_") if is_option else names[0]
                if action is BooleanOptionalAction:
                    names = tuple(names) + tuple("--no-" + name[2:] for name in names if name.startswith("--"))
                    action = "boolean"
                if isinstance(action, str) and action not in _ACTIONS:
                    raise ValueError(f'unknown action "{action}"')
                if action == "store_true":
                    default = False if default is None else default
                elif action == "store_false":
                    default = True if default is None else default
                elif action in ("help", "version"):
                    dest, default = SUPPRESS, SUPPRESS
                made = Action(list(names) if is_option else [], dest, default=default, action=action, **options)
                self._actions.append(made)
                return made

            def add_argument_group(self, title=None, description=None):
                return _Group(self, title)

            def add_mutually_exclusive_group(self, required=False):
                group = _Group(self, required=required)
                self._exclusive.append(group)
                return group

            def add_subparsers(self, dest=None, required=False, **options):
                self._subparsers = _Subparsers(self, dest, required)
                return self._subparsers

            def set_defaults(self, **defaults):
                self._defaults.update(defaults)

            def get_default(self, dest):
                return self._defaults.get(dest, next((action.default for action in self._actions if action.dest == dest), None))

            def parse_args(self, args=None, namespace=None):
                result, rest = self.parse_known_args(args, namespace)
                if rest:
                    self.error("unrecognized arguments: " + " ".join(rest))
                return result

            def parse_known_args(self, args=None, namespace=None):
                args = list(_sys.argv[1:] if args is None else args)
                result = namespace if namespace is not None else Namespace()
                for action in self._actions:
                    if action.default is not SUPPRESS and not hasattr(result, action.dest):
                        setattr(result, action.dest, action.default)
                for name, value in self._defaults.items():
                    setattr(result, name, value)
                try:
                    rest = _Reading(self, args, result).run()
                except ArgumentError as error:
                    if not self.exit_on_error:
                        raise
                    self.error(str(error))
                for action in self._actions:
                    if action.default is not SUPPRESS and isinstance(action.default, str) and getattr(result, action.dest) is action.default:
                        setattr(result, action.dest, self._convert(action, action.default))
                return result, rest

            def _convert(self, action, text):
                if action.type is None:
                    return text
                try:
                    return action.type(text)
                except ArgumentTypeError as error:
                    raise ArgumentError(f"argument {action.name()}: {error}")
                except (TypeError, ValueError):
                    kind = getattr(action.type, "__name__", repr(action.type))
                    raise ArgumentError(f"argument {action.name()}: invalid {kind} value: {text!r}")

            def format_usage(self):
                if self.usage:
                    return f"usage: {self.usage}\n"
                parts = [action.usage() for action in self._actions if action.option_strings and action.help is not SUPPRESS]
                parts += [action.usage() for action in self._actions if not action.option_strings]
                if self._subparsers:
                    parts.append("{" + ",".join(self._subparsers.choices) + "} ...")
                start = f"usage: {self.prog}"
                if len(" ".join([start] + parts)) <= 78:
                    return " ".join([start] + parts) + "\n"
                options = len([action for action in self._actions if action.option_strings and action.help is not SUPPRESS])
                lines, current = [], start
                for index, part in enumerate(parts):
                    if len(current) + len(part) + 1 > 78 or index == options and index > 0:
                        lines.append(current)
                        current = " " * len(start)
                    current += " " + part
                return "\n".join(lines + [current]) + "\n"

            def format_help(self):
                text = self.format_usage()
                if self.description:
                    text += f"\n{self.description}\n"
                positionals = [action for action in self._actions if not action.option_strings]
                options = [action for action in self._actions if action.option_strings]
                for title, actions in (("positional arguments", positionals), ("options", options)):
                    if actions:
                        text += f"\n{title}:\n" + "".join(self._line(action) for action in actions if action.help is not SUPPRESS)
                return text + (f"\n{self.epilog}\n" if self.epilog else "")

            def _line(self, action):
                value = " " + action.value_text() if action.takes_value else ""
                names = ", ".join(name + value for name in action.option_strings) or action.metavar or action.value_text().strip("[]. ").split(" ")[0]
                if not action.help:
                    return f"  {names}\n"
                help = action.help % {"default": action.default, "prog": self.prog, "dest": action.dest} if "%" in action.help else action.help
                width = min(max([len(", ".join(a.option_strings)) + (len(a.value_text()) + 1) * len(a.option_strings) * a.takes_value if a.option_strings
                                 else len(a.dest) for a in self._actions] + [0]) + 4, 24)
                return f"  {names:{width - 4}}  {help}\n" if len(names) <= width - 4 else f"  {names}\n{' ' * width}{help}\n"

            def print_usage(self, file=None):
                print(self.format_usage(), end="", file=file or _sys.stdout)

            def print_help(self, file=None):
                print(self.format_help(), end="", file=file or _sys.stdout)

            def exit(self, status=0, message=None):
                if message:
                    print(message, end="", file=_sys.stderr)
                _sys.exit(status)

            def error(self, message):
                self.print_usage(_sys.stderr)
                self.exit(2, f"{self.prog}: error: {message}\n")

        class BooleanOptionalAction:
            pass

        _ACTIONS = {"store", "store_const", "store_true", "store_false", "append", "append_const", "extend", "count", "help", "version", "boolean"}

        class _Reading:
            def __init__(self, parser, words, result):
                self.parser, self.words, self.result = parser, words, result
                self.options = {name: action for action in parser._actions for name in action.option_strings}
                self.positionals = [action for action in parser._actions if not action.option_strings]
                self.seen, self.rest, self.free, self.index = set(), [], [], 0

            def run(self):
                only_words = False
                while self.index < len(self.words):
                    word = self.words[self.index]
                    self.index += 1
                    if word == "--" and not only_words:
                        only_words = True
                    elif only_words or not self.looks_like_option(word):
                        if self.parser._subparsers and len(self.free) >= len(self.positionals):
                            self.enter(word)
                        else:
                            self.free.append(word)
                    else:
                        self.option(word)
                self.give_positionals()
                self.check()
                return self.rest

            def looks_like_option(self, word):
                if not word.startswith("-") or word == "-":
                    return False
                try:
                    float(word)
                    return False
                except ValueError:
                    return " " not in word or word in self.options

            def enter(self, name):
                choices = self.parser._subparsers.choices
                if name not in choices:
                    listed = ", ".join(map(repr, choices))
                    raise ArgumentError(f"argument {self.parser._subparsers.dest or 'command'}: invalid choice: {name!r} (choose from {listed})")
                if self.parser._subparsers.dest:
                    setattr(self.result, self.parser._subparsers.dest, name)
                _, rest = choices[name].parse_known_args(self.words[self.index:], self.result)
                self.rest += rest
                self.index = len(self.words)

            def find(self, word):
                name, equals, value = word.partition("=")
                if name in self.options:
                    return self.options[name], name, value if equals else None
                if not word.startswith("--") and word[:2] in self.options:
                    return self.options[word[:2]], word[:2], word[2:]
                near = sorted({option for option in self.options if name.startswith("--") and option.startswith(name)})
                if len(near) > 1:
                    raise ArgumentError(f"ambiguous option: {word} could match {', '.join(near)}")
                return (self.options[near[0]], near[0], value if equals else None) if near else (None, word, None)

            def option(self, word):
                action, name, value = self.find(word)
                if action is None:
                    return self.rest.append(word)
                self.seen.add(action)
                if action.takes_value:
                    return self.store(action, self.values(action, value))
                if value is not None and not word.startswith("--"):
                    self.words.insert(self.index, "-" + value)
                elif value is not None:
                    raise ArgumentError(f"argument {action.name()}: ignored explicit argument {value!r}")
                self.flag(action, name)

            def flag(self, action, name):
                kind, dest = action.action, action.dest
                if kind == "help":
                    self.parser.print_help()
                    self.parser.exit()
                elif kind == "version":
                    print(action.version)
                    self.parser.exit()
                elif kind == "count":
                    setattr(self.result, dest, (getattr(self.result, dest) or 0) + 1)
                elif kind == "append_const":
                    setattr(self.result, dest, (getattr(self.result, dest) or []) + [action.const])
                else:
                    value = {"store_true": True, "store_false": False, "store_const": action.const}.get(kind, not name.startswith("--no-"))
                    setattr(self.result, dest, value)

            def values(self, action, given):
                if given is not None:
                    return self.converted(action, [given])
                most = {None: 1, "?": 1, "*": len(self.words), "+": len(self.words), "...": len(self.words)}.get(action.nargs, action.nargs)
                found = []
                while len(found) < most and self.index < len(self.words) and (action.nargs == "..." or not self.looks_like_option(self.words[self.index])):
                    found.append(self.words[self.index])
                    self.index += 1
                least = {None: 1, "?": 0, "*": 0, "+": 1, "...": 0}.get(action.nargs, action.nargs)
                if len(found) < least:
                    wanted = "one argument" if action.nargs is None else "at least one argument" if action.nargs == "+" else f"{least} argument{'s' * (least != 1)}"
                    raise ArgumentError(f"argument {action.name()}: expected {wanted}")
                return self.converted(action, found)

            def converted(self, action, words):
                values = [self.parser._convert(action, word) for word in words]
                for value in values:
                    if action.choices is not None and value not in action.choices:
                        listed = ", ".join(map(repr, action.choices))
                        raise ArgumentError(f"argument {action.name()}: invalid choice: {value!r} (choose from {listed})")
                if action.nargs is None:
                    return values[0]
                if action.nargs == "?":
                    return values[0] if values else action.const
                return values

            def store(self, action, value):
                before = getattr(self.result, action.dest, None)
                if action.action == "append":
                    value = list(before or []) + [value]
                elif action.action == "extend":
                    value = list(before or []) + list(value)
                elif not isinstance(action.action, str):
                    return action.action(action.option_strings, action.dest)(self.parser, self.result, value)
                setattr(self.result, action.dest, value)

            def give_positionals(self):
                words = self.free
                for place, action in enumerate(self.positionals):
                    needed = sum({None: 1, "+": 1, "?": 0, "*": 0, "...": 0}.get(later.nargs, later.nargs) for later in self.positionals[place + 1:])
                    count = {None: 1, "?": 1, "*": len(words), "+": len(words), "...": len(words)}.get(action.nargs, action.nargs)
                    taken = words[:min(count, max(len(words) - needed, 0))]
                    if action.nargs in ("?", "*", "...") and not taken:
                        if action.nargs != "?" and action.default is None:
                            setattr(self.result, action.dest, [])
                        continue
                    if not taken or isinstance(action.nargs, int) and len(taken) < action.nargs:
                        continue
                    words = words[len(taken):]
                    self.seen.add(action)
                    self.store(action, self.converted(action, taken))
                self.rest = words + self.rest

            def check(self):
                missing = [action.name() for action in self.parser._actions if action not in self.seen and
                           (action.required or not action.option_strings and action.nargs not in ("?", "*", "..."))]
                if missing:
                    raise ArgumentError("the following arguments are required: " + ", ".join(missing))
                for group in self.parser._exclusive:
                    chosen = [action for action in group.members if action in self.seen]
                    if len(chosen) > 1:
                        raise ArgumentError(f"argument {chosen[1].name()}: not allowed with argument {chosen[0].name()}")
                    if group.required and not chosen:
                        raise ArgumentError("one of the arguments " + " ".join(action.name() for action in group.members) + " is required")
                subparsers = self.parser._subparsers
                if subparsers and subparsers.dest and not hasattr(self.result, subparsers.dest):
                    if subparsers.required:
                        raise ArgumentError(f"the following arguments are required: {subparsers.dest}")
                    setattr(self.result, subparsers.dest, None)
        """#
}
