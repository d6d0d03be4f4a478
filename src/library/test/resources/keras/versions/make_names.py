"""Lists what a version of Keras takes by name: for each kind of object, every name that its `get`
or `deserialize` knows, and the class or function that it stands for.

Run in each version's own environment, one after the other, on one file:

    python make_names.py names.json        KERAS=keras (the default), tf_keras or tensorflow.keras

names.json holds {kind: {name: {what it stands for: [versions]}}}.
It was run with keras 3.0.5, 3.3.3, 3.6.0, 3.8.0, 3.10.0, 3.12.0 and 3.15.1 on TensorFlow, with
tf.keras 2.4, 2.8, 2.12 and 2.15, and with tf_keras 2.19.
"""

import importlib
import inspect
import json
import os
import pathlib
import re
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

NAME = os.environ.get("KERAS", "keras")
if NAME == "tensorflow.keras":
    tensorflow = importlib.import_module("tensorflow")
    keras, VERSION = tensorflow.keras, tensorflow.__version__
else:
    keras = importlib.import_module(NAME)
    VERSION = keras.__version__
if VERSION.startswith("2."):
    VERSION = ".".join(VERSION.split(".")[:2])
ROOTS = {"keras": ["keras.src"], "tf_keras": ["tf_keras.src"]}.get(
    NAME, ["tensorflow.python.keras"] if VERSION == "2.4" else ["keras.src", "keras"])
KINDS = {
    "activation": "activations",
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
    "loss": "losses",
    "metric": "metrics",
    "optimizer": "optimizers",
    "schedule": "optimizers.schedules",
    "layer": "layers",
}


def modules(path):
    """Keras's modules of a kind, public and private ones."""
    found = []
    for root in ROOTS:
        try:
            found.append(importlib.import_module(f"{root}.{path}"))
        except ImportError:
            pass
    value = keras
    for part in path.split("."):
        value = getattr(value, part)
    return [value] + [m for m in found if m is not value]


def candidates(path):
    names = set()
    for module in modules(path):
        for key, value in vars(module).items():
            if key.startswith("_"):
                continue
            if callable(value):
                names.add(key)
            elif isinstance(value, dict) and "OBJECTS" in key:
                names.update(str(each) for each in value)
        local = getattr(module, "LOCAL", None)
        if local is not None:
            if hasattr(module, "populate_deserializable_objects"):
                module.populate_deserializable_objects()
            names.update(getattr(local, "ALL_OBJECTS", {}) or {})
        for deeper in vars(module).values():
            if inspect.ismodule(deeper) and deeper.__name__.startswith(module.__name__):
                names.update(k for k, v in vars(deeper).items() if callable(v) and not k.startswith("_"))
        deserialize = getattr(module, "deserialize", None)
        if deserialize is not None:
            try:
                source = inspect.getsource(deserialize)
                names.update(re.findall(r'"(\w+)"\s*:', source))
            except Exception:
                pass
    names.update(n.lower() for n in list(names))
    return sorted(names)


def base(kind):
    """The class that all of a kind are made from; functions stand for activations and losses."""
    name = {"schedule": "LearningRateSchedule", "activation": None}.get(kind, kind.capitalize())
    bases = [getattr(m, name, None) for m in modules(KINDS[kind])] if name else []
    if kind == "optimizer":
        bases += [getattr(keras.optimizers, "legacy", None) and keras.optimizers.legacy.Optimizer]
    return tuple(each for each in bases if inspect.isclass(each))


def resolve(kind, path, name):
    """What Keras makes of a name: a class, or a function of the kind's own modules."""
    public = getattr(modules(path)[0], name, None)
    value = None
    if kind not in ("schedule", "layer"):
        try:
            value = modules(path)[0].get(name)
        except Exception:  # unknown, or a class that needs arguments
            pass
    if value is None and inspect.isclass(public):
        value = public
    cls = value if inspect.isclass(value) else type(value)
    if base(kind) and issubclass(cls, base(kind)):
        return None if cls in base(kind) or cls.__name__ in ("PyMetric",) else cls.__name__
    if not inspect.isfunction(value) and not hasattr(value, "__wrapped__"):
        return None
    module = value.__module__
    if re.match("(de)?serialize|get$|is_|clone_|experimental", name) or not re.search(
        r"activations|losses|metrics|nn_ops|gen_nn_ops|functions|backend|initializers|regularizers|constraints|\bnn\b|math_ops|nn_impl", module):
        return None
    return value.__name__


def main(target):
    file = pathlib.Path(target)
    names = json.loads(file.read_text()) if file.exists() else {}
    for kind, path in KINDS.items():
        table = names.setdefault(kind, {})
        for name in candidates(path):
            found = resolve(kind, path, name)
            if found is not None:
                versions = table.setdefault(name, {}).setdefault(found, [])
                if VERSION not in versions:
                    versions.append(VERSION)
                    versions.sort(key=lambda v: [int(x) for x in re.findall(r"\d+", v)])
    lines = [
        f' "{kind}": {{\n'
        + ",\n".join(f'  "{name}": {json.dumps(names[kind][name], sort_keys=True)}' for name in sorted(names[kind]))
        + "\n }"
        for kind in KINDS
    ]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(VERSION, {kind: len(table) for kind, table in names.items()})


main(sys.argv[1])
