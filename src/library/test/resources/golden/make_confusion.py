"""Makes confusion.json: confusion matrices of TensorFlow, and what Keras's metrics say of each class.

Run it with the project's Python environment; the output is the same every time.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

random = np.random.RandomState(22)


def of_class(metric, y, p):
    metric.update_state(y, p)
    return float(metric.result())


def case(name, classes, labels, scores):
    predicted = scores.argmax(-1)
    y, p = np.eye(classes)[labels], np.eye(classes)[predicted]
    f1 = keras.metrics.F1Score(average=None, dtype="float64")
    f1.update_state(y, p)
    accuracy = keras.metrics.Accuracy(dtype="float64")
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "predicted": predicted.tolist(),
        "scores": scores.ravel().tolist(),
        "counts": tf.math.confusion_matrix(labels, predicted, classes).numpy().ravel().tolist(),
        "accuracy": of_class(accuracy, labels, predicted),
        "precision": [of_class(keras.metrics.Precision(class_id=k, dtype="float64"), y, p) for k in range(classes)],
        "recall": [of_class(keras.metrics.Recall(class_id=k, dtype="float64"), y, p) for k in range(classes)],
        "f1": f1.result().numpy().tolist(),
        "iou": [of_class(keras.metrics.IoU(classes, [k], dtype="float64"), labels, predicted) for k in range(classes)],
    }


def drawn(name, classes, count, better, among=None):
    """Scores that are higher for the label, so that some predictions are right."""
    labels = random.randint(0, among or classes, size=count)
    scores = random.uniform(size=(count, classes))
    scores[np.arange(count), labels] += better
    return case(name, classes, labels, scores.astype("float32"))


cases = [
    drawn("two classes", 2, 50, 0.2),
    drawn("three classes", 3, 40, 0.3),
    drawn("ten classes", 10, 500, 0.5),
    drawn("all wrong", 4, 20, -2.0),
    drawn("all right", 4, 20, 2.0),
    drawn("one sample", 3, 1, 0.0),
    drawn("labels of some classes alone", 6, 30, 0.6, 3),
    case("equal scores", 3, random.randint(0, 3, size=30), random.randint(0, 3, size=(30, 3)).astype("float32")),
]
path = pathlib.Path(__file__).with_name("confusion.json")
lines = ",\n".join(json.dumps(each) for each in cases)
path.write_text(f'{{"keras": "{keras.__version__}", "cases": [\n{lines}\n]}}\n')
