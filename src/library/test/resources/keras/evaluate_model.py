"""Evaluates a classifier that puts out logits, with nothing but Keras and TensorFlow.

    evaluate_model.py MODEL DATA.npz

MODEL is a .keras file or the folder of a SavedModel. DATA holds images as x and labels as y. Prints an object with the loss and the accuracy.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf


def opened(path):
    """The model, and the shape of its input."""
    if not os.path.isdir(path):
        model = keras.saving.load_model(path)
        return model, model.input_shape
    signature = tf.saved_model.load(path).signatures["serving_default"]
    (given,) = signature.structured_input_signature[1].values()
    return keras.Sequential([keras.layers.TFSMLayer(path, call_endpoint="serve")]), given.shape


model, shape = opened(sys.argv[1])
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
with np.load(sys.argv[2]) as data:
    x, y = data["x"], data["y"]
x = x.reshape(-1, *shape[1:]).astype("float32")
found = model.evaluate(x, y, batch_size=500, verbose=0, return_dict=True)
print(json.dumps({"loss": found["loss"], "accuracy": found["sparse_categorical_accuracy"]}))
