/// Small modules written in Python: `secrets`, `shlex`, `timeit`, `keyword`.
enum SmallSources {
    static let secrets = #"""
        import random as _random
        import base64 as _base64

        SystemRandom = _random.Random
        _bits = _random.Random()
        choice, randbelow = _bits.choice, lambda n: _bits.randrange(n)

        def randbits(k):
            return _bits.getrandbits(k)

        def token_bytes(nbytes=None):
            return _bits.randbytes(32 if nbytes is None else nbytes)

        def token_hex(nbytes=None):
            return token_bytes(nbytes).hex()

        def token_urlsafe(nbytes=None):
            return _base64.b64encode(token_bytes(nbytes)).decode().replace("+", "-").replace("/", "_").rstrip("=")

        def compare_digest(a, b):
            return a == b
        """#

    static let shlex = #"""
        import re as _re

        _unsafe = _re.compile(r"[^\w@%+=:,./-]", _re.ASCII)

        def quote(s):
            if not s:
                return "''"
            return s if _unsafe.search(s) is None else "'" + s.replace("'", "'\"'\"'") + "'"

        def join(split_command):
            return " ".join(quote(word) for word in split_command)

        def split(s, comments=False, posix=True):
            words, current, quoted, started, index = [], "", "", False, 0
            while index < len(s):
                character = s[index]
                index += 1
                if quoted:
                    if character == quoted:
                        quoted = ""
                    elif character == "\\" and quoted == '"' and index < len(s) and s[index] in '"\\':
                        current += s[index]
                        index += 1
                    else:
                        current += character
                elif character in "'\"":
                    quoted, started = character, True
                elif character == "\\" and index < len(s):
                    current, started = current + s[index], True
                    index += 1
                elif character.isspace():
                    if started:
                        words.append(current)
                    current, started = "", False
                elif character == "#" and comments and not started:
                    break
                else:
                    current, started = current + character, True
            if quoted:
                raise ValueError("No closing quotation")
            return words + [current] if started else words
        """#

    static let timeit = #"""
        from time import perf_counter as default_timer

        class Timer:
            def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
                self.stmt, self.setup, self.timer, self.globals = stmt, setup, timer, globals

            def timeit(self, number=1000000):
                names = dict(self.globals or {})
                if callable(self.setup):
                    self.setup()
                else:
                    exec(self.setup, names)
                if callable(self.stmt):
                    run = self.stmt
                else:
                    text = "def __run__():\n" + "".join("    " + line + "\n" for line in self.stmt.split("\n"))
                    exec(text, names)
                    run = names["__run__"]
                start = self.timer()
                for _ in range(number):
                    run()
                return self.timer() - start

            def repeat(self, repeat=5, number=1000000):
                return [self.timeit(number) for _ in range(repeat)]

            def autorange(self, callback=None):
                number = 1
                while (time := self.timeit(number)) < 0.2:
                    number *= 10
                return number, time

        def timeit(stmt="pass", setup="pass", timer=default_timer, number=1000000, globals=None):
            return Timer(stmt, setup, timer, globals).timeit(number)

        def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=5, number=1000000, globals=None):
            return Timer(stmt, setup, timer, globals).repeat(repeat, number)
        """#

    static let keyword = #"""
        kwlist = ["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
                  "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
                  "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"]
        softkwlist = ["_", "case", "match"]
        iskeyword = frozenset(kwlist).__contains__
        issoftkeyword = frozenset(softkwlist).__contains__
        """#

    static let calendar = #"""
        import datetime as _datetime

        MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
        day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        day_abbr = [name[:3] for name in day_name]
        month_name = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September",
                      "October", "November", "December"]
        month_abbr = [name[:3] for name in month_name]

        def isleap(year):
            return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

        def leapdays(y1, y2):
            return sum(isleap(year) for year in range(y1, y2))

        def weekday(year, month, day):
            return _datetime.date(year, month, day).weekday()

        def monthrange(year, month):
            if not 1 <= month <= 12:
                raise ValueError(f"bad month number {month}; must be 1-12")
            days = [31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            return weekday(year, month, 1), days

        class Calendar:
            def __init__(self, firstweekday=0):
                self.firstweekday = firstweekday

            def iterweekdays(self):
                return (day % 7 for day in range(self.firstweekday, self.firstweekday + 7))

            def monthdayscalendar(self, year, month):
                first, days = monthrange(year, month)
                cells = [0] * ((first - self.firstweekday) % 7) + list(range(1, days + 1))
                cells += [0] * (-len(cells) % 7)
                return [cells[start:start + 7] for start in range(0, len(cells), 7)]

            def itermonthdays(self, year, month):
                return (day for week in self.monthdayscalendar(year, month) for day in week)

            def itermonthdates(self, year, month):
                first = _datetime.date(year, month, 1)
                start = first - _datetime.timedelta((first.weekday() - self.firstweekday) % 7)
                return (start + _datetime.timedelta(day) for day in range(7 * len(self.monthdayscalendar(year, month))))

            def monthdatescalendar(self, year, month):
                dates = list(self.itermonthdates(year, month))
                return [dates[start:start + 7] for start in range(0, len(dates), 7)]

        class TextCalendar(Calendar):
            def formatmonth(self, theyear, themonth, w=0, l=0):
                width = max(2, w)
                title = f"{month_name[themonth]} {theyear}".center(7 * (width + 1) - 1).rstrip()
                names = " ".join((day_name if width >= 9 else day_abbr)[day][:width].center(width) for day in self.iterweekdays())
                lines = [title, names.rstrip()]
                lines += [" ".join(("%2i" % day if day else "").center(width) for day in week).rstrip()
                          for week in self.monthdayscalendar(theyear, themonth)]
                return "\n".join(line + "\n" * max(0, l - 1) for line in lines) + "\n"

            def prmonth(self, theyear, themonth, w=0, l=0):
                print(self.formatmonth(theyear, themonth, w, l), end="")

        _shown = TextCalendar()
        monthcalendar, month, prmonth = _shown.monthdayscalendar, _shown.formatmonth, _shown.prmonth

        def setfirstweekday(firstweekday):
            _shown.firstweekday = firstweekday

        def firstweekday():
            return _shown.firstweekday

        def timegm(tuple):
            year, month, day, hour, minute, second = tuple[:6]
            return (_datetime.date(year, month, day).toordinal() - 719163) * 86400 + hour * 3600 + minute * 60 + second
        """#
}
