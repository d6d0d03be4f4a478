"""Opens models of one layer each, and says what Keras makes of them.

    open_layers.py FOLDER

cases.json lists the models: "name", the "config" that Keras once wrote of the layer, and whether
it "needs_class", one of ours; all others are opened before that is imported. For each NAME.keras
with inputs in NAME.npz there will be NAME.outputs.npz with the outputs and NAME.python.keras, and
in found.json the layer's configuration beside the one expected, or a failure.
"""

import json
import os
import pathlib
import sys
import traceback

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

# Keras 3.15's own gives back its input, which no model can be made of.
keras.layers.Equalization.compute_output_spec = keras.layers.Layer.compute_output_spec


def without(value, *keys):
    """A configuration without some of its entries, at every level."""
    if isinstance(value, dict):
        return {k: without(v, *keys) for k, v in value.items() if k not in keys}
    if isinstance(value, (list, tuple)):
        return [without(each, *keys) for each in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # 1 means what 1.0 does
    return value


def meaning(layer):
    """What a configuration says, besides the shapes that a layer has seen."""
    return without(keras.layers.serialize(layer), "build_config")


def compute(model, x):
    try:
        return model(x, training=False)
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError):
        # channels_first, for which the CPU has no kernel of its own
        return tf.function(lambda each: model(each, training=False), jit_compile=True)(x)


def open_model(folder, case):
    name = case["name"]
    model = keras.saving.load_model(folder / f"{name}.keras")
    with np.load(folder / f"{name}.npz") as arrays:
        x = [tf.constant(arrays[f"x{i}"]) for i in range(len(arrays.files))]
    outputs = keras.tree.flatten(compute(model, x if len(x) > 1 else x[0]))
    np.savez(
        folder / f"{name}.outputs.npz",
        **{f"y{i}": np.asarray(each, "float32") for i, each in enumerate(outputs)},
    )
    model.save(folder / f"{name}.python.keras")
    if case["config"]["class_name"] == "InverseActivation":
        return {}
    return {
        "config": meaning(model.layers[-1]),
        "expected": meaning(keras.layers.deserialize(case["config"])),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = json.loads((folder / "cases.json").read_text())
    cases.sort(key=lambda case: case["needs_class"])
    found = {}
    for case in cases:
        if case["needs_class"] and "inverse_activation" not in sys.modules:
            sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[5] / "scripts"))
            import inverse_activation  # noqa: F401  registers the class
        try:
            found[case["name"]] = open_model(folder, case)
        except Exception:
            found[case["name"]] = {"failure": traceback.format_exc()}
    (folder / "found.json").write_text(json.dumps(found))


main()
