"""A model compiled by Keras 2.0.5, the last whose optimizers have their arrays by the names of the weights.

Run with Keras 2.0.5 on TensorFlow 1.15: momentum.h5, and momentum.json with what it goes on to."""

import json
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__)) + "/"


def tensor(array):
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "values": [float("%.8g" % each) for each in array.ravel()]}


generator = np.random.RandomState(5)
model = keras.models.Sequential([
    keras.layers.Dense(3, input_shape=(3,), activation="tanh", name="z"),
    keras.layers.Dense(3, activation="tanh", name="m"),
    keras.layers.Dense(3, name="a")])
model.compile(keras.optimizers.SGD(lr=0.05, momentum=0.9), "mse")
x = generator.normal(size=(8, 3)).astype("float32")
y = generator.normal(size=(8, 3)).astype("float32")
for _ in range(5):
    model.train_on_batch(x, y)
model.save(HERE + "momentum.h5")
losses = [float(model.train_on_batch(x, y)) for _ in range(4)]
with open(HERE + "momentum.json", "w") as file:
    json.dump({"x": tensor(x), "y": tensor(y), "losses": losses}, file, indent=1)
    file.write("\n")
print(keras.__version__)
