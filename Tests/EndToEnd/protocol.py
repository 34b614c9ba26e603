#!/usr/bin/env python3
"""Run jupyter_kernel_test, and a set of further protocol checks, on a kernelspec.

    protocol.py KERNEL [--samples FILE.json] [--json OUT] [--strict]

Part "suite" is every test of the jupyter_kernel_test package (13: 12 in
KernelTests, 1 in IopubWelcomeTests), fed with the samples of samples.py.
Part "extra" is what that package leaves out: flags of execute_request, stdin,
interrupt, control channel, comms, display updates, status pairing, shutdown.

--samples FILE.json replaces any of the SAMPLES keys.  A key set to "", [] or
null makes the tests that need it skip.  --strict counts a skip as a failure.
Exit status: 0 all passed (or skipped, without --strict), 1 otherwise, 2 kernel
did not start.
"""
import argparse
import json
import os
import sys
import time
import unittest

import jupyter_kernel_test as jkt
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from checks import Extra, Lifecycle
from counts import record
from samples import NEEDS, S

VERBOSE = False


class Suite(jkt.KernelTests):
    @classmethod
    def tearDownClass(cls):      # the package's own asks for a polite shutdown on sockets just closed
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)


class Welcome(jkt.IopubWelcomeTests):
    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel(now=True)


class Result(unittest.TestResult):
    """Keeps one verdict per test, with sub-test detail."""

    def __init__(self):
        super().__init__()
        self.rows, self.sub, self.t = [], {}, 0

    def startTest(self, test):
        super().startTest(test)
        self.t, self.sub[test.id()] = time.time(), []

    def _row(self, test, verdict, why=""):
        part = {"Suite": "suite", "Welcome": "suite"}.get(type(test).__name__, "extra")
        name = getattr(test, "_testMethodName", str(test))
        row = {"part": part, "test": name, "verdict": verdict, "seconds": round(time.time() - self.t, 2)}
        if why:
            row["why"] = why.strip()[-700:]
        self.rows.append(row)
        if verdict != "pass" or VERBOSE:
            print(f"{verdict:5} {name:28} {row['seconds']:6.2f}s  {why.strip().splitlines()[-1][:200] if why else ''}",
                  flush=True)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.sub[test.id()].append(f"{subtest._subDescription()}: {err[0].__name__}: {err[1]}")

    def addSuccess(self, test):
        bad = self.sub.get(test.id())
        self._row(test, "FAIL" if bad else "pass", "\n".join(bad or []))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._row(test, "FAIL", f"{err[0].__name__}: {err[1]}")

    def addError(self, test, err):
        super().addError(test, err)
        self._row(test, "FAIL", f"{err[0].__name__}: {err[1]}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._row(test, "skip", reason)

    def stopTest(self, test):
        super().stopTest(test)
        name = getattr(test, "_testMethodName", None)
        if self.sub.get(test.id()) and not any(r["test"] == name for r in self.rows):
            self._row(test, "FAIL", "\n".join(self.sub[test.id()]))


def main():
    global VERBOSE
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("kernel", nargs="?", default="nnsight")
    ap.add_argument("--samples", help="JSON file whose keys replace the built-in samples")
    ap.add_argument("--set", action="append", default=[], metavar="KEY=JSON", help="replace one sample")
    ap.add_argument("--json", help="write the verdicts here")
    ap.add_argument("--only", choices=("suite", "extra"))
    ap.add_argument("-k", help="only tests whose name contains this")
    ap.add_argument("--strict", action="store_true")
    ap.add_argument("--kernel-log", default=os.devnull, help="where the kernel's own stdout and stderr go")
    ap.add_argument("-v", action="store_true", help="name the checks that pass too")
    ap.add_argument("--list", action="store_true", help="list the tests and what each needs")
    args = ap.parse_args()
    if args.samples:
        S.update(json.load(open(args.samples, encoding="utf-8")))
    for kv in args.set:
        k, v = kv.split("=", 1)
        S[k] = json.loads(v)
    VERBOSE = args.v
    for cls in (Suite, Welcome, Extra, Lifecycle):
        cls.kernel_name = args.kernel
    for cls in (Suite, Welcome):
        for k, v in S.items():
            if hasattr(cls, k):
                setattr(cls, k, tuple(v) if k == "supported_history_operations" else v)
    parts = {"suite": (Suite, Welcome), "extra": (Extra, Lifecycle)}
    classes = [c for p, cs in parts.items() if args.only in (None, p) for c in cs]
    if args.list:
        for c in classes:
            for n in unittest.defaultTestLoader.getTestCaseNames(c):
                print(f"{n:30} {NEEDS.get(n) or (getattr(c, n).__doc__ or '').strip()}")
        return
    try:
        KernelSpecManager().get_kernel_spec(args.kernel)
    except NoSuchKernel:
        print(f"no kernelspec {args.kernel!r}; there are {sorted(KernelSpecManager().find_kernel_specs())}")
        sys.exit(2)
    # kernels inherit descriptors 1 and 2: keep the terminal for the verdicts alone
    sys.stdout = os.fdopen(os.dup(1), "w", buffering=1)
    log = os.open(args.kernel_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    res = Result()
    for c in classes:
        suite = unittest.TestSuite()
        for n in unittest.defaultTestLoader.getTestCaseNames(c):
            if not args.k or args.k in n:
                suite.addTest(c(n))
        suite.run(res)
    count = {v: sum(r["verdict"] == v for r in res.rows) for v in ("pass", "FAIL", "skip")}
    record("protocol", count["pass"], count["FAIL"])
    if args.json:
        json.dump({"kernel": args.kernel, "counts": count, "tests": res.rows}, open(args.json, "w"), indent=1)
    sys.exit(1 if count["FAIL"] or (args.strict and count["skip"]) or not res.rows else 0)


if __name__ == "__main__":
    main()
