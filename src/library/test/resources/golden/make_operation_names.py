"""Makes operation_names.txt: every public name of keras.ops, with the part and the class of the
operation that it puts among a functional model's layers; - for a name that puts none there.

Run with the project's Python environment (Keras 3.15) from any folder:
    .venv/bin/python src/library/test/resources/golden/make_operation_names.py
"""

import inspect
import os
import pathlib
import re

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras

CALL = re.compile(r"(\w+)\((?:[^()]|\([^()]*\))*\)\s*\.symbolic_call")
# Functions that make their operation in another way.
OTHERS = {
    "abs": "Absolute",
    "cast": "Cast",
    "cond": "Cond",
    "conj": "Conjugate",
    "convert_to_tensor": "ConvertToTensor",
    "diff": "Diff",
    "geomspace": "Geomspace",
    "linspace": "Linspace",
    "logspace": "Logspace",
    "pad": "Pad",
    "saturate_cast": "SaturateCast",
    "vectorized_map": "VectorizedMap",
}
PARTS = [("", keras.ops), ("image.", keras.ops.image), ("linalg.", keras.ops.linalg)]
PARTS += [("nn.", keras.ops.nn), ("numpy.", keras.ops.numpy)]


def main():
    lines = []
    for prefix, part in PARTS:
        for name in sorted(dir(part)):
            function = getattr(part, name)
            if name.startswith("_") or not callable(function):
                continue
            if prefix and getattr(keras.ops, name, None) is function:
                continue
            found = CALL.findall(inspect.getsource(function)) if inspect.isfunction(function) else []
            operation = OTHERS.get(name) or (found[0] if found else None)
            module = function.__module__.removeprefix("keras.src.ops.")
            lines.append(f"{prefix}{name} {module + '.' + operation if operation else '-'}\n")
    pathlib.Path(__file__).with_name("operation_names.txt").write_text("".join(lines))
    print(len(lines), "names")


main()
