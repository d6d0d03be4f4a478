"""Opens the .keras files of a folder that Java has written from the files of make_composed_files.py.

    open_composed.py FOLDER

For each NAME.keras it writes NAME.json: the outputs, the weights in Keras's order, the optimizer's
variables, and where the case has targets the losses of more steps of training. What was read is
saved again, before training, as NAME.python.keras.
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

CASES = json.loads((pathlib.Path(__file__).parent / "composed" / "composed_files.json").read_text())


def array(tensor):
    return np.array(tensor["values"], "float32").reshape(tensor["shape"])


def numbers(values):
    values = np.asarray(values).astype("float32")
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()]}


def one_or_list(values):
    return values[0] if len(values) == 1 else values


def structured(model, values):
    """The inputs as the model takes them: by their keys, in whose order Python lists them, or not."""
    struct = getattr(model, "_inputs_struct", None)
    return keras.tree.pack_sequence_as(struct, values) if isinstance(struct, dict) else one_or_list(values)


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
    case = CASES[path.name]
    model = keras.saving.load_model(path)
    x = structured(model, [array(tensor) for tensor in case["inputs"]])
    found = {
        "outputs": [numbers(y) for y in keras.tree.flatten(model.predict(x, verbose=0))],
        "weights": [numbers(w) for w in model.get_weights()],
    }
    model.save(path.with_suffix(".python.keras"))
    if "targets" in case:
        found["optimizer"] = [numbers(v) for v in model.optimizer.variables]
        y = one_or_list([array(tensor) for tensor in case["targets"]])
        found["losses"] = []
        for _ in case["losses"]:
            found["losses"].append(float(np.ravel(model.train_on_batch(x, y))[0]))
            model.reset_metrics()
    path.with_suffix(".json").write_text(json.dumps(found))
