"""Makes training.json: losses, metrics and weights of small models that Keras trains.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/golden/make_training.py
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "keras"))
import schedule_free  # noqa: E402, F401

OUT = pathlib.Path(__file__).with_name("training.json")
CLASSES = 5
SAMPLES = 44
BATCH = 16
STEPS = 20


def numbers(array):
    array = np.asarray(array)
    return {
        "shape": list(array.shape),
        "values": [float(np.format_float_positional(v, unique=True)) for v in array.astype(np.float32).ravel()],
    }


def model(final_activation=None):
    """The net that TrainingParityTest builds layer by layer."""
    x = inputs = keras.Input((8, 8, 1))
    x = keras.layers.Conv2D(3, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization(momentum=0.9)(x)
    x = keras.layers.Concatenate()([keras.layers.ReLU()(x), keras.layers.ReLU()(-1.0 * x)])
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(
        6,
        activation="tanh",
        kernel_regularizer=keras.regularizers.L2(0.01),
        kernel_constraint=keras.constraints.MaxNorm(0.9),
    )(x)
    x = keras.layers.Dense(CLASSES, activation=final_activation)(x)
    return keras.Model(inputs, x)


def data():
    rng = np.random.default_rng(7)
    labels = rng.integers(0, CLASSES, SAMPLES)
    images = rng.normal(size=(SAMPLES, 8, 8, 1)) * 0.5 + labels[:, None, None, None] * 0.3
    weights = rng.uniform(0.2, 2.0, SAMPLES)
    return images.astype(np.float32), labels.astype(np.int32), weights.astype(np.float32)


def batches(images, labels):
    for step in range(STEPS):
        at = np.arange(step * BATCH, (step + 1) * BATCH) % SAMPLES
        yield images[at], labels[at]


def excluding(optimizer, names):
    optimizer.exclude_from_weight_decay(var_names=names)
    return optimizer


OPTIMIZERS = {
    "sgd": keras.optimizers.SGD(0.05),
    "sgd_momentum": keras.optimizers.SGD(0.02, momentum=0.9),
    "sgd_nesterov": keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True),
    "adam": keras.optimizers.Adam(0.01),
    "adam_amsgrad_global_clip": keras.optimizers.Adam(0.01, amsgrad=True, global_clipnorm=0.5),
    "adamw": keras.optimizers.AdamW(0.01, weight_decay=0.1),
    "rmsprop": keras.optimizers.RMSprop(0.003),
    "rmsprop_momentum_centered": keras.optimizers.RMSprop(0.003, momentum=0.5, centered=True),
    "adagrad": keras.optimizers.Adagrad(0.05),
    "nadam": keras.optimizers.Nadam(0.01),
    "adadelta": keras.optimizers.Adadelta(1.0),
    "adamax": keras.optimizers.Adamax(0.01),
    "ftrl": keras.optimizers.Ftrl(0.05, l1_regularization_strength=0.001, l2_regularization_strength=0.01, beta=0.1),
    "lion": keras.optimizers.Lion(0.002, weight_decay=0.1),
    "lamb": keras.optimizers.Lamb(0.02),
    "muon": keras.optimizers.Muon(0.02),
    "schedule_free_adam_w": keras.optimizers.ScheduleFreeAdamW(0.02, warmup_steps=4, weight_decay=0.1),
    "adafactor": keras.optimizers.Adafactor(0.05),
    "adamw_excluding": excluding(keras.optimizers.AdamW(0.01, weight_decay=1.0), ["bias", "gamma", "beta"]),
    "adam_average": keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5),
    "nadam_accumulated": keras.optimizers.Nadam(0.01, gradient_accumulation_steps=3),
    "sgd_all": keras.optimizers.SGD(
        keras.optimizers.schedules.PolynomialDecay(0.1, 15, 0.01),
        momentum=0.5,
        clipnorm=1.0,
        use_ema=True,
        ema_momentum=0.75,
        ema_overwrite_frequency=2,
        gradient_accumulation_steps=2,
        loss_scale_factor=64.0,
    ),
}


def main():
    images, labels, weights = data()
    keras.utils.set_random_seed(11)
    start = [np.round(w, 4) for w in model().get_weights()]
    result = {
        "images": numbers(images),
        "labels": labels.tolist(),
        "sampleWeights": weights.tolist(),
        "weights": [numbers(w) for w in start],
        "steps": {},
        "fits": {},
    }

    for name, optimizer in OPTIMIZERS.items():
        net = model()
        net.set_weights(start)
        net.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        optimizer.build(net.trainable_variables)  # by itself it is built in a graph, where copies of weights are lost
        losses = []
        for x, y in batches(images, labels):
            net.reset_metrics()
            losses.append(float(net.train_on_batch(x, y)))
        result["steps"][name] = {
            "losses": losses,
            "weights": [numbers(w) for w in net.get_weights()],
        }

    # Softmax at the end and a loss on probabilities: Keras goes back to the logits.
    net = model("softmax")
    net.set_weights(start)
    net.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy())
    losses = []
    for x, y in batches(images, labels):
        net.reset_metrics()
        losses.append(float(net.train_on_batch(x, y)))
    result["steps"]["adam_softmax"] = {"losses": losses, "weights": [numbers(w) for w in net.get_weights()]}

    # The first layer frozen, batch normalization with it.
    net = model()
    net.set_weights(start)
    for layer in net.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.BatchNormalization)):
            layer.trainable = False
    net.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    losses = []
    for x, y in batches(images, labels):
        net.reset_metrics()
        losses.append(float(net.train_on_batch(x, y)))
    result["steps"]["adam_frozen"] = {"losses": losses, "weights": [numbers(w) for w in net.get_weights()]}

    def fit(name, **arguments):
        fitted = model()
        fitted.set_weights(start)
        fitted.compile(
            arguments.pop("optimizer", keras.optimizers.Adam(0.01)),
            keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["sparse_categorical_accuracy"],
            weighted_metrics=arguments.pop("weighted_metrics", None),
        )
        history = fitted.fit(
            images, labels, batch_size=BATCH, epochs=3, shuffle=False, verbose=0, **arguments
        ).history
        evaluated = fitted.evaluate(images, labels, batch_size=10, verbose=0, return_dict=True)
        result["fits"][name] = {
            "history": {key: [float(v) for v in values] for key, values in history.items()},
            "evaluate": {key: float(v) for key, v in evaluated.items()},
            "predictions": numbers(fitted.predict(images[:3], verbose=0)),
        }

    fit("plain")
    fit("validation_split", validation_split=0.25)
    fit("class_weight", class_weight={0: 2.0, 3: 0.25})
    fit("sample_weight", sample_weight=weights)
    fit("average", optimizer=keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.75))
    OUT.write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
