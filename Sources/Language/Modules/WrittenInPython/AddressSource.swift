/// `urllib.parse`, `html`: addresses and the texts of pages, written in Python.
enum AddressSource {
    static let address = #"""
        """The parts of addresses."""
        import re as _re
        from collections import namedtuple as _namedtuple
        _SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")

        def quote(string, safe="/", encoding="utf-8", errors="strict"):
            data = string if isinstance(string, (bytes, bytearray)) else string.encode(encoding, errors)
            allowed = _SAFE | set(safe)
            return "".join(chr(byte) if chr(byte) in allowed else f"%{byte:02X}" for byte in data)

        def quote_plus(string, safe="", encoding="utf-8", errors="strict"):
            return quote(string, safe + " ", encoding, errors).replace(" ", "+")

        def unquote_to_bytes(string):
            data = string.encode() if isinstance(string, str) else string
            parts = data.split(b"%")
            made = bytearray(parts[0])
            for part in parts[1:]:
                try:
                    made += bytes.fromhex(part[:2].decode()) + part[2:]
                except ValueError:
                    made += b"%" + part
            return bytes(made)

        def unquote(string, encoding="utf-8", errors="replace"):
            return unquote_to_bytes(string).decode(encoding, errors)

        def unquote_plus(string, encoding="utf-8", errors="replace"):
            return unquote(string.replace("+", " "), encoding, errors)

        def urlencode(query, doseq=False, safe="", encoding="utf-8", errors="strict", quote_via=quote_plus):
            pairs = query.items() if hasattr(query, "items") else query
            made = []
            for key, value in pairs:
                values = value if doseq and not isinstance(value, (str, bytes)) and hasattr(value, "__iter__") else [value]
                for each in values:
                    each = each if isinstance(each, bytes) else str(each)
                    made.append(quote_via(str(key), safe) + "=" + quote_via(each, safe))
            return "&".join(made)

        def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
            pairs = []
            for field in qs.split(separator):
                if not field and not strict_parsing:
                    continue
                name, mark, value = field.partition("=")
                if not mark and strict_parsing:
                    raise ValueError(f"bad query field: {field!r}")
                if value or keep_blank_values:
                    pairs.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
            return pairs

        def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
            made = {}
            for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
                made.setdefault(name, []).append(value)
            return made

        class _Location:
            @property
            def _host_and_port(self):
                host = self.netloc.rpartition("@")[2]
                inner, mark, rest = host.partition("]")
                if mark:
                    return inner.lstrip("["), rest.partition(":")[2]
                name, _, port = host.partition(":")
                return name, port
            @property
            def hostname(self): return self._host_and_port[0].lower() or None
            @property
            def port(self):
                port = self._host_and_port[1]
                if not port:
                    return None
                if not port.isdigit():
                    raise ValueError(f"Port could not be cast to integer value as {port!r}")
                return int(port)
            @property
            def username(self): return self.netloc.rpartition("@")[0].partition(":")[0] or None
            @property
            def password(self): return self.netloc.rpartition("@")[0].partition(":")[2] or None

        class SplitResult(_namedtuple("SplitResult", "scheme netloc path query fragment"), _Location):
            def geturl(self): return urlunsplit(self)

        class ParseResult(_namedtuple("ParseResult", "scheme netloc path params query fragment"), _Location):
            def geturl(self): return urlunparse(self)

        def urlsplit(url, scheme="", allow_fragments=True):
            found = _re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
            if found:
                scheme, url = found[1].lower(), url[found.end():]
            netloc = query = fragment = ""
            if url.startswith("//"):
                end = min((i for i in (url.find(mark, 2) for mark in "/?#") if i >= 0), default=len(url))
                netloc, url = url[2:end], url[end:]
            if allow_fragments:
                url, _, fragment = url.partition("#")
            url, _, query = url.partition("?")
            return SplitResult(scheme, netloc, url, query, fragment)

        def urlparse(url, scheme="", allow_fragments=True):
            scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
            head, slash, last = path.rpartition("/")
            last, _, params = last.partition(";")
            return ParseResult(scheme, netloc, head + slash + last, params, query, fragment)

        def urlunsplit(components):
            scheme, netloc, url, query, fragment = components
            if netloc or url[:2] == "//":
                url = "//" + netloc + ("/" + url if url and not url.startswith("/") else url)
            if scheme: url = scheme + ":" + url
            if query: url += "?" + query
            return url + "#" + fragment if fragment else url

        def urlunparse(components):
            scheme, netloc, url, params, query, fragment = components
            return urlunsplit((scheme, netloc, url + ";" + params if params else url, query, fragment))

        def urldefrag(url):
            parts = urlsplit(url)
            return urlunsplit(parts[:4] + ("",)), parts.fragment

        def urljoin(base, url, allow_fragments=True):
            if not base or not url:
                return url or base
            old, new = urlsplit(base), urlsplit(url, urlsplit(base).scheme)
            if new.scheme != old.scheme or new.netloc:
                return urlunsplit(new)
            if not new.path:
                return urlunsplit((old.scheme, old.netloc, old.path, new.query or old.query, new.fragment))
            path = new.path if new.path.startswith("/") else old.path.rpartition("/")[0] + "/" + new.path
            kept = []
            for part in path.split("/"):
                if part == "..":
                    if len(kept) > 1: kept.pop()
                elif part != ".":
                    kept.append(part)
            if path.endswith(("/.", "/..")): kept.append("")
            return urlunsplit((old.scheme, old.netloc, "/".join(kept), new.query, new.fragment))
        """#

    static let markup = #"""
        """Texts inside pages."""
        import re as _re
        _NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "nbsp": "\u00a0", "copy": "©", "reg": "®", "trade": "™",
            "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "bull": "•", "middot": "·",
            "times": "×", "divide": "÷", "plusmn": "±", "deg": "°", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢", "sect": "§",
            "para": "¶", "laquo": "«", "raquo": "»", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "infin": "∞", "ne": "≠", "le": "≤",
            "ge": "≥", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "omega": "ω",
            "szlig": "ß", "iexcl": "¡", "iquest": "¿"}
        for _letters, _mark, _name in (("aeiouAEIOU", "\u0300", "grave"), ("aeiouyAEIOUY", "\u0301", "acute"), ("aeiouAEIOU", "\u0302", "circ"), ("anoANO", "\u0303", "tilde"), ("aeiouyAEIOU", "\u0308", "uml")):
            for _place, _letter in enumerate(_letters):
                _table = {"grave": "àèìòùÀÈÌÒÙ", "acute": "áéíóúýÁÉÍÓÚÝ", "circ": "âêîôûÂÊÎÔÛ", "tilde": "ãñõÃÑÕ", "uml": "äëïöüÿÄËÏÖÜ"}[_name]
                _NAMES[_letter + _name] = _table[_place]
        _NAMES.update(aring="å", Aring="Å", aelig="æ", AElig="Æ", oslash="ø", Oslash="Ø", ccedil="ç", Ccedil="Ç")

        def escape(s, quote=True):
            s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s

        def _character(found):
            name = found[1]
            if name[0] != "#":
                return _NAMES.get(name, found[0])
            number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
            return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"

        def unescape(s):
            return _re.sub(r"&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);", _character, s) if "&" in s else s
        """#
}
