"""Measures how many published model files open here, and whether they predict what Python does.

    real_files.py FOLDER --classpath PATHS [--java JAVA] [--python PYTHON] [--most N] [--again]

Run by scripts/real-files, which says more. FOLDER gets everything that is fetched and computed; what
is there already is not done again, but for Java's part."""

import argparse
import collections
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
TOLERANCE = 1e-5  # of the output's scale


def models(packages, most):
    """The model files of each package, each content once, and how many more of a kind there are."""
    seen = set()
    for package in sorted(packages.iterdir()):
        found = []
        for path in sorted(package.rglob("*")):
            if path.name == "saved_model.pb":
                found.append((path.parent, path))
            elif path.suffix in (".h5", ".hdf5", ".keras") and path.is_file():
                found.append((path, path))
        kept = []
        for model, file in found:
            digest = hashlib.sha256(file.read_bytes()).digest()
            if digest not in seen:
                seen.add(digest)
                kept.append(model)
        yield package.name, kept[:most], len(kept)


def run_java(java, classpath, listing, folder):
    """One line of JSON a model; a model that ends the process is passed over, and named."""
    results, first = {}, 0
    total = len(listing.read_text().splitlines())
    while first < total:
        command = [java, "-Xmx3g", "-cp", classpath,
                   "io.github.inverseactivation.models.RealFilesProgram", str(listing), str(folder), str(first)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"})
        last = first - 1
        for line in done.stdout.splitlines():
            if line.startswith("{"):
                result = json.loads(line)
                results[result["model"]] = result
                last = result["number"]
        first = last + 1 if last >= first else first + 1
        if done.returncode == 0:
            break
    return results


def difference(folder, number):
    """The largest difference of an output, relative to the largest of its numbers; None without."""
    found, expected = folder / f"{number}.found.npz", folder / f"{number}.expected.npz"
    if not found.exists() or not expected.exists():
        return None
    with np.load(found, allow_pickle=False) as ours, np.load(expected, allow_pickle=False) as theirs:
        if set(ours.files) != set(theirs.files):
            return float("inf")
        worst = 0.0
        for name in theirs.files:
            a, b = ours[name], theirs[name]
            if a.shape != b.shape:
                return float("inf")
            if b.dtype.kind not in "fiub":
                worst = max(worst, 0.0 if np.array_equal(a.astype(str), b.astype(str)) else float("inf"))
                continue
            if not np.array_equal(np.isnan(a), np.isnan(b)):
                return float("inf")
            a, b = np.nan_to_num(a), np.nan_to_num(b)
            scale = max(float(np.max(np.abs(b), initial=0.0)), 1e-30)
            worst = max(worst, float(np.max(np.abs(a.astype(np.float64) - b), initial=0.0)) / scale)
        return worst


def verdict(reference, java, gap):
    if reference.get("kind") == "weights only":
        return "weights only"
    if java is None or java["status"] == "begun":
        return "CRASHED"
    if java["status"] != "opened":
        return java["status"]
    if reference.get("kind") == "model" and reference.get("compiled") and not java.get("training"):
        return "opened without training" + ("" if gap is None else ", agrees" if gap <= TOLERANCE else ", DIFFERS")
    if gap is None:
        return "opened"
    return "opened, agrees" if gap <= TOLERANCE else "opened, DIFFERS"


def main():
    parser = argparse.ArgumentParser(prog="scripts/real-files")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--java", default="java")
    parser.add_argument("--python", default=sys.executable, help="the Python that has tf_keras")
    parser.add_argument("--former", help="the Python with an older Keras, for what tf_keras cannot open")
    parser.add_argument("--most", type=int, default=12, help="files of one package")
    options = parser.parse_args()
    folder = options.folder
    subprocess.run([sys.executable, HERE / "packages.py", HERE / "packages.txt", folder], check=True)
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    packages = list(models(folder / "packages", options.most))
    listing = work / "models.txt"
    listing.write_text("".join(f"{model}\n" for _, kept, _ in packages for model in kept))
    subprocess.run([options.python, HERE / "reference.py", listing, work], check=True,
                   stderr=open(work / "reference.log", "a"))
    if options.former:
        subprocess.run([options.former, HERE / "reference.py", listing, work, "again"], check=True,
                       stderr=open(work / "reference.log", "a"))
    reference = json.loads((work / "reference.json").read_text())
    for old in work.glob("*.found.npz"):
        old.unlink()
    java = run_java(options.java, options.classpath, listing, work)
    (work / "java.json").write_text(json.dumps(java, indent=1))
    rows, number = [], 0
    for package, kept, total in packages:
        for model in kept:
            facts, ours = reference.get(str(model), {}), java.get(str(model))
            gap = difference(work, number)
            rows.append({"package": package, "file": str(model.relative_to(folder / "packages" / package)),
                         "verdict": verdict(facts, ours, gap), "difference": gap,
                         "message": (ours or {}).get("message"), "python": facts})
            number += 1
    (folder / "results.json").write_text(json.dumps(rows, indent=1))
    report(rows, packages)


def report(rows, packages):
    print(f"Measured on {datetime.date.today()}.\n")
    print("| package | files | result | largest difference |")
    print("|---|---|---|---|")
    for package, kept, total in packages:
        mine = [row for row in rows if row["package"] == package]
        count = collections.Counter(row["verdict"] for row in mine)
        gaps = [row["difference"] for row in mine if row["difference"] is not None]
        more = f"{len(kept)} of {total}" if total > len(kept) else f"{total}"
        print(f"| {package} | {more} | " + "; ".join(f"{n} {what}" for what, n in sorted(count.items()))
              + f" | {max(gaps):.1e} |" if gaps else f"| {package} | {more} | "
              + "; ".join(f"{n} {what}" for what, n in sorted(count.items())) + " | |")
    print()
    whole = [row for row in rows if row["verdict"] != "weights only"]
    for what, n in sorted(collections.Counter(row["verdict"] for row in whole).items()):
        print(f"{n} of {len(whole)}: {what}")
    print()
    reasons = collections.defaultdict(list)
    for row in whole:
        if row["message"] or "DIFFERS" in row["verdict"] or row["verdict"] == "CRASHED":
            reasons[row["package"], reason(row)].append(row)
    for (package, why), mine in sorted(reasons.items()):
        print(f"- {package}, {len(mine)} file{'s' if len(mine) > 1 else ''}, such as `{mine[0]['file']}`: {why}")


def reason(row):
    """What was said of a file, without its name and what differs from file to file."""
    text = row["message"] or row["verdict"]
    text = text.rpartition(row["file"] + ": ")[2]
    text = re.sub(r"\; known are \[[^]]*\]", "", text)
    text = re.sub(r"layer '[^']*'", "layer '...'", text)
    python = row["python"].get("error") or row["python"].get("compile_error") or ""
    python = re.sub(r"(?<=[. ])(Please ensure|Make sure|Available|If |using config).*", "", python)
    python = re.sub(r"/\S*/packages/", "", python)
    return text + (f" (Python: {python.strip()})" if python else "")


if __name__ == "__main__":
    main()
