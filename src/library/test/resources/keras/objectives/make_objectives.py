"""Makes the files of this folder: compiled models whose objective has activity regularizers or a loss
that is not reduced, with what Python makes of two steps of training.

    .venv/bin/python src/library/test/resources/keras/objectives/make_objectives.py keras

and, in an environment with tf_keras 2.19, the same with the argument tf_keras.
"""
import json
import os
import pathlib
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np

if sys.argv[1] == "keras":
    import keras

    ENDING, NONE = ".keras", None
else:
    import tf_keras as keras

    ENDING, NONE = ".h5", "none"

HERE = pathlib.Path(__file__).parent
L, R = keras.layers, keras.regularizers
RANDOM = np.random.default_rng(1)


def case(name, shape, layers, loss=None, weights=False, labels=None, metrics=None):
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input(shape), *layers])
    model.compile(keras.optimizers.SGD(0.05), loss or "mse", metrics=metrics)
    path = HERE / f"{sys.argv[1]}_{name}{ENDING}"
    model.save(path)
    x = RANDOM.normal(size=(4, *shape)).astype("float32")
    y = RANDOM.normal(size=model(x).shape).astype("float32")
    if labels == "one hot":
        y = np.eye(y.shape[-1], dtype="float32")[RANDOM.integers(y.shape[-1], size=y.shape[:-1])]
    elif labels:
        y = RANDOM.integers(2, size=y.shape).astype("float32")
    w = RANDOM.uniform(size=4).astype("float32") if weights else None
    evaluated = model.evaluate(x, y, sample_weight=w, batch_size=4, verbose=0)
    history = model.fit(x, y, sample_weight=w, batch_size=4, epochs=2, shuffle=False, verbose=0).history
    return {
        "file": path.name,
        "inputs": {"shape": x.shape, "values": x.ravel().tolist()},
        "targets": {"shape": y.shape, "values": y.ravel().tolist()},
        "weights": None if w is None else w.tolist(),
        "evaluated": evaluated if metrics is None else evaluated[0],
        "metric": None if metrics is None else evaluated[1],
        "losses": history["loss"],
        "trained": [each.ravel().tolist() for each in model.get_weights()],
    }


def main():
    keras.utils.set_random_seed(3)
    penalty = R.L2(0.1)
    mixed = R.L1L2(0.02, 0.1) if sys.argv[1] == "keras" else R.l1_l2(0.02, 0.1)
    mse = keras.losses.MeanSquaredError
    cases = [
        case("dense", (3,), [L.Dense(2, activity_regularizer=penalty)]),
        case("conv", (7, 7, 2), [L.Conv2D(3, 3, activity_regularizer=mixed, activation="relu"), L.MaxPooling2D(2), L.Flatten(), L.Dense(2)]),
        case("separable", (6, 2), [L.SeparableConv1D(3, 2, activity_regularizer=penalty), L.Flatten(), L.Dense(2)]),
        case("embedding", (5,), [L.Rescaling(0.0), L.Embedding(4, 3, activity_regularizer=penalty), L.Flatten(), L.Dense(1)]),
        case("lstm", (4, 3), [L.LSTM(2, activity_regularizer=mixed, return_sequences=True), L.GRU(2, activity_regularizer=penalty)]),
        case("bidirectional", (4, 3), [L.Bidirectional(L.LSTM(2, activity_regularizer=mixed)), L.Dense(1)]),
        case("none", (3,), [L.Dense(2), L.Dense(1)], mse(reduction=NONE)),
        case("none_steps", (4, 3), [L.Dense(2)], mse(reduction=NONE), False),
        case("sum_weighted", (3,), [L.Dense(2)], mse(reduction="sum"), True),
        case("none_samples", (3,), [L.Dense(2)], mse(reduction=NONE), True),
        case("categorical_logits", (3,), [L.Dense(3, activation="softmax")], keras.losses.CategoricalCrossentropy(from_logits=True), labels="one hot", metrics=[keras.metrics.CategoricalCrossentropy(from_logits=True, name="metric")]),
        case("categorical_steps", (4, 3), [L.Dense(3), L.Softmax()], keras.losses.CategoricalCrossentropy(from_logits=True), labels="one hot"),
        case("binary_logits", (3,), [L.Dense(2), L.Activation("sigmoid")], keras.losses.BinaryCrossentropy(from_logits=True), labels="binary", metrics=[keras.metrics.BinaryCrossentropy(from_logits=True, name="metric")]),
        case("distributed", (4, 3), [L.TimeDistributed(L.Dense(2, activity_regularizer=penalty))]),
    ]
    if sys.argv[1] == "keras":
        cases += [
            case("normalization", (3,), [L.Dense(4), L.BatchNormalization(activity_regularizer=penalty), L.Dense(1)]),
            case("pooling", (7, 7, 2), [L.Conv2D(3, 3), L.Activation("relu", activity_regularizer=mixed), L.MaxPooling2D(2, activity_regularizer=penalty), L.Flatten(), L.Dense(2)]),
            case("flatten", (3, 2), [L.Dense(2), L.Flatten(activity_regularizer=penalty), L.Dense(1)]),
            case("binary_focal_logits", (3,), [L.Dense(2, activation="sigmoid")], keras.losses.BinaryFocalCrossentropy(from_logits=True), labels="binary"),
            case("categorical_focal_logits", (3,), [L.Dense(3, activation="softmax")], keras.losses.CategoricalFocalCrossentropy(from_logits=True), labels="one hot"),
            case("binary_logits_softmax", (3,), [L.Dense(3, activation="softmax")], keras.losses.BinaryCrossentropy(from_logits=True), labels="binary"),
            case("categorical_logits_sigmoid", (3,), [L.Dense(3, activation="sigmoid")], keras.losses.CategoricalCrossentropy(from_logits=True), labels="one hot"),
        ]
    (HERE / f"{sys.argv[1]}.json").write_text(json.dumps(cases) + "\n")


main()
