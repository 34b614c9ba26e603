"""Runs hostile cells by the thousand and reports each that ends the process, or that an interrupt cannot stop.

    python3 hostile.py --binary .build/release/nnsight [--area torch] [--only conv] [--sample 0.1]

Calls of one area run one after another in one `nnsight run` process, each under try; the process says the number of the
call before it. When it dies, stalls beyond an interrupt or takes too much memory, the call is reported and the rest go on
in a new process. Python 3 alone is needed.
"""

import argparse
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import hostile_cells
import hostile_files

STALL = 8.0  # seconds without a new call until the interrupt, and from there until the verdict
MEMORY = 6 << 30

LOOP = """
import sys
__calls = open(sys.argv[1] if len(sys.argv) > 1 else {path!r}).read().split("\\x00")
__names = {{}}
exec(__calls[0], __names)
for __i in range({start}, len(__calls)):
    print(__i, flush=True)
    try:
        exec(__calls[__i], __names)
    except BaseException as __e:
        if isinstance(__e, KeyboardInterrupt): print("interrupted", flush=True)
print("end", flush=True)
"""


def resident(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except (OSError, IndexError):
        return 0


def lines(process):
    """The lines of a process as they come; None at its end."""
    found = queue.Queue()

    def read():
        for line in process.stdout:
            found.put(line.decode(errors="replace").strip())
        found.put(None)

    threading.Thread(target=read, daemon=True).start()
    return found


class Sweep:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.findings = []

    def run(self, area, setup, calls):
        """Runs all calls of an area, in as many processes as it takes."""
        source = self.folder / f"{area}.calls"
        source.write_text("\0".join([setup] + calls))
        start = 1
        while start <= len(calls):
            program = self.folder / f"{area}.py"
            program.write_text(LOOP.format(path=str(source), start=start))
            stopped, reason = self.watch(program, start)
            if reason is None:
                break
            if reason:
                self.findings.append((area, reason, calls[stopped - 1]))
                print(f"{area}: {reason}: {calls[stopped - 1]}", flush=True)
            start = stopped + 1
        print(f"{area}: {len(calls)} calls", flush=True)

    def watch(self, program, start):
        errors = open(self.folder / "errors", "wb")
        process = subprocess.Popen(
            [self.binary, "run", str(program)], stdout=subprocess.PIPE, stderr=errors, cwd=self.folder,
            env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        found, current, since, interrupted = lines(process), start, time.time(), False
        try:
            while True:
                try:
                    line = found.get(timeout=0.25)
                except queue.Empty:
                    line = ""
                if line is None:
                    # An interrupt that came between two calls ends the program as it should.
                    return current, "" if interrupted and process.wait() > 0 else f"ended with {process.wait()}"
                if line == "end":
                    return current, None
                if line.isdigit():
                    current, since, interrupted = int(line), time.time(), False
                if resident(process.pid) > MEMORY:
                    return current, "takes too much memory"
                if time.time() - since > STALL:
                    if interrupted:
                        return current, "cannot be interrupted"
                    process.send_signal(signal.SIGINT)
                    since, interrupted = time.time(), True
        finally:
            process.kill()
            process.wait()
            errors.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--binary", default=".build/release/nnsight")
    arguments.add_argument("--area", action="append", help="only this area; may be given several times")
    arguments.add_argument("--only", default="", help="only calls with this text")
    arguments.add_argument("--sample", type=float, default=1.0, help="the share of the calls to run")
    arguments.add_argument("--seed", type=int, default=0, help="decides which calls the sample holds")
    given = arguments.parse_args()
    chooser = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        sweep = Sweep(os.path.abspath(given.binary), Path(folder))
        found = dict(hostile_cells.AREAS)
        found["files"] = lambda _: (hostile_files.SETUP, hostile_files.all_calls(Path(folder) / "models"))
        for area, make in found.items():
            if not given.area or area in given.area:
                setup, calls = make(sweep.binary)
                sweep.run(
                    area, setup, [call for call in calls if given.only in call and chooser.random() < given.sample])
    print(f"{len(sweep.findings)} findings")
    sys.exit(bool(sweep.findings))


if __name__ == "__main__":
    main()
