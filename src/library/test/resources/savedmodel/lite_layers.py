"""Converts SavedModels to TensorFlow Lite and runs them with LiteRT.

    lite_layers.py FOLDER

For each NAME/saved_model.pb with NAME.npz beside it, which holds inputs "x:INPUT" and outputs
"y:OUTPUT" by the names of the default signature: in found.json a difference, relative to the
largest output where that is above 1, and the operations that are TensorFlow's own (Flex); or a
failure.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter


def convert(folder):
    return tf.lite.TFLiteConverter.from_saved_model(str(folder)).convert()


def difference(found, expected):
    if found.shape != expected.shape:
        raise ValueError(f"shape {found.shape}, not {expected.shape}")
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    return float(np.abs(found.astype("float64") - expected).max(initial=0)) / scale


def compare(folder):
    runner = Interpreter(model_content=convert(folder), num_threads=1).get_signature_runner(
        "serving_default"
    )
    with np.load(folder.with_suffix(".npz")) as arrays:
        x = {name[2:]: arrays[name] for name in arrays.files if name.startswith("x:")}
        y = {name[2:]: arrays[name] for name in arrays.files if name.startswith("y:")}
    found = runner(**x)
    if set(found) != set(y):
        raise ValueError(f"outputs {sorted(found)}, not {sorted(y)}")
    return max(difference(found[name], y[name]) for name in y)


def main():
    root = pathlib.Path(sys.argv[1])
    found = {}
    for model in sorted(root.glob("*/saved_model.pb")):
        name = model.parent.name
        try:
            found[name] = {"difference": compare(model.parent)}
        except Exception as e:  # every failure is reported, under the model's name
            found[name] = {"failure": f"{type(e).__name__}: {e}"[:2000]}
    (root / "found.json").write_text(json.dumps(found))


main()
