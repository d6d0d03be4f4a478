"""Lists in which version of Keras 3 each class and each of its options came.

Run in each version's own environment, oldest first, on one file:

    python make_options.py options.json

options.json holds {module: {class: {"since": version, "options": {option: version}}}}: for what a
constructor or get_config names; of operations, the classes alone. It was run with 3.0.5, 3.3.3, 3.6.0, 3.8.0, 3.10.0, 3.12.0, 3.15.1.
"""

import importlib
import inspect
import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras  # noqa: E402

MODULES = ["layers", "initializers", "regularizers", "constraints", "losses", "metrics", "optimizers", "optimizers.schedules"]
OPERATIONS = ["core", "image", "linalg", "math", "nn", "numpy"]


def options(cls):
    found = set()
    for each in cls.__mro__:
        if each.__module__.startswith("keras") and "__init__" in vars(each):
            found |= {p.name for p in inspect.signature(each.__init__).parameters.values()
                      if p.kind is not p.VAR_KEYWORD and p.kind is not p.VAR_POSITIONAL}
            if not any(p.kind is p.VAR_KEYWORD for p in inspect.signature(each.__init__).parameters.values()):
                break
    return found - {"self"}


def main(target):
    file = pathlib.Path(target)
    table = json.loads(file.read_text()) if file.exists() else {}
    for path in MODULES:
        module = keras
        for part in path.split("."):
            module = getattr(module, part)
        classes = table.setdefault(path, {})
        for name, cls in sorted(vars(module).items()):
            if inspect.isclass(cls):
                entry = classes.setdefault(name, {"since": keras.__version__, "options": {}})
                for option in sorted(options(cls)):
                    entry["options"].setdefault(option, keras.__version__)
    for path in OPERATIONS:
        classes = table.setdefault("src.ops." + path, {})
        for name, cls in sorted(vars(importlib.import_module("keras.src.ops." + path)).items()):
            if inspect.isclass(cls) and issubclass(cls, keras.Operation) and cls is not keras.Operation:
                classes.setdefault(name, {"since": keras.__version__, "options": {}})
    file.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")


main(sys.argv[1])
