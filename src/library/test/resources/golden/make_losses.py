"""Makes losses.json: losses of Keras with their gradients with respect to the predictions.

Run it with the project's Python environment; the output is the same every time.
"""

import itertools
import json
import os
import pathlib
import re

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

# Keras's log_cosh takes log(2) in float32 even where it computes in float64, off by 2e-9.
logarithm = keras.src.ops.log
keras.src.ops.log = lambda x: np.log(2.0) if isinstance(x, float) and x == 2.0 else logarithm(x)

# Keras's CTC computes in float32 whatever its dtype. For float64, the sum goes over every path.
forward = keras.src.ops.ctc_loss


def collapsed(path):
    return [label for label, _ in itertools.groupby(path) if label != 0]


def every_path(labels, logits, label_length, *rest, **options):
    if logits.dtype != tf.float64:
        return forward(labels, logits, label_length, *rest, **options)
    logs = tf.nn.log_softmax(logits)
    steps, classes = logits.shape[1:]
    paths = np.array(list(itertools.product(range(classes), repeat=steps)))
    results = [tuple(collapsed(path)) for path in paths.tolist()]
    losses = []
    for log, label, length in zip(logs, np.asarray(labels, int).tolist(), label_length):
        right = paths[[result == tuple(label[: int(length)]) for result in results]]
        terms = sum(tf.gather(log[t], right[:, t]) for t in range(steps))
        losses.append(-tf.reduce_logsumexp(terms))
    exact = tf.stack(losses)
    np.testing.assert_allclose(forward(labels, logits, label_length, *rest, **options), exact, rtol=1e-6)
    return exact


keras.src.ops.ctc_loss = every_path

random = np.random.RandomState(20)


def normal(*shape, scale=1.0):
    return (random.normal(size=shape) * scale).astype("float32")


def probabilities(*shape):
    return random.uniform(0.05, 1.0, size=shape).astype("float32")


def distributions(*shape):
    p = random.randint(1, 8, size=shape).astype("float32")
    p[..., 0] += 32 - p.sum(-1)  # sums of 32, exact in binary
    return p / 32


def classes(count, *shape):
    return random.randint(0, count, size=shape).astype("float32")


def one_hot(count, *shape):
    return np.eye(count, dtype="float32")[random.randint(0, count, size=shape)]


def tensor(x):
    return {"shape": list(x.shape), "values": [float(v) for v in x.ravel()]}


def snake(options):
    return {re.sub("([A-Z])", r"_\1", k).lower(): v for k, v in options.items()}


def case(name, loss, options, labels, predictions, weights=None, reduction="sum_over_batch_size"):
    result = {
        "name": name,
        "loss": loss,
        "options": options,
        "reduction": reduction.upper(),
        "labels": tensor(labels),
        "predictions": tensor(predictions),
        "weights": None if weights is None else tensor(weights),
    }
    for dtype in "float32", "float64":
        keras.config.set_floatx(dtype)
        y = tf.constant(predictions.astype(dtype))
        made = getattr(keras.losses, loss)(reduction=reduction, dtype=dtype, **snake(options))
        with tf.GradientTape() as tape:
            tape.watch(y)
            value = made(labels.astype(dtype), y, None if weights is None else weights.astype(dtype))
        gradient = tape.gradient(value, y)
        result[dtype] = {"value": float(value), "gradient": tensor(gradient.numpy())}
        if result[dtype]["value"] != result[dtype]["value"]:
            raise ValueError(name)
    return result


w6 = np.array([0.5, 2.0, 0.0, 1.0, 0.25, 3.0], "float32")
cases = []


def weighted(name, loss, options, labels, predictions):
    cases.append(case(name, loss, options, labels, predictions))
    cases.append(case(name + ", weights", loss, options, labels, predictions, w6))
    cases.append(case(name + ", column of weights", loss, options, labels, predictions, w6[:, None]))
    for reduction in "sum", "mean", "mean_with_sample_weight":
        cases.append(case(name + ", " + reduction, loss, options, labels, predictions, w6, reduction))
    cases.append(
        case(name + ", no weights, mean_with_sample_weight", loss, options, labels, predictions, None, "mean_with_sample_weight"))


exact = probabilities(6, 4)
exact[0] = [0, 0, 1, 0]
exact[1] = [1, 0, 0, 0]

sparse = "SparseCategoricalCrossentropy"
weighted("sparse, probabilities", sparse, {}, classes(4, 6), probabilities(6, 4))
weighted("sparse, logits", sparse, {"fromLogits": True}, classes(4, 6), normal(6, 4))
cases.append(case("sparse, column of labels", sparse, {}, classes(4, 6, 1), probabilities(6, 4)))
cases.append(case("sparse, exact probabilities", sparse, {}, classes(4, 6), exact))
cases.append(case("sparse, large logits", sparse, {"fromLogits": True}, classes(4, 6), normal(6, 4, scale=100)))
cases.append(case("sparse, rank 3", sparse, {"fromLogits": True}, classes(4, 2, 3), normal(2, 3, 4)))
cases.append(case("sparse, rank 3, weights", sparse, {}, classes(4, 2, 3), probabilities(2, 3, 4), probabilities(2, 3)))
cases.append(
    case("sparse, rank 3, a weight per sample", sparse, {"fromLogits": True}, classes(4, 2, 3), normal(2, 3, 4), probabilities(2, 1)))
cases.append(case("sparse, rank 4", sparse, {"fromLogits": True}, classes(3, 2, 2, 2, 1), normal(2, 2, 2, 3)))
ignored = np.array([0, 2, 1, 2, 3, 2], "float32")
weighted("sparse, ignored", sparse, {"fromLogits": True, "ignoreClass": 2}, ignored, normal(6, 4))
weighted("sparse, ignored, probabilities", sparse, {"ignoreClass": 2}, ignored, probabilities(6, 4))
void = np.array([[0, -1, 1], [-1, 3, 2]], "float32")
cases.append(case("sparse, void, rank 3", sparse, {"fromLogits": True, "ignoreClass": -1}, void, normal(2, 3, 4)))
cases.append(
    case("sparse, all ignored", sparse, {"fromLogits": True, "ignoreClass": -1}, np.full([3], -1, "float32"), normal(3, 4)))

categorical = "CategoricalCrossentropy"
weighted("categorical, probabilities", categorical, {}, one_hot(4, 6), probabilities(6, 4))
weighted("categorical, logits", categorical, {"fromLogits": True}, one_hot(4, 6), normal(6, 4))
for smoothing in 0.1, 1.0:
    for logits in False, True:
        cases.append(
            case(f"categorical, smoothing {smoothing}, logits {logits}", categorical,
                 {"labelSmoothing": smoothing, "fromLogits": logits}, one_hot(4, 6), probabilities(6, 4)))
cases.append(case("categorical, exact probabilities", categorical, {}, one_hot(4, 6), exact))
cases.append(case("categorical, large logits", categorical, {"fromLogits": True}, one_hot(4, 6), normal(6, 4, scale=100)))
cases.append(case("categorical, soft labels", categorical, {"fromLogits": True}, distributions(6, 4), normal(6, 4)))
for logits in False, True:
    cases.append(
        case(f"categorical, rank 3, logits {logits}", categorical, {"fromLogits": logits}, one_hot(4, 2, 3), probabilities(2, 3, 4),
             probabilities(2, 3)))
    cases.append(
        case(f"categorical, axis 1, logits {logits}", categorical, {"fromLogits": logits, "axis": 1},
             np.moveaxis(one_hot(4, 2, 3), -1, 1), probabilities(2, 4, 3)))
    cases.append(
        case(f"categorical, axis 1, smoothing, logits {logits}", categorical, {"fromLogits": logits, "axis": 1, "labelSmoothing": 0.2},
             np.moveaxis(one_hot(4, 2, 4), -1, 1), probabilities(2, 4, 4)))

binary = "BinaryCrossentropy"
bits = classes(2, 6, 3)
weighted("binary, probabilities", binary, {}, bits, probabilities(6, 3))
weighted("binary, logits", binary, {"fromLogits": True}, bits, normal(6, 3))
weighted("binary, vector of labels", binary, {"fromLogits": True}, classes(2, 6), normal(6, 1))
for logits in False, True:
    cases.append(
        case(f"binary, smoothing, logits {logits}", binary, {"labelSmoothing": 0.2, "fromLogits": logits}, bits, probabilities(6, 3)))
    cases.append(case(f"binary, axis 1, logits {logits}", binary, {"axis": 1, "fromLogits": logits}, classes(2, 2, 3, 4), probabilities(2, 3, 4)))
cases.append(case("binary, exact probabilities", binary, {}, classes(2, 4, 2), np.array([[0, 1], [1, 0], [1, 1], [0.5, 0]], "float32")))
cases.append(
    case("binary, large logits", binary, {"fromLogits": True}, classes(2, 4, 3),
         np.array([[40, -40, 0], [100, -100, 15], [-15, 0.001, 0], [1e-6, 20, -20]], "float32")))

for loss, options in ("MeanSquaredError", {}), ("MeanAbsoluteError", {}), ("Huber", {}), ("Huber", {"delta": 0.3}):
    weighted(f"{loss} {options}", loss, options, normal(6, 3), normal(6, 3))
    cases.append(case(f"{loss} {options}, vector of labels", loss, options, normal(6), normal(6, 1), w6))
    cases.append(case(f"{loss} {options}, column of labels, vector of predictions", loss, options, normal(6, 1), normal(6), w6))
    cases.append(case(f"{loss} {options}, broadcast labels", loss, options, normal(6, 1), normal(6, 3)))
    cases.append(case(f"{loss} {options}, vectors", loss, options, normal(6), normal(6)))
    cases.append(case(f"{loss} {options}, vectors and weights", loss, options, normal(6), normal(6), w6))
    cases.append(case(f"{loss} {options}, rank 3", loss, options, normal(2, 3, 4), normal(2, 3, 4), probabilities(2, 3)))
    cases.append(case(f"{loss} {options}, rank 4, a weight per sample", loss, options, normal(2, 3, 2, 2), normal(2, 3, 2, 2), probabilities(2, 1, 1)))



def shapes(name, loss, options, labels, predictions, rank=3):
    """Cases of a loss without a reduction of its own: weights, ranks, vectors of labels."""
    weighted(f"{name}", loss, options, labels(6, 4), predictions(6, 4))
    cases.append(case(f"{name}, rank 3", loss, options, labels(2, 3, 4), predictions(2, 3, 4), probabilities(2, 3)))


def vectors(name, loss, options, labels, predictions):
    cases.append(case(f"{name}, vector of labels", loss, options, labels(6), predictions(6, 1), w6))
    cases.append(case(f"{name}, vectors", loss, options, labels(6), predictions(6)))


def bits_of(*shape):
    return classes(2, *shape)


def signs(*shape):
    return classes(2, *shape) * 2 - 1


def positive(*shape):
    return np.abs(normal(*shape)) + np.float32(0.1)


def counts(*shape):
    return random.poisson(2, size=shape).astype("float32")


for loss, labels, predictions in (
    ("MeanAbsolutePercentageError", positive, normal),
    ("MeanSquaredLogarithmicError", positive, positive),
    ("LogCosh", normal, normal),
    ("Poisson", counts, positive),
    ("Hinge", signs, normal),
    ("SquaredHinge", signs, normal),
):
    shapes(loss, loss, {}, labels, predictions)
    vectors(loss, loss, {}, labels, predictions)
for loss, labels, predictions in (
    ("KLDivergence", distributions, distributions),
    ("CategoricalHinge", lambda *s: one_hot(s[-1], *s[:-1]), normal),
    ("CosineSimilarity", normal, normal),
):
    shapes(loss, loss, {}, labels, predictions)
cases.append(case("MeanAbsolutePercentageError, negative labels", "MeanAbsolutePercentageError", {}, normal(6, 3), normal(6, 3)))
cases.append(case("MeanSquaredLogarithmicError, below 0", "MeanSquaredLogarithmicError", {}, normal(6, 3), normal(6, 3)))
cases.append(case("LogCosh, large", "LogCosh", {}, normal(6, 3, scale=50), normal(6, 3, scale=50)))
cases.append(case("KLDivergence, exact", "KLDivergence", {}, one_hot(4, 6), exact + np.float32(0.25)))
for loss in "Hinge", "SquaredHinge":
    cases.append(case(f"{loss}, bits", loss, {}, bits_of(6, 3), normal(6, 3)))
    cases.append(case(f"{loss}, neither", loss, {}, normal(6, 3), normal(6, 3)))
    cases.append(case(f"{loss}, the margin itself", loss, {}, signs(6, 3), signs(6, 3)))
cases.append(case("CosineSimilarity, axis 1", "CosineSimilarity", {"axis": 1}, normal(4, 3, 2), normal(4, 3, 2)))

focal = "BinaryFocalCrossentropy"
weighted("binary focal, probabilities", focal, {}, bits, probabilities(6, 3))
weighted("binary focal, logits", focal, {"fromLogits": True}, bits, normal(6, 3))
for logits in False, True:
    cases.append(case(f"binary focal, all options, logits {logits}", focal,
                      {"applyClassBalancing": True, "alpha": 0.7, "gamma": 1.5, "labelSmoothing": 0.2, "axis": 1, "fromLogits": logits},
                      classes(2, 2, 3, 4), probabilities(2, 3, 4)))
focal = "CategoricalFocalCrossentropy"
weighted("categorical focal, probabilities", focal, {}, one_hot(4, 6), probabilities(6, 4))
weighted("categorical focal, logits", focal, {"fromLogits": True}, one_hot(4, 6), normal(6, 4))
for logits in False, True:
    cases.append(case(f"categorical focal, options, logits {logits}", focal,
                      {"alpha": [0.125, 0.25, 0.375, 0.5], "gamma": 1.5, "labelSmoothing": 0.2, "fromLogits": logits},
                      one_hot(4, 2, 3), probabilities(2, 3, 4)))
    cases.append(case(f"categorical focal, axis 1, logits {logits}", focal, {"axis": 1, "fromLogits": logits},
                      np.moveaxis(one_hot(4, 2, 3), -1, 1), normal(2, 4, 3) if logits else probabilities(2, 4, 3)))

for loss, options in ("Dice", {}), ("Tversky", {}), ("Tversky", {"alpha": 0.7, "beta": 0.2}):
    cases.append(case(f"{loss} {options}", loss, options, bits, probabilities(6, 3)))
    cases.append(case(f"{loss} {options}, vector of labels", loss, options, bits_of(6), probabilities(6, 1)))
    cases.append(case(f"{loss} {options}, weights", loss, options, bits, probabilities(6, 3), np.array([0.5], "float32")))
    weighted(f"{loss} {options}, axis 1", loss, {**options, "axis": [1]}, bits, probabilities(6, 3))
    for axes in [1, 2], [-1, -2], [0, 2]:
        cases.append(case(f"{loss} {options}, axes {axes}", loss, {**options, "axis": axes}, bits_of(3, 4, 3), probabilities(3, 4, 3)))

generalized = "CategoricalGeneralizedCrossEntropy"
weighted("generalized", generalized, {}, classes(4, 6), probabilities(6, 4))
weighted("generalized, q", generalized, {"q": 0.8}, classes(4, 6), distributions(6, 4) + np.float32(0.01))
cases.append(case("generalized, rank 3", generalized, {"q": 0.2}, classes(4, 2, 3), probabilities(2, 3, 4), probabilities(2, 3)))


def units(*shape):
    x = random.normal(size=shape)
    return (x / np.linalg.norm(x, axis=-1, keepdims=True)).astype("float32")


pairs = np.array([0, 2, 0, 1, 2, 1], "float32")
weighted("circle", "Circle", {}, pairs, units(6, 4))
weighted("circle, options", "Circle", {"gamma": 5, "margin": 0.1}, pairs, units(6, 4))
cases.append(case("circle, column of labels", "Circle", {"gamma": 16}, np.array([[7], [7], [-1], [-1]], "float32"), units(4, 3)))
cases.append(case("circle, with itself", "Circle", {"gamma": 16, "removeDiagonal": False}, pairs, units(6, 4) * np.float32(0.9)))

letters = np.array([[1, 2, 0], [3, 3, 2], [1, 0, 0], [2, 2, 0], [1, 2, 3], [3, 1, 1]], "float32")
weighted("ctc", "CTC", {}, letters, normal(6, 7, 4))
cases.append(case("ctc, large logits", "CTC", {}, letters, normal(6, 5, 5, scale=20)))
cases.append(case("ctc, one label", "CTC", {}, np.array([[2], [1]], "float32"), normal(2, 1, 3)))

path = pathlib.Path(__file__).with_name("losses.json")
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(f'{{"keras": "{keras.__version__}", "cases": [\n{lines}\n]}}\n')
