"""Small compiled models of many versions of Keras, and where their training goes on to.

    make_training_files.py FOLDER NAME [OPTIMIZER ...]

Run in the environment of each version: Keras 1.2.2, 2.0.9, 2.1.6, 2.2.4 and 2.3.1 on TensorFlow
1.15; tf.keras of TensorFlow 2.4, 2.8, 2.12 and 2.15 (NAME ends in "-legacy" for its legacy
optimizers, and in "-archive" for .keras files); Keras 3.0.5 to 3.15.1. Each model is trained for
four steps and written; NAME.json has its weights after three steps more, in a process that read
the file again. Optimizers have an epsilon that shows where it stands. Before TensorFlow 2, Keras updated a
weight while the gradients of others were still computed from it, so that steps differed from run
to run: there the model has a single weight.
"""
import json
import os
import sys

import numpy as np

FOLDER, NAME, ONLY = sys.argv[1], sys.argv[2], sys.argv[3:]
if NAME.startswith("tf"):
    from tensorflow import keras
else:
    if NAME.startswith(("keras-1", "keras-2")):
        # Weights that are read while they change would differ from run to run.
        import tensorflow as tf

        tf.compat.v1.enable_resource_variables()
    import keras

    if NAME.startswith(("keras-1", "keras-2")):
        keras.backend.set_session(tf.compat.v1.Session(config=tf.compat.v1.ConfigProto(
            intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)))
KERAS1 = NAME.startswith("keras-1")
KERAS3 = NAME.startswith("keras-3")
OLD = KERAS1 or NAME.startswith("keras-2")
LEGACY = NAME.split("-")[-1] == "legacy" or "-legacy-" in NAME
ARCHIVE = KERAS3 and not NAME.endswith("-h5") or NAME.endswith("-archive")
Dense = keras.layers.Dense
optimizers = keras.optimizers.legacy if LEGACY else keras.optimizers

X = np.sin(np.arange(16, dtype="float32")).reshape(8, 2).astype("float32")
Y = np.cos(np.arange(8, dtype="float32")).reshape(8, 1).astype("float32")
RATE = "lr" if OLD and not NAME.startswith("keras-2.3") or NAME == "tf24x" else "learning_rate"


def make(kind, **options):
    options[RATE] = options.pop("rate", 0.05)
    return getattr(optimizers, kind)(**options)


EPS = {"epsilon": 0.05}
CASES = {
    "sgd": lambda: make("SGD"),
    "sgd_nesterov": lambda: make("SGD", momentum=0.9, nesterov=True),
    "rmsprop": lambda: make("RMSprop", **EPS),
    "adagrad": lambda: make("Adagrad", **EPS),
    "adadelta": lambda: make("Adadelta", **EPS),
    "adam": lambda: make("Adam", **EPS),
    "adamax": lambda: make("Adamax", **EPS),
    "nadam": lambda: make("Nadam", **EPS),
    "by_name_rmsprop": lambda: "rmsprop",
    "by_name_adagrad": lambda: "adagrad",
    "by_name_adam": lambda: "adam",
    "by_name_nadam": lambda: "nadam",
}
if OLD or LEGACY or NAME in ("tf24", "tf28"):
    CASES.update(
        sgd_decay=lambda: make("SGD", momentum=0.5, decay=0.1),
        rmsprop_decay=lambda: make("RMSprop", decay=0.1, **EPS),
        adagrad_decay=lambda: make("Adagrad", decay=0.1, **EPS),
        adam_decay=lambda: make("Adam", decay=0.1, **EPS),
    )
if not KERAS1 and NAME not in ("keras-2.0.9",):
    CASES["amsgrad"] = lambda: make("Adam", amsgrad=True, **EPS)
if not OLD:
    CASES.update(
        rmsprop_momentum=lambda: make("RMSprop", momentum=0.5, **EPS),
        rmsprop_centered=lambda: make("RMSprop", centered=True, **EPS),
        rmsprop_both=lambda: make("RMSprop", centered=True, momentum=0.5, **EPS),
        ftrl=lambda: make("Ftrl", l1_regularization_strength=0.001,
                          l2_regularization_strength=0.01, beta=0.1,
                          l2_shrinkage_regularization_strength=0.01),
        ftrl_power=lambda: make("Ftrl", learning_rate_power=-0.7),
    )
if not OLD and not LEGACY and NAME not in ("tf24", "tf28"):
    CASES.update(
        adamw=lambda: make("AdamW", weight_decay=0.01, **EPS),
        adafactor=lambda: make("Adafactor"),
        adam_ema=lambda: make("Adam", use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=5, **EPS),
        sgd_ema=lambda: make("SGD", use_ema=True, ema_momentum=0.7),
        adam_decayed=lambda: make("Adam", weight_decay=0.01, **EPS),
    )
    if not NAME.startswith(("tf212", "tf215")):
        CASES["accumulated"] = lambda: make("Adam", gradient_accumulation_steps=2, **EPS)
        CASES["lamb"] = lambda: make("Lamb", **EPS)
        CASES["schedule_free"] = lambda: make("ScheduleFreeAdamW", **EPS)
    CASES["lion"] = lambda: make("Lion", rate=0.01)
if not OLD:
    CASES["loss_scale"] = (
        lambda: keras.mixed_precision.LossScaleOptimizer(make("SGD", momentum=0.9))
        if not KERAS3 else optimizers.LossScaleOptimizer(make("SGD", momentum=0.9))
    )
    CASES["loss_scale_adam"] = (
        lambda: keras.mixed_precision.LossScaleOptimizer(make("Adam", **EPS))
        if not KERAS3 else optimizers.LossScaleOptimizer(make("Adam", **EPS))
    )


def model():
    made = keras.models.Sequential()
    if KERAS1:
        made.add(Dense(1, input_dim=2, bias=False, name="a"))
    elif OLD:
        made.add(Dense(1, input_shape=(2,), use_bias=False, name="a"))
    elif KERAS3:
        made.add(keras.layers.Input((2,)))
        made.add(Dense(3, activation="tanh", name="a"))
        made.add(Dense(1, name="b"))
    else:
        made.add(Dense(3, activation="tanh", input_shape=(2,), name="a"))
        made.add(Dense(1, name="b"))
    made.set_weights(
        [np.cos(np.arange(w.size) + i).reshape(w.shape).astype("float32") * 0.5
         for i, w in enumerate(made.get_weights())])
    return made


if OLD:
    # The others counted a step before or after they used its number, as it came.
    for case in list(CASES):
        if not case.startswith(("by_name_r", "by_name_adag", "rms", "adag", "adadelta", "sgd")):
            del CASES[case]
    CASES.pop("sgd_decay", None)
results = {}
for case, optimizer in CASES.items():
    if ONLY and case not in ONLY:
        continue
    try:
        if not OLD:
            keras.backend.clear_session()
        made = model()
        made.compile(optimizer(), "mse")
        for _ in range(4):
            made.train_on_batch(X, Y)
        path = os.path.join(FOLDER, NAME + "-" + case + (".keras" if ARCHIVE else ".h5"))
        made.save(path)
        if not case.startswith("loss_scale"):  # whose state Keras 2 does not find again
            made = keras.models.load_model(path)
        for _ in range(3):
            made.train_on_batch(X, Y)
        results[case] = [float("%.9g" % x) for w in made.get_weights() for x in w.ravel()]
    except Exception as e:
        print("%s: %s: %s: %s" % (NAME, case, type(e).__name__, str(e)[:150].replace("\n", " ")))
with open(os.path.join(FOLDER, NAME + ".json"), "w") as out:
    out.write("{\n" + ",\n".join(
        json.dumps(k) + ": " + json.dumps(v) for k, v in sorted(results.items())) + "\n}\n")
