"""Makes training_configs.json: how Keras writes losses and metrics, and what their constructors take.

Run it with the project's Python environment; the output is the same every time.
"""

import inspect
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from keras import losses, metrics

objects = [
    losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1, axis=1, reduction="sum", name="mine"),
    losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.5, gamma=1.5, from_logits=True),
    losses.CategoricalCrossentropy(label_smoothing=0.2),
    losses.CategoricalFocalCrossentropy(alpha=[0.25, 0.5], gamma=3.0, axis=1),
    losses.CategoricalFocalCrossentropy(),
    losses.CategoricalGeneralizedCrossEntropy(q=0.25),
    losses.CategoricalHinge(),
    losses.Circle(gamma=64.0, margin=0.25, remove_diagonal=False),
    losses.CosineSimilarity(axis=1),
    losses.CTC(reduction="sum"),
    losses.Dice(),
    losses.Dice(axis=(1, 2)),
    losses.Hinge(),
    losses.Huber(delta=0.5),
    losses.KLDivergence(),
    losses.LogCosh(),
    losses.MeanAbsoluteError(),
    losses.MeanAbsolutePercentageError(),
    losses.MeanSquaredError(reduction="mean_with_sample_weight"),
    losses.MeanSquaredLogarithmicError(),
    losses.Poisson(),
    losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255),
    losses.SquaredHinge(),
    losses.Tversky(alpha=0.75, beta=0.25, axis=(1,)),
    metrics.AUC(),
    metrics.AUC(curve="PR", summation_method="minoring", num_thresholds=11, from_logits=True, name="area"),
    metrics.AUC(thresholds=[0.25, 0.5], multi_label=True, num_labels=2, label_weights=[1.0, 2.0]),
    metrics.BinaryAccuracy(threshold=0.25),
    metrics.BinaryCrossentropy(from_logits=True, label_smoothing=0.25),
    metrics.BinaryIoU(target_class_ids=[1], threshold=0.25),
    metrics.CategoricalCrossentropy(axis=1),
    metrics.CategoricalHinge(),
    metrics.ConcordanceCorrelation(axis=0),
    metrics.CosineSimilarity(axis=1),
    metrics.F1Score(),
    metrics.F1Score(average="macro", threshold=0.5),
    metrics.FBetaScore(average="weighted", beta=2.0),
    metrics.FalseNegatives(thresholds=[0.25, 0.5]),
    metrics.FalsePositives(),
    metrics.Hinge(),
    metrics.IoU(num_classes=3, target_class_ids=[0, 2], ignore_class=255, sparse_y_pred=False),
    metrics.KLDivergence(),
    metrics.LogCoshError(),
    metrics.MeanAbsolutePercentageError(),
    metrics.MeanIoU(num_classes=3),
    metrics.MeanSquaredLogarithmicError(),
    metrics.OneHotIoU(num_classes=3, target_class_ids=[1], sparse_y_pred=True, axis=1),
    metrics.OneHotMeanIoU(num_classes=3, ignore_class=0),
    metrics.PearsonCorrelation(),
    metrics.Poisson(),
    metrics.Precision(thresholds=0.25, top_k=2, class_id=1),
    metrics.PrecisionAtRecall(0.5, num_thresholds=20, class_id=1),
    metrics.R2Score(),
    metrics.R2Score(class_aggregation=None, num_regressors=2),
    metrics.Recall(),
    metrics.RecallAtPrecision(0.5),
    metrics.SensitivityAtSpecificity(0.5),
    metrics.SparseCategoricalCrossentropy(from_logits=True),
    metrics.SpecificityAtSensitivity(0.5),
    metrics.SquaredHinge(),
    metrics.TrueNegatives(),
    metrics.TruePositives(thresholds=0.75),
]

cases = []
for each in objects:
    case = keras.saving.serialize_keras_object(each)
    case["arguments"] = sorted(inspect.signature(type(each).__init__).parameters)
    cases.append(case)
path = pathlib.Path(__file__).with_name("training_configs.json")
path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
