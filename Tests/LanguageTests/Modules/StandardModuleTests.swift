import Language
import Testing

struct StandardModuleTests {
    @Test func seededRandomStreamsAreCPythons() throws {
        let program = """
            import random
            random.seed(42)
            print(random.random(), random.randint(0, 100), random.choice('abcdef'))
            random.seed('hello')
            print(random.random())
            """
        let expected = printed("import random\nrandom.seed(42)\nprint(random.random())")
        #expect(expected == "0.6394267984578837")
        #expect(printed(program).split(separator: "\n").last == "0.3537754404730722")
    }

    @Test func jsonKeepsPythonsSeparatorsAndEscapes() throws {
        let program =
            #"import json; print(json.dumps({'a': [1, 2.5, None], 'é': True}), json.loads('{"x": [1e3, "\\u00e9"]}'))"#
        #expect(printed(program) == #"{"a": [1, 2.5, null], "\u00e9": true} {'x': [1000.0, 'é']}"# + "")
    }

    @Test func brokenJSONSaysWhere() {
        let expected = "JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
        #expect(error(of: "import json; json.loads('{bad}')") == expected)
    }

    @Test func countersAndNamedTuplesPrintTheirClass() throws {
        let program =
            "from collections import *\nprint(Counter('abca'), namedtuple('P', 'x y')(1, y=2), deque([1], maxlen=3))"
        #expect(printed(program) == "Counter({'a': 2, 'b': 1, 'c': 1}) P(x=1, y=2) deque([1], maxlen=3)")
    }

    @Test func dataclassesGetTheirMethodsFromTheirFields() throws {
        let program = """
            from dataclasses import dataclass, field
            @dataclass(order=True)
            class Run:
                name: str
                layer: int = 0
                tags: list = field(default_factory=list)
            print(Run('x'), Run('x') == Run('x', 0), Run('a') < Run('b'))
            """
        #expect(printed(program) == "Run(name='x', layer=0, tags=[]) True True")
    }

    @Test func enumerationsHaveNamesAndValues() throws {
        let program = """
            from enum import Enum, IntEnum
            class Color(Enum):
                RED = 1
                GREEN = 2
            class Size(IntEnum):
                S = 1
            print(Color.RED, repr(Color(2)), Color['RED'].value, len(Color), Size.S + 1)
            """
        #expect(printed(program) == "Color.RED <Color.GREEN: 2> 1 2 2")
    }

    @Test func filesAreWrittenAndReadBack() throws {
        let program = """
            import os, tempfile, json
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, 'a.json')
                with open(path, 'w') as file:
                    json.dump({'k': [1, 2]}, file)
                with open(path) as file:
                    print(json.load(file), os.path.exists(path))
            print(os.path.exists(path))
            """
        #expect(printed(program) == "{'k': [1, 2]} True\nFalse")
    }

    @Test func aMissingFileIsFileNotFoundError() {
        #expect(
            error(of: "open('/nonexistent/x')")
                == "FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/x'")
    }
}
