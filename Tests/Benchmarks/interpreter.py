#!/usr/bin/env python3
"""Run the programs of the folder interpreter in this project's interpreter and in CPython, and print a table.

    interpreter.py [--binary FILE] [--python FILE] [--rounds N] [NAME ...]

Each program times its own work and prints the seconds. The two interpreters take turns, and the best of several
rounds counts for each: what else the machine does then hits both. A ratio of 2 means twice as fast as CPython.
"""
import argparse
import os
import shutil
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "interpreter")
BINARY = os.path.join(FOLDER, "..", "..", "..", ".build", "release", "nnsight")
WANTED = 1.5


def programs(names):
    known = sorted(name[:-3] for name in os.listdir(FOLDER) if name.endswith(".py"))
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no such program: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return names or known


def seconds(command, program):
    """What the program printed last; a text when it failed."""
    path = os.path.join(FOLDER, program + ".py")
    done = subprocess.run([*command, path], capture_output=True, text=True, timeout=300)
    lines = (done.stdout + done.stderr).strip().splitlines() or ["nothing printed"]
    try:
        return float(lines[-1])
    except ValueError:
        return lines[-1][:60]


def best(times):
    failures = [time for time in times if isinstance(time, str)]
    return failures[0] if failures else min(times)


def compare(program, ours, theirs, rounds):
    """The best time of each interpreter, measured in turns."""
    pairs = [(seconds(ours, program), seconds(theirs, program)) for _ in range(rounds)]
    return best([first for first, _ in pairs]), best([second for _, second in pairs])


def row(program, mine, other):
    if isinstance(mine, str) or isinstance(other, str):
        return f"{program:<18}{mine!s:>12}{other!s:>12}"
    mark = "" if other / mine >= WANTED else f"   below {WANTED}"
    return f"{program:<18}{mine * 1e3:>12.1f}{other * 1e3:>12.1f}{other / mine:>9.2f}{mark}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs; all of them without a name")
    parser.add_argument("--binary", default=BINARY)
    parser.add_argument("--python", default=shutil.which("python3.11") or sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    version = subprocess.run([options.python, "--version"], capture_output=True, text=True).stdout.split()[-1]
    print(f"{'milliseconds: best':<18}{'nnsight':>12}{'CPython':>12}{'ratio':>9}   CPython {version}")
    for program in programs(options.names):
        times = compare(program, [options.binary, "run"], [options.python], options.rounds)
        print(row(program, *times), flush=True)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
