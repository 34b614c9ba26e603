"""Times an action the same way in nnsight's language and in Python; prints its name and the best time in seconds."""
import time

import torch

torch.set_num_threads(2)
torch.manual_seed(0)

SIZES = [1000, 10000, 100000, 1000000, 10000000]


def once(action, calls):
    started = time.perf_counter()
    for _ in range(calls):
        action()
    return (time.perf_counter() - started) / calls


def measure(name, action, seconds=0.15):
    action()
    calls = max(1, int(0.0002 / (once(action, 1) + 1e-9)))
    best = once(action, calls)
    end = time.perf_counter() + seconds
    rounds = 1
    while rounds < 5 or time.perf_counter() < end:
        best = min(best, once(action, calls))
        rounds += 1
    print(f"{name}\t{best:.4g}", flush=True)
