"""Architectures as JSON with weights in files of their own, and weights that fit a model in part.

    make_json_files.py keras        Keras 3.15.1 on TensorFlow 2.21
    make_json_files.py tf_keras     tf_keras 2.19 on TensorFlow 2.19
    make_json_files.py keras-2.2.4  Keras 2.2.4 on TensorFlow 1.15
    make_json_files.py keras-2.0.9  Keras 2.0.9 on TensorFlow 1.15

Each writes MODE.json, MODE.weights.h5 or MODE_weights.h5, a whole model, and its part of cases.json:
inputs and outputs; and what the weights of another model are after it has taken these, by order or by
name, with mismatches skipped."""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np

MODE = sys.argv[1]
if MODE == "tf_keras":
    import tf_keras as keras
else:
    import keras
layers = keras.layers
HERE = os.path.dirname(os.path.abspath(__file__)) + "/"
MODERN = MODE == "keras"
WEIGHTS = MODE + (".weights.h5" if MODERN else "_weights.h5")


def tensor(array):
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "values": [float("%.8g" % each) for each in array.ravel()]}


def model():
    x = layers.Input((6, 2), name="x")
    y = layers.Conv1D(3, 2, activation="relu", name="conv")(x)
    y = layers.BatchNormalization(name="norm")(y)
    y = layers.Flatten(name="flat")(y)
    y = layers.Dense(4, activation="tanh", name="middle")(y)
    return keras.models.Model(x, layers.Dense(2, name="last")(y))


def other(names):
    """Layers of other sizes and names: what fits is taken, the rest stays 0.5."""
    x = layers.Input((6, 2), name="x")
    y = layers.Conv1D(3, 2, activation="relu", name=names[0])(x)
    y = layers.BatchNormalization(name=names[1])(y)
    y = layers.Flatten(name="flat")(y)
    y = layers.Dense(5, activation="tanh", name=names[2])(y)
    made = keras.models.Model(x, layers.Dense(2, name=names[3])(y))
    made.set_weights([np.full_like(w, 0.5) for w in made.get_weights()])
    return made


def main():
    generator = np.random.RandomState(12)
    made = model()
    made.set_weights([np.abs(generator.normal(size=w.shape)) + 0.1 for w in made.get_weights()])
    x = generator.normal(size=(2, 6, 2)).astype("float32")
    case = {"x": tensor(x), "output": tensor(made.predict(x)), "weights": WEIGHTS}
    with open(HERE + MODE + ".json", "w") as file:
        file.write(made.to_json())
    made.save_weights(HERE + WEIGHTS)
    made.compile("sgd", "mse")
    made.save(HERE + MODE + "_model.h5")
    if MODERN:
        made.save(HERE + MODE + "_model.keras")
    taken = {}
    same = ["conv", "norm", "middle", "last"]
    if MODERN:
        taking = other(same)
        taking.load_weights(HERE + WEIGHTS, skip_mismatch=True)
        taken["order"] = taking
        taking = other(same)
        taking.load_weights(HERE + MODE + "_model.h5", skip_mismatch=True)
        taken["order_h5"] = taking
    named = ["new", "norm", "middle", "last"]
    without = MODE == "keras-2.0.9"  # it cannot pass mismatches over
    for file in [] if without else [MODE + "_model.h5"] if MODERN else [WEIGHTS]:
        taking = other(named)
        taking.load_weights(HERE + file, by_name=True, skip_mismatch=True)
        taken["name"] = taking
    case["taken"] = {
        how: {"names": [layer.name for layer in each.layers if layer.weights],
              "json": each.to_json(), "weights": [tensor(w) for w in each.get_weights()]}
        for how, each in taken.items()}
    try:
        with open(HERE + "cases.json") as file:
            cases = json.load(file)
    except IOError:
        cases = {}
    cases[MODE] = case
    with open(HERE + "cases.json", "w") as file:
        json.dump(cases, file, indent=1, sort_keys=True)
        file.write("\n")


main()
