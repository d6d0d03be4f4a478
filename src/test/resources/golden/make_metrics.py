"""Makes metrics.json: metrics of Keras over several batches.

Run it with the project's Python environment; the output is the same every time.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

random = np.random.RandomState(21)
SIZES = 5, 5, 3


def normal(*shape):
    return random.normal(size=shape).astype("float32")


def probabilities(*shape):
    return random.uniform(0.05, 1.0, size=shape).astype("float32")


def classes(count, *shape):
    return random.randint(0, count, size=shape).astype("float32")


def one_hot(count, *shape):
    return np.eye(count, dtype="float32")[random.randint(0, count, size=shape)]


def tensor(x):
    return {"shape": list(x.shape), "values": [float(v) for v in x.ravel()]}


def snake(options):
    names = {"fromLogits": "from_logits", "labelSmoothing": "label_smoothing"}
    return {names.get(k, k): v for k, v in options.items()}


cases = []


def case(name, metric, options, labels, predictions, weights=None):
    made = getattr(keras.metrics, metric)(**snake(options))
    batches = []
    for n in SIZES:
        y, p = labels(n), predictions(n)
        w = None if weights is None else weights(n)
        made.update_state(y, p, w)
        batches.append({
            "labels": tensor(y),
            "predictions": tensor(p),
            "weights": None if w is None else tensor(w),
            "result": float(made.result()),
        })
    cases.append({"name": name, "metric": metric, "options": options, "kerasName": made.name, "batches": batches})


def weight(n):
    w = probabilities(n)
    w[0] = 0
    return w


def both(name, metric, options, labels, predictions, rank=2):
    case(name, metric, options, labels, predictions)
    case(name + ", weights", metric, options, labels, predictions, weight)
    case(name + ", column of weights", metric, options, labels, predictions, lambda n: weight(n)[:, None])
    if rank > 2:
        case(name + ", weights of positions", metric, options, labels, predictions, lambda n: probabilities(n, 3))


both("accuracy", "Accuracy", {}, lambda n: classes(2, n, 3), lambda n: classes(2, n, 3))
both("accuracy, vector of labels", "Accuracy", {}, lambda n: classes(2, n), lambda n: classes(2, n, 1))
both("binary accuracy", "BinaryAccuracy", {}, lambda n: classes(2, n, 1), lambda n: probabilities(n, 1))
both("binary accuracy, vector of labels", "BinaryAccuracy", {}, lambda n: classes(2, n), lambda n: probabilities(n, 1))
both("binary accuracy, threshold", "BinaryAccuracy", {"threshold": 0.25}, lambda n: classes(2, n, 3), lambda n: normal(n, 3))
both("binary accuracy, rank 3", "BinaryAccuracy", {}, lambda n: classes(2, n, 3, 2), lambda n: probabilities(n, 3, 2), 3)
both("categorical accuracy", "CategoricalAccuracy", {}, lambda n: one_hot(3, n), lambda n: probabilities(n, 3))
both("categorical accuracy, rank 3", "CategoricalAccuracy", {}, lambda n: one_hot(3, n, 3), lambda n: probabilities(n, 3, 3), 3)
both("sparse accuracy", "SparseCategoricalAccuracy", {}, lambda n: classes(3, n), lambda n: normal(n, 3))
both("sparse accuracy, column of labels", "SparseCategoricalAccuracy", {}, lambda n: classes(3, n, 1), lambda n: normal(n, 3))
both("sparse accuracy, rank 3", "SparseCategoricalAccuracy", {}, lambda n: classes(3, n, 3), lambda n: normal(n, 3, 3), 3)
for k in {}, {"k": 2}:
    both(f"top k {k}", "TopKCategoricalAccuracy", k, lambda n: one_hot(8, n), lambda n: normal(n, 8))
    both(f"sparse top k {k}", "SparseTopKCategoricalAccuracy", k, lambda n: classes(8, n), lambda n: normal(n, 8))
case("sparse top k, ties", "SparseTopKCategoricalAccuracy", {"k": 2}, lambda n: classes(8, n), lambda n: np.round(normal(n, 8)))
case("sparse top k, rank 3", "SparseTopKCategoricalAccuracy", {"k": 2}, lambda n: classes(8, n, 3), lambda n: normal(n, 3, 8))
case("top k, rank 3, weights", "TopKCategoricalAccuracy", {"k": 2}, lambda n: one_hot(8, n, 3), lambda n: normal(n, 3, 8), lambda n: probabilities(n, 3))
case("sparse top k, k above the classes", "SparseTopKCategoricalAccuracy", {}, lambda n: classes(3, n), lambda n: normal(n, 3))
for metric in "MeanSquaredError", "MeanAbsoluteError", "RootMeanSquaredError":
    both(metric, metric, {}, lambda n: normal(n, 3), lambda n: normal(n, 3))
    both(metric + ", vector of labels", metric, {}, lambda n: normal(n), lambda n: normal(n, 1))
    both(metric + ", rank 3", metric, {}, lambda n: normal(n, 3, 2), lambda n: normal(n, 3, 2), 3)
    case(metric + ", vectors", metric, {}, lambda n: normal(n), lambda n: normal(n))
both("binary crossentropy", "BinaryCrossentropy", {}, lambda n: classes(2, n, 3), lambda n: probabilities(n, 3))
both("binary crossentropy, logits", "BinaryCrossentropy", {"fromLogits": True, "labelSmoothing": 0.1}, lambda n: classes(2, n, 3), lambda n: normal(n, 3))
both("categorical crossentropy", "CategoricalCrossentropy", {}, lambda n: one_hot(4, n), lambda n: probabilities(n, 4))
both("categorical crossentropy, logits", "CategoricalCrossentropy", {"fromLogits": True, "labelSmoothing": 0.1}, lambda n: one_hot(4, n), lambda n: normal(n, 4))
both("sparse crossentropy", "SparseCategoricalCrossentropy", {}, lambda n: classes(4, n), lambda n: probabilities(n, 4))
both("sparse crossentropy, logits", "SparseCategoricalCrossentropy", {"fromLogits": True}, lambda n: classes(4, n), lambda n: normal(n, 4))
both("sparse crossentropy, rank 3", "SparseCategoricalCrossentropy", {"fromLogits": True}, lambda n: classes(4, n, 3), lambda n: normal(n, 3, 4), 3)

path = pathlib.Path(__file__).with_name("metrics.json")
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(f'{{"keras": "{keras.__version__}", "cases": [\n{lines}\n]}}\n')
