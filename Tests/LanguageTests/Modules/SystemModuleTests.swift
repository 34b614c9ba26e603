import Testing

import Language

/// `hashlib`, `pickle`, `argparse`, `subprocess` and `compile`.
@Suite struct SystemModuleTests {
    @Test("checksums are those of the standards")
    func checksums() throws {
        let program = """
            import hashlib
            print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"abc").hexdigest())
            print(hashlib.sha256(b"abc").hexdigest())
            print(hashlib.sha512(b"abc").hexdigest()[:16], hashlib.new("sha256", b"a" * 119).hexdigest()[:16])
            """
        try Program.expect(
            program,
            prints: """
                900150983cd24fb0d6963f7d28e17f72 a9993e364706816aba3e25717850c26c9cd0d89d
                ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                ddaf35a193617aba 31eba51c313a5c08
                """)
    }

    @Test("pickles come back equal, shared parts shared, and instances with their attributes")
    func pickles() throws {
        let program = """
            import pickle
            class Point:
                def __init__(self, x): self.x = x
            shared = [1]
            value = {"a": [1, 2.5, None, True, "é", b"x", (1, 2), {3}, 10**30, -5], "s": [shared, shared]}
            back = pickle.loads(pickle.dumps(value))
            print(back == value, back["s"][0] is back["s"][1], pickle.loads(pickle.dumps(Point(4))).x)
            print(pickle.loads(b"\\x80\\x04\\x95\\x0b\\x00\\x00\\x00\\x00\\x00\\x00\\x00]\\x94(K\\x01\\x8c\\x01a\\x94e."))
            """
        try Program.expect(program, prints: "True True 4\n[1, 'a']")
        #expect(error(of: "import pickle\npickle.loads(b'')") == "EOFError: Ran out of input")
        #expect(
            error(of: "import pickle\npickle.dumps(lambda: 0)")?.hasPrefix("PicklingError: Can't pickle <function")
                == true)
    }

    @Test("argparse reads options, flags and words, and refuses what it does not know")
    func commandLines() throws {
        let program = """
            import argparse
            parser = argparse.ArgumentParser(prog="p")
            parser.add_argument("--lr", type=float, default=0.1)
            parser.add_argument("-n", "--num", type=int, choices=[1, 2, 3])
            parser.add_argument("--flag", action="store_true")
            parser.add_argument("files", nargs="*")
            print(parser.parse_args(["--lr", "0.5", "-n3", "--flag", "a", "b"]), parser.parse_args([]))
            """
        try Program.expect(
            program,
            prints: "Namespace(lr=0.5, num=3, flag=True, files=['a', 'b']) "
                + "Namespace(lr=0.1, num=None, flag=False, files=[])")
        #expect(error(of: program + "\nparser.parse_args(['--num', 'x'])") == "SystemExit: 2")
    }

    @Test("programs run with their output kept, their exit code told and their input given")
    func programs() throws {
        let program = """
            import subprocess
            print(subprocess.run(["echo", "hi"], capture_output=True, text=True))
            print(subprocess.run("exit 3", shell=True).returncode, subprocess.check_output(["cat"], input=b"given"))
            """
        try Program.expect(
            program,
            prints: "CompletedProcess(args=['echo', 'hi'], returncode=0, stdout='hi\\n', stderr='')\n3 b'given'")
        #expect(
            error(of: "import subprocess\nsubprocess.run('exit 4', shell=True, check=True)")
                == "CalledProcessError: Command 'exit 4' returned non-zero exit status 4.")
        #expect(
            error(of: "import subprocess\nsubprocess.run(['no-such-program'])")
                == "FileNotFoundError: [Errno 2] No such file or directory: 'no-such-program'")
        #expect(
            error(of: "import subprocess\nsubprocess.run(['sleep', '9'], timeout=0.1)")
                == "TimeoutExpired: Command '['sleep', '9']' timed out after 0.1 seconds")
    }

    @Test("compiled programs run with exec and eval")
    func compiledPrograms() throws {
        try Program.expect(
            "code = compile('x = 2\\nprint(x + 1)', '<s>', 'exec'); exec(code); print(eval(compile('x * 5', '', 'eval')))",
            prints: "3\n10")
        #expect(error(of: "compile('1 +', 'f', 'exec')") == "SyntaxError: invalid syntax (f, line 1)")
    }

    @Test("slots refuse other attributes")
    func slots() {
        let program = "class P:\n    __slots__ = ('x',)\np = P(); p.x = 1\n"
        #expect(error(of: program + "p.y = 2") == "AttributeError: 'P' object has no attribute 'y'")
        #expect(printed(program + "print(p.x)") == "1")
    }
}
