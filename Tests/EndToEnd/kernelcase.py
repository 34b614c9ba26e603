"""A kernel under test: started once for a class of tests, and started anew when a test left it wedged."""
import queue
import time
import unittest

from jupyter_client.manager import start_new_kernel

TIMEOUT = 20


class KernelCase(unittest.TestCase):
    """Messages that a test does not wait for yet are kept, so that it may ask for answers in any order."""

    kernel_name = "nnsight"

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=cls.kernel_name)
        cls.kc.allow_stdin = False

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)

    def setUp(self):
        self.kept = {"shell": [], "control": [], "iopub": []}
        self.drain()
        mid = self.kc.kernel_info()
        try:
            self.reply(mid, timeout=5)
            self.outputs(mid, timeout=5)
        except queue.Empty:
            self.tearDownClass()
            type(self).setUpClass()
        self.drain()

    def drain(self):
        for channel in self.kept:
            self.kept[channel] = []
            try:
                while True:
                    getattr(self.kc, f"get_{channel}_msg")(timeout=0.05)
            except queue.Empty:
                pass

    def next_message(self, msg_id, channel, timeout):
        """The next message on a channel that belongs to a request."""
        kept, end = self.kept[channel], time.time() + timeout
        for i, m in enumerate(kept):
            if m["parent_header"].get("msg_id") == msg_id:
                return kept.pop(i)
        while True:
            m = getattr(self.kc, f"get_{channel}_msg")(timeout=max(0.01, end - time.time()))
            if m["parent_header"].get("msg_id") == msg_id:
                return m
            kept.append(m)

    def reply(self, msg_id, channel="shell", timeout=TIMEOUT):
        return self.next_message(msg_id, channel, timeout)

    def outputs(self, msg_id, timeout=TIMEOUT):
        """iopub messages of one request, up to its idle (which must come)."""
        got = []
        while True:
            m = self.next_message(msg_id, "iopub", timeout)
            got.append(m)
            if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle":
                return got

    def run_code(self, code, timeout=TIMEOUT, **flags):
        mid = self.kc.execute(code, **flags)
        return self.reply(mid, timeout=timeout), self.outputs(mid, timeout)

    def start_code(self, code):
        """Send a cell and wait until it runs; the id of the request."""
        mid = self.kc.execute(code)
        while self.next_message(mid, "iopub", TIMEOUT)["msg_type"] != "execute_input":
            pass
        time.sleep(0.1)     # it has begun; let it get into what it does
        return mid

    def types(self, msgs):
        return [m["msg_type"] for m in msgs]

    def send(self, msg_type, content, channel="shell"):
        msg = self.kc.session.msg(msg_type, content)
        getattr(self.kc, f"{channel}_channel").send(msg)
        return msg["header"]["msg_id"]
