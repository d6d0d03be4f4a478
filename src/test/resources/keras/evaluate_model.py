"""Evaluates a classifier that puts out logits, with nothing but Keras.

    evaluate_model.py MODEL.keras DATA.npz

DATA holds images as x and labels as y. Prints an object with the loss and the accuracy.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

model = keras.saving.load_model(sys.argv[1])
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
with np.load(sys.argv[2]) as data:
    x, y = data["x"], data["y"]
x = x.reshape(-1, *model.input_shape[1:])
found = model.evaluate(x, y, batch_size=500, verbose=0, return_dict=True)
print(json.dumps({"loss": found["loss"], "accuracy": found["sparse_categorical_accuracy"]}))
