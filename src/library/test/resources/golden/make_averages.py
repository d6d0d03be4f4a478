"""Makes averages.json: runs with moving averages of the weights and SwapEMAWeights.

A dense layer of two units on fixed data, in order. For each epoch there are the losses and, after
it, the kernel that callbacks after SwapEMAWeights see; at the end the kernel of the model.

Usage: python make_averages.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402

FOLDER = pathlib.Path(__file__).parent


def numbers(values):
    return [float(f"{value:.7g}") for value in np.asarray(values, "float32").ravel().tolist()]


def run(swap_on_epoch, swap=True):
    rng = np.random.default_rng(4)
    x = np.round(rng.standard_normal((16, 3)), 3).astype("float32")
    y = np.round(rng.standard_normal((16, 2)), 3).astype("float32")
    kernel = np.round(rng.standard_normal((3, 2)), 3).astype("float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.layers[0].set_weights([kernel, np.zeros(2, "float32")])
    model.compile(keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.8), "mse")
    seen = []
    callbacks = [
        keras.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: seen.append(numbers(model.layers[0].kernel))
        )
    ]
    if swap:
        callbacks.insert(0, keras.callbacks.SwapEMAWeights(swap_on_epoch=swap_on_epoch))
    history = model.fit(
        x[:12],
        y[:12],
        batch_size=4,
        epochs=4,
        shuffle=False,
        validation_data=(x[12:], y[12:]),
        callbacks=callbacks,
        verbose=0,
    )
    return {
        "swap": swap,
        "swap_on_epoch": swap_on_epoch,
        "x": numbers(x),
        "y": numbers(y),
        "kernel": numbers(kernel),
        "loss": numbers(history.history["loss"]),
        "val_loss": numbers(history.history["val_loss"]),
        "seen": seen,
        "end": numbers(model.layers[0].kernel),
    }


runs = [run(False, swap=False), run(False), run(True)]
(FOLDER / "averages.json").write_text(
    "[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in runs) + "\n]\n"
)
