"""Opens the .keras files of a folder, and says what Keras makes of them.

    open_models.py FOLDER

For each NAME.keras with inputs in NAME.json it writes NAME.outputs.json: the outputs, the layers'
names and classes, and the number of parameters. Where NAME.json asks for steps of training, the
model is saved as it is as NAME.untouched.python.keras, the steps are done, the model is saved again
as NAME.python.keras and NAME.python.weights.h5, and as many steps follow.
Files whose name begins with "custom" need a class of ours; all others are opened before it is
imported.
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
import schedule_free  # noqa: F401


def array(tensor):
    return np.array(tensor["values"], "float32").reshape(tensor["shape"])


def numbers(values):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()]}


def train(model, x, y, steps):
    losses = []
    for _ in range(steps):
        logs = model.train_on_batch(x, y, return_dict=True)
        model.reset_metrics()
        losses.append(float(logs["loss"]))
    return losses, logs


def open_model(path):
    case = json.loads(path.with_suffix(".json").read_text())
    model = keras.saving.load_model(path)
    x = array(case["x"])
    found = {
        "outputs": numbers(model.predict(x, verbose=0)),
        "layers": [[layer.name, type(layer).__name__] for layer in model.layers],
        "parameters": model.count_params(),
        "optimizer": None,
    }
    if getattr(model, "optimizer", None) is not None:
        found["optimizer"] = type(model.optimizer).__name__
        found["iteration"] = int(model.optimizer._iterations.numpy())
    if "steps" in case:
        model.save(path.with_suffix(".untouched.python.keras"))
        y = np.array(case["y"], "int32")
        found["losses"], logs = train(model, x, y, case["steps"])
        found["logs"] = sorted(logs)
        found["trained"] = numbers(model.predict(x, verbose=0))
        model.save(path.with_suffix(".python.keras"))
        model.save_weights(path.with_suffix(".python.weights.h5"))
        found["continued"], _ = train(model, x, y, case["steps"])
    path.with_suffix(".outputs.json").write_text(json.dumps(found))


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sorted(p for p in folder.glob("*.keras") if not p.name.endswith(".python.keras"))
    custom = [p for p in files if p.name.startswith("custom")]
    for path in files:
        if path not in custom:
            open_model(path)
    if custom:
        sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[5] / "scripts"))
        import inverse_activation  # noqa: F401  registers the class

        for path in custom:
            open_model(path)


main()
