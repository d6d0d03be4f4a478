"""Opens what Java has written in whatever version of Keras runs this, and compares the predictions.

    python open_written.py FOLDER

FOLDER has NAME.keras beside NAME.npz: the inputs x0, x1, ... and what Java predicts, y0, y1, ... A
folder that has others in it stands for those. Prints one line of JSON a folder: the version, how
many files there are, how many open, how many of these agree to 1e-5 of their scale, and what became
of the others. Files of InverseActivation with weights need its class and are counted as such.
Without a kernel for channels_first on a CPU, such files are opened and not computed.
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras  # noqa: E402
import numpy as np  # noqa: E402


def flat(value):
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for each in value for leaf in flat(each)]
    return [np.asarray(value.detach() if hasattr(value, "detach") else value, "float64")]


def outcome(path):
    try:
        model = keras.saving.load_model(path)
    except Exception as error:
        text = str(error)
        return "needs class" if "inverse_activation>" in text else "refused: " + text[:160]
    with np.load(path.with_suffix(".npz")) as arrays:
        x = [arrays[f"x{i}"] for i in range(sum(name.startswith("x") for name in arrays.files))]
        expected = [arrays[f"y{i}"].astype("float64") for i in range(len(arrays.files) - len(x))]
    try:
        found = flat(model(x if len(x) > 1 else x[0], training=False))
    except Exception as error:
        return "opened, not computed: " + str(error)[:160]
    scale = max([1.0] + [np.abs(each).max() for each in expected if each.size])
    if len(found) != len(expected) or any(a.shape != b.shape for a, b in zip(found, expected)):
        return "opened, other shapes"
    difference = max([0.0] + [np.abs(a - b).max() for a, b in zip(found, expected) if a.size])
    return "agrees" if difference <= 1e-5 * scale else f"opened, differs by {difference / scale:.1e}"


def main(folder):
    files = sorted(folder.glob("*.keras"))
    if not files:
        for each in sorted(path for path in folder.iterdir() if path.is_dir()):
            main(each)
        return
    found = {path.stem: outcome(path) for path in files}
    others = {name: what for name, what in found.items() if what != "agrees"}
    print(json.dumps({
        "keras": keras.__version__,
        "backend": keras.backend.backend(),
        "folder": folder.name,
        "files": len(found),
        "opened": sum(not what.startswith(("refused", "needs")) for what in found.values()),
        "agrees": len(found) - len(others),
        "others": others,
    }), flush=True)


main(pathlib.Path(sys.argv[1]))
