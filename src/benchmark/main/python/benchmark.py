"""Times this library, Python Keras and PyTorch at the same works, in turn, and prints the ratios.

Every round asks each side for each work once (A B C A B C ...), each side a process of its own
that waits while the others work. A ratio is that of the medians over the rounds, ours over theirs
(latencies: theirs over ours), so higher is better for this library; its spread is that of the
ratios of the single rounds. What takes less than a second and a half is timed twice a round.

Usage: scripts/benchmark [--quick] [--json] [--document] [--rounds N] [--only TEXT] [--out FILE]
       scripts/benchmark --pieces
       scripts/benchmark --precision
"""

import argparse
import datetime
import importlib.metadata
import itertools
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import document

HERE = pathlib.Path(__file__).parent
SHORT_SECONDS = 1.5  # a work that takes less is timed twice in each round, interleaved too
JAVA = "io.github.inverseactivation.benchmark."


def works(quick):
    """Each ratio's name, our side, their side: (side, work)."""
    ratios = []
    for net in ("lenet_ia", "lenet_relu"):
        for batch in (128,) if quick else (16, 128, 512):
            suffix = "" if batch == 128 else f"_{batch}"
            ours = f"train_{net}_{batch}"
            ratios.append((f"train_{net}{suffix}_vs_keras", ("java", ours), ("keras", ours)))
            ratios.append((f"train_{net}{suffix}_vs_pytorch", ("java", ours), ("torch", ours)))
    nets = ("train_resnet20", "train_mobilenetv2")
    recipe = ("train_recipe_a_ia", "train_recipe_a_relu")
    for net in nets if quick else (*recipe, *nets):
        ratios.append((f"{net}_vs_keras", ("java", net), ("keras", net)))
        ratios.append((f"{net}_vs_pytorch", ("java", net), ("torch", net)))
    lenet = ("java", "train_lenet_ia_128")
    ratios.append(("bfloat16_vs_float32", ("java", "train_lenet_ia_bfloat16"), lenet))
    ratios.append(("ia_vs_relu_lenet", lenet, ("java", "train_lenet_relu_128")))
    if not quick:
        ratios.append(("ia_vs_relu_recipe_a", *(("java", work) for work in recipe)))
    for kernels in (8, 16, 32, 64):
        inverse, relu = (f"train_block_{kind}_{kernels}" for kind in ("ia", "relu"))
        ratios.append((f"ia_vs_relu_c{kernels}", ("java", inverse), ("java", relu)))
    ratios.append(("fit_vs_bare", lenet, ("java", "train_lenet_ia_bare")))
    if not quick:
        for batch in (32, 256):
            work = f"predict_lenet_ia_{batch}"
            ratios.append((f"{work}_vs_keras", ("java", work), ("keras", work)))
            ratios.append((f"{work}_vs_pytorch", ("java", work), ("torch", work)))
    for side, name in (("torch", "pytorch"), ("keras", "keras_predict")):
        latency = "latency_lenet_ia"
        ratios.append((f"latency_vs_{name}", ("java", latency), (side, latency)))
    ratios.append(("latency_median_vs_p99", ("java", "latency_p99_lenet_ia"), ("java", latency)))
    threads = "predict_lenet_ia_by_{}_threads".format
    ratios.append(("predict_64_threads_vs_one", ("java", threads(64)), ("java", threads(1))))
    if not quick:
        ratios.append(
            ("load_folder_vs_keras", ("java", "load_folder_4000"), ("keras", "load_folder_4000"))
        )
        ratios.append(
            ("load_4000_vs_400_files", ("java", "load_folder_4000"), ("java", "load_folder_400"))
        )
        for side, name in (("keras", "keras"), ("torch", "pytorch")):
            memory = "memory_200000"
            ratios.append((f"memory_vs_{name}", ("java", memory), (side, memory)))
        ratios.append(("scale_1000000_vs_10000", ("java", "scale_1000000"), ("java", "scale_10000")))
    ratios.append(("start_vs_keras", ("java", "start"), ("keras", "start")))
    return ratios


def unit(work):
    """What a work's numbers are: of examples/s more is better, of all others less."""
    if work.startswith("memory"):
        return "MB"
    return "s" if work.startswith(("latency", "start", "scale")) else "examples/s"


class Sides:
    """The processes, each started when it is first asked."""

    def __init__(self, classpath, folder):
        options = os.environ.get("JAVA_OPTS", "").split()
        self.java = ["java", *options, "-cp", classpath]
        self.folder = folder
        self.classpath = classpath
        self.starter = None
        self.model = str(folder / "lenet.keras")
        self.log = open(folder / "stderr.txt", "w")
        self.processes = {}
        self.environment = dict(
            os.environ, TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="1", PYTHONPATH=str(HERE),
            BENCHMARK_FOLDER=str(folder), KERAS_BACKEND="tensorflow",
        )  # fmt: skip

    def command(self, side):
        worker = [sys.executable, str(HERE / f"{side}_worker.py")]
        return [*self.java, JAVA + "Worker"] if side == "java" else worker

    def measure(self, side, work):
        if work == "start":
            return self.start(side)
        if work.startswith(("memory_", "scale_")):
            return self.scale(side, *work.split("_"))
        if side not in self.processes:
            self.processes[side] = subprocess.Popen(
                self.command(side),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log,
                text=True,
                env=self.environment,
            )
        process = self.processes[side]
        process.stdin.write(work + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"error: {side} failed at {work}, see {self.log.name}")
        return float(line)

    def start(self, side):
        """Seconds from nothing to the first prediction of a model in a file."""
        if not os.path.exists(self.model):
            self.run([sys.executable, str(HERE / "start_keras.py"), "--save", self.model])
        if side == "java":
            self.starter = self.starter or self.archived_start()
            program = self.starter
        else:
            program = [sys.executable, str(HERE / "start_keras.py")]
        begin = time.perf_counter()
        self.run([*program, self.model])
        return time.perf_counter() - begin

    def scale(self, side, kind, images):
        """The highest memory, in MB, or the seconds an image takes, of a training on bytes."""
        program = [sys.executable, str(HERE / "scale.py"), side]
        if side == "java":
            program = [*self.java, JAVA + "ScaleProgram"]
        out = subprocess.run(
            [*program, images], check=True, stdout=subprocess.PIPE, stderr=self.log,
            text=True, env=self.environment,
        ).stdout  # fmt: skip
        kilobytes, microseconds = out.split()
        return float(kilobytes) / 1e3 if kind == "memory" else float(microseconds) / 1e6

    def archived_start(self):
        """Start.java as scripts/inverse-activation starts: classes from an archive, see there."""
        places = []
        for number, place in enumerate(self.classpath.split(os.pathsep)):
            if os.path.isdir(place):  # the archive takes classes from jar files only
                jar = str(self.folder / f"{number}.jar")
                self.run(["jar", "--create", "--no-compress", f"--file={jar}", "-C", place, "."])
                place = jar
            places.append(place)
        archive = self.folder / "start.jsa"
        program = ["-cp", os.pathsep.join(places), JAVA + "Start"]
        self.run(["java", f"-XX:ArchiveClassesAtExit={archive}", *program, self.model])
        fast = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
        return ["java", f"-XX:SharedArchiveFile={archive}", *fast, *program]

    def run(self, command):
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=self.log, env=self.environment
        )

    def close(self):
        for process in self.processes.values():
            process.stdin.close()
            process.wait(60)


def measure(ratios, rounds, sides):
    order = list(dict.fromkeys(each for _, ours, theirs in ratios for each in (ours, theirs)))
    for side, work in order:  # prepares and warms up
        print(f"preparing {side} {work}", file=sys.stderr, flush=True)
        sides.measure(side, work)
    values = {each: [] for each in order}
    short = []
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        for side, work in order:
            begin = time.perf_counter()
            values[side, work].append([sides.measure(side, work)])
            if number == 0 and time.perf_counter() - begin < SHORT_SECONDS:
                short.append((side, work))
        for side, work in short:
            values[side, work][-1].append(sides.measure(side, work))
    return values


def ratio(ours, theirs, less_is_better):
    return theirs / ours if less_is_better else ours / theirs


def report(ratios, values, rounds):
    rows = {}
    for name, ours, theirs in ratios:
        a, b = values[ours], values[theirs]
        less = unit(ours[1]) != "examples/s"
        each = [ratio(statistics.median(x), statistics.median(y), less) for x, y in zip(a, b)]
        our_median, their_median = (statistics.median(itertools.chain(*side)) for side in (a, b))
        rows[name] = {
            "ratio": round(ratio(our_median, their_median, less), 3),
            "lowest": round(min(each), 3),
            "highest": round(max(each), 3),
            "ours": float(f"{our_median:.4g}"),
            "theirs": float(f"{their_median:.4g}"),
            "unit": unit(ours[1]),
        }
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "rounds": rounds,
        "ratios": {name: row["ratio"] for name, row in rows.items()},
        "details": rows,
    }


def machine():
    model = platform.processor()
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":")[1].strip()
                break
    return f"{model}, {os.cpu_count()} cores"


def versions():
    names = ("tensorflow-cpu", "tensorflow", "keras", "torch")
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    found["java"] = java.splitlines()[0]
    return found


def main():
    parser = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="the named ratios only, 10 minutes")
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parser.add_argument(
        "--document", action="store_true", help="write the figures and the chart into docs"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each work is timed")
    parser.add_argument("--only", default="", help="only ratios whose names contain this")
    parser.add_argument("--out", type=pathlib.Path, help="also write the JSON to this file")
    parser.add_argument("--pieces", action="store_true", help="time the parts of a step, by JMH")
    parser.add_argument(
        "--precision", action="store_true", help="compare accuracies in float32 and mixed bfloat16"
    )
    parser.add_argument("--classpath", required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.pieces:
        pieces = ["java", "-cp", arguments.classpath, "org.openjdk.jmh.Main", "Pieces"]
        raise SystemExit(subprocess.run(pieces).returncode)
    if arguments.precision:
        program = ["java", "-cp", arguments.classpath, JAVA + "PrecisionProgram"]
        raise SystemExit(subprocess.run(program).returncode)
    ratios = [each for each in works(arguments.quick) if arguments.only in each[0]]
    if not ratios:
        parser.error(f"no ratio's name contains '{arguments.only}'")
    with tempfile.TemporaryDirectory() as folder:
        sides = Sides(arguments.classpath, pathlib.Path(folder))
        values = measure(ratios, arguments.rounds, sides)
        sides.close()
    result = report(ratios, values, arguments.rounds)
    print(document.table(result))
    if arguments.document:
        document.write(result)
    if arguments.out:
        arguments.out.write_text(json.dumps(result, indent=1) + "\n")
    if arguments.json:
        print(json.dumps(result))


if __name__ == "__main__":
    main()
