"""Models whose inputs and outputs are dicts and nested lists, compiled, with what they predict and
how they train on.

Run with Keras 3.15 as `make_structures.py keras3`, with Keras 3.3 as `make_structures.py keras33`,
with tf_keras 2.19 as `make_structures.py keras2`.
"""

import json
import os
import sys

import numpy as np

KIND = sys.argv[1]
if KIND == "keras2":
    import tf_keras as keras
else:
    import keras

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = np.random.default_rng(7)
layers = keras.layers


def numbers(shape):
    return RANDOM.normal(0, 1, shape).astype("float32")


def flat(value, path=""):
    """Arrays by path, as Java calls them."""
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, (list, tuple)):
        parts = enumerate(value)
    else:
        array = np.asarray(value)
        return {path: {"shape": list(array.shape), "values": [float(f"{x:.9g}") for x in array.ravel()]}}
    found = {}
    for key, part in parts:
        found.update(flat(part, f"{path}/{key}" if path else str(key)))
    return found


def inputs():
    return (
        keras.Input((2,), name="b"),
        keras.Input((3,), name="a"),
        keras.Input((2,), name="c"),
    )


def dense(name):
    return layers.Dense(1, name=name)


def named():
    b, a, _ = inputs()
    h = layers.Dense(4, activation="tanh", name="h")(layers.Concatenate()([b, a]))
    model = keras.Model({"kb": b, "ka": a}, {"q": dense("one")(h), "p": dense("two")(h)})
    if KIND == "keras33":
        model.compile(keras.optimizers.SGD(0.1), loss="mse")
    else:
        model.compile(
            keras.optimizers.SGD(0.1),
            loss={"q": "mse", "p": "mae"},
            loss_weights={"q": 0.5, "p": 2.0},
            metrics={"q": ["mae"]},
        )
    x = {"kb": numbers((4, 2)), "ka": numbers((4, 3))}
    return model, x, {"q": numbers((4, 1)), "p": numbers((4, 1))}


def one_named():
    b, _, _ = inputs()
    model = keras.Model(b, {"z": dense("one")(b)})
    model.compile(keras.optimizers.SGD(0.1), loss="mse", metrics=["mae"])
    return model, numbers((4, 2)), {"z": numbers((4, 1))}


def list_for_names():
    b, a, _ = inputs()
    model = keras.Model([b, a], {"q": dense("one")(b), "p": dense("two")(a)})
    model.compile(keras.optimizers.SGD(0.1), loss=["mse", "mae"])
    return model, [numbers((4, 2)), numbers((4, 3))], {"q": numbers((4, 1)), "p": numbers((4, 1))}


def nested():
    b, a, c = inputs()
    model = keras.Model(
        {"z": b, "l": [a, c]}, {"y": dense("one")(b), "x": [dense("two")(a), dense("three")(c)]}
    )
    model.compile(
        keras.optimizers.SGD(0.1),
        loss={"y": "mse", "x": ["mae", "mse"]},
        metrics={"y": ["mae"], "x": [["mse"], ["mae"]]},
    )
    x = {"z": numbers((4, 2)), "l": [numbers((4, 3)), numbers((4, 2))]}
    return model, x, {"y": numbers((4, 1)), "x": [numbers((4, 1)), numbers((4, 1))]}


def nested_lists():
    b, a, c = inputs()
    model = keras.Model([b, [a, c]], [dense("one")(b), [dense("two")(a), dense("three")(c)]])
    model.compile(keras.optimizers.SGD(0.1), loss=["mse", ["mae", "mse"]])
    x = [numbers((4, 2)), [numbers((4, 3)), numbers((4, 2))]]
    return model, x, [numbers((4, 1)), [numbers((4, 1)), numbers((4, 1))]]


def within():
    """A model of dicts as a layer of another."""
    b, a, _ = inputs()
    inner = keras.Model(
        {"kb": b, "ka": a}, {"q": dense("one")(b), "p": layers.Dense(2, name="two")(a)}, name="inner"
    )
    u, v = keras.Input((2,), name="u"), keras.Input((3,), name="v")
    outputs = inner({"kb": u, "ka": v})
    model = keras.Model({"u": u, "v": v}, {"s": dense("s")(outputs["p"]), "r": outputs["q"]})
    model.compile(keras.optimizers.SGD(0.1), loss="mse")
    x = {"u": numbers((4, 2)), "v": numbers((4, 3))}
    return model, x, {"s": numbers((4, 1)), "r": numbers((4, 1))}


CASES = {
    "keras3": [named, one_named, list_for_names, nested, nested_lists, within],
    "keras33": [named, one_named],
    "keras2": [named, one_named, list_for_names],
}


def main():
    cases = {}
    for case in CASES[KIND]:
        model, x, y = case()
        name = f"{KIND}_{case.__name__}" + (".h5" if KIND == "keras2" else ".keras")
        model.save(os.path.join(HERE, name))
        cases[name] = {
            "inputs": flat(x),
            "outputs": flat(model.predict(x, verbose=0)),
            "targets": flat(y),
        }
        if KIND == "keras33":  # which cannot train what it compiled
            cases[name]["history"] = {}
            continue
        model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0)
        cases[name]["history"] = {
            k: [float(f"{x:.7g}") for x in v] for k, v in model.history.history.items()
        }
    with open(os.path.join(HERE, KIND + ".json"), "w") as file:
        json.dump(cases, file, indent=1)


main()
