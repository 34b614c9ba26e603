/// `string`, written in Python.
enum StringModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("string", documentation: "Constants and templates of text.")
        try SourceModules.add(to: module, text, evaluator)
        return module
    }

    private static let text = #"""
        whitespace = ' \t\n\r\v\f'
        ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
        ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        ascii_letters = ascii_lowercase + ascii_uppercase
        digits = '0123456789'
        hexdigits = digits + 'abcdef' + 'ABCDEF'
        octdigits = '01234567'
        punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
        printable = digits + ascii_letters + punctuation + whitespace

        def capwords(s, sep=None):
            return (sep or ' ').join(map(str.capitalize, s.split(sep)))

        class Template:
            delimiter = '$'
            idpattern = '[_a-zA-Z][_a-zA-Z0-9]*'
            braceidpattern = None

            def __init__(self, template):
                self.template = template

            def _replace(self, mapping, safe):
                def convert(match):
                    name = match.group('named') or match.group('braced')
                    if name is not None:
                        if safe and name not in mapping:
                            return match.group()
                        return str(mapping[name])
                    if match.group('escaped') is not None:
                        return self.delimiter
                    if safe:
                        return match.group()
                    lines = self.template[:match.start('invalid')].splitlines(keepends=True)
                    column = match.start('invalid') - len(''.join(lines[:-1])) - 1
                    lines, column = (lines, column + 1) if lines else ([''], 1)
                    raise ValueError('Invalid placeholder in string: line %d, col %d' % (len(lines), column))
                return self._pattern().sub(convert, self.template)

            def _pattern(self):
                import re
                mark, name, braced = re.escape(self.delimiter), self.idpattern, self.braceidpattern or self.idpattern
                return re.compile(r'%s(?:(?P<escaped>%s)|(?P<named>%s)|\{(?P<braced>%s)\}|(?P<invalid>))' % (mark, mark, name, braced), re.IGNORECASE)

            def get_identifiers(self):
                found = [match.group('named') or match.group('braced') for match in self._pattern().finditer(self.template)]
                return list(dict.fromkeys(name for name in found if name))

            def is_valid(self):
                return all(match.group('invalid') is None for match in self._pattern().finditer(self.template))

            def substitute(self, mapping={}, /, **kws):
                return self._replace({**mapping, **kws}, False)

            def safe_substitute(self, mapping={}, /, **kws):
                return self._replace({**mapping, **kws}, True)

        class Formatter:
            def format(self, format_string, /, *args, **kwargs):
                return format_string.format(*args, **kwargs)

            def vformat(self, format_string, args, kwargs):
                return format_string.format(*args, **kwargs)

            def parse(self, format_string):
                text, place = '', 0
                while place < len(format_string):
                    letter = format_string[place]
                    place += 1
                    if letter in '{}' and format_string[place:place + 1] == letter:
                        text, place = text + letter, place + 1
                    elif letter == '}':
                        raise ValueError("Single '}' encountered in format string")
                    elif letter == '{':
                        depth, end = 1, place
                        while end < len(format_string) and depth:
                            depth += {'{': 1, '}': -1}.get(format_string[end], 0)
                            end += 1
                        if depth:
                            raise ValueError("expected '}' before end of string")
                        field, place = format_string[place:end - 1], end
                        import re
                        name, conversion, spec = re.fullmatch(r'([^!:]*)(?:!([^:]*))?(?::(.*))?', field, re.DOTALL).groups()
                        yield text, name, spec or '', conversion
                        text = ''
                    else:
                        text += letter
                if text:
                    yield text, None, None, None
        """#
}
