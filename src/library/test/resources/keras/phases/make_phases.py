"""Models with training= in their calls, and what they predict and learn.

Run with tf_keras 2.19 as `make_phases.py former` (keras2.h5, former.json), and with
Keras 3.15 as `make_phases.py defaults` (defaults.keras, defaults.json): there Keras notes the
defaults of calls, which fix nothing.
"""

import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = np.random.default_rng(5)
X = RANDOM.normal(2, 3, (6, 4)).astype("float32")
Y = RANDOM.normal(0, 1, (6, 3)).astype("float32")


def numbers(array):
    return [float(f"{x:.9g}") for x in np.asarray(array).ravel()]


def write(name, content):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(content, file, indent=1)


def former():
    import tf_keras as keras

    layers = keras.layers
    within = layers.Input((3,))
    hidden = layers.BatchNormalization(name="inner", momentum=0.5)(layers.Dropout(0.5)(within))
    nested = keras.Model(within, hidden, name="nested")
    x = layers.Input((4,), name="x")
    h = layers.Dense(3, name="h")(x)
    batch = layers.BatchNormalization(name="batch", momentum=0.5)(h, training=True)
    moving = layers.BatchNormalization(name="moving", momentum=0.5)(h, training=False)
    model = keras.Model(
        x,
        [batch, moving, nested(h, training=False), layers.Dropout(0.5, name="drop")(h, training=True)],
        name="phases",
    )
    model.set_weights([RANDOM.uniform(0.5, 2, w.shape) for w in model.get_weights()])
    model.compile(keras.optimizers.SGD(0.1), ["mse", "mse", "mse", None])
    model.save(os.path.join(HERE, "keras2.h5"))
    outputs = model.predict(X, verbose=0)[:3]
    assert not np.allclose(*[model.predict(X, verbose=0)[3] for _ in range(2)])
    model = keras.models.load_model(os.path.join(HERE, "keras2.h5"))
    model.train_on_batch(X, [Y, Y, Y, Y])
    write(
        "former.json",
        {
            "x": numbers(X),
            "y": numbers(Y),
            "outputs": [numbers(each) for each in outputs],
            "trained": {
                layer.name: [numbers(w) for w in layer.get_weights()]
                for layer in model.layers
                if layer.get_weights()
            },
        },
    )


def defaults():
    import keras

    layers = keras.layers
    x = keras.Input((4, 4, 1), name="x")
    h = layers.RandomFlip(seed=1)(x)
    h = layers.RandomBrightness(0.9, value_range=(0, 1), seed=2)(h)
    h = layers.Reshape((4, 4))(layers.GaussianNoise(0.9)(layers.Dropout(0.9)(h)))
    y = layers.LSTM(2, dropout=0.9)(layers.SpatialDropout1D(0.9)(h))
    model = keras.Model(x, y)
    model.save(os.path.join(HERE, "defaults.keras"))
    images = RANDOM.uniform(0, 1, (3, 4, 4, 1)).astype("float32")
    write("defaults.json", {"x": numbers(images), "outputs": numbers(model.predict(images, verbose=0))})


if __name__ == "__main__":
    {"former": former, "defaults": defaults}[sys.argv[1]]()
