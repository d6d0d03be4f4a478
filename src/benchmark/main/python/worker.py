"""Answers works by name, as Worker.java does: a name a line in, a number a line out."""

import sys
import time


def serve(works):
    prepared = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in prepared:
            prepared[name] = works[name]()
            prepared[name]()
        print(prepared[name](), flush=True)


def rate(examples, work):
    """Examples per second of a work."""

    def run():
        start = time.perf_counter()
        work()
        return examples / (time.perf_counter() - start)

    return run


def latency(work, repeats):
    """The median seconds of a work."""

    def run():
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return sorted(times)[repeats // 2]

    return run
