"""Writes how versions of Keras 3 note a functional model: notation.json.

Run in each version's own environment, on one file; it was run with 3.0.5 and 3.3.3:

    python make_notation.py notation.json

{version: {model: {"input_layers", "output_layers", "initializer": the class of the LSTM's recurrent
initializer, "groups": what the weights' file has at its root}}}.
"""

import io
import json
import os
import pathlib
import sys
import zipfile

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import h5py  # noqa: E402
import keras  # noqa: E402
from keras import layers  # noqa: E402


def models():
    x = keras.Input((4, 3), name="x")
    lstm = layers.LSTM(2, name="lstm")(x)
    y = layers.Dense(1, name="y")(lstm)
    z = layers.Dense(2, name="z")(lstm)
    yield "single", keras.Model(x, y)
    yield "several", keras.Model(x, [y, z])
    yield "named", keras.Model({"x": x}, {"first": y, "second": z})
    inner = keras.Model(x, y, name="inner")
    again = keras.Input((4, 3), name="again")
    yield "nested", keras.Model(again, inner(again))


def find(node, key):
    if isinstance(node, dict):
        if key in node:
            return node[key]
        node = list(node.values())
    if isinstance(node, list):
        return next((found for found in (find(each, key) for each in node) if found), None)
    return None


def main(target):
    file = pathlib.Path(target)
    table = json.loads(file.read_text()) if file.exists() else {}
    found = table[keras.__version__] = {}
    for name, model in models():
        model.save("/tmp/notation.keras")
        with zipfile.ZipFile("/tmp/notation.keras") as archive:
            config = json.loads(archive.read("config.json"))
            with h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as weights:
                groups = sorted(weights.keys())
        found[name] = {
            "input_layers": config["config"]["input_layers"],
            "output_layers": config["config"]["output_layers"],
            "initializer": find(config, "recurrent_initializer")["class_name"],
            "groups": groups,
        }
    file.write_text(json.dumps(table, indent=1) + "\n")


main(sys.argv[1])
