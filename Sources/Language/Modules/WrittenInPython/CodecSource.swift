/// `codecs` and `binascii`, written in Python.
enum CodecSource {
    static let codecs = #"""
        """Encodings of texts."""
        import io as _io
        BOM_UTF8 = b"\xef\xbb\xbf"
        BOM_UTF16 = BOM_UTF16_LE = b"\xff\xfe"
        BOM_UTF16_BE = b"\xfe\xff"

        def encode(obj, encoding="utf-8", errors="strict"):
            if encoding.lower() in ("rot13", "rot_13"):
                return obj.translate(_ROT13)
            if encoding.lower() in ("hex", "hex_codec"):
                return obj.hex().encode()
            if encoding.lower() in ("base64", "base64_codec"):
                import base64
                return base64.encodebytes(obj)
            return obj.encode(encoding, errors)

        def decode(obj, encoding="utf-8", errors="strict"):
            if encoding.lower() in ("rot13", "rot_13"):
                return obj.translate(_ROT13)
            if encoding.lower() in ("hex", "hex_codec"):
                return bytes.fromhex(obj.decode() if isinstance(obj, bytes) else obj)
            if encoding.lower() in ("base64", "base64_codec"):
                import base64
                return base64.b64decode(obj)
            if encoding.lower() in ("unicode_escape", "unicode-escape"):
                text = obj if isinstance(obj, str) else obj.decode("latin-1")
                return eval('"' + text.replace('"', '\\"').replace("\n", "\\n") + '"')
            return obj.decode(encoding, errors)

        _LOWER = "abcdefghijklmnopqrstuvwxyz"
        _ROT13 = str.maketrans(_LOWER + _LOWER.upper(), _LOWER[13:] + _LOWER[:13] + (_LOWER[13:] + _LOWER[:13]).upper())

        def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
            return _io.open(filename, mode, encoding=encoding, errors=errors) if encoding else _io.open(filename, mode)

        class CodecInfo:
            def __init__(self, name):
                self.name = name

            def encode(self, text, errors="strict"):
                return encode(text, self.name, errors), len(text)

            def decode(self, data, errors="strict"):
                return decode(data, self.name, errors), len(data)

        def lookup(encoding):
            encode("", encoding)
            return CodecInfo(encoding.lower().replace("_", "-").replace("utf8", "utf-8").replace("latin-1", "iso8859-1"))

        def getencoder(encoding): return lookup(encoding).encode
        def getdecoder(encoding): return lookup(encoding).decode
        """#

    static let binary = #"""
        """Bytes as hexadecimal digits and base 64."""
        import base64 as _base64
        Error = _base64.binascii_Error

        def hexlify(data, sep=None, bytes_per_sep=1):
            return (bytes(data).hex() if sep is None else bytes(data).hex(sep if isinstance(sep, str) else sep.decode())).encode()

        def unhexlify(hexstr):
            text = hexstr if isinstance(hexstr, str) else bytes(hexstr).decode()
            if len(text) % 2:
                raise Error("Odd-length string")
            try:
                return bytes.fromhex(text)
            except ValueError:
                raise Error("Non-hexadecimal digit found") from None

        b2a_hex, a2b_hex = hexlify, unhexlify

        def b2a_base64(data, *, newline=True):
            return _base64.b64encode(data) + (b"\n" if newline else b"")

        def a2b_base64(data, /, *, strict_mode=False):
            return _base64.b64decode(data)

        _TABLE = []
        def crc32(data, value=0):
            if not _TABLE:
                for number in range(256):
                    for _ in range(8):
                        number = number >> 1 ^ (0xEDB88320 if number & 1 else 0)
                    _TABLE.append(number)
            value ^= 0xFFFFFFFF
            for byte in data:
                value = _TABLE[(value ^ byte) & 255] ^ value >> 8
            return value ^ 0xFFFFFFFF
        """#
}
