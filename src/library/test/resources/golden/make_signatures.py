"""Writes how Keras's public classes and activations are called: signatures.json.

Run with Keras 3.15.1: python make_signatures.py signatures.json

{module: {name: {"position": [[parameter, default], ...], "named": {parameter: default}}}}: what can
be given by position, in order, as lists of one element where there is no default, and what can only
be given by name. A default that JSON has no word for is {"python": its text}.
"""

import inspect
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras  # noqa: E402
from keras.src.applications.convnext import LayerScale, StochasticDepth  # noqa: E402
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer  # noqa: E402

MODULES = ["layers", "activations", "initializers", "regularizers", "constraints", "losses", "metrics",
           "optimizers", "optimizers.schedules", "callbacks"]


def default(value):
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        return {"python": str(value)}


def parameters(called):
    """What may be given by position and what by name alone; a class's bases take its **kwargs."""
    position, named = [], {}
    callables = [c.__init__ for c in called.__mro__ if "__init__" in vars(c)] if inspect.isclass(called) else [called]
    for depth, each in enumerate(callables):
        if each is object.__init__:
            break
        open_ended = False
        for p in inspect.signature(each).parameters.values():
            if p.name == "self" or p.kind is p.VAR_POSITIONAL:
                continue
            if p.kind is p.VAR_KEYWORD:
                open_ended = True
            elif depth == 0 and p.kind is not p.KEYWORD_ONLY:
                position.append([p.name] if p.default is p.empty else [p.name, default(p.default)])
            elif p.default is not p.empty and p.name not in [q[0] for q in position]:
                named.setdefault(p.name, default(p.default))
        if not open_ended:
            break
    return {"position": position, "named": named}


def main(target):
    table = {}
    for path in MODULES:
        module = keras
        for part in path.split("."):
            module = getattr(module, part)
        table[path] = {name: parameters(value) for name, value in sorted(vars(module).items())
                       if not name.startswith("_") and (inspect.isclass(value) or (inspect.isfunction(value) and path == "activations"))}
    for layer in (LayerScale, StochasticDepth, CustomScaleLayer):
        table["layers"][layer.__name__] = parameters(layer)
    text = ",\n".join(json.dumps(path) + ": {\n" + ",\n".join(
        " " + json.dumps(name) + ": " + json.dumps(value) for name, value in names.items()) + "\n}"
        for path, names in table.items())
    pathlib.Path(target).write_text("{\n" + text + "\n}\n")


main(sys.argv[1])
