#!/usr/bin/env python3
"""Measure how long a fresh process needs from its start to the first logits of a checkpoint, and what memory it holds.

    cold_load.py BINARY MODEL_FOLDER [--peer PYTHON] [--rounds N]

The peer is a Python with transformers and nnsight, in the same run. Memory is the peak resident size; what a mapped file
takes counts in it. A random GPT-2 of 124M parameters is made by
`transformers.GPT2LMHeadModel(transformers.GPT2Config()).save_pretrained(FOLDER)`, with any tokenizer beside it.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

PROGRAM = """
import torch
from nnsight import LanguageModel
model = LanguageModel({folder!r}, device_map="cpu")
with torch.no_grad():
    with model.trace([1, 2, 3, 4, 5, 6, 7, 8]):
        logits = model.lm_head.output.save()
print(tuple(logits.shape))
"""


def measure(command):
    """Seconds and peak megabytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0 or not output.startswith("("):
        raise SystemExit("%s failed: %s" % (command[0], output))
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("folder")
    parser.add_argument("--peer")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)) / 2**20
    with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
        program.write(PROGRAM.format(folder=folder))
        program.flush()
        commands = {"nnsight (Swift)": [options.binary, "run", program.name]}
        if options.peer:
            commands["transformers"] = [options.peer, program.name]
        runs = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                runs[name].append(measure(command))
    print("checkpoint: %.0f MB" % size)
    for name, figures in runs.items():
        seconds, megabytes = zip(*figures)
        print("%-16s %.2f s (best %.2f), peak %.0f MB" % (
            name, statistics.median(seconds), min(seconds), statistics.median(megabytes)))


if __name__ == "__main__":
    main()
