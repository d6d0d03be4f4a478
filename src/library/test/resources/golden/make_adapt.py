"""Makes adapt.json: what Keras's Normalization learns from data, and makes of it."""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402


def array(values):
    values = np.asarray(values, dtype="float32")
    numbers = [float(f"{value:.8g}") for value in values.ravel().tolist()]
    return {"shape": list(values.shape), "values": numbers}


def make_case(axis, shape, seed):
    rng = np.random.default_rng(seed)
    x = np.round(rng.standard_normal(shape) * 3 + rng.integers(-5, 5, shape[-1]), 3)
    x = x.astype("float32")
    layer = keras.layers.Normalization(axis=axis)
    layer.adapt(x)
    return {
        "axis": [] if axis is None else [axis] if isinstance(axis, int) else list(axis),
        "x": array(x),
        "mean": array(layer.adapt_mean.numpy()),
        "variance": array(layer.adapt_variance.numpy()),
        "count": int(layer.count.numpy()),
        "y": array(layer(x)),
    }


if __name__ == "__main__":
    cases = [
        make_case(-1, (7, 3), 1),
        make_case(None, (7, 3), 2),
        make_case(1, (5, 4, 3), 3),
        make_case((1, -1), (6, 2, 3, 2), 4),
        make_case((-1, 1), (6, 2, 3), 5),
    ]
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    path = pathlib.Path(__file__).parent / "adapt.json"
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
