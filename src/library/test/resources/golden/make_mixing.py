"""Makes mixing.json: how Keras's MixUp and CutMix are distributed.

A batch holds three images whose pixels are all different, with one-hot labels. Of many batches that
are made of it, there are quantiles: of some pixels of the first image ("spots"), of its label and of
the second one's ("labels"), of the differences of both labels' first numbers ("apart"), and of how
many pixels of the first image are not its own ("others").

Usage: python make_mixing.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
COUNT, HEIGHT, WIDTH, CHANNELS = 3, 6, 5, 2
SPOTS = [0, 9, 22, 37, 59]
DRAWS = 4000


def spread(values):
    """Quantiles, from one in twenty to all but one in twenty."""
    quantiles = np.quantile(np.asarray(values, "float64"), np.linspace(0.05, 0.95, 19))
    return [float(f"{value:.7g}") for value in quantiles]


def case(layer, option, value):
    images = np.arange(COUNT * HEIGHT * WIDTH * CHANNELS, dtype="float32")
    images = images.reshape(COUNT, HEIGHT, WIDTH, CHANNELS)
    labels = np.eye(COUNT, dtype="float32")
    keras.utils.set_random_seed(2)

    @tf.function
    def mix():
        made = layer({"images": tf.constant(images), "labels": tf.constant(labels)}, training=True)
        return made["images"], made["labels"]

    drawn = [mix() for _ in range(DRAWS)]
    x, y = (np.stack([each[i].numpy() for each in drawn]) for i in (0, 1))
    assert np.isfinite(y).all()
    first = x[:, 0].reshape(DRAWS, -1)
    return {
        "layer": type(layer).__name__,
        "option": option,
        "value": value,
        "images": DRAWS,
        "spots": [spread(first[:, spot]) for spot in SPOTS],
        "labels": [spread(y[:, row, column]) for row in (0, 1) for column in range(COUNT)],
        "apart": spread(y[:, 0, 0] - y[:, 1, 0]),
        "others": spread((first != images[0].ravel()).sum(axis=1)),
    }


golden = {
    "shape": [COUNT, HEIGHT, WIDTH, CHANNELS],
    "spots": SPOTS,
    "cases": [
        case(keras.layers.MixUp(), "alpha", [0.2]),
        case(keras.layers.MixUp(alpha=1.0), "alpha", [1.0]),
        case(keras.layers.CutMix(), "factor", [1.0]),
        case(keras.layers.CutMix((0.9, 0.4)), "factor", [0.4, 0.9]),
    ],
}
(FOLDER / "mixing.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
