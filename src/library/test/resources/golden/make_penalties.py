"""Makes regularizers.json and constraints.json: what Keras computes, in float64.

OrthogonalRegularizer holds its factor in float32, so its cases are computed in float32.

Run: KERAS_BACKEND=tensorflow python make_penalties.py
"""

import json
import pathlib

import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float64")
HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(21)


def case(name, function, shape, dtype="float64"):
    x = random.uniform(-2.0, 2.0, shape)
    if len(shape) > 1:
        x[..., -1] *= 0.05
    x = tf.constant(x, dtype)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
        weights = np.asarray(random.uniform(0.5, 1.0, y.shape), dtype)
        total = tf.reduce_sum(y * weights)
    return {
        "name": name,
        "shape": list(shape),
        "x": x.numpy().ravel().tolist(),
        "y": y.numpy().ravel().tolist(),
        "weights": np.ravel(weights).tolist(),
        "gradient": tape.gradient(total, x).numpy().ravel().tolist(),
    }


def write(name, cases):
    text = ",\n".join(json.dumps(c) for c in cases)
    (HERE / name).write_text("[\n" + text + "\n]\n")


r = keras.regularizers
shapes = [(5,), (4, 3), (2, 3, 2, 3)]
kinds = {
    "L1()": r.L1(),
    "L1(0.3)": r.L1(0.3),
    "L2()": r.L2(),
    "L2(0.3)": r.L2(0.3),
    "L1L2(0.1, 0.2)": r.L1L2(0.1, 0.2),
    "L1L2(0.1, 0)": r.L1L2(0.1, 0.0),
    "L1L2(0, 0.2)": r.L1L2(0.0, 0.2),
}
cases = [case(name, function, shape) for name, function in kinds.items() for shape in shapes]
for shape in [(4, 3), (2, 6), (5, 5)]:
    cases.append(case("OrthogonalRegularizer()", r.OrthogonalRegularizer(), shape, "float32"))
    columns = r.OrthogonalRegularizer(factor=0.7, mode="columns")
    cases.append(case("OrthogonalRegularizer(0.7, COLUMNS)", columns, shape, "float32"))
write("regularizers.json", cases)

c = keras.constraints
write(
    "constraints.json",
    [
        case("MaxNorm()", c.MaxNorm(), (6, 4)),
        case("MaxNorm()", c.MaxNorm(), (4,)),
        case("MaxNorm(0.7, 1)", c.MaxNorm(0.7, 1), (6, 4)),
        case("MaxNorm(3, 0 1 2)", c.MaxNorm(3.0, [0, 1, 2]), (3, 2, 2, 3)),
        case("UnitNorm()", c.UnitNorm(), (6, 4)),
        case("UnitNorm(-1)", c.UnitNorm(-1), (2, 3, 4)),
        case("UnitNorm(0 1 2)", c.UnitNorm([0, 1, 2]), (3, 2, 2, 3)),
        case("NonNeg()", c.NonNeg(), (6, 4)),
        case("MinMaxNorm()", c.MinMaxNorm(), (6, 4)),
        case("MinMaxNorm(0.5, 2, 0.3, 1)", c.MinMaxNorm(0.5, 2.0, 0.3, 1), (6, 4)),
        case("MinMaxNorm(1, 3, 1, 0 1 2)", c.MinMaxNorm(1.0, 3.0, 1.0, [0, 1, 2]), (3, 2, 2, 3)),
    ],
)
