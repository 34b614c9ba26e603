#!/usr/bin/env python3
"""Check the subcommands of the binary, and what a kernel does when it cannot start or is interrupted.

    commands.py BINARY [-k NAME]
"""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from counts import record
from kernelcase import KernelCase

BINARY = os.path.abspath(sys.argv[1])
CHANNELS = ("shell", "control", "iopub", "stdin", "hb")


def nnsight(*arguments, **options):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, **{"timeout": 60, **options})


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def connection(**changes):
    """The content of a good connection file, but for the changes."""
    content = {"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256"}
    content.update({f"{channel}_port": port for channel, port in zip(CHANNELS, free_ports(5))})
    content.update(changes)
    return {name: value for name, value in content.items() if value is not None}


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path


class Start(WithFolder):
    """A kernel that cannot start says why on standard error and leaves with a code of sysexits.h."""

    def refusal(self, text):
        result = nnsight("kernel", "--connection-file", self.write("connection.json", text))
        return result.returncode, result.stderr

    def test_missing_file(self):
        result = nnsight("kernel", "--connection-file", os.path.join(self.folder, "none.json"))
        self.assertEqual(result.returncode, 66)
        self.assertIn("cannot read the connection file", result.stderr)

    def test_no_json(self):
        for text in ("", "{", "[]", "null", "{" * 100000, '{"shell_port": 1}'):
            code, message = self.refusal(text)
            self.assertEqual(code, 65, message)
            self.assertIn("is malformed", message)

    def test_wrong_fields(self):
        for changes in ({"hb_port": None}, {"shell_port": "x"}, {"shell_port": 70000}, {"transport": "carrier pigeon"},
                        {"signature_scheme": "rot13"}):
            code, message = self.refusal(json.dumps(connection(**changes)))
            self.assertEqual(code, 65, message)
            self.assertIn(list(changes)[0], message)

    def test_port_in_use(self):
        """It tries again for some seconds, as after a restart, and then gives up."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            started = time.time()
            code, message = self.refusal(json.dumps(connection(shell_port=port)))
        self.assertEqual(code, 69, message)
        self.assertIn(f"the shell address tcp://127.0.0.1:{port} is in use", message)
        self.assertLess(time.time() - started, 8)

    def test_port_that_becomes_free(self):
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            content = connection(shell_port=taken.getsockname()[1])
            path = self.write("connection.json", json.dumps(content))
            kernel = subprocess.Popen([BINARY, "kernel", "--connection-file", path], stderr=subprocess.PIPE)
            time.sleep(0.5)
        self.addCleanup(kernel.stderr.close)
        self.addCleanup(kernel.wait)
        self.addCleanup(kernel.kill)
        end = time.time() + 5
        while time.time() < end:
            try:
                socket.create_connection(("127.0.0.1", content["shell_port"]), 1).close()
                return
            except OSError:
                self.assertIsNone(kernel.poll())
                time.sleep(0.05)
        self.fail("the kernel did not take the port")

    def test_unprotected_address(self):
        code, message = self.refusal(json.dumps(connection(ip="0.0.0.0", key="")))
        self.assertEqual(code, 77, message)
        self.assertIn("refusing to listen on 0.0.0.0 without a key", message)


class Commands(WithFolder):
    def test_version(self):
        self.assertRegex(nnsight("--version").stdout, r"^\d+\.\d+")

    def test_install_and_uninstall(self):
        result = nnsight("install", "--prefix", self.folder, "--name", "my-kernel", "--display-name", 'A "quoted" name')
        self.assertEqual(result.returncode, 0, result.stderr)
        folder = os.path.join(self.folder, "share/jupyter/kernels/my-kernel")
        with open(os.path.join(folder, "kernel.json")) as file:
            spec = json.load(file)
        self.assertTrue(os.access(spec["argv"][0], os.X_OK))
        self.assertIn("{connection_file}", spec["argv"])
        self.assertEqual((spec["display_name"], spec["language"]), ('A "quoted" name', "python"))
        for logo in ("logo-32x32.png", "logo-64x64.png"):
            with open(os.path.join(folder, logo), "rb") as file:
                self.assertEqual(file.read(4), b"\x89PNG")
        self.assertEqual(nnsight("uninstall", "--prefix", self.folder, "--name", "my-kernel").returncode, 0)
        self.assertFalse(os.path.exists(folder))
        self.assertEqual(nnsight("uninstall", "--prefix", self.folder, "--name", "my-kernel").returncode, 1)

    def test_install_places(self):
        home = dict(os.environ, HOME=self.folder, XDG_DATA_HOME="", VIRTUAL_ENV=self.folder + "/venv")
        self.assertEqual(nnsight("install", "--user", env=home).returncode, 0)
        self.assertTrue(os.path.exists(self.folder + "/.local/share/jupyter/kernels/nnsight/kernel.json"))
        self.assertEqual(nnsight("install", "--sys-prefix", env=home).returncode, 0)
        self.assertTrue(os.path.exists(self.folder + "/venv/share/jupyter/kernels/nnsight/kernel.json"))

    def test_install_bad_name(self):
        for name in ("../x", "a b", ""):
            self.assertNotEqual(nnsight("install", "--prefix", self.folder, "--name", name).returncode, 0)

    def test_print(self):
        self.assertEqual(json.loads(nnsight("install", "--print").stdout)["interrupt_mode"], "message")

    def test_run_script(self):
        result = nnsight("run", self.write("script.py", "x = 20\nx + 1\nprint('hello', x + 22)\n"))
        self.assertEqual((result.returncode, result.stdout), (0, "hello 42\n"), result.stderr)

    def test_chains_of_millions_of_objects_are_freed(self):
        """Freed by recursion, such a chain would overflow a stack."""
        program = "class Node:\n    def __init__(self, next): self.next = next\n"
        for level in ("(x,)", "[x]", "{1: x}", "Node(x)"):
            program += f"x = ()\nfor i in range(2_500_000): x = {level}\nx = 0\n"
        result = nnsight("run", self.write("chains.py", program + "print('freed')\n"), timeout=300)
        self.assertEqual((result.returncode, result.stdout), (0, "freed\n"), result.stderr[-300:])

    def test_run_notebook(self):
        cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
                 for source in (["x = [1, 2]\n", "x"], "print(x[1])\n1 / 0", "print('never')")]
        result = nnsight("run", self.write("notebook.ipynb", json.dumps({"cells": cells, "nbformat": 4})))
        self.assertEqual((result.returncode, result.stdout), (1, "[1, 2]\n2\n"))
        self.assertIn("ZeroDivisionError: division by zero", result.stderr)
        self.assertIn("ZeroDivisionError in cell 2 of 3", result.stderr)

    def test_run_unreadable(self):
        for name, text in (("a.ipynb", "{"), ("b.ipynb", "{}"), ("c.py", None)):
            path = self.write(name, text) if text is not None else os.path.join(self.folder, name)
            result = nnsight("run", path)
            self.assertNotEqual(result.returncode, 0)
            self.assertIn(name, result.stderr)

    def test_exit_codes(self):
        for text, code, message in (("import sys; sys.exit(2)", 2, ""), ("raise SystemExit(3)", 3, ""), ("exit()", 0, ""),
                                    ("import sys; sys.exit('no way')", 1, "no way\n")):
            result = nnsight("run", self.write("script.py", text))
            self.assertEqual((result.returncode, result.stderr), (code, message))

    def test_arguments(self):
        path = self.write("script.py", "import sys\nprint(sys.argv[1:])")
        self.assertEqual(nnsight("run", path, "a", "--lr", "3").stdout, "['a', '--lr', '3']\n")

    def test_run_standard_input(self):
        self.assertEqual(nnsight("run", "-", input="print(6 * 7)").stdout, "42\n")

    def test_an_error_of_the_result_stands_at_its_line(self):
        result = nnsight("run", self.write("script.py", "class C:\n    __repr__ = None\n# %%\nx = 1\nC()\n"))
        self.assertIn("Cell In[2], line 2", result.stderr)     # lines are counted from the one after the mark

    def test_modules_beside_the_script_and_in_folders(self):
        for folder in ("sub", "far"):
            os.mkdir(os.path.join(self.folder, folder))
        self.write("sub/other.py", "def g(): return 4\n")
        self.write("far/away.py", "def f(): return 3\n")
        path = self.write("script.py", "import sys\nsys.path.append('far')\nimport away\nfrom sub.other import g\n"
                          "print(away.f(), g())")
        result = nnsight("run", path, cwd=self.folder)
        self.assertEqual(result.stdout, "3 4\n", result.stderr)

    def test_configuration(self):
        result = nnsight("run", self.write("script.py", "import nnsight\nprint(nnsight.CONFIG)"), env={})
        self.assertEqual(result.stdout, "API=ApiConfigModel(HOST='ndif.dev', SSL=True, APIKEY=None, JOB_ID=None) "
                         "APP=AppConfigModel(LOGGING=False, REMOTE_LOGGING=True)\n")

    def test_repl_leaves(self):
        self.assertEqual(nnsight("repl", input="exit\n1 / 0\n").stderr, "")
        self.assertEqual(nnsight("repl", input="exit(4)\n").returncode, 4)

    def test_repl(self):
        typed = "1 + 1\ndef f(x):\n    return x * 2\n\nf(21)\n1 / 0\n'still ' 'here'\n"
        result = nnsight("repl", input=typed)
        self.assertEqual(result.returncode, 0)
        for text in ("2\n", "42\n", "'still here'"):
            self.assertIn(text, result.stdout)
        self.assertIn("ZeroDivisionError", result.stderr)


class Interrupt(KernelCase):
    """An endless loop ends within 0.2 s of the interrupt, and names survive it."""

    def interrupted(self, code, stop, within=0.2, tries=3):
        """The best of three, since the machine may be busy with something else just then."""
        times = [self.interrupt_once(code, stop) for _ in range(tries)]
        self.assertLess(min(times), within, times)

    def interrupt_once(self, code, stop):
        self.run_code("kept = 41")
        running = self.start_code(code)
        started = time.time()
        stop()
        content = self.reply(running)["content"]
        took = time.time() - started
        self.assertEqual(content["ename"], "KeyboardInterrupt")
        time.sleep(0.2)     # the cells sent just after a failure are aborted
        reply, _ = self.run_code("", user_expressions={"v": "kept + 1"})
        self.assertEqual(reply["content"]["user_expressions"]["v"]["data"]["text/plain"], "42")
        return took

    def test_by_message(self):
        self.interrupted("while True:\n    pass", self.km.interrupt_kernel)

    def test_by_signal(self):
        self.interrupted("n = 0\nwhile True:\n    n += 1", lambda: os.kill(self.km.provisioner.pid, signal.SIGINT))

    def test_sleep(self):
        self.interrupted("import time\ntime.sleep(60)", self.km.interrupt_kernel)

    def test_long_kernels_of_the_engine(self):
        """One operation that would run for many seconds ends soon, and the memory it asked for is free again."""
        self.run_code("import torch\nlarge = torch.ones(6000, 6000)")
        for code in ("while True: large @ large", "while True: torch.ones(6000, 5000).sort()",
                     "while True: large.cumsum(0)",
                     "while True: torch.nn.functional.conv2d(torch.ones(8, 64, 64, 64), torch.ones(256, 64, 3, 3))"):
            self.interrupted(code, self.km.interrupt_kernel, within=10, tries=2)
        self.run_code("del large")

    def test_absurd_sizes(self):
        """What cannot be held is refused with PyTorch's exceptions, and the session goes on."""
        self.run_code("import torch")
        for size in ("1 << 40", "1 << 62, 8", "1 << 20, 1 << 20, 1 << 20"):
            reply, _ = self.run_code(f"torch.ones({size})", stop_on_error=False)
            self.assertEqual(reply["content"]["ename"], "RuntimeError")
        reply, _ = self.run_code("", user_expressions={"v": "torch.ones(3).sum().item()"})
        self.assertEqual(reply["content"]["user_expressions"]["v"]["data"]["text/plain"], "3.0")

    def test_completion_while_a_cell_runs(self):
        running = self.start_code("while True:\n    pass")
        times = []
        for _ in range(3):
            started = time.time()
            content = self.reply(self.kc.complete("isinst"))["content"]
            times.append(time.time() - started)
            self.assertEqual(content["matches"], ["isinstance"])
        self.km.interrupt_kernel()
        self.reply(running)
        self.assertLess(min(times), 0.5, times)


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], *sys.argv[2:]], exit=False, verbosity=0)
    result = program.result
    failed = len(result.failures) + len(result.errors)
    record("commands", result.testsRun - failed, failed)
    sys.exit(0 if result.wasSuccessful() else 1)
