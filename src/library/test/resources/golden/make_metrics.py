"""Makes metrics.json: metrics of Keras over several batches.

Run it with the project's Python environment; the output is the same every time.
"""

import json
import os
import pathlib
import re

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
    enums = "average", "curve", "summationMethod", "classAggregation"
    spelled = {k: v.lower() if k in enums else v for k, v in options.items()}
    spelled = {k: None if v == "none" else v for k, v in spelled.items()}
    return {re.sub("([A-Z]+)", r"_\1", k).lower().replace("sparse_yt", "sparse_y_t").replace("sparse_yp", "sparse_y_p"): v
            for k, v in spelled.items()}


cases = []


def case(name, metric, options, labels, predictions, weights=None, **arguments):
    keras.backend.clear_session()  # names start anew
    # R2Score keeps float32 sums whatever its dtype, and loses digits where scores are low.
    keras.config.set_floatx("float64" if metric == "R2Score" else "float32")
    made = getattr(keras.metrics, metric)(**snake(options), **arguments)
    batches = []
    for n in SIZES:
        y, p = labels(n), predictions(n)
        w = None if weights is None else weights(n)
        made.update_state(y, p, w)
        batches.append({
            "labels": tensor(y),
            "predictions": tensor(p),
            "weights": None if w is None else tensor(w),
            "result": np.asarray(made.result(), "float64").tolist(),
        })
    cases.append({"name": name, "metric": metric, "options": options, "kerasName": made.name, "batches": batches})


def weight(n):
    w = probabilities(n)
    w[0] = 0
    return w


def both(name, metric, options, labels, predictions, rank=2, **arguments):
    case(name, metric, options, labels, predictions, **arguments)
    case(name + ", weights", metric, options, labels, predictions, weight, **arguments)
    case(name + ", column of weights", metric, options, labels, predictions, lambda n: weight(n)[:, None], **arguments)
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



def bits(*shape):
    return classes(2, *shape)


def steps(*shape):
    """Predictions that often equal a threshold."""
    return (random.randint(0, 11, size=shape) / 10).astype("float32")


def positive(*shape):
    return np.abs(normal(*shape)) + np.float32(0.1)


def distributions(*shape):
    p = probabilities(*shape)
    return p / p.sum(-1, keepdims=True)


for metric, labels, predictions in (
    ("MeanAbsolutePercentageError", positive, normal),
    ("MeanSquaredLogarithmicError", positive, positive),
    ("LogCoshError", normal, normal),
    ("Poisson", lambda *s: random.poisson(2, size=s).astype("float32"), positive),
    ("KLDivergence", distributions, distributions),
    ("Hinge", bits, normal),
    ("SquaredHinge", bits, normal),
    ("CosineSimilarity", normal, normal),
    ("PearsonCorrelation", normal, normal),
    ("ConcordanceCorrelation", normal, normal),
):
    both(metric, metric, {}, lambda n: labels(n, 4), lambda n: predictions(n, 4))
    both(metric + ", rank 3", metric, {}, lambda n: labels(n, 3, 4), lambda n: predictions(n, 3, 4), 3)
both("CategoricalHinge", "CategoricalHinge", {}, lambda n: one_hot(4, n), lambda n: normal(n, 4))
for metric in "CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation":
    case(metric + ", axis 1", metric, {"axis": 1}, lambda n: normal(n, 4, 3), lambda n: normal(n, 4, 3))

for metric in "TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall":
    for options in {}, {"thresholds": 0.3}, {"thresholds": [0.8, 0.3]}, {"thresholds": [0, 0.25, 0.5, 0.75, 1.0]}:
        both(f"{metric} {options}", metric, options, lambda n: bits(n, 3), lambda n: steps(n, 3))
    both(metric + ", vector of labels", metric, {}, lambda n: bits(n), lambda n: steps(n, 1))
    case(metric + ", vectors", metric, {}, lambda n: bits(n), lambda n: steps(n), lambda n: weight(n))
    case(metric + ", rank 3", metric, {}, lambda n: bits(n, 2, 3), lambda n: steps(n, 2, 3), lambda n: probabilities(n, 2, 3))
for metric in "Precision", "Recall":
    for options in {"topK": 2}, {"classId": 1}, {"topK": 2, "classId": 0}, {"topK": 3, "thresholds": [0.3, 0.6]}:
        both(f"{metric} {options}", metric, options, lambda n: bits(n, 4), lambda n: steps(n, 4))
for metric, option in (
    ("SensitivityAtSpecificity", "specificity"),
    ("SpecificityAtSensitivity", "sensitivity"),
    ("PrecisionAtRecall", "recall"),
    ("RecallAtPrecision", "precision"),
):
    for options in {}, {"numThresholds": 11}, {"numThresholds": 1}, {"classId": 1}:
        for value in 0.3, 0.6:
            options = {**options, option: value}
            both(f"{metric} {options}", metric, options, lambda n: bits(n, 3), lambda n: steps(n, 3))
    case(f"{metric}, any", metric, {option: 0}, lambda n: bits(n, 3), lambda n: probabilities(n, 3))
    case(f"{metric}, perfect", metric, {option: 1}, lambda n: bits(n, 3), lambda n: probabilities(n, 3))

for curve in "ROC", "PR", "PRGAIN":
    for summation in "INTERPOLATION", "MAJORING", "MINORING":
        options = {"curve": curve, "summationMethod": summation}
        both(f"AUC {options}", "AUC", options, lambda n: bits(n, 3), lambda n: steps(n, 3))
        given = {**options, "thresholds": [0.9, 0.3, 0.5]}
        both(f"AUC {given}", "AUC", given, lambda n: bits(n, 3), lambda n: steps(n, 3))
        several = {**options, "multiLabel": True}
        both(f"AUC {several}", "AUC", several, lambda n: bits(n, 3), lambda n: probabilities(n, 3))
both("AUC, vector of labels", "AUC", {}, lambda n: bits(n), lambda n: steps(n, 1))
case("AUC, rank 3", "AUC", {"numThresholds": 5}, lambda n: bits(n, 2, 3), lambda n: probabilities(n, 2, 3), lambda n: probabilities(n, 2, 3))
case("AUC, even thresholds", "AUC", {"thresholds": [0.25, 0.5, 0.75]}, lambda n: bits(n, 3), lambda n: steps(n, 3))
both("AUC, logits", "AUC", {"fromLogits": True}, lambda n: bits(n, 3), lambda n: normal(n, 3))
both("AUC, weights of labels", "AUC", {"labelWeights": [1, 2, 0.5]}, lambda n: bits(n, 3), lambda n: probabilities(n, 3))
both("AUC, weights of several labels", "AUC", {"labelWeights": [1, 2, 0.5], "multiLabel": True, "numLabels": 3},
     lambda n: bits(n, 3), lambda n: probabilities(n, 3))
case("AUC, several labels, given thresholds", "AUC", {"multiLabel": True, "thresholds": [0.2, 0.6]}, lambda n: bits(n, 3), lambda n: steps(n, 3))

for average in "NONE", "MICRO", "MACRO", "WEIGHTED":
    for options in {}, {"threshold": 0.5}:
        for metric, beta in ("F1Score", {}), ("FBetaScore", {"beta": 2.0}):
            options = {**options, **beta, "average": average}
            case(f"{metric} {options}", metric, options, lambda n: one_hot(4, n), lambda n: steps(n, 4))
            case(f"{metric} {options}, weights", metric, options, lambda n: bits(n, 4), lambda n: probabilities(n, 4), weight)

for aggregation in "NONE", "UNIFORM_AVERAGE", "VARIANCE_WEIGHTED_AVERAGE":
    for regressors in 0, 2, 14, 50:
        options = {"classAggregation": aggregation, "numRegressors": regressors}
        both(f"R2Score {options}", "R2Score", options, lambda n: normal(n, 3), lambda n: normal(n, 3))
both("R2Score, vector of labels", "R2Score", {}, lambda n: normal(n), lambda n: normal(n, 1))


def whole(n):
    return random.randint(0, 4, size=n).astype("float32")


for metric, options in ("IoU", {"targetClassIds": [0, 2]}), ("MeanIoU", {}):
    options = {"numClasses": 4, **options}
    case(metric, metric, options, lambda n: classes(4, n), lambda n: classes(4, n))
    case(metric + ", whole weights", metric, options, lambda n: classes(4, n), lambda n: classes(4, n), whole)
    case(metric + ", weights", metric, options, lambda n: classes(4, n), lambda n: classes(4, n), weight, dtype="float32")
    case(metric + ", rank 3", metric, options, lambda n: classes(4, n, 3, 2), lambda n: classes(4, n, 3, 2),
         lambda n: probabilities(n, 3, 2), dtype="float32")
    case(metric + ", ignored", metric, {**options, "ignoreClass": 1}, lambda n: classes(4, n, 3), lambda n: classes(4, n, 3))
    case(metric + ", out of range", metric, {**options, "ignoreClass": -1}, lambda n: classes(6, n, 3) - 1, lambda n: classes(5, n, 3))
    case(metric + ", scores", metric, {**options, "sparseYPred": False}, lambda n: classes(4, n, 3), lambda n: probabilities(n, 3, 4))
    case(metric + ", one-hot", metric, {**options, "sparseYPred": False, "sparseYTrue": False}, lambda n: one_hot(4, n, 3), lambda n: probabilities(n, 3, 4))
for metric, options in ("OneHotIoU", {"targetClassIds": [0, 2]}), ("OneHotMeanIoU", {}):
    options = {"numClasses": 4, **options}
    case(metric, metric, options, lambda n: one_hot(4, n), lambda n: probabilities(n, 4), weight, dtype="float32")
    case(metric + ", rank 3", metric, options, lambda n: one_hot(4, n, 3), lambda n: probabilities(n, 3, 4))
    case(metric + ", classes", metric, {**options, "sparseYPred": True}, lambda n: one_hot(4, n, 3), lambda n: classes(4, n, 3))
for options in {}, {"targetClassIds": [1]}, {"targetClassIds": [0], "threshold": 0.3}:
    case(f"BinaryIoU {options}", "BinaryIoU", options, lambda n: bits(n, 3), lambda n: steps(n, 3))
    case(f"BinaryIoU {options}, weights", "BinaryIoU", options, lambda n: bits(n), lambda n: steps(n), weight, dtype="float32")

path = pathlib.Path(__file__).with_name("metrics.json")
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(f'{{"keras": "{keras.__version__}", "cases": [\n{lines}\n]}}\n')
