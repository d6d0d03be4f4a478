"""Models with code of their own, as files and as exports: make_code_files.py FOLDER."""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf

folder = sys.argv[1] + "/"
x = np.linspace(-1, 2, 12, dtype="float32").reshape(3, 4)
expected = {"x": x}
keras.utils.set_random_seed(3)


@keras.saving.register_keras_serializable("mine")
class Plain(keras.Model):
    """Made of inputs and outputs, with a train_step of its own."""

    def train_step(self, data):
        return {"loss": 0.0}


@keras.saving.register_keras_serializable("mine")
class Subclassed(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(2)

    def call(self, x):
        return tf.nn.relu(self.dense(x)) + 1.0


@keras.saving.register_keras_serializable("mine")
def soft(x):
    return tf.math.softplus(x)


def keep(name, model, h5=True):
    expected[name] = model(x).numpy()
    model.save(folder + name + ".keras")
    if h5:
        model.save(folder + name + ".h5")
    model.export(folder + name, verbose=False)


def chain(*layers):
    return keras.Sequential([keras.Input((4,)), *layers])


def plain():
    inputs = keras.Input((4,))
    return Plain(inputs, keras.layers.Dense(2, activation="tanh")(inputs))


keep("lambda", chain(keras.layers.Dense(3), keras.layers.Lambda(lambda y: y / 2.0, name="scaled")))
keep("plain", plain())
inputs = keras.Input((4,))
keep("nested", keras.Model(inputs, keras.layers.Dense(2)(plain()(inputs))))
keep("function", chain(keras.layers.Dense(3, activation=soft)))
keep("subclassed", Subclassed(), h5=False)
keep("unnamed", chain(keras.layers.Dense(3, activation=lambda y: y * y)))
np.savez(folder + "expected.npz", **expected)
