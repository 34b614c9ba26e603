# What a trace costs beyond the model itself, on a network of two layers. The same program runs in this kernel and in
# Python with nnsight 0.3.7 and with the newest nnsight; a table compares them:
#
#     NNSIGHT_PEER_PYTHON=VENV/bin/python NNSIGHT_NEWEST_PYTHON=OTHER/bin/python \\
#         python3 Tests/Benchmarks/trace_overhead.py --binary .build/release/nnsight
#
# `nnsight run Tests/Benchmarks/trace_overhead.py` gives the kernel's own column alone.
import os
import subprocess
import sys
import time
from collections import OrderedDict


def column(command):
    """The times that one interpreter prints, by the names of the rows."""
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.rsplit(None, 2) for line in text.splitlines() if line.endswith(" us")]
    return {name.strip(): float(time) for name, time, _ in rows}


def table(binary):
    columns = {"this kernel": column([binary, "run", __file__])}
    for title, variable in [("nnsight 0.3.7", "NNSIGHT_PEER_PYTHON"), ("newest", "NNSIGHT_NEWEST_PYTHON")]:
        if os.environ.get(variable):
            columns[title] = column([os.environ[variable], __file__])
    names = list(columns["this kernel"])
    print(" " * 22 + "".join(f"{title:>16}" for title in columns))
    for name in names:
        times = [times[name] for times in columns.values()]
        ratios = "".join(f"{time / times[0]:8.0f}x" for time in times[1:])
        print(f"{name:22}" + "".join(f"{time:13.1f} us" for time in times) + ratios)


if "--binary" in sys.argv:
    table(sys.argv[sys.argv.index("--binary") + 1])
    sys.exit()

import torch
from nnsight import NNsight

torch.manual_seed(0)
net = torch.nn.Sequential(
    OrderedDict([("layer1", torch.nn.Linear(5, 10)), ("layer2", torch.nn.Linear(10, 2))])
).requires_grad_(False)
model = NNsight(net)
x = torch.rand((1, 5))


def plain():
    net(x)


def empty():
    with model.trace(x):
        pass


def one_save():
    with model.trace(x):
        model.layer1.output.save()


def fifty_operations():
    with model.trace(x):
        h = model.layer1.output
        for _ in range(50):
            h = h + 1
        h.save()


def hundred_traces():
    total = 0
    for _ in range(100):
        with model.trace(x):
            out = model.output.save()
        total += out[0, 0].item()


def microseconds(function, repeats):
    function()
    best = None
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(repeats):
            function()
        elapsed = (time.perf_counter() - start) / repeats * 1e6
        best = elapsed if best is None else min(best, elapsed)
    return best


for name, function, repeats in [
    ("the model alone", plain, 200),
    ("empty trace", empty, 100),
    ("one save", one_save, 100),
    ("50 operations", fifty_operations, 20),
    ("100 traces in a loop", hundred_traces, 2),
]:
    print(f"{name:22} {microseconds(function, repeats):12.1f} us")
