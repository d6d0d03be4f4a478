"""Models of keras.applications with weights that mean something, though nobody trained them.

    applications.py make FOLDER FAMILY:SIZE...
    applications.py check FOLDER FAMILY:SIZE...

"make" writes FAMILY.keras, and FAMILY.npz with a batch of inputs and what the model predicts for
it. Weights are drawn at random. Moving averages are those of one batch, disturbed, and the last
layer is scaled to logits with a spread of 1: without that, signals fade on their way through a
hundred layers, and all outputs are the same.
"check" opens FAMILY.java.keras and writes what it predicts to FAMILY.java.npz.
"""

import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

CLASSES = 10
EXAMPLES = 8


def draw(random, weight):
    """A value for a weight, by what it is."""
    name, shape = weight.path.rsplit("/", 1)[-1], tuple(weight.shape)
    if name in ("gamma", "moving_variance", "variance"):
        return random.uniform(0.7, 1.3, shape)
    if name in ("beta", "bias", "moving_mean", "mean"):
        return 0.1 * random.standard_normal(shape)
    if "kernel" not in name:
        return random.uniform(0.5, 1.0, shape)
    fan = shape[0] * shape[1] if "depthwise" in name else np.prod(shape[:-1])
    return random.standard_normal(shape, np.float32) * np.float32(np.sqrt(2 / fan))


def images(random, model, size):
    """Numbers of the range that the model takes: with a layer for that, those of bytes."""
    preprocessing = (keras.layers.Rescaling, keras.layers.Normalization)
    takes_bytes = any(isinstance(each, preprocessing) for each in model.layers)
    low, high = (0, 255) if takes_bytes else (-1, 1)
    return random.uniform(low, high, (EXAMPLES, size, size, 3)).astype("float32")


def count_statistics(random, model, x):
    """Gives moving averages the values of a batch, each up to a third off."""
    layers = [each for each in model.layers if isinstance(each, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = 0.0
    model(x, training=True)
    for layer, momentum in zip(layers, momenta):
        layer.momentum = momentum
        mean, variance = layer.moving_mean, layer.moving_variance
        deviation = np.sqrt(variance.numpy())
        mean.assign_add(0.2 * deviation * random.standard_normal(mean.shape))
        variance.assign(variance.numpy() * random.uniform(0.7, 1.3, variance.shape))


def scale_logits(model, x):
    head = [layer for layer in model.layers if hasattr(layer, "kernel")][-1]
    activation, head.activation = head.activation, keras.activations.linear
    logits = np.asarray(keras.Model(model.input, head.output)(x, training=False))
    logits = logits.reshape(EXAMPLES, CLASSES) - head.bias.numpy()
    scale = logits.std(axis=0).mean()
    head.kernel.assign(head.kernel / scale)
    head.bias.assign(-logits.mean(axis=0) / scale)
    head.activation = activation


def make(folder, family, size):
    random = np.random.default_rng(7)
    model = getattr(keras.applications, family)(
        weights=None, input_shape=(size, size, 3), classes=CLASSES
    )
    for weight in model.weights:
        if weight.dtype == "float32":
            weight.assign(draw(random, weight))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()
    x = images(random, model, size)
    count_statistics(random, model, x)
    scale_logits(model, x)
    outputs = np.asarray(model(x, training=False))
    model.save(folder / f"{family}.keras")
    np.savez(
        folder / f"{family}.npz",
        inputs=x,
        outputs=outputs,
        parameters=np.int64(model.count_params()),
        spread=np.float32(outputs.std(axis=0).max() / np.abs(outputs).max()),
    )


def check(folder, family, size):
    model = keras.saving.load_model(folder / f"{family}.java.keras")
    with np.load(folder / f"{family}.npz") as made:
        outputs = np.asarray(model(made["inputs"], training=False))
        assert model.count_params() == made["parameters"]
    np.savez(folder / f"{family}.java.npz", outputs=outputs)


def main():
    step = {"make": make, "check": check}[sys.argv[1]]
    folder = pathlib.Path(sys.argv[2])
    for argument in sys.argv[3:]:
        family, size = argument.split(":")
        step(folder, family, int(size))
        keras.backend.clear_session()


main()
