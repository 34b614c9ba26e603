"""The protocol checks beyond those of the jupyter_kernel_test package."""
import os
import queue
import signal
import subprocess
import sys
import time
import unittest

from jupyter_client.manager import start_new_kernel
from jupyter_kernel_test.msgspec_v5 import validate_message

from kernelcase import TIMEOUT, KernelCase
from samples import S


class Extra(KernelCase):
    """Checks beyond jupyter_kernel_test; one kernel for all of them."""

    def need(self, *keys):
        for k in keys:
            if not S.get(k):
                self.skipTest(f"no sample {k}")

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
        run = self.start_code(S["code_slow_ok"])
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

    def test_a_cell_sent_after_an_error_runs(self):
        """whoever has seen the error may send the next cell at once."""
        self.need("code_generate_error")
        for _ in range(50):
            self.assertEqual(self.reply(self.kc.execute(S["code_generate_error"]))["content"]["status"], "error")
            self.assertEqual(self.reply(self.kc.execute("1"))["content"]["status"], "ok")
        self.drain()

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
        mid = self.start_code(code)
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
        mid = self.start_code(S["code_loop_forever"])
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
    kernel_name = "nnsight"

    def start(self):
        return start_new_kernel(kernel_name=self.kernel_name)

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
        p = subprocess.Popen([sys.executable, "-c", prog, self.kernel_name], stdout=subprocess.PIPE)
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
