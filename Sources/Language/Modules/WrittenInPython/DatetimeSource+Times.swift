/// The classes `time` and `datetime`.
extension DatetimeSource {
    static let times = #"""
        class time:
            def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
                _check_time(hour, minute, second, microsecond)
                self.hour, self.minute, self.second, self.microsecond, self.tzinfo = hour, minute, second, microsecond, tzinfo

            @classmethod
            def fromisoformat(cls, text):
                made = None
                try:
                    made = datetime.fromisoformat("2000-01-01T" + text.removeprefix("T"))
                except ValueError:
                    pass
                if made is None:
                    raise ValueError(f"Invalid isoformat string: {text!r}")
                return cls(made.hour, made.minute, made.second, made.microsecond, made.tzinfo)

            def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
                def choose(new, old):
                    return old if new is None else new
                return type(self)(
                    choose(hour, self.hour), choose(minute, self.minute), choose(second, self.second),
                    choose(microsecond, self.microsecond), self.tzinfo if tzinfo is True else tzinfo)

            def utcoffset(self):
                return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

            def __format__(self, format):
                return self.strftime(format) if format else str(self)

            def isoformat(self, timespec="auto"):
                text = _clock_text(self.hour, self.minute, self.second, self.microsecond, timespec)
                return text if self.tzinfo is None else text + _offset_text(self.utcoffset())

            def __str__(self):
                return self.isoformat()

            def __repr__(self):
                parts = [self.hour, self.minute, self.second, self.microsecond]
                while len(parts) > 2 and not parts[-1]:
                    parts.pop()
                zone = f", tzinfo={self.tzinfo!r}" if self.tzinfo is not None else ""
                return f"datetime.time({', '.join(map(str, parts))}{zone})"

            def strftime(self, format):
                return _format(self, format, (1900, 1, 1), (self.hour, self.minute, self.second, self.microsecond), None, None)

            def _key(self):
                return (self.hour, self.minute, self.second, self.microsecond)

            def __eq__(self, other):
                return isinstance(other, time) and self._key() == other._key()

            def __lt__(self, other):
                return self._key() < other._key() if isinstance(other, time) else NotImplemented

            def __le__(self, other):
                return self._key() <= other._key() if isinstance(other, time) else NotImplemented

            def __gt__(self, other):
                return self._key() > other._key() if isinstance(other, time) else NotImplemented

            def __ge__(self, other):
                return self._key() >= other._key() if isinstance(other, time) else NotImplemented

            def __hash__(self):
                return hash(self._key())

        time.min, time.max, time.resolution = time(0, 0), time(23, 59, 59, 999999), timedelta(microseconds=1)

        class datetime(date):
            def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
                _check_date(year, month, day)
                _check_time(hour, minute, second, microsecond)
                self.year, self.month, self.day = year, month, day
                self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
                self.tzinfo, self.fold = tzinfo, fold

            @classmethod
            def now(cls, tz=None):
                return cls.fromtimestamp(_time.time(), tz)

            @classmethod
            def utcnow(cls):
                return cls.utcfromtimestamp(_time.time())

            today = now

            @classmethod
            def fromtimestamp(cls, timestamp, tz=None):
                micros = round((timestamp - int(timestamp // 1)) * 1000000)
                seconds = int(timestamp // 1)
                if micros == 1000000:
                    seconds, micros = seconds + 1, 0
                if tz is not None:
                    return cls._epoch() .replace(tzinfo=tz) + timedelta(seconds=seconds, microseconds=micros) + tz.utcoffset(None)
                parts = _time.localtime(seconds)
                return cls(parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, micros)

            @classmethod
            def _epoch(cls):
                return cls(1970, 1, 1)

            @classmethod
            def utcfromtimestamp(cls, timestamp):
                return cls._epoch() + timedelta(0, 0, round(timestamp * 1000000))

            @classmethod
            def combine(cls, date, time, tzinfo=None):
                return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo or time.tzinfo)

            @classmethod
            def fromordinal(cls, n):
                return cls(*_from_ordinal(n))

            @classmethod
            def fromisoformat(cls, text):
                import re
                match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:.(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,6})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?)?", text)
                if match is None:
                    raise ValueError(f"Invalid isoformat string: {text!r}")
                year, month, day, hour, minute, second, fraction, zone = match.groups()
                tz = None
                if zone == "Z":
                    tz = timezone.utc
                elif zone:
                    digits = zone[1:].replace(":", "")
                    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
                    tz = timezone(-offset if zone[0] == "-" else offset)
                micros = int(fraction.ljust(6, "0")) if fraction else 0
                return cls(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micros, tz)

            @classmethod
            def strptime(cls, text, format):
                import re
                patterns = {"Y": r"(?P<Y>\d{4})", "m": r"(?P<m>1[0-2]|0?[1-9])", "d": r"(?P<d>3[01]|[12]\d|0?[1-9])",
                            "H": r"(?P<H>2[0-3]|[01]?\d)", "I": r"(?P<I>1[0-2]|0?[1-9])", "M": r"(?P<M>[0-5]?\d)", "S": r"(?P<S>[0-6]?\d)",
                            "f": r"(?P<f>\d{1,6})", "y": r"(?P<y>\d\d)", "p": r"(?P<p>[AaPp][Mm])", "j": r"(?P<j>\d{1,3})",
                            "b": "(?P<b>" + "|".join(_MONTHS) + ")", "B": "(?P<B>" + "|".join(_FULL_MONTHS) + ")",
                            "a": "(?P<a>" + "|".join(day[:3] for day in _DAYS) + ")", "A": "(?P<A>" + "|".join(_DAYS) + ")",
                            "z": r"(?P<z>Z|[+-]\d\d:?\d\d)", "Z": r"(?P<Z>[A-Za-z]*)", "%": "%"}
                pattern = re.sub(r"%(.)", lambda match: patterns[match.group(1)], re.sub(r"([.^$*+?{}\[\]|()\\])", r"\\\1", format))
                match = re.match(re.sub(r"\s+", r"\\s+", pattern), text, re.IGNORECASE)
                if match is None:
                    raise ValueError(f"time data {text!r} does not match format {format!r}")
                if match.end() != len(text):
                    raise ValueError(f"unconverted data remains: {text[match.end():]}")
                found = match.groupdict()
                year = int(found.get("Y") or 1900)
                if found.get("y"):
                    year = int(found["y"]) + (2000 if int(found["y"]) < 69 else 1900)
                month = int(found.get("m") or 1)
                for key, names in (("b", _MONTHS), ("B", _FULL_MONTHS)):
                    if found.get(key):
                        month = [name.lower() for name in names].index(found[key].lower()) + 1
                hour = int(found.get("H") or 0)
                if found.get("I"):
                    hour = int(found["I"]) % 12 + (12 if (found.get("p") or "").lower() == "pm" else 0)
                tz = None
                if found.get("z"):
                    digits = found["z"].replace(":", "")
                    offset = timedelta(0) if digits == "Z" else timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
                    tz = timezone(-offset if digits[0] == "-" else offset)
                micros = int((found.get("f") or "0").ljust(6, "0"))
                return cls(year, month, int(found.get("d") or 1), hour, int(found.get("M") or 0), int(found.get("S") or 0), micros, tz)

            def _micros(self):
                seconds = self.toordinal() * 86400 + self.hour * 3600 + self.minute * 60 + self.second
                return seconds * 1000000 + self.microsecond

            def utcoffset(self):
                return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

            def tzname(self):
                return None if self.tzinfo is None else self.tzinfo.tzname(self)

            def timestamp(self):
                if self.tzinfo is None:
                    return _time.mktime(self.timetuple()) + self.microsecond / 1000000
                return (self._micros() - datetime._epoch()._micros()) / 1000000 - self.utcoffset().total_seconds()

            def timetuple(self):
                yearday = self.toordinal() - _ordinal(self.year, 1, 1) + 1
                return _time.struct_time(self.year, self.month, self.day, self.hour, self.minute, self.second, self.weekday(), yearday, -1)

            def date(self):
                return date(self.year, self.month, self.day)

            def timetz(self):
                return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

            def dst(self):
                return None

            def utctimetuple(self):
                return (self if self.tzinfo is None else self.astimezone(timezone.utc)).timetuple()

            def time(self):
                return time(self.hour, self.minute, self.second, self.microsecond)

            def astimezone(self, tz=None):
                utc = (self - self.utcoffset()) if self.tzinfo is not None else datetime.utcfromtimestamp(self.timestamp())
                tz = tz or timezone.utc
                return utc.replace(tzinfo=tz) + tz.utcoffset(None)

            def isoformat(self, sep="T", timespec="auto"):
                text = f"{self.year:04d}-{self.month:02d}-{self.day:02d}{sep}"
                text += _clock_text(self.hour, self.minute, self.second, self.microsecond, timespec)
                return text if self.tzinfo is None else text + _offset_text(self.utcoffset())

            def __str__(self):
                return self.isoformat(" ")

            def __repr__(self):
                parts = [self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond]
                while len(parts) > 5 and not parts[-1]:
                    parts.pop()
                zone = f", tzinfo={self.tzinfo!r}" if self.tzinfo is not None else ""
                return f"datetime.datetime({', '.join(map(str, parts))}{zone})"

            def strftime(self, format):
                return _format(self, format, (self.year, self.month, self.day), (self.hour, self.minute, self.second, self.microsecond), self.utcoffset(), self.tzname())

            def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
                def choose(new, old):
                    return old if new is None else new
                return type(self)(
                    choose(year, self.year), choose(month, self.month), choose(day, self.day), choose(hour, self.hour),
                    choose(minute, self.minute), choose(second, self.second), choose(microsecond, self.microsecond),
                    self.tzinfo if tzinfo is True else tzinfo)

            def _moved(self, micros):
                days, rest = divmod(self._micros() + micros, 86400000000)
                seconds, microsecond = divmod(rest, 1000000)
                year, month, day = _from_ordinal(days)
                return type(self)(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond, self.tzinfo)

            def __add__(self, other):
                return self._moved(other._micros()) if isinstance(other, timedelta) else NotImplemented

            __radd__ = __add__

            def __sub__(self, other):
                if isinstance(other, timedelta):
                    return self._moved(-other._micros())
                if not isinstance(other, datetime):
                    return NotImplemented
                if (self.tzinfo is None) != (other.tzinfo is None):
                    raise TypeError("can't subtract offset-naive and offset-aware datetimes")
                difference = timedelta(0, 0, self._micros() - other._micros())
                return difference if self.tzinfo is None else difference + other.utcoffset() - self.utcoffset()

            def _key(self):
                if self.tzinfo is None:
                    return (self._micros(),)
                return (self._micros() - self.utcoffset()._micros(),)

        datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
        datetime.resolution = timedelta(microseconds=1)
        """#
}
