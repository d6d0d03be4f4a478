"""Whole models with objects of own_objects.py in every place, in both formats, with what they compute.

    make_custom_files.py keras      Keras 3.15.1 on TensorFlow 2.21: *-keras3.keras, *-keras3.h5
    make_custom_files.py keras-3.3  the same with Keras 3.3.3: *-keras33.keras
    make_custom_files.py tf_keras   tf_keras 2.19 on TensorFlow 2.19: *-tf.keras, *-tf.h5

Each run replaces its own part of custom.json."""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np

from own_objects import define, models

ENDS = {"keras": ["-keras3.keras", "-keras3.h5"], "keras-3.3": ["-keras33.keras"], "tf_keras": ["-tf.keras", "-tf.h5"]}
HERE = pathlib.Path(__file__).parent


def tensor(array):
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "values": [float(f"{each:.8g}") for each in array.ravel()]}


def main(mode):
    if mode == "tf_keras":
        import tf_keras as keras
    else:
        import keras
    keras.utils.set_random_seed(12)
    generator = np.random.default_rng(12)
    record = HERE / "custom.json"
    cases = json.loads(record.read_text()) if record.exists() else {}
    for name, model in models(keras, define(keras)).items():
        x = generator.normal(size=(2, *model.inputs[0].shape[1:])).astype("float32")
        y = [generator.normal(size=(2, *each.shape[1:])).astype("float32") for each in model.outputs]
        model.train_on_batch(x, y if len(y) > 1 else y[0])
        for end in ENDS[mode]:
            model.save(HERE / (name + end))
        outputs = model.predict(x, verbose=0)
        logs = model.evaluate(x, y if len(y) > 1 else y[0], verbose=0, return_dict=True)
        losses = []
        for _ in range(3):
            model.reset_metrics()
            losses.append(float(model.train_on_batch(x, y if len(y) > 1 else y[0], return_dict=True)["loss"]))
        for end in ENDS[mode]:
            cases[name + end] = {
                "x": tensor(x),
                "y": [tensor(each) for each in y],
                "outputs": [tensor(each) for each in (outputs if len(y) > 1 else [outputs])],
                "logs": {key: float(value) for key, value in logs.items()},
                "losses": losses,
            }
    record.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
