#!/usr/bin/env python3
"""Run jupyter_kernel_test, and a set of further protocol checks, on a kernelspec.

    protocol.py KERNEL [--samples FILE.json] [--json OUT] [--strict]

Part "suite" is every test of the jupyter_kernel_test package (13: 12 in
KernelTests, 1 in IopubWelcomeTests), fed with the Python-syntax samples below.
Part "extra" is what that package leaves out: flags of execute_request, stdin,
interrupt, control channel, comms, display updates, status pairing, shutdown.

--samples FILE.json replaces any of the SAMPLES keys.  A key set to "", [] or
null makes the tests that need it skip.  --strict counts a skip as a failure.
Exit status: 0 all passed (or skipped, without --strict), 1 otherwise, 2 kernel
did not start.
"""
import argparse
import json
import os
import queue
import signal
import subprocess
import sys
import time
import unittest

import jupyter_kernel_test as jkt
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import KernelManager, start_new_kernel
from jupyter_kernel_test.msgspec_v5 import validate_message

from counts import record

# What each test needs (an attribute left empty skips the test):
NEEDS = {
    "test_kernel_info": "language_name, file_extension (compared when set)",
    "test_execute_stdout": "code_hello_world: prints 'hello, world' on stdout",
    "test_execute_stderr": "code_stderr: writes anything on stderr, status ok",
    "test_completion": "completion_samples: [{text, matches?}], cursor at the end, matches compared as a set",
    "test_is_complete": "complete_code_samples, incomplete_code_samples, invalid_code_samples",
    "test_pager": "code_page_something: reply carries exactly one payload, source 'page', with text/plain",
    "test_error": "code_generate_error: status error and exactly one iopub message, of type error",
    "test_execute_result": "code_execute_result: [{code, result?, mime?}], the result text compared exactly",
    "test_display_data": "code_display_data: [{code, mime}]",
    "test_history": "code_execute_result + supported_history_operations (tail, range, search) + "
                    "code_history_pattern, a glob matching exactly one of the result codes",
    "test_inspect": "code_inspect_sample: a name that is found, cursor at its end",
    "test_clear_output": "code_clear_output: sends a clear_output message",
    "test_recv_iopub_welcome_msg": "support_iopub_welcome: first iopub message is iopub_welcome, subscription ''",
}

SAMPLES = {
    "language_name": "python",
    "file_extension": ".py",
    "code_hello_world": "print('hello, world')",
    "code_stderr": "import sys; print('test', file=sys.stderr)",
    "completion_samples": [
        {"text": "zi", "matches": ["zip"]},
        {"text": "isinst", "matches": ["isinstance"]},
        {"text": "prin"},
    ],
    "complete_code_samples": ["1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n",
                              "with m.trace('a') as t:\n    pass\n\n"],
    "incomplete_code_samples": ["print('''hello", "def f(x):\n  x*2", "with m.trace('a') as t:", "f(1,"],
    "invalid_code_samples": ["import = 7q", "f(]"],
    "code_page_something": "zip?",
    "code_generate_error": "raise ValueError('boom')",
    "code_execute_result": [
        {"code": "1+2+3", "result": "6"},
        {"code": "[n*n for n in range(1, 4)]", "result": "[1, 4, 9]"},
        {"code": "'a' + 'b'", "result": "'ab'"},
    ],
    "code_display_data": [
        {"code": "from IPython.display import HTML, display\ndisplay(HTML('<b>test</b>'))", "mime": "text/html"},
        {"code": "from IPython.display import Math, display\ndisplay(Math('\\\\frac{1}{2}'))", "mime": "text/latex"},
    ],
    "code_history_pattern": "1?2*",
    "supported_history_operations": ["tail", "range", "search"],
    "code_inspect_sample": "zip",
    "code_clear_output": "from IPython.display import clear_output\nclear_output()",
    "support_iopub_welcome": True,
    # the extra checks
    "code_sleep": "import time\ntime.sleep(30)",
    "code_loop_forever": "while True:\n    pass",
    "code_slow_ok": "import time\ntime.sleep(2)",
    "code_input": "input('name? ')",
    "code_input_result": "'Ada'",
    "code_assign": "conf_a = 41",
    "expr_ok": "conf_a + 1",
    "expr_ok_text": "42",
    "expr_bad": "no_such_name_q",
    "code_unicode": "u_ok = '𝒳é'; u_ok",
    "code_unicode_result": "'𝒳é'",
    "complete_after_astral": "'𝒳𝒳'; zi",
    "code_many_lines": "for i in range(2000):\n    print('line', i)",
    "code_display_id": "from IPython.display import display\nh = display('first', display_id='cid1')",
    "code_update_id": "from IPython.display import update_display\nupdate_display('second', display_id='cid1')",
    "code_exit_status_error_text": "ValueError",
}

TIMEOUT = 20
VERBOSE = False
KERNEL = "nnsight"
S = dict(SAMPLES)


class Suite(jkt.KernelTests):
    @classmethod
    def tearDownClass(cls):      # the package's own asks for a polite shutdown on sockets just closed
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)


class Welcome(jkt.IopubWelcomeTests):
    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)


class Extra(unittest.TestCase):
    """Checks beyond jupyter_kernel_test; one kernel for all of them."""

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=KERNEL)
        cls.kc.allow_stdin = False

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)

    def setUp(self):
        self.drain()
        mid = self.kc.kernel_info()          # a test that killed or wedged the kernel must not fail the next
        try:
            self.reply(mid, timeout=5)
        except queue.Empty:
            self.tearDownClass()
            type(self).setUpClass()
        self.drain()

    # -- helpers -------------------------------------------------------------
    def need(self, *keys):
        for k in keys:
            if not S.get(k):
                self.skipTest(f"no sample {k}")

    def drain(self):
        for get in (self.kc.get_shell_msg, self.kc.get_iopub_msg, self.kc.get_control_msg):
            while True:
                try:
                    get(timeout=0.05)
                except queue.Empty:
                    break

    def reply(self, msg_id, channel="shell", timeout=TIMEOUT):
        get = getattr(self.kc, f"get_{channel}_msg")
        end = time.time() + timeout
        while True:
            m = get(timeout=max(0.01, end - time.time()))
            if m["parent_header"].get("msg_id") == msg_id:
                return m

    def outputs(self, msg_id, timeout=TIMEOUT):
        """iopub messages of one request, up to its idle (which must come)."""
        end, got = time.time() + timeout, []
        while True:
            m = self.kc.get_iopub_msg(timeout=max(0.01, end - time.time()))
            if m["parent_header"].get("msg_id") != msg_id:
                continue
            got.append(m)
            if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle":
                return got

    def run_code(self, code, timeout=TIMEOUT, **flags):
        mid = self.kc.execute(code, **flags)
        return self.reply(mid, timeout=timeout), self.outputs(mid, timeout)

    def types(self, msgs):
        return [m["msg_type"] for m in msgs]

    def send(self, msg_type, content, channel="shell"):
        msg = self.kc.session.msg(msg_type, content)
        getattr(self.kc, f"{channel}_channel").send(msg)
        return msg["header"]["msg_id"]

    # -- kernel_info -----------------------------------------------------------
    def test_info_fields(self):
        """kernel_info_reply has all that Lab, nbconvert and VS Code read."""
        c = self.reply(self.kc.kernel_info())["content"]
        validate_message(self.reply(self.kc.kernel_info()), "kernel_info_reply")
        self.assertRegex(c["protocol_version"], r"^5\.[3-9]$")
        li = c["language_info"]
        for key in ("name", "version", "mimetype", "file_extension", "pygments_lexer", "codemirror_mode",
                    "nbconvert_exporter"):
            self.assertIn(key, li)
        for key in ("implementation", "implementation_version", "banner", "help_links"):
            self.assertIn(key, c)
        if c["protocol_version"] >= "5.5":
            self.assertIsInstance(c["supported_features"], list)

    def test_info_on_control(self):
        """kernel_info_request is answered on control too (5.5)."""
        mid = self.send("kernel_info_request", {}, "control")
        self.assertEqual(self.reply(mid, "control")["msg_type"], "kernel_info_reply")

    def test_control_while_busy(self):
        """control is answered within 1 s while a cell runs."""
        self.need("code_slow_ok")
        run = self.kc.execute(S["code_slow_ok"])
        time.sleep(0.4)
        t = time.time()
        mid = self.send("kernel_info_request", {}, "control")
        self.reply(mid, "control", timeout=10)
        took = time.time() - t
        self.reply(run)
        self.outputs(run)
        self.assertLess(took, 1.0)

    # -- status, headers --------------------------------------------------------
    def test_status_pairs(self):
        """every shell request is bracketed by busy and idle with its own parent."""
        for name, mid in (("kernel_info", self.kc.kernel_info()), ("complete", self.kc.complete("zi")),
                          ("inspect", self.kc.inspect("zip")), ("is_complete", self.kc.is_complete("1")),
                          ("history", self.kc.history(hist_access_type="tail", n=1)),
                          ("comm_info", self.kc.comm_info())):
            with self.subTest(request=name):
                self.reply(mid)
                st = [m["content"]["execution_state"] for m in self.outputs(mid) if m["msg_type"] == "status"]
                self.assertEqual(st, ["busy", "idle"])

    def test_headers(self):
        """ids unique, date parsable, session constant, parent header copied whole."""
        mid = self.kc.execute("1")
        r = self.reply(mid)
        msgs = self.outputs(mid) + [r]
        self.assertEqual(len({m["header"]["msg_id"] for m in msgs}), len(msgs))
        self.assertEqual(len({m["header"]["session"] for m in msgs}), 1)
        for m in msgs:
            self.assertEqual(m["parent_header"]["session"], self.kc.session.session)
            self.assertEqual(m["parent_header"]["msg_type"], "execute_request")
            self.assertNotIsInstance(m["header"]["date"], str)     # the client parsed it

    # -- execute flags -----------------------------------------------------------
    def test_execution_count(self):
        a, ia = self.run_code("1")
        b, ib = self.run_code("1")
        n = a["content"]["execution_count"]
        self.assertEqual(b["content"]["execution_count"], n + 1)
        self.assertEqual([m["content"]["execution_count"] for m in ib if m["msg_type"] == "execute_input"], [n + 1])
        self.assertEqual([m["content"]["execution_count"] for m in ib if m["msg_type"] == "execute_result"], [n + 1])

    def test_silent(self):
        """silent: no execute_input, no result, no counter step; errors still in the reply."""
        before = self.run_code("1")[0]["content"]["execution_count"]
        r, out = self.run_code("1+1", silent=True)
        self.assertEqual(r["content"]["status"], "ok")
        self.assertNotIn("execute_input", self.types(out))
        self.assertNotIn("execute_result", self.types(out))
        self.assertEqual(self.run_code("1")[0]["content"]["execution_count"], before + 1)

    def test_store_history_false(self):
        before = self.run_code("1")[0]["content"]["execution_count"]
        r, out = self.run_code("2+2", store_history=False)
        self.assertEqual([t for t in self.types(out) if t == "execute_result"], ["execute_result"])
        self.assertEqual(self.run_code("1")[0]["content"]["execution_count"], before + 1)

    def test_user_expressions(self):
        self.need("code_assign", "expr_ok", "expr_bad")
        r, _ = self.run_code(S["code_assign"], user_expressions={"g": S["expr_ok"], "b": S["expr_bad"]})
        ux = r["content"]["user_expressions"]
        self.assertEqual(ux["g"]["status"], "ok")
        self.assertEqual(ux["g"]["data"]["text/plain"], S["expr_ok_text"])
        self.assertEqual(ux["b"]["status"], "error")
        self.assertIn("ename", ux["b"])

    def test_stop_on_error(self):
        """a failing cell aborts the queue behind it; stop_on_error=False does not."""
        self.need("code_generate_error")
        ids = [self.kc.execute(S["code_generate_error"]), self.kc.execute("1"), self.kc.execute("2")]
        got = [self.reply(i)["content"]["status"] for i in ids]
        self.assertEqual(got[0], "error")
        self.assertTrue(all(s in ("aborted", "error") for s in got[1:]), got)
        for i in ids:
            self.outputs(i)
        time.sleep(0.5)
        self.drain()
        self.assertEqual(self.run_code("1")[0]["content"]["status"], "ok")
        ids = [self.kc.execute(S["code_generate_error"], stop_on_error=False), self.kc.execute("1")]
        self.assertEqual([self.reply(i)["content"]["status"] for i in ids], ["error", "ok"])

    def test_error_fields(self):
        self.need("code_generate_error")
        r, out = self.run_code(S["code_generate_error"])
        e = [m for m in out if m["msg_type"] == "error"][0]["content"]
        for c in (r["content"], e):
            self.assertEqual(c["ename"], S["code_exit_status_error_text"])
            self.assertIsInstance(c["traceback"], list)
        self.assertIn("execution_count", r["content"])

    def test_empty_code(self):
        for code in ("", "   \n", "# only a comment"):
            with self.subTest(code=code):
                r, out = self.run_code(code)
                self.assertEqual(r["content"]["status"], "ok")
                self.assertNotIn("error", self.types(out))

    def test_unicode(self):
        self.need("code_unicode")
        _, out = self.run_code(S["code_unicode"])
        self.assertEqual([m["content"]["data"]["text/plain"] for m in out if m["msg_type"] == "execute_result"],
                         [S["code_unicode_result"]])

    def test_cursor_codepoints(self):
        """cursor positions count code points, not UTF-16 units or bytes (5.2)."""
        self.need("complete_after_astral")
        t = S["complete_after_astral"]
        c = self.reply(self.kc.complete(t, len(t)))["content"]
        self.assertIn("zip", c["matches"])
        self.assertEqual((c["cursor_start"], c["cursor_end"]), (len(t) - 2, len(t)))

    def test_output_before_idle(self):
        """2,000 printed lines are whole, in order, before idle; and batched."""
        self.need("code_many_lines")
        _, out = self.run_code(S["code_many_lines"])
        st = [m for m in out if m["msg_type"] == "stream"]
        text = "".join(m["content"]["text"] for m in st)
        self.assertEqual(text.splitlines(), [f"line {i}" for i in range(2000)])
        self.assertLess(len(st), 500, "stream messages are not batched")

    # -- display -----------------------------------------------------------------
    def test_update_display(self):
        self.need("code_display_id", "code_update_id")
        _, out = self.run_code(S["code_display_id"])
        d = [m for m in out if m["msg_type"] == "display_data"]
        self.assertEqual(d[0]["content"]["transient"]["display_id"], "cid1")
        _, out = self.run_code(S["code_update_id"])
        u = [m for m in out if m["msg_type"] == "update_display_data"]
        self.assertEqual(u[0]["content"]["transient"]["display_id"], "cid1")

    # -- stdin --------------------------------------------------------------------
    def test_input(self):
        self.need("code_input")
        mid = self.kc.execute(S["code_input"], allow_stdin=True)
        m = self.kc.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual(m["msg_type"], "input_request")
        self.assertIn("prompt", m["content"])
        self.assertIn("password", m["content"])
        self.kc.input("Ada")
        r = self.reply(mid)
        out = self.outputs(mid)
        self.assertEqual(r["content"]["status"], "ok")
        self.assertEqual([x["content"]["data"]["text/plain"] for x in out if x["msg_type"] == "execute_result"],
                         [S["code_input_result"]])

    def test_input_refused(self):
        """allow_stdin=False: input() fails at once, no input_request."""
        self.need("code_input")
        r, _ = self.run_code(S["code_input"], allow_stdin=False)
        self.assertEqual(r["content"]["status"], "error")

    # -- comms ---------------------------------------------------------------------
    def test_comm_unknown_target(self):
        mid = self.send("comm_open", {"comm_id": "c-1", "target_name": "no.such.target", "data": {}})
        out = self.outputs(mid)
        self.assertIn("comm_close", self.types(out))

    def test_comm_info(self):
        c = self.reply(self.kc.comm_info())["content"]
        self.assertEqual(c["status"], "ok")
        self.assertIsInstance(c["comms"], dict)

    def test_unknown_message(self):
        """an unknown msg_type is ignored; the kernel goes on answering."""
        self.send("no_such_request", {"x": 1})
        self.assertEqual(self.run_code("1")[0]["content"]["status"], "ok")

    # -- interrupt ------------------------------------------------------------------
    def _interrupt(self, code):
        mid = self.kc.execute(code)
        time.sleep(1.0)
        t = time.time()
        self.km.interrupt_kernel()
        r = self.reply(mid, timeout=10)
        took = time.time() - t
        self.outputs(mid)
        self.assertEqual(r["content"]["status"], "error")
        self.assertLess(took, 3.0)
        time.sleep(0.3)
        self.drain()
        self.assertEqual(self.run_code("1+1")[0]["content"]["status"], "ok")
        return r

    def test_interrupt_sleep(self):
        self.need("code_sleep")
        self.assertEqual(self._interrupt(S["code_sleep"])["content"]["ename"], "KeyboardInterrupt")

    def test_interrupt_loop(self):
        self.need("code_loop_forever")
        self._interrupt(S["code_loop_forever"])

    def test_interrupt_by_message(self):
        """interrupt_request on control works whatever interrupt_mode says."""
        self.need("code_loop_forever")
        mid = self.kc.execute(S["code_loop_forever"])
        time.sleep(1.0)
        ir = self.send("interrupt_request", {}, "control")
        try:
            self.assertEqual(self.reply(ir, "control", 10)["msg_type"], "interrupt_reply")
            self.assertEqual(self.reply(mid, timeout=10)["content"]["status"], "error")
        except queue.Empty:
            self.km.interrupt_kernel()
            self.reply(mid, timeout=10)
            raise AssertionError("no reply to interrupt_request") from None

    def test_interrupt_idle(self):
        """an interrupt while idle does no harm."""
        self.km.interrupt_kernel()
        time.sleep(0.3)
        self.drain()
        self.assertEqual(self.run_code("1+1")[0]["content"]["status"], "ok")

    # -- heartbeat ----------------------------------------------------------------------
    def test_heartbeat(self):
        import zmq
        s = zmq.Context.instance().socket(zmq.REQ)
        s.linger = 0
        s.connect(f"tcp://{self.km.ip}:{self.km.hb_port}")
        try:
            for body in (b"ping", b"\x00\xff", b""):
                s.send(body)
                self.assertTrue(s.poll(2000), "no echo")
                self.assertEqual(s.recv(), body)
        finally:
            s.close()


class Lifecycle(unittest.TestCase):
    def start(self):
        km, kc = start_new_kernel(kernel_name=KERNEL)
        return km, kc

    def test_shutdown_reply_and_exit(self):
        """shutdown_request on control: reply, then the process is gone within 5 s."""
        km, kc = self.start()
        try:
            pid = km.provisioner.pid
            msg = kc.session.msg("shutdown_request", {"restart": False})
            kc.control_channel.send(msg)
            r = kc.get_control_msg(timeout=10)
            self.assertEqual((r["msg_type"], r["content"]["restart"]), ("shutdown_reply", False))
            end = time.time() + 5
            while time.time() < end and km.provisioner.process.poll() is None:
                time.sleep(0.05)
            self.assertIsNotNone(km.provisioner.process.poll(), f"pid {pid} still there")
        finally:
            kc.stop_channels()
            km.shutdown_kernel(now=True)

    def test_restart(self):
        """restart on the same ports; the counter starts afresh."""
        km, kc = self.start()
        try:
            for _ in range(3):
                kc.execute("1", reply=True, timeout=TIMEOUT)
            km.restart_kernel()
            kc.wait_for_ready(timeout=30)
            self.assertEqual(kc.execute("1", reply=True, timeout=TIMEOUT)["content"]["execution_count"], 1)
        finally:
            kc.stop_channels()
            km.shutdown_kernel(now=True)

    def test_orphan(self):
        """when the parent process dies without a word the kernel goes within 10 s (JPY_PARENT_PID)."""
        prog = ("import sys,os\nfrom jupyter_client.manager import start_new_kernel\n"
                "km,kc=start_new_kernel(kernel_name=sys.argv[1])\nprint(km.provisioner.pid,flush=True)\n"
                "os.kill(os.getpid(),9)\n")
        p = subprocess.Popen([sys.executable, "-c", prog, KERNEL], stdout=subprocess.PIPE)
        pid = int(p.stdout.readline())
        p.wait()
        end = time.time() + 10
        while time.time() < end:
            try:
                with open(f"/proc/{pid}/stat") as f:
                    if f.read().rsplit(")", 1)[1].split()[0] == "Z":
                        return
            except OSError:
                return
            time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        self.fail(f"kernel {pid} outlived its parent by 10 s")


class Result(unittest.TestResult):
    """Keeps one verdict per test, with sub-test detail."""

    def __init__(self):
        super().__init__()
        self.rows, self.sub, self.t = [], {}, 0

    def startTest(self, test):
        super().startTest(test)
        self.t, self.sub[test.id()] = time.time(), []

    def _row(self, test, verdict, why=""):
        part = {"Suite": "suite", "Welcome": "suite"}.get(type(test).__name__, "extra")
        name = getattr(test, "_testMethodName", str(test))
        row = {"part": part, "test": name, "verdict": verdict, "seconds": round(time.time() - self.t, 2)}
        if why:
            row["why"] = why.strip()[-700:]
        self.rows.append(row)
        if verdict != "pass" or VERBOSE:
            print(f"{verdict:5} {name:28} {row['seconds']:6.2f}s  {why.strip().splitlines()[-1][:200] if why else ''}",
                  flush=True)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.sub[test.id()].append(f"{subtest._subDescription()}: {err[0].__name__}: {err[1]}")

    def addSuccess(self, test):
        bad = self.sub.get(test.id())
        self._row(test, "FAIL" if bad else "pass", "\n".join(bad or []))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._row(test, "FAIL", f"{err[0].__name__}: {err[1]}")

    def addError(self, test, err):
        super().addError(test, err)
        self._row(test, "FAIL", f"{err[0].__name__}: {err[1]}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._row(test, "skip", reason)

    def stopTest(self, test):
        super().stopTest(test)
        name = getattr(test, "_testMethodName", None)
        if self.sub.get(test.id()) and not any(r["test"] == name for r in self.rows):
            self._row(test, "FAIL", "\n".join(self.sub[test.id()]))


def main():
    global KERNEL, S, VERBOSE
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("kernel", nargs="?", default="nnsight")
    ap.add_argument("--samples", help="JSON file whose keys replace the built-in samples")
    ap.add_argument("--set", action="append", default=[], metavar="KEY=JSON", help="replace one sample")
    ap.add_argument("--json", help="write the verdicts here")
    ap.add_argument("--only", choices=("suite", "extra"))
    ap.add_argument("-k", help="only tests whose name contains this")
    ap.add_argument("--strict", action="store_true")
    ap.add_argument("--kernel-log", default=os.devnull, help="where the kernel's own stdout and stderr go")
    ap.add_argument("-v", action="store_true", help="name the checks that pass too")
    ap.add_argument("--list", action="store_true", help="list the tests and what each needs")
    args = ap.parse_args()
    if args.samples:
        S.update(json.load(open(args.samples, encoding="utf-8")))
    for kv in args.set:
        k, v = kv.split("=", 1)
        S[k] = json.loads(v)
    KERNEL = args.kernel
    VERBOSE = args.v
    for cls in (Suite, Welcome):
        cls.kernel_name = KERNEL
        for k, v in S.items():
            if hasattr(cls, k):
                setattr(cls, k, tuple(v) if k == "supported_history_operations" else v)
    parts = {"suite": (Suite, Welcome), "extra": (Extra, Lifecycle)}
    classes = [c for p, cs in parts.items() if args.only in (None, p) for c in cs]
    if args.list:
        for c in classes:
            for n in unittest.defaultTestLoader.getTestCaseNames(c):
                print(f"{n:30} {NEEDS.get(n) or (getattr(c, n).__doc__ or '').strip()}")
        return
    try:
        KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        print(f"no kernelspec {KERNEL!r}; there are {sorted(KernelSpecManager().find_kernel_specs())}")
        sys.exit(2)
    # kernels inherit descriptors 1 and 2: keep the terminal for the verdicts alone
    sys.stdout = os.fdopen(os.dup(1), "w", buffering=1)
    log = os.open(args.kernel_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    res = Result()
    for c in classes:
        suite = unittest.TestSuite()
        for n in unittest.defaultTestLoader.getTestCaseNames(c):
            if not args.k or args.k in n:
                suite.addTest(c(n))
        suite.run(res)
    count = {v: sum(r["verdict"] == v for r in res.rows) for v in ("pass", "FAIL", "skip")}
    record("protocol", count["pass"], count["FAIL"])
    if args.json:
        json.dump({"kernel": KERNEL, "counts": count, "tests": res.rows}, open(args.json, "w"), indent=1)
    sys.exit(1 if count["FAIL"] or (args.strict and count["skip"]) or not res.rows else 0)


if __name__ == "__main__":
    main()
