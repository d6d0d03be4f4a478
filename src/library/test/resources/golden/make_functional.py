"""Makes functional.json: what Keras makes of models with branches, shared layers, several inputs and outputs.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/golden/make_functional.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import layers

OUT = pathlib.Path(__file__).with_name("functional.json")
SAMPLES = 40
BATCH = 16
STEPS = 10


def numbers(array):
    array = np.asarray(array)
    return {
        "shape": list(array.shape),
        "values": [float(np.format_float_positional(v, unique=True)) for v in array.astype(np.float32).ravel()],
    }


def two_branches():
    """Two inputs, two outputs; a shared layer with a penalty, a shared batch normalization."""
    right = keras.Input((6,), name="right")
    left = keras.Input((4, 4, 1), name="left")
    shared = layers.Dense(5, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.01), name="shared")
    normalization = layers.BatchNormalization(momentum=0.8)
    a = layers.Conv2D(3, 3)(left)
    a = layers.Flatten()(a)
    a = layers.Dense(6)(a)
    a = normalization(shared(a))
    b = normalization(shared(right))
    both = layers.Concatenate()([b, a])
    digit = layers.Dense(4, activation="softmax", name="digit")(layers.Dense(7, activation="relu")(both))
    slant = layers.Dense(1, name="slant")(a)
    return keras.Model([right, left], [digit, slant])


def data():
    rng = np.random.default_rng(5)
    digits = rng.integers(0, 4, SAMPLES).astype(np.int32)
    left = (rng.normal(size=(SAMPLES, 4, 4, 1)) * 0.5 + digits[:, None, None, None] * 0.3).astype(np.float32)
    right = rng.normal(size=(SAMPLES, 6)).astype(np.float32)
    slant = (right[:, :1] * 0.5 + left.mean((1, 2))).astype(np.float32)
    weights = rng.uniform(0.2, 2.0, SAMPLES).astype(np.float32)
    return right, left, digits, slant, weights


def compiled(start):
    net = two_branches()
    net.set_weights(start)
    net.compile(
        keras.optimizers.Adam(0.01),
        loss={"digit": "sparse_categorical_crossentropy", "slant": "mean_squared_error"},
        loss_weights={"digit": 0.7, "slant": 2.0},
        metrics={
            "digit": [keras.metrics.SparseCategoricalAccuracy(), keras.metrics.SparseCategoricalCrossentropy()],
            "slant": [keras.metrics.MeanAbsoluteError()],
        },
        weighted_metrics={"slant": [keras.metrics.MeanAbsoluteError(), keras.metrics.MeanSquaredError()]},
    )
    return net


def order_of(make):
    keras.backend.clear_session()
    net = make()
    return {
        "layers": [layer.name for layer in net.layers if not isinstance(layer, layers.InputLayer)],
        "inputs": [x._keras_history.operation.name for x in net.inputs],
        "outputs": net.output_names,
        "weights": [w.path for w in net.weights],
        "shapes": [list(w.shape) for w in net.weights],
    }


def long_and_short():
    """The branch that is written first is the shorter one."""
    x = keras.Input((3,))
    short = layers.Dense(2)(x)
    long = layers.Dense(4)(x)
    long = layers.Dense(5)(long)
    long = layers.Dense(2)(long)
    return keras.Model(x, layers.Dense(1)(layers.Concatenate()([short, long])))


def shared_at_two_depths():
    x, y = keras.Input((4,)), keras.Input((4,))
    shared = layers.Dense(4)
    early = layers.Dense(4)(shared(x))
    late = shared(layers.Dense(4)(layers.Dense(4)(y)))
    return keras.Model([y, x], [layers.Dense(2)(late), layers.Concatenate()([early, late]), shared(early)])


def applied_to_its_own_output():
    x = keras.Input((4,))
    twice = layers.Dense(4)
    other = layers.Dense(4)(x)
    return keras.Model(x, layers.Concatenate()([twice(twice(x)), other]))


def reversed_arguments():
    x = keras.Input((3,))
    first = layers.Dense(2)(x)
    second = layers.Dense(3)(x)
    third = layers.BatchNormalization()(first)
    return keras.Model(x, [layers.Concatenate()([second, third, first]), second])


def many_inputs():
    inputs = [keras.Input((i + 1,)) for i in range(3)]
    outs = [layers.Dense(2)(x) for x in inputs]
    return keras.Model(inputs[::-1], layers.Concatenate()(outs))


def nested(trainable=True):
    """A model within a model, called twice."""
    base = keras.Sequential(
        [keras.Input((4,)), layers.Dense(5, activation="relu"), layers.BatchNormalization(momentum=0.5), layers.Dense(3)],
        name="base",
    )
    base.trainable = trainable
    x = keras.Input((4,))
    y = layers.Concatenate()([base(x), base(layers.Dense(4)(x))])
    return keras.Model(x, layers.Dense(4)(y))


ORDERS = [long_and_short, shared_at_two_depths, applied_to_its_own_output, reversed_arguments, many_inputs]


def main():
    right, left, digits, slant, weights = data()
    keras.utils.set_random_seed(3)
    start = [np.round(w, 4) for w in two_branches().get_weights()]
    result = {
        "right": numbers(right),
        "left": numbers(left),
        "digits": digits.tolist(),
        "slant": numbers(slant),
        "sampleWeights": numbers(weights),
        "weights": [numbers(w) for w in start],
        "orders": {make.__name__: order_of(make) for make in [two_branches] + ORDERS},
    }

    net = compiled(start)
    result["predictions"] = [numbers(p) for p in net.predict([right[:5], left[:5]], verbose=0)]
    losses = []
    for step in range(STEPS):
        at = np.arange(step * BATCH, (step + 1) * BATCH) % SAMPLES
        net.reset_metrics()
        losses.append(float(net.train_on_batch([right[at], left[at]], [digits[at], slant[at]], return_dict=True)["loss"]))
    result["losses"] = losses
    result["trained"] = [numbers(w) for w in net.get_weights()]

    net = compiled(start)
    history = net.fit(
        [right, left],
        [digits, slant],
        sample_weight=weights,
        # Of a smaller last batch, Keras on TensorFlow counts the outputs' losses as much as of the others.
        batch_size=10,
        epochs=2,
        shuffle=False,
        verbose=0,
        validation_data=([right[:9], left[:9]], [digits[:9], slant[:9]]),
    ).history
    result["history"] = {key: [float(v) for v in values] for key, values in history.items()}
    result["evaluate"] = {
        key: float(v)
        for key, v in net.evaluate([right, left], [digits, slant], batch_size=8, verbose=0, return_dict=True).items()
    }
    result["nested"] = {}
    start = None
    for trainable in [True, False]:
        net = nested(trainable)
        if start is None:
            start = [np.round(w, 4) for w in net.get_weights()]
        net.set_weights(start)
        net.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        losses = []
        for _ in range(5):
            net.reset_metrics()
            losses.append(float(net.train_on_batch(right[:, :4], digits)))
        result["nested"]["trained" if trainable else "frozen"] = {
            "losses": losses,
            "weights": [numbers(w) for w in net.get_weights()],
        }
    result["nested"]["start"] = [numbers(w) for w in start]
    OUT.write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
