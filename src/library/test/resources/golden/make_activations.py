"""Makes activations.json: every Keras activation's values and gradients, in float64.

Run: KERAS_BACKEND=tensorflow python make_activations.py
"""

import json
import pathlib

import numpy as np
import tensorflow as tf
from keras import activations

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(20)


def inputs(shape):
    """Values in [-8, 8] that stay away from the corners of piecewise functions."""
    x = random.uniform(-8.0, 8.0, shape)
    x.ravel()[:: 3] /= 8.0
    corners = np.round(x * 2) / 2
    return np.where(np.abs(x - corners) < 0.02, corners + 0.04, x)


def case(name, function, shape, scale=1.0):
    x = tf.constant(inputs(shape) * scale, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
        weights = random.uniform(-1.0, 1.0, y.shape)
        total = tf.reduce_sum(y * weights)
    return {
        "name": name,
        "shape": list(shape),
        "x": x.numpy().ravel().tolist(),
        "y": y.numpy().ravel().tolist(),
        "weights": weights.ravel().tolist(),
        "gradient": tape.gradient(total, x).numpy().ravel().tolist(),
    }


names = sorted(
    """linear relu relu6 leaky_relu elu selu celu gelu silu sigmoid log_sigmoid hard_sigmoid
    hard_silu hard_tanh tanh tanh_shrink hard_shrink soft_shrink softmax log_softmax softplus
    softsign sparse_plus sparse_sigmoid sparsemax squareplus exponential mish glu""".split()
)
cases = [case(n, getattr(activations, n), (3, 8)) for n in names]
for n in ["softmax", "log_softmax", "sparsemax", "glu", "gelu"]:
    for shape in [(6,), (2, 3, 4), (2, 3, 2, 4)]:
        if n == "softmax" and len(shape) == 1:
            continue  # Keras refuses it
        cases.append(case(n, getattr(activations, n), shape))



def simplex(x):
    """The function of the sparsemax paper, by sorting; NumPy alone."""
    z = -np.sort(-x, axis=-1)
    sums = np.cumsum(z, axis=-1)
    k = np.sum(1 + np.arange(1, x.shape[-1] + 1) * z > sums, axis=-1, keepdims=True)
    return np.maximum(x - (np.take_along_axis(sums, k - 1, -1) - 1) / k, 0)


def simplex_case(shape):
    x = random.uniform(-0.6, 0.6, shape)
    y = simplex(x)
    weights = random.uniform(-1.0, 1.0, shape)
    support = y > 0
    mean = np.sum(weights * support, -1, keepdims=True) / np.sum(support, -1, keepdims=True)
    fields = {"x": x, "y": y, "weights": weights, "gradient": support * (weights - mean)}
    lists = {key: value.ravel().tolist() for key, value in fields.items()}
    return {"name": "Sparsemax()", "shape": list(shape), **lists}


cases += [simplex_case(shape) for shape in [(5,), (4, 7), (2, 3, 4)]]
a = activations
cases += [
    case("sparsemax", a.sparsemax, (4, 7), 0.05),
    case("sparsemax", a.sparsemax, (2, 3, 4), 0.1),
    case("threshold", lambda x: a.threshold(x, 0.0, 0.0), (3, 8)),
    case("Threshold(1.25, -20.0)", lambda x: a.threshold(x, 1.25, -20.0), (3, 8)),
    case("Relu(maxValue=1)", lambda x: a.relu(x, max_value=1.0), (3, 8)),
    case("Relu(maxValue=6)", lambda x: a.relu(x, max_value=6.0), (3, 8)),
    case("Relu(negativeSlope=0.3)", lambda x: a.relu(x, negative_slope=0.3), (3, 8)),
    case("Relu(threshold=1.25)", lambda x: a.relu(x, threshold=1.25), (3, 8)),
    case(
        "Relu(0.3, 4, 1.25)",
        lambda x: a.relu(x, negative_slope=0.3, max_value=4.0, threshold=1.25),
        (3, 8),
    ),
    case("Relu(0.3, 4, 0)", lambda x: a.relu(x, negative_slope=0.3, max_value=4.0), (3, 8)),
    case("Gelu(approximate)", lambda x: a.gelu(x, approximate=True), (3, 8)),
    case("LeakyRelu(0.05)", lambda x: a.leaky_relu(x, negative_slope=0.05), (3, 8)),
    case("Elu(1.7)", lambda x: a.elu(x, alpha=1.7), (3, 8)),
    case("Celu(1.7)", lambda x: a.celu(x, alpha=1.7), (3, 8)),
    case("Softmax(axis=1)", lambda x: a.softmax(x, axis=1), (2, 3, 4)),
    case("Softmax(axis=-3)", lambda x: a.softmax(x, axis=-3), (2, 3, 4)),
]
text = ",\n".join(json.dumps(c) for c in cases)
(HERE / "activations.json").write_text("[\n" + text + "\n]\n")
