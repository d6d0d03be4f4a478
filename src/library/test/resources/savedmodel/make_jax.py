"""Makes the SavedModels in the folder from_jax: programs of XLA, as Keras on JAX and jax2tf write them.

Run with JAX 0.4.35, Keras 3.8.0 and TensorFlow 2.18.0: make_jax.py FOLDER. FOLDER/cases.json has for
each model an input and what JAX itself computes, without TensorFlow.
"""
import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "jax"

import jax
import keras
import numpy as np
import tensorflow as tf
from jax.experimental import jax2tf

folder = pathlib.Path(sys.argv[1])
cases = []
jax.config.update("jax_include_full_tracebacks_in_locations", False)
jax.config.update("jax_hlo_source_file_canonicalization_regex", ".*/")
keras.utils.set_random_seed(5)
x = np.linspace(-2, 2, 12, dtype="float32").reshape(3, 4)


def save(name, function, expected):
    module = tf.Module()
    converted = jax2tf.convert(function, polymorphic_shapes=["batch, 4"], with_gradient=False)
    call = tf.function(lambda x: {"y": converted(x)}, autograph=False)
    concrete = call.get_concrete_function(tf.TensorSpec([None, 4], tf.float32, name="x"))
    tf.saved_model.save(module, str(folder / name), signatures=concrete)
    cases.append({"model": name, "x": x.ravel().tolist(), "shape": [3, 4],
                  "y": np.asarray(expected).ravel().tolist()})


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="gelu"),
                          keras.layers.Dense(2, activation="softmax")])
save("dense", lambda x: model(x), model(x))
cell = keras.layers.GRUCell(2)
cell.build((None, 4))


def loop(x):
    step = lambda state, _: (cell(x, [state])[0], 0.0)
    return jax.lax.scan(step, jax.numpy.zeros((x.shape[0], 2)), None, length=3)[0]


save("loop", loop, loop(x))
save("sorted", lambda x: jax.numpy.cumsum(jax.numpy.sort(x, 1), 1),
     np.cumsum(np.sort(x, 1), 1))
(folder / "cases.json").write_text(json.dumps(cases))
