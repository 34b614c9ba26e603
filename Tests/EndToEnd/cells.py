"""Cells in a running kernel, and what became of each."""
import os
import sys
import tempfile
import unittest

from jupyter_client.manager import start_new_kernel

KERNEL = sys.argv[1] if len(sys.argv) > 1 else "nnsight"


class Answer:
    """What became of one cell."""

    def __init__(self):
        self.stdout = self.stderr = ""
        self.result, self.displays, self.updates, self.error = None, [], [], None
        self.pages, self.asks_exit = [], False

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"]) if self.error else ""

    @property
    def bundles(self):
        """What is shown below the cell, in order, as dicts from MIME types to contents."""
        return self.displays + ([self.result] if self.result else [])


class CellCase(unittest.TestCase):
    """Tests that share one kernel, whose folder is a temporary one."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.manager, cls.client = start_new_kernel(kernel_name=KERNEL, cwd=cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)
        cls.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    def run_cell(self, code):
        answer = Answer()

        def hook(message):
            content, kind = message["content"], message["msg_type"]
            if kind == "stream":
                setattr(answer, content["name"], getattr(answer, content["name"]) + content["text"])
            elif kind == "execute_result":
                answer.result = content["data"]
            elif kind == "display_data":
                answer.displays.append(content["data"])
            elif kind == "update_display_data":
                answer.updates.append(content["data"])
            elif kind == "error":
                answer.error = content

        reply = self.client.execute_interactive(code, output_hook=hook, timeout=60, allow_stdin=False,
                                                stop_on_error=False)["content"]
        answer.asks_exit = any(load["source"] == "ask_exit" for load in reply.get("payload", []))
        answer.pages = [load["data"]["text/plain"] for load in reply.get("payload", []) if load["source"] == "page"]
        return answer
