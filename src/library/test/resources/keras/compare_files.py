"""Compares the .keras files that Java wrote of these files with the originals, after Python has read
both.

    compare_files.py FOLDER

For each NAME.keras in FOLDER it loads NAME.keras beside this script, or below it, too. Prints for
each file what differs, as a JSON object: layers' options, weights, outputs, how the model is
compiled, and the optimizer's variables. Nothing that differs is an empty list.
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

HERE = pathlib.Path(__file__).parent


def options(layer):
    """Those that mean something: not which function of Keras draws which random numbers."""
    config = layer.get_config()
    config.pop("build_config", None)
    return json.loads(json.dumps(keras.saving.serialize_keras_object(config), default=str))


def compiled(model):
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    rates = {"learning_rate": None}  # a variable, compared as such
    settings = model.get_compile_config()
    return {
        "optimizer": {**optimizer.get_config(), **rates, "name": None},
        "metrics": sorted(name for name in settings if settings[name]),
    }


def difference(one, other, scale=0.0):
    one, other = np.asarray(one, "float64"), np.asarray(other, "float64")
    return one.shape != other.shape or np.abs(one - other).max(initial=0) > scale


def compare(original, java):
    found = []
    here, there = (keras.saving.load_model(path) for path in (original, java))
    for one, other in zip(here.layers, there.layers, strict=True):
        if isinstance(one, keras.Model):
            continue  # InverseActivation, whose own layers have other names; its outputs tell
        if options(one) != options(other):
            found.append(f"{one.name}: {options(one)} is {options(other)}")
    for one, other in zip(here.weights, there.weights, strict=True):
        if difference(one, other):
            found.append("weight " + one.path)
    shape = [(2, *[size or 5 for size in x.shape[1:]]) for x in here.inputs]
    x = [np.random.default_rng(1).normal(size=each).astype("float32") for each in shape]
    x = x[0] if len(x) == 1 else x
    one, other = here.predict(x, verbose=0), there.predict(x, verbose=0)
    if difference(one, other, 1e-5 * np.abs(one).max()):
        found.append("outputs")
    if compiled(here) != compiled(there):
        found.append(f"compiled: {compiled(here)} is {compiled(there)}")
    if compiled(here):
        for one, other in zip(here.optimizer.variables, there.optimizer.variables, strict=True):
            if difference(one, other):
                found.append("optimizer's " + one.path)
    return found


folder = pathlib.Path(sys.argv[1])
print(json.dumps({path.name: compare(HERE / path.name, path) for path in sorted(folder.glob("*.keras"))}))
