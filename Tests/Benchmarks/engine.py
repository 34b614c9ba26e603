#!/usr/bin/env python3
"""Measure the tensor engine beside PyTorch, both on two threads, and print a table of the best times and the ratios.

    engine.py [--binary FILE] [--rounds N] [--only WORD] [--json FILE]

The programs of the folder `engine` run unchanged in `nnsight run` and in the Python named by NNSIGHT_PEER_PYTHON, in
turns. Without that Python, or without torch in it, the table has one column. A ratio above 1 means that PyTorch is slower.
Products are measured beside OpenBLAS itself too.
"""
import argparse
import ctypes.util
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = ["overhead", "products", "elementwise", "rows", "selection", "network"]


def run(command, program):
    """The times that a program prints, by name, and the peak of its memory in MiB."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2")
    process = subprocess.Popen(command + [program + ".py"], cwd=os.path.join(HERE, "engine"), env=environment,
                               stdout=subprocess.PIPE, text=True)
    times = {}
    for line in process.stdout:
        name, found, seconds = line.rstrip("\n").rpartition("\t")
        if found:
            times[name] = float(seconds)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} {program}.py ended with {process.returncode}")
    return times, usage.ru_maxrss / 1024


def best(rounds, command, program):
    """Merge the measures of several runs."""
    times, peak = rounds
    more, memory = run(command, program)
    for name, seconds in more.items():
        times[name] = min(seconds, times.get(name, seconds))
    return times, max(peak, memory)


def has_torch(python):
    return bool(python) and subprocess.run([python, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode == 0


def readable(seconds):
    for unit, scale in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def table(program, sides):
    """One column of times for each side, and behind all but the first how many times slower it is."""
    (_, ours), *others = sides.items()
    print(f"{program:<40}{'nnsight':>12}" + "".join(f"{side:>12}{'ratio':>8}" for side, _ in others))
    for name, seconds in ours[0].items():
        line = f"  {name:<38}{readable(seconds):>12}"
        for _, (times, _) in others:
            known = name in times
            line += f"{readable(times[name]):>12}{times[name] / seconds:>8.2f}" if known else " " * 20
        print(line.rstrip())
    memory = f"  {'peak memory of the program':<38}{ours[1]:>8.0f} MiB"
    print(memory + "".join(f"{peak:>8.0f} MiB{peak / ours[1]:>8.2f}" for _, (_, peak) in others), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(HERE, "../../.build/release/nnsight"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", choices=PROGRAMS, action="append", help="run this program; may be repeated")
    parser.add_argument("--json", help="write all measures to this file")
    options = parser.parse_args()
    python = os.environ.get("NNSIGHT_PEER_PYTHON")
    has_peer = has_torch(python)
    results = {}
    for program in options.only or PROGRAMS:
        runs = {"nnsight": ([os.path.abspath(options.binary), "run"], program)}
        if has_peer:
            runs["PyTorch"] = ([python], program)
        if program == "products" and ctypes.util.find_library("openblas"):
            runs["OpenBLAS"] = ([sys.executable], "openblas")
        sides = {side: ({}, 0) for side in runs}
        for _ in range(options.rounds):
            for side, (command, name) in runs.items():
                sides[side] = best(sides[side], command, name)
        table(program, sides)
        results[program] = sides
    if not has_peer:
        print("no peer: set NNSIGHT_PEER_PYTHON to a Python with torch for the other columns")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
