"""Makes operations.json: models in which tensors are added, scaled and so on without layers.

Run with the project's Python environment from any folder:
    .venv/bin/python src/test/resources/golden/make_operations.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import ops

OUT = pathlib.Path(__file__).with_name("operations.json")

READ = {
    "add": lambda x, y, z: x + y,
    "add_number": lambda x, y, z: x + 3.0,
    "number_add": lambda x, y, z: 2 + x,
    "add_numpy_number": lambda x, y, z: x + ops.convert_to_tensor(3.0),
    "subtract": lambda x, y, z: x - y,
    "subtract_number": lambda x, y, z: x - 2,
    "number_subtract": lambda x, y, z: 1 - x,
    "multiply": lambda x, y, z: x * y,
    "multiply_number": lambda x, y, z: 0.5 * x,
    "square_by_hand": lambda x, y, z: x * x,
    "divide_number": lambda x, y, z: x / 255.0,
    "broadcast": lambda x, y, z: x * keras.layers.GlobalAveragePooling2D(keepdims=True)(y),
    "maximum": lambda x, y, z: ops.maximum(x, y),
    "minimum": lambda x, y, z: ops.minimum(x, y),
    "maximum_zero": lambda x, y, z: ops.maximum(x, 0),
    "negative": lambda x, y, z: -x,
    "relu": lambda x, y, z: ops.relu(x),
    "relu6": lambda x, y, z: ops.relu6(x),
    "sigmoid": lambda x, y, z: ops.sigmoid(x),
    "silu": lambda x, y, z: ops.silu(x),
    "softplus": lambda x, y, z: ops.softplus(x),
    "softsign": lambda x, y, z: ops.softsign(x),
    "tanh": lambda x, y, z: ops.tanh(x),
    "selu": lambda x, y, z: ops.selu(x),
    "exp": lambda x, y, z: ops.exp(x),
    "softmax": lambda x, y, z: ops.softmax(x, axis=1),
    "concatenate": lambda x, y, z: ops.concatenate([x, y], axis=2),
    "together": lambda x, y, z: ops.relu(1 - x / 2) * y + 1,
}

REFUSED = {
    "other_rank": lambda x, y, z: x + z,
    "reciprocal": lambda x, y, z: 1 / x,
    "divide": lambda x, y, z: x / y,
    "divide_zero": lambda x, y, z: x / 0.0,
    "maximum_number": lambda x, y, z: ops.maximum(x, 1),
    "vector": lambda x, y, z: x * np.array([1, 2, 3], "float32"),
    "mean": lambda x, y, z: ops.mean(x, axis=1),
    "item": lambda x, y, z: x[:, 0],
}


def numbers(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}


def model(operation):
    keras.backend.clear_session()
    x, y, z = keras.Input((4, 4, 3), name="x"), keras.Input((4, 4, 3), name="y"), keras.Input((3,), name="z")
    # all inputs are used, whatever the operation takes
    rest = keras.layers.Concatenate(name="rest")([keras.layers.Flatten()(y), z])
    return keras.Model([x, y, z], [operation(x, y, z), rest])


def main():
    rng = np.random.default_rng(3)
    data = [rng.normal(size=shape).astype(np.float32) for shape in [(2, 4, 4, 3), (2, 4, 4, 3), (2, 3)]]
    made = {"inputs": {name: numbers(value) for name, value in zip("xyz", data)}, "read": {}, "refused": {}}
    for name, operation in READ.items():
        network = model(operation)
        made["read"][name] = {
            "config": json.loads(network.to_json()),
            "output": numbers(network(data)[0]),
        }
    for name, operation in REFUSED.items():
        made["refused"][name] = json.loads(model(operation).to_json())
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n")


main()
