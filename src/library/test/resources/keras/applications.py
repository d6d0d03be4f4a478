"""Models of keras.applications with weights that mean something, though nobody trained them.

    applications.py make FOLDER FAMILY:SIZE...
    applications.py check FOLDER FAMILY:SIZE...

"make" writes FAMILY.keras, and FAMILY.npz with a batch of inputs, what the model predicts for it,
and how much that changes when the inputs do. Weights are drawn at random, so that rounding, which
differs from machine to machine, grows as little on its way through a hundred layers as it does in
trained models:
- Shifts of batch normalization are positive, so rectifiers cut off little. Where they cut off half,
  normalization after them makes every difference larger by a fifth.
- Moving averages are those of many examples, disturbed. Of few, some variances are too small.
- Images differ in colour and brightness, as photographs do. Noise looks the same everywhere when
  it is averaged, and what is left to tell images apart is rounding.
- The last layer is scaled to logits with a spread of 1.
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
COUNTED = 64  # examples for moving averages


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


def images(random, model, size, count):
    """Colours with waves of brightness and a little noise, in the range that the model takes."""
    colours = random.uniform(0.2, 0.8, (count, 1, 1, 3))
    place = np.arange(size) / size
    frequencies, phases = random.uniform(0, 20, (2, count, 1)), random.uniform(0, 6, (2, count, 1))
    down, across = np.sin(frequencies * place + phases)
    waves = 0.2 * (down[:, :, None] * across[:, None, :])[..., None]
    x = np.clip(colours + waves + random.uniform(-0.1, 0.1, (count, size, size, 3)), 0, 1)
    preprocessing = (keras.layers.Rescaling, keras.layers.Normalization)
    takes_bytes = any(isinstance(each, preprocessing) for each in model.layers)
    low, high = (0, 255) if takes_bytes else (-1, 1)
    return (low + (high - low) * x).astype("float32")


def normalize(random, model, x):
    """Gives shifts positive values, and moving averages those of a batch, each a little off."""
    layers = [each for each in model.layers if isinstance(each, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = 0.0
        layer.beta.assign(random.uniform(1, 2, layer.beta.shape))
    model(x, training=True)
    for layer, momentum in zip(layers, momenta):
        layer.momentum = momentum
        mean, variance = layer.moving_mean, layer.moving_variance
        deviation = np.sqrt(variance.numpy())
        mean.assign_add(0.1 * deviation * random.standard_normal(mean.shape))
        variance.assign(variance.numpy() * random.uniform(0.8, 1.25, variance.shape))


def scale_logits(model, x):
    head = [layer for layer in model.layers if hasattr(layer, "kernel")][-1]
    activation, head.activation = head.activation, keras.activations.linear
    logits = np.asarray(keras.Model(model.input, head.output)(x, training=False))
    logits = logits.reshape(EXAMPLES, CLASSES) - head.bias.numpy()
    scale = logits.std(axis=0).mean()
    head.kernel.assign(head.kernel / scale)
    head.bias.assign(-logits.mean(axis=0) / scale)
    head.activation = activation


def predict(model, x):
    return np.asarray(model(x, training=False))


def difference(expected, found):
    """Of the outputs' scale."""
    return np.abs(expected - found).max() / np.abs(expected).max()


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
    normalize(random, model, images(random, model, size, COUNTED))
    x = images(random, model, size, EXAMPLES)
    scale_logits(model, x)
    outputs = predict(model, x)
    moved = x + 1e-6 * np.abs(x).max() * random.choice((-1, 1), x.shape).astype("float32")
    model.save(folder / f"{family}.keras")
    np.savez(
        folder / f"{family}.npz",
        inputs=x,
        outputs=outputs,
        parameters=np.int64(model.count_params()),
        spread=np.float32(outputs.std(axis=0).max() / np.abs(outputs).max()),
        sensitivity=np.float32(difference(outputs, predict(model, moved))),
    )


def check(folder, family, size):
    model = keras.saving.load_model(folder / f"{family}.java.keras")
    with np.load(folder / f"{family}.npz") as made:
        outputs = predict(model, made["inputs"])
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
