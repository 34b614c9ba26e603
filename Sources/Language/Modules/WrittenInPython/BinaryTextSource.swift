/// `base64` and `uuid`, written in Python around the native letters of base 64.
enum BinaryTextSource {
    static let text = #"""
        class binascii_Error(ValueError):
            pass

        binascii_Error.__name__ = binascii_Error.__qualname__ = "Error"
        binascii_Error.__module__ = "binascii"

        def _bytes(s):
            if isinstance(s, str):
                try:
                    return s.encode("ascii")
                except UnicodeEncodeError:
                    raise ValueError("string argument should contain only ASCII characters") from None
            if isinstance(s, (bytes, bytearray, memoryview)):
                return bytes(s)
            raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(s).__name__!r}")

        def b64encode(s, altchars=None):
            if not isinstance(s, (bytes, bytearray, memoryview)):
                raise TypeError(f"a bytes-like object is required, not '{type(s).__name__}'")
            made = _encode(bytes(s))
            return made if altchars is None else made.translate(bytes.maketrans(b"+/", altchars))

        _LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

        def b64decode(s, altchars=None, validate=False):
            data = _bytes(s)
            if altchars is not None:
                data = data.translate(bytes.maketrans(_bytes(altchars), b"+/"))
            letters = data.rstrip(b"=\n\r ")
            foreign = letters.translate(None, _LETTERS)
            if validate and (foreign or data.translate(None, _LETTERS + b"=")):
                raise binascii_Error("Only base64 data is allowed")
            if foreign:
                letters = bytes(byte for byte in letters if byte in _LETTERS)
            if len(letters) % 4 == 1:
                raise binascii_Error(
                    f"Invalid base64-encoded string: number of data characters ({len(letters)}) cannot be 1 more than a multiple of 4")
            if (len(letters) + data.count(b"=")) % 4 and len(letters) % 4:
                raise binascii_Error("Incorrect padding")
            return _decode(letters)

        standard_b64encode, standard_b64decode = b64encode, b64decode

        def urlsafe_b64encode(s):
            return b64encode(s, b"-_")

        def urlsafe_b64decode(s):
            return b64decode(_bytes(s).translate(bytes.maketrans(b"-_", b"+/")))

        def encodebytes(s):
            return b"".join(_encode(bytes(s[start:start + 57])) + b"\n" for start in range(0, len(s), 57))

        def decodebytes(s):
            return b64decode(s)

        def b16encode(s):
            return bytes(s).hex().upper().encode()

        def b16decode(s, casefold=False):
            text = _bytes(s).decode()
            if (text.upper() if casefold else text).strip("0123456789ABCDEF"):
                raise binascii_Error("Non-base16 digit found")
            return bytes.fromhex(text)

        _BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

        def b32encode(s):
            bits = "".join(f"{byte:08b}" for byte in bytes(s))
            made = bytes(_BASE32[int(bits[start:start + 5].ljust(5, "0"), 2)] for start in range(0, len(bits), 5))
            return made + b"=" * (-len(made) % 8)

        def b32decode(s, casefold=False, map01=None):
            data = _bytes(s)
            if len(data) % 8:
                raise binascii_Error("Incorrect padding")
            letters = (data.upper() if casefold else data).rstrip(b"=")
            if letters.translate(None, _BASE32):
                raise binascii_Error("Non-base32 digit found")
            bits = "".join(f"{_BASE32.index(letter):05b}" for letter in letters)
            return bytes(int(bits[start:start + 8], 2) for start in range(0, len(bits) - 7, 8))

        _BASE85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"

        def b85encode(b, pad=False):
            data = bytes(b)
            missing = -len(data) % 4
            made = bytearray()
            for start in range(0, len(data), 4):
                number = int.from_bytes(data[start:start + 4].ljust(4, b"\0"), "big")
                made += bytes(_BASE85[number // 85 ** place % 85] for place in (4, 3, 2, 1, 0))
            return bytes(made if pad or not missing else made[:-missing])

        def b85decode(b):
            data = _bytes(b)
            missing = -len(data) % 5
            data += b"~" * missing
            made = b"".join(
                sum(_BASE85.index(letter) * 85 ** (4 - place) for place, letter in enumerate(data[start:start + 5])).to_bytes(4, "big")
                for start in range(0, len(data), 5))
            return made[:len(made) - missing]
        """#

    static let uuid = #"""
        import random
        import hashlib as _hashlib
        import time as _time

        _bits = random.Random()
        _int, _bytes_type = int, bytes
        RESERVED_NCS, RFC_4122 = "reserved for NCS compatibility", "specified in RFC 4122"

        class UUID:
            def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
                if [hex, bytes, bytes_le, fields, int].count(None) != 4:
                    raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
                if hex is not None:
                    digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
                    if len(digits) != 32:
                        raise ValueError("badly formed hexadecimal UUID string")
                    int = _int(digits, 16)
                elif bytes is not None:
                    if len(bytes) != 16:
                        raise ValueError("bytes is not a 16-char string")
                    int = _int.from_bytes(bytes, "big")
                if not 0 <= int < 1 << 128:
                    raise ValueError("int is out of range (need a 128-bit value)")
                if version is not None:
                    int = int & ~(0xc000 << 48) | 0x8000 << 48
                    int = int & ~(0xf000 << 64) | version << 76
                object.__setattr__(self, "int", int)

            def __setattr__(self, name, value):
                raise TypeError("UUID objects are immutable")

            hex = property(lambda self: "%032x" % self.int)
            bytes = property(lambda self: self.int.to_bytes(16, "big"))
            time_low = property(lambda self: self.int >> 96)
            time_mid = property(lambda self: self.int >> 80 & 0xffff)
            time_hi_version = property(lambda self: self.int >> 64 & 0xffff)
            node = property(lambda self: self.int & 0xffffffffffff)
            urn = property(lambda self: "urn:uuid:" + str(self))
            variant = property(lambda self: RFC_4122 if self.int >> 62 & 3 == 2 else RESERVED_NCS)
            version = property(lambda self: self.int >> 76 & 15 if self.variant == RFC_4122 else None)

            def __int__(self): return self.int
            def __hash__(self): return hash(self.int)
            def __repr__(self): return f"UUID('{self}')"

            def __str__(self):
                text = self.hex
                return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

            def __eq__(self, other): return self.int == other.int if isinstance(other, UUID) else NotImplemented
            def __lt__(self, other): return self.int < other.int if isinstance(other, UUID) else NotImplemented
            def __le__(self, other): return self.int <= other.int if isinstance(other, UUID) else NotImplemented
            def __gt__(self, other): return self.int > other.int if isinstance(other, UUID) else NotImplemented
            def __ge__(self, other): return self.int >= other.int if isinstance(other, UUID) else NotImplemented

        def uuid4():
            return UUID(int=_bits.getrandbits(128), version=4)

        def uuid1(node=None, clock_seq=None):
            ticks = _time.time_ns() // 100 + 0x01b21dd213814000
            low, middle, high = ticks & 0xffffffff, ticks >> 32 & 0xffff, ticks >> 48 & 0xfff
            clock = _bits.getrandbits(14) if clock_seq is None else clock_seq
            value = low << 96 | middle << 80 | high << 64 | clock << 48 | (node or _bits.getrandbits(48))
            return UUID(int=value, version=1)

        def uuid3(namespace, name):
            data = namespace.bytes + (name.encode() if isinstance(name, str) else name)
            return UUID(bytes=_hashlib.md5(data).digest(), version=3)

        def uuid5(namespace, name):
            data = namespace.bytes + (name.encode() if isinstance(name, str) else name)
            return UUID(bytes=_hashlib.sha1(data).digest()[:16], version=5)

        def getnode():
            return 0x010000000000

        NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
        NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
        NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
        """#
}
