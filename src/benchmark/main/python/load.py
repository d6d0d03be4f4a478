"""Loads a model in Python and in Java in turn, each time in a new process, and compares.

    mvn -q test-compile
    .venv/bin/python src/benchmark/main/python/load.py [ROUNDS]

The model is keras.applications.ResNet50 (102 MB as .keras, weights as Keras draws them). Each
process first opens a small model, so that imports, native libraries and their first use count for
neither. Prints the medians of the seconds that passed, of those of the processor, and of the
resident memory above that before loading: its highest, and what is kept.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[4]
SMALL = ROOT / "src/library/test/resources/keras/plain.keras"

WORKER = """
import os, sys, time
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
def status(name):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))
if sys.argv[1] == "make":
    keras.applications.ResNet50(weights=None).save(sys.argv[2])
else:
    keras.saving.load_model(sys.argv[1])
    before, start, processor = status("VmRSS:"), time.perf_counter(), time.process_time()
    model = keras.saving.load_model(sys.argv[2])
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    print('{"seconds": %f, "processor": %f, "before": %d, "highest": %d, "after": %d}'
          % (seconds, processor, before, status("VmHWM:"), status("VmRSS:")))
"""


def run(command):
    done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def java():
    listing = ROOT / "src/benchmark/target/benchmark.classpath"
    if not listing.exists():
        run(["mvn", "-q", "-B", "-pl", "src/benchmark", "-am", "compile", "dependency:build-classpath@benchmark"])
    path = os.pathsep.join([str(ROOT / "src/benchmark/target/classes"), listing.read_text().strip()])
    options = os.environ.get("JAVA_OPTIONS", "-Xmx512m").split()
    return ["java", *options, "-cp", path, "io.github.inverseactivation.benchmark.LoadProgram"]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "resnet50.keras"
        run([sys.executable, "-c", WORKER, "make", model])
        size = model.stat().st_size / 1e6
        found = {"Python": [], "Java": []}
        for _ in range(rounds):
            found["Python"].append(json.loads(run([sys.executable, "-c", WORKER, SMALL, model])))
            found["Java"].append(json.loads(run([*java(), SMALL, model])))
    print(f"| {size:.0f} MB | seconds | of the processor | highest memory (MB) | kept (MB) |")
    print("|---|---:|---:|---:|---:|")
    medians = {}
    for name, runs in found.items():
        seconds, processor = (statistics.median(r[key] for r in runs) for key in ("seconds", "processor"))
        highest, kept = (
            statistics.median(r[key] - r["before"] for r in runs) * 1024 / 1e6 for key in ("highest", "after")
        )
        print(f"| {name} | {seconds:.2f} | {processor:.2f} | {highest:.0f} | {kept:.0f} |")
        medians[name] = (seconds, processor)
    ratio, busy = (j / p for j, p in zip(medians["Java"], medians["Python"]))
    print(f"\nJava takes {ratio:.2f} times as long as Python, and {busy:.2f} times as much of the processor")


main()
