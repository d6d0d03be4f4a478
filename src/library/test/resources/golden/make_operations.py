"""Makes operations.json: a model for each operation of keras.ops that Keras can write among layers.

Each model has an input x of (3, 4), which goes through a Dense d without bias, an input y of (3, 4)
and an input i of 3 whole numbers. Noted are the model, what it puts out with its types, and where
there is a gradient, the weights of d after a step of SGD on the mean squared error to zeros.

Run with the project's Python environment (Keras 3.15) from any folder:
    .venv/bin/python src/library/test/resources/golden/make_operations.py
"""

import json
import os
import pathlib
import sys
import warnings

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

from operation_cases import CASES

# as Java reads them
SPECIAL = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
# Cases of operations that are refused, until they have a rule.
MISSING = set(pathlib.Path(__file__).with_name("operations_missing.txt").read_text().split())
# Cases that predict, but whose gradient the runtime lacks; and Keras finds the logits behind a softmax.
UNTRAINED = {"qr", "svd", "eigh", "pinv", "irfft", "categorical_crossentropy"}
OUT = pathlib.Path(__file__).with_name("operations.json")


def numbers(array):
    array = np.asarray(array)
    values = [float(v) if np.isfinite(v) else SPECIAL[str(float(v))] for v in array.astype("float64").ravel()]
    return {"shape": list(array.shape), "dtype": str(array.dtype), "values": [rounded(v) for v in values]}


def rounded(value):
    return value if isinstance(value, str) else float(f"{value:.8g}")


def flat(outputs):
    return [output for output in keras.tree.flatten(outputs)]


def model(case, kernel):
    keras.backend.clear_session()
    x = keras.Input((3, 4), name="x")
    y = keras.Input((3, 4), name="y")
    i = keras.Input((3,), dtype="int32", name="i")
    d = keras.layers.Dense(4, use_bias=False, name="d")
    outputs = flat(case(d(x), y, i))
    network = keras.Model([x, y, i], outputs, name="m")
    d.set_weights([kernel])
    return network, d


def gradient(network, d, data):
    with tf.GradientTape() as tape:
        output = network(data)
        output = flat(output)[0]
        if "float" not in keras.backend.standardize_dtype(output.dtype) or list(output.shape)[:1] != [2]:
            return None
        loss = tf.reduce_mean(tf.square(output))
    found = tape.gradient(loss, d.kernel)
    if found is None or not np.isfinite(found.numpy()).all() or not np.abs(found.numpy()).max() > 0:
        return None
    return numbers(d.kernel.numpy() - 0.1 * found.numpy())


def main():
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(3)
    data = [
        rng.normal(size=(2, 3, 4)).astype(np.float32),
        rng.uniform(0.2, 0.9, size=(2, 3, 4)).astype(np.float32),
        np.array([[0, 2, 1], [1, 0, 2]], "int32"),
    ]
    kernel = (np.eye(4) + 0.1 * rng.normal(size=(4, 4))).astype(np.float32)
    made = {
        "inputs": {name: numbers(value) for name, value in zip("xyi", data)},
        "kernel": numbers(kernel),
        "cases": {},
    }
    for name, case in CASES.items():
        if name in MISSING or len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        try:
            network, d = model(case, kernel)
            entry = {
                "config": json.loads(network.to_json()),
                "outputs": [numbers(output) for output in flat(network(data))],
            }
        except Exception as e:
            print(name, repr(e)[:300].replace("\n", " "))
            continue
        try:
            after = gradient(network, d, data) if len(entry["outputs"]) == 1 and name not in UNTRAINED else None
        except LookupError:  # TensorFlow has none in Python either
            after = None
        if after is not None:
            entry["after"] = after
        made["cases"][name] = entry
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(len(made["cases"]), "of", len(CASES), "cases,", OUT.stat().st_size, "bytes")


main()
