#!/usr/bin/env python3
"""Run the conformance cases, print how many pass in each area, and fail when an area falls below its floor or has none.

    conformance.py --kernel NAME [--filter TEXT] [--jobs N] [--failing]

The floors stand in Tests/Conformance/floors.txt; --failing lists the cases that fail.
"""
import argparse
import json
import os
import subprocess
import sys

from counts import record

HERE = os.path.dirname(os.path.abspath(__file__))
SUITE = os.path.join(HERE, "..", "Conformance")
REPORT = os.path.join(HERE, "..", "..", ".build", "conformance.json")


def floors():
    """Area -> least percentage."""
    lines = open(os.path.join(SUITE, "floors.txt")).read().splitlines()
    return {area: float(least) for area, least in (line.split() for line in lines if line and line[0] != "#")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", default="nnsight")
    parser.add_argument("--filter", default="")
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    parser.add_argument("--timeout", type=float, default=30)
    parser.add_argument("--failing", action="store_true")
    options = parser.parse_args()
    command = [sys.executable, os.path.join(SUITE, "run.py"), "--kernel", options.kernel, "--quiet",
               "--jobs", str(options.jobs), "--timeout", str(options.timeout), "--report", REPORT]
    if options.filter:
        command += ["--filter", options.filter]
    os.makedirs(os.path.dirname(REPORT), exist_ok=True)
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode not in (0, 1):
        print(run.stdout)
        sys.exit(run.returncode)
    report, least, below = json.load(open(REPORT)), floors(), []
    print(f"{'area':<16}{'cases':>10}{'':>8}{'floor':>8}{'cells':>12}")
    for area, count in report["areas"].items():
        total = count["passed"] + count["failed"]
        share = 100 * count["passed"] / total
        floor = least.get(area)
        mark = ""
        if floor is None or share < floor:
            below.append(area)
            mark = "  HAS NO FLOOR" if floor is None else "  BELOW ITS FLOOR"
        print(f"{area:<16}{count['passed']:>5}/{total:<4}{share:>7.0f}%{floor or 0:>7.0f}%"
              f"{count['cells_ok']:>7}/{count['cells']:<4}{mark}")
    if options.failing:
        for case in report["cases"]:
            if not case["passed"]:
                print(f"  fails: {case['case']}")
                for failure in case["failures"]:
                    print(f"    cell {failure['cell']}: {', '.join(failure['differs'])}, got {failure['got']}")
    record("conformance", report["passed"], report["failed"])
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
