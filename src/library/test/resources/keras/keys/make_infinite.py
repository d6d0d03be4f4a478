"""A model with numbers that are not finite, which Python writes as Infinity into JSON.

Run with Keras 3.15.1: python make_infinite.py
"""
import json
import os

import keras
import numpy as np

x = keras.Input((3,), name="x")
clipped = keras.ops.clip(x, 0.5, float("inf"))
model = keras.Model(x, keras.ops.maximum(clipped, float("-inf")), name="infinite")
folder = os.path.dirname(os.path.abspath(__file__))
values = np.array([[-1.0, 0.75, 1e30]], "float32")
with open(os.path.join(folder, "infinite.json"), "w") as file:
    file.write(model.to_json())
with open(os.path.join(folder, "infinite_values.json"), "w") as file:
    json.dump({"x": values.tolist(), "y": np.asarray(model(values)).tolist()}, file)
