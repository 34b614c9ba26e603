/// `datetime`, written in Python: differences, time zones and dates here, times of day in the extension.
enum DatetimeSource {
    static let text = dates + "\n" + times

    private static let dates = #"""
        import time as _time

        MINYEAR, MAXYEAR = 1, 9999
        _MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        _FULL_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        _DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

        def _is_leap(year):
            return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

        def _days_in_month(year, month):
            return 29 if month == 2 and _is_leap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]

        def _days_before(year, month):
            return sum(_days_in_month(year, earlier) for earlier in range(1, month))

        def _ordinal(year, month, day):
            past = year - 1
            return past * 365 + past // 4 - past // 100 + past // 400 + _days_before(year, month) + day

        def _from_ordinal(n):
            if not 1 <= n <= 3652059:
                raise OverflowError("date value out of range")
            n -= 1
            n400, n = divmod(n, 146097)
            n100, n = divmod(n, 36524)
            n4, n = divmod(n, 1461)
            n1, n = divmod(n, 365)
            year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
            if n1 == 4 or n100 == 4:
                return year - 1, 12, 31
            month = 1
            while n >= _days_in_month(year, month):
                n -= _days_in_month(year, month)
                month += 1
            return year, month, n + 1

        class IsoCalendarDate(tuple):
            year = property(lambda self: self[0])
            week = property(lambda self: self[1])
            weekday = property(lambda self: self[2])

            def __repr__(self):
                return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"

        class timedelta:
            def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
                days, seconds = days + weeks * 7, seconds + minutes * 60 + hours * 3600
                microseconds += milliseconds * 1000
                whole = int(days // 1)
                seconds += (days - whole) * 86400
                whole_seconds = int(seconds // 1)
                microseconds = round(microseconds + (seconds - whole_seconds) * 1000000)
                carry, microseconds = divmod(microseconds, 1000000)
                carry, whole_seconds = divmod(whole_seconds + carry, 86400)
                self.days, self.seconds, self.microseconds = whole + carry, whole_seconds, microseconds
                if abs(self.days) > 999999999:
                    raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

            def _micros(self):
                return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

            def total_seconds(self):
                return self._micros() / 1000000

            def __repr__(self):
                parts = [f"{name}={getattr(self, name)}" for name in ("days", "seconds", "microseconds") if getattr(self, name)]
                return "datetime.timedelta(" + (", ".join(parts) or "0") + ")"

            def __str__(self):
                minutes, seconds = divmod(self.seconds, 60)
                hours, minutes = divmod(minutes, 60)
                text = "%d:%02d:%02d" % (hours, minutes, seconds)
                if self.days:
                    text = "%d day%s, " % (self.days, "" if abs(self.days) == 1 else "s") + text
                if self.microseconds:
                    text += ".%06d" % self.microseconds
                return text

            def __add__(self, other):
                return timedelta(0, 0, self._micros() + other._micros()) if isinstance(other, timedelta) else NotImplemented

            __radd__ = __add__

            def __sub__(self, other):
                return timedelta(0, 0, self._micros() - other._micros()) if isinstance(other, timedelta) else NotImplemented

            def __neg__(self):
                return timedelta(0, 0, -self._micros())

            def __pos__(self):
                return self

            def __abs__(self):
                return -self if self.days < 0 else self

            def __mul__(self, other):
                return timedelta(0, 0, round(self._micros() * other)) if isinstance(other, (int, float)) else NotImplemented

            __rmul__ = __mul__

            def __truediv__(self, other):
                if isinstance(other, timedelta):
                    return self._micros() / other._micros()
                return timedelta(0, 0, round(self._micros() / other))

            def __floordiv__(self, other):
                if isinstance(other, timedelta):
                    return self._micros() // other._micros()
                return timedelta(0, 0, self._micros() // other)

            def __mod__(self, other):
                return timedelta(0, 0, self._micros() % other._micros())

            def __divmod__(self, other):
                quotient, rest = divmod(self._micros(), other._micros())
                return quotient, timedelta(0, 0, rest)

            def __eq__(self, other):
                return isinstance(other, timedelta) and self._micros() == other._micros()

            def __lt__(self, other):
                return self._micros() < other._micros() if isinstance(other, timedelta) else NotImplemented

            def __le__(self, other):
                return self._micros() <= other._micros() if isinstance(other, timedelta) else NotImplemented

            def __gt__(self, other):
                return self._micros() > other._micros() if isinstance(other, timedelta) else NotImplemented

            def __ge__(self, other):
                return self._micros() >= other._micros() if isinstance(other, timedelta) else NotImplemented

            def __hash__(self):
                return hash(self._micros())

            def __bool__(self):
                return self._micros() != 0

        timedelta.min = timedelta(-999999999)
        timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
        timedelta.resolution = timedelta(microseconds=1)

        class tzinfo:
            pass

        class timezone(tzinfo):
            def __init__(self, offset, name=None):
                if not isinstance(offset, timedelta):
                    raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
                if not timedelta(-1) < offset < timedelta(1):
                    raise ValueError(
                        "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
                        f"not {offset!r}.")
                self._offset, self._name = offset, name

            def utcoffset(self, dt):
                return self._offset

            def tzname(self, dt):
                if self._name is not None:
                    return self._name
                return "UTC" + (_offset_text(self._offset) if self._offset else "")

            def dst(self, dt):
                return None

            def __eq__(self, other):
                return isinstance(other, timezone) and self._offset == other._offset

            def __hash__(self):
                return hash(self._offset)

            def __str__(self):
                return self.tzname(None)

            def __repr__(self):
                if self is timezone.utc:
                    return "datetime.timezone.utc"
                if self._name is None:
                    return f"datetime.timezone({self._offset!r})"
                return f"datetime.timezone({self._offset!r}, {self._name!r})"

        timezone.utc = timezone(timedelta(0))
        UTC = timezone.utc

        def _offset_text(offset, separator=":"):
            seconds = int(offset.total_seconds())
            sign = "-" if seconds < 0 else "+"
            minutes = abs(seconds) // 60
            return f"{sign}{minutes // 60:02d}{separator}{minutes % 60:02d}"

        def _format(value, format, when, clock, offset, zone):
            result, index = "", 0
            year, month, day = when
            hour, minute, second, micro = clock
            ordinal = _ordinal(year, month, day)
            weekday = (ordinal + 6) % 7
            yearday = ordinal - _ordinal(year, 1, 1) + 1
            fields = {
                "Y": lambda: f"{year}", "m": lambda: f"{month:02d}", "d": lambda: f"{day:02d}", "y": lambda: f"{year % 100:02d}",
                "H": lambda: f"{hour:02d}", "I": lambda: f"{(hour % 12) or 12:02d}", "M": lambda: f"{minute:02d}",
                "S": lambda: f"{second:02d}", "f": lambda: f"{micro:06d}", "p": lambda: "AM" if hour < 12 else "PM",
                "a": lambda: _DAYS[weekday][:3], "A": lambda: _DAYS[weekday], "b": lambda: _MONTHS[month - 1],
                "h": lambda: _MONTHS[month - 1], "B": lambda: _FULL_MONTHS[month - 1], "j": lambda: f"{yearday:03d}",
                "w": lambda: f"{(weekday + 1) % 7}", "u": lambda: f"{weekday + 1}", "e": lambda: f"{day:2d}",
                "D": lambda: f"{month:02d}/{day:02d}/{year % 100:02d}", "F": lambda: f"{year}-{month:02d}-{day:02d}",
                "T": lambda: f"{hour:02d}:{minute:02d}:{second:02d}", "R": lambda: f"{hour:02d}:{minute:02d}",
                "X": lambda: f"{hour:02d}:{minute:02d}:{second:02d}", "x": lambda: f"{month:02d}/{day:02d}/{year % 100:02d}",
                "c": lambda: f"{_DAYS[weekday][:3]} {_MONTHS[month - 1]} {day:2d} {hour:02d}:{minute:02d}:{second:02d} {year}",
                "z": lambda: "" if offset is None else _offset_text(offset, ""), "Z": lambda: zone or "",
                "U": lambda: f"{(yearday + 6 - (weekday + 1) % 7) // 7:02d}", "W": lambda: f"{(yearday + 6 - weekday) // 7:02d}",
                "G": lambda: f"{date(year, month, day).isocalendar()[0]}", "V": lambda: f"{date(year, month, day).isocalendar()[1]:02d}",
                "s": lambda: str(int(value.timestamp())), "%": lambda: "%", "n": lambda: "\n", "t": lambda: "\t",
            }
            while index < len(format):
                char = format[index]
                if char == "%" and index + 1 < len(format):
                    code = format[index + 1]
                    if code == "-" and format[index + 2:index + 3] in fields:
                        text = fields[format[index + 2]]()
                        result += text.lstrip("0 ") or text[-1:]
                        index += 3
                        continue
                    result += fields[code]() if code in fields else char + code
                    index += 2
                else:
                    result += char
                    index += 1
            return result

        def _check_date(year, month, day):
            if not MINYEAR <= year <= MAXYEAR:
                raise ValueError(f"year {year} is out of range")
            if not 1 <= month <= 12:
                raise ValueError("month must be in 1..12")
            if not 1 <= day <= _days_in_month(year, month):
                raise ValueError("day is out of range for month")

        def _check_time(hour, minute, second, microsecond):
            for name, value, limit in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59), ("microsecond", microsecond, 999999)):
                if not 0 <= value <= limit:
                    raise ValueError(f"{name} must be in 0..{limit}")

        class date:
            def __init__(self, year, month, day):
                _check_date(year, month, day)
                self.year, self.month, self.day = year, month, day

            @classmethod
            def today(cls):
                return cls.fromtimestamp(_time.time())

            @classmethod
            def fromtimestamp(cls, timestamp):
                parts = _time.localtime(timestamp)
                return cls(parts.tm_year, parts.tm_mon, parts.tm_mday)

            @classmethod
            def fromordinal(cls, n):
                return cls(*_from_ordinal(n))

            @classmethod
            def fromisocalendar(cls, year, week, day):
                if not 0 < week < 54:
                    raise ValueError(f"Invalid week: {week}")
                if not 0 < day < 8:
                    raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
                first = _ordinal(year, 1, 4)
                return cls.fromordinal(first - (first + 6) % 7 + (week - 1) * 7 + day - 1)

            @classmethod
            def fromisoformat(cls, text):
                try:
                    if "-" not in text and len(text) == 8:
                        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
                    if "W" in text:
                        year, week, *day = text.split("-")
                        return cls.fromisocalendar(int(year), int(week[1:]), int(day[0]) if day else 1)
                    year, month, day = text.split("-")
                    if (len(year), len(month), len(day)) != (4, 2, 2):
                        raise ValueError
                    return cls(int(year), int(month), int(day))
                except ValueError:
                    raise ValueError(f"Invalid isoformat string: {text!r}") from None

            def toordinal(self):
                return _ordinal(self.year, self.month, self.day)

            def weekday(self):
                return (self.toordinal() + 6) % 7

            def isoweekday(self):
                return self.weekday() + 1

            def isocalendar(self):
                thursday = self.toordinal() - self.weekday() + 3
                year = _from_ordinal(thursday)[0]
                return IsoCalendarDate((year, (thursday - _ordinal(year, 1, 1)) // 7 + 1, self.isoweekday()))

            def isoformat(self):
                return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

            __str__ = isoformat

            def __repr__(self):
                return f"datetime.date({self.year}, {self.month}, {self.day})"

            def timetuple(self):
                return _time.struct_time(self.year, self.month, self.day, 0, 0, 0, self.weekday(), self.toordinal() - _ordinal(self.year, 1, 1) + 1, -1)

            def ctime(self):
                return self.strftime("%c")

            def strftime(self, format):
                return _format(self, format, (self.year, self.month, self.day), (0, 0, 0, 0), None, None)

            def __format__(self, format):
                return self.strftime(format) if format else str(self)

            def replace(self, year=None, month=None, day=None):
                return type(self)(year or self.year, month or self.month, day or self.day)

            def __add__(self, other):
                return date.fromordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented

            __radd__ = __add__

            def __sub__(self, other):
                if isinstance(other, timedelta):
                    return date.fromordinal(self.toordinal() - other.days)
                return timedelta(self.toordinal() - other.toordinal()) if isinstance(other, date) else NotImplemented

            def _key(self):
                return (self.year, self.month, self.day)

            def _comparable(self, other):
                if not isinstance(other, date):
                    return False
                if isinstance(self, datetime) != isinstance(other, datetime):
                    kinds = ["datetime.datetime" if isinstance(each, datetime) else "datetime.date" for each in (self, other)]
                    raise TypeError(f"can't compare {kinds[0]} to {kinds[1]}")
                if isinstance(self, datetime) and (self.utcoffset() is None) != (other.utcoffset() is None):
                    raise TypeError("can't compare offset-naive and offset-aware datetimes")
                return True

            def __eq__(self, other):
                if not isinstance(other, date):
                    return NotImplemented
                return isinstance(self, datetime) == isinstance(other, datetime) and self._key() == other._key()

            def __lt__(self, other):
                return self._key() < other._key() if self._comparable(other) else NotImplemented

            def __le__(self, other):
                return self._key() <= other._key() if self._comparable(other) else NotImplemented

            def __gt__(self, other):
                return self._key() > other._key() if self._comparable(other) else NotImplemented

            def __ge__(self, other):
                return self._key() >= other._key() if self._comparable(other) else NotImplemented

            def __hash__(self):
                return hash(self._key())

        date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)

        def _clock_text(hour, minute, second, microsecond, timespec="auto"):
            if timespec == "auto":
                timespec = "microseconds" if microsecond else "seconds"
            text = f"{hour:02d}"
            if timespec != "hours":
                text += f":{minute:02d}"
            if timespec not in ("hours", "minutes"):
                text += f":{second:02d}"
            if timespec == "milliseconds":
                text += f".{microsecond // 1000:03d}"
            if timespec == "microseconds":
                text += f".{microsecond:06d}"
            return text
        """#
}
