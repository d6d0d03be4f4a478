"""Makes monstera.json: grouped-shuffle convolutions, built of Keras's layers as Monstera is described.

Each case has the arguments, the weights in order, an input x, the output y, random g and the
gradients of sum(y * g) for x and each weight, and the multiply-accumulates, counted by the shapes of
the kernels.

Usage: python make_monstera.py
"""

import json
import math
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

FOLDER = pathlib.Path(__file__).parent


def groups(channels):
    """The channels, with one more where they have no divisor, and the number of groups."""
    for padded in (channels, channels + 1):
        found = [d for d in range(2, math.isqrt(padded) + 1) if padded % d == 0]
        if found:
            return padded, found[-1]
        if channels < 4:
            break
    return channels, 1


def monstera(shape, filters, kernel, m=1, strides=1, padding="valid", use_bias=True):
    height, width, channels = shape
    padded, inner = groups(channels)
    outputs, outer = groups(filters)
    x = keras.Input(shape)
    y = keras.ops.pad(x, [[0, 0], [0, 0], [0, 0], [0, padded - channels]])
    y = layers.Conv2D(
        inner * outer * m, kernel, strides, padding, groups=inner, use_bias=False
    )(y)
    height, width = y.shape[1:3]
    y = layers.Reshape((height, width, inner, m, outer))(y)
    y = layers.Permute((1, 2, 5, 3, 4))(y)
    y = layers.Reshape((height, width, inner * m * outer))(y)
    y = layers.Conv2D(outputs, kernel, 1, padding, groups=outer, use_bias=use_bias)(y)
    return keras.Model(x, y[..., :filters])


def array(values):
    values = np.asarray(values, dtype="float32")
    numbers = [float(f"{value:.7g}") for value in values.ravel().tolist()]
    return {"shape": list(values.shape), "values": numbers}


def macs(model):
    """Products of kernels' elements with places, for one image."""
    convolutions = [each for each in model.layers if isinstance(each, layers.Conv2D)]
    return sum(int(np.prod(each.kernel.shape)) * int(np.prod(each.output.shape[1:3])) for each in convolutions)


def case(name, shape, filters, kernel, **options):
    rng = np.random.default_rng(len(name) + filters)
    model = monstera(shape, filters, kernel, **options)
    weights = [
        np.round(rng.standard_normal(each.shape) * 0.5, 3).astype("float32")
        for each in model.weights
    ]
    model.set_weights(weights)
    x = tf.constant(np.round(rng.standard_normal((2, *shape)), 3).astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = model(x)
        g = np.round(rng.standard_normal(y.shape), 3).astype("float32")
        total = tf.reduce_sum(y * g)
    variables = [each.value for each in model.trainable_weights]
    dx, *gradients = tape.gradient(total, [x, *variables])
    return {
        "name": name,
        "filters": filters,
        "kernel": kernel,
        "options": options,
        "weights": [array(each) for each in weights],
        "x": array(x),
        "y": array(y),
        "g": array(g),
        "dx": array(dx),
        "gradients": [array(each) for each in gradients],
        "macs": macs(model),
    }


cases = [
    case("plain", (6, 5, 6), 12, 3),
    case("same", (4, 5, 8), 9, 3, m=2, padding="same"),
    case("strides", (7, 6, 4), 6, 3, strides=2, padding="same", use_bias=False),
    case("padded", (5, 5, 5), 7, 2),
    case("single", (5, 5, 1), 3, 3),
]
(FOLDER / "monstera.json").write_text(
    "[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases) + "\n]\n"
)
