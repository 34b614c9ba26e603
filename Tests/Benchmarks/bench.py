#!/usr/bin/env python3
"""Measure the kernel as a front end feels it, beside ipykernel in the same run, and print a table.

    bench.py [--kernel NAME] [--rounds N] [--json FILE]

The peer is the Python named by NNSIGHT_PEER_PYTHON, which needs ipykernel, and torch and nnsight for the traces;
without it the peer is the Python that runs this, and the traces have no second column. All times in milliseconds: median, and the best in brackets. Each figure contains
what the Python client itself needs, about 0.6 ms a round trip.
"""
import argparse
import json
import os
import queue
import statistics
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

NETWORK = """\
from collections import OrderedDict
import torch
from nnsight import NNsight
net = torch.nn.Sequential(OrderedDict([("layer1", torch.nn.Linear(5, 10)), ("layer2", torch.nn.Linear(10, 2))]))
tiny_model = NNsight(net)
with tiny_model.trace(torch.rand((1, 5))):
    hidden = tiny_model.layer1.output.save()
print(hidden.shape)
"""
LANGUAGE_MODEL = """\
from nnsight import LanguageModel
model = LanguageModel({name!r})
with model.trace("The Eiffel Tower is in the city of"):
    logits = model.lm_head.output.save()
print(repr(model.tokenizer.decode(logits[0, -1].argmax(dim=-1))))
"""


class Kernel:
    """One kernel process and its client."""

    def __init__(self, name):
        self.started = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.reply(self.client.kernel_info())
        self.ready = time.perf_counter()

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def reply(self, message_id, timeout=120):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    def run(self, code):
        """Run a cell to its idle status; fails when the cell does."""
        message_id = self.client.execute(code, allow_stdin=False)
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if (message["parent_header"].get("msg_id") == message_id and message["msg_type"] == "status"
                    and message["content"]["execution_state"] == "idle"):
                break
        content = self.reply(message_id)
        if content["status"] != "ok":
            raise RuntimeError(f"{content.get('ename')}: {content.get('evalue')}")

    def settle(self):
        """Wait until iopub delivers, so that no idle status is missed."""
        while True:
            self.reply(self.client.kernel_info())
            try:
                self.client.get_iopub_msg(timeout=0.2)
                return
            except queue.Empty:
                continue

    def memory(self):
        with open(f"/proc/{self.manager.provisioner.pid}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def milliseconds(action):
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1e3


def fresh(name, rounds, code=None):
    """From the start of the process to ready, or to the end of a first cell."""
    times = []
    for _ in range(rounds):
        kernel = Kernel(name)
        try:
            if code is None:
                times.append((kernel.ready - kernel.started) * 1e3)
                continue
            start = kernel.ready - kernel.started
            kernel.settle()       # takes a fixed time of the client's, which is left out
            times.append(start * 1e3 + milliseconds(lambda: kernel.run(code)))
        finally:
            kernel.stop()
    return times


def steady(name, rounds):
    """Round trips with a kernel that is warm: (label, times)."""
    kernel = Kernel(name)
    try:
        kernel.settle()
        yield "resident memory after the start, MiB", [kernel.memory()]
        for _ in range(5):
            kernel.run("1+1")
        yield "1+1, request to idle", [milliseconds(lambda: kernel.run("1+1")) for _ in range(10 * rounds)]
        lines = "for i in range(10000):\n    print('line', i)"
        yield "10,000 printed lines", [milliseconds(lambda: kernel.run(lines)) for _ in range(rounds)]
        loop = "total = 0\nfor i in range(1000000):\n    total += i * i % 7"
        yield "a loop of 1,000,000 steps", [milliseconds(lambda: kernel.run(loop)) for _ in range(min(3, rounds))]
        ask = lambda: kernel.reply(kernel.client.complete("isinst"))
        yield "completion", [milliseconds(ask) for _ in range(10 * rounds)]
        yield "interrupt of an endless loop", [interrupt(kernel) for _ in range(min(3, rounds))]
    finally:
        kernel.stop()


def interrupt(kernel):
    message_id = kernel.client.execute("while True:\n    pass", allow_stdin=False)
    time.sleep(0.5)
    took = milliseconds(lambda: (kernel.manager.interrupt_kernel(), kernel.reply(message_id)))
    time.sleep(0.3)
    return took


def measure(name, model, rounds):
    """Label -> times; a measure that fails is a text. Without a model there are no traces."""
    results = {"process start to ready": fresh(name, rounds)}
    results.update(steady(name, rounds))
    if model is None:
        return results
    for label, code in (("start to first trace, two layers", NETWORK),
                        ("start to first trace, GPT-2", LANGUAGE_MODEL.format(name=model))):
        try:
            results[label] = fresh(name, max(1, rounds // 3), code)
        except RuntimeError as error:
            results[label] = str(error)[:60]
    return results


def cell(value):
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{statistics.median(value):.1f} ({min(value):.1f})"


def table(columns):
    labels = list(next(iter(columns.values())))
    print(f"{'milliseconds: median (best)':<40}" + "".join(f"{name:>24}" for name in columns))
    for label in labels:
        print(f"{label:<40}" + "".join(f"{cell(column.get(label)):>24}" for column in columns.values()))


def peer_kernelspec(python):
    """Make the peer's kernel known under a name of its own, in a folder that is forgotten."""
    folder = tempfile.mkdtemp()
    spec = os.path.join(folder, "kernels", "peer")
    os.makedirs(spec)
    with open(os.path.join(spec, "kernel.json"), "w") as file:
        json.dump({"argv": [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "peer",
                   "language": "python", "env": {"IPYTHONDIR": folder, "HF_HUB_OFFLINE": "1"}}, file)
    os.environ["JUPYTER_PATH"] = folder + os.pathsep + os.environ.get("JUPYTER_PATH", "")
    return "peer"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", default="nnsight")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", help="write all times to this file")
    options = parser.parse_args()
    python = os.environ.get("NNSIGHT_PEER_PYTHON")
    columns = {"nnsight": measure(options.kernel, "walkthrough-gpt2", options.rounds)}
    folder = os.path.join(ROOT, "Sources/Models/Resources/walkthrough-gpt2") if python else None
    columns["ipykernel"] = measure(peer_kernelspec(python or sys.executable), folder, max(3, options.rounds // 3))
    table(columns)
    if not python:
        print("set NNSIGHT_PEER_PYTHON to a Python with ipykernel, torch and nnsight to see its traces too")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(columns, file, indent=1)
    sys.exit(1 if any(isinstance(value, str) for value in columns["nnsight"].values()) else 0)


if __name__ == "__main__":
    main()
