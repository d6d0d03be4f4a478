"""Opens the .keras files of a folder and prints what each puts out for the inputs of operations.json.

Arguments: the folder. Written files are those of the operations' test.
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


SPECIAL = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}


def array(entry):
    values = [float(v) for v in entry["values"]]
    return np.array(values).reshape(entry["shape"]).astype(entry["dtype"])


def numbers(tensor):
    tensor = np.asarray(tensor)
    values = [float(v) if np.isfinite(v) else SPECIAL[str(float(v))] for v in tensor.astype("float64").ravel()]
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype), "values": values}


def main():
    golden = json.loads(pathlib.Path(__file__).with_name("operations.json").read_text())
    data = [array(golden["inputs"][name]) for name in "xyi"]
    report = {}
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
        try:
            model = keras.models.load_model(file)
            outputs = keras.tree.flatten(model(data))
            report[file.stem] = {"outputs": [numbers(each) for each in outputs]}
        except Exception as e:
            report[file.stem] = {"error": repr(e)[:300]}
    print(json.dumps(report))


main()
