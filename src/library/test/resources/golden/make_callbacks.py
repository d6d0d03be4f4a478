"""Makes callbacks.json: what Keras's callbacks do when they are told given logs.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/golden/make_callbacks.py
"""

import json
import os
import pathlib
import tempfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

OUT = pathlib.Path(__file__).with_name("callbacks.json")
EPOCHS = 14
BATCHES = 5


class Model:
    """What callbacks see of a model. Its weights are the number of the epoch."""

    def __init__(self, learning_rate=0.01):
        self.optimizer = keras.optimizers.SGD(learning_rate)
        self.stop_training = False
        self.weights = -1
        self.saved = []

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights

    def save(self, path, **kwargs):
        self.saved.append(path)

    def save_weights(self, path, **kwargs):
        self.saved.append(path)


def drive(callback, epochs, model, batches=None):
    """Keras's order of events; what each epoch's end left behind."""
    callback.set_model(model)
    callback.set_params({"epochs": len(epochs)})
    callback.on_train_begin()
    rates, told = [], []
    for epoch, logs in enumerate(epochs):
        model.weights = epoch
        callback.on_epoch_begin(epoch)
        for batch, batch_logs in enumerate(batches or []):
            callback.on_train_batch_begin(batch)
            callback.on_train_batch_end(batch, dict(batch_logs))
            if model.stop_training:
                break
        logs = dict(logs)
        callback.on_epoch_end(epoch, logs)
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
        told.append(logs)
        if model.stop_training:
            break
    callback.on_train_end(told[-1])
    return {"epochs": len(told), "rates": rates, "logs": told, "weights": model.weights, "saved": model.saved}


def wander(rng, nan=False):
    """A loss that falls, with setbacks, and an accuracy that rises."""
    loss = np.exp(-0.2 * np.arange(EPOCHS)) + rng.normal(size=EPOCHS) * 0.08
    accuracy = 1 - 0.5 * loss + rng.normal(size=EPOCHS) * 0.02
    epochs = [{"loss": float(a) * 0.9, "val_loss": float(a), "val_accuracy": float(b)} for a, b in zip(loss, accuracy)]
    if nan:
        epochs[5]["val_loss"] = float("nan")
    return epochs


def plain(logs):
    return [{k: (v if np.isfinite(v) else str(v)) for k, v in each.items()} for each in logs]


def monitored(rng):
    accuracy = rng.random() < 0.4
    options = {
        "monitor": "val_accuracy" if accuracy else "val_loss",
        "mode": "max" if accuracy else str(rng.choice(["min", "auto"])),
    }
    if rng.random() < 0.5:
        options["min_delta"] = float(rng.choice([0.01, -0.03, 0.1]))
    return options


def early_stopping():
    cases = []
    for seed in range(24):
        rng = np.random.default_rng(seed)
        options = monitored(rng)
        options["patience"] = int(rng.integers(0, 5))
        options["restore_best_weights"] = bool(rng.random() < 0.5)
        options["start_from_epoch"] = int(rng.choice([0, 0, 3]))
        if rng.random() < 0.4:
            options["baseline"] = 0.6
        epochs = wander(rng, nan=seed % 5 == 4)
        callback = keras.callbacks.EarlyStopping(**options)
        end = drive(callback, epochs, Model())
        cases.append(
            {
                "options": options,
                "logs": plain(epochs),
                "epochs": end["epochs"],
                "weights": end["weights"],
                "stopped": callback.stopped_epoch,
                "best": callback.best_epoch,
            }
        )
    return cases


def plateau():
    cases = []
    for seed in range(16):
        rng = np.random.default_rng(100 + seed)
        options = monitored(rng)
        options["factor"] = float(rng.choice([0.1, 0.5, 0.7]))
        options["patience"] = int(rng.integers(0, 4))
        options["cooldown"] = int(rng.integers(0, 3))
        options["min_lr"] = float(rng.choice([0.0, 0.002]))
        epochs = wander(rng, nan=seed % 5 == 4)
        end = drive(keras.callbacks.ReduceLROnPlateau(**options), epochs, Model())
        cases.append(
            {
                "options": options,
                "logs": plain(epochs),
                "rates": end["rates"],
                "logged": [each["learning_rate"] for each in end["logs"]],
            }
        )
    return cases


def scheduler():
    callback = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate if epoch < 3 else rate * 0.9)
    end = drive(callback, wander(np.random.default_rng(5)), Model(0.3))
    return {"rates": end["rates"], "logged": [each["learning_rate"] for each in end["logs"]]}


def checkpoint():
    cases = []
    names = [
        ("{epoch:02d}-{val_loss:.2f}.keras", {}),
        ("{epoch}-{val_accuracy:.4f}-{loss:.3e}.weights.h5", {"save_weights_only": True}),
        ("best-{epoch:03d}.keras", {"save_best_only": True}),
        ("best{epoch:4d}{{}}.keras", {"save_best_only": True, "monitor": "val_accuracy", "mode": "max"}),
        ("{val_loss}-{val_accuracy:.1%}.keras", {"save_best_only": True, "initial_value_threshold": 0.5}),
        ("{epoch}-{batch:02d}-{loss:07.3f}.keras", {"save_freq": 4}),
        ("{epoch}-{batch}-{loss:9.4f}.keras", {"save_freq": 7, "save_best_only": True, "monitor": "loss", "mode": "min"}),
    ]
    for seed, (name, options) in enumerate(names):
        rng = np.random.default_rng(200 + seed)
        epochs = wander(rng)
        batches = [{"loss": float(v)} for v in rng.uniform(size=BATCHES)]
        end = drive(keras.callbacks.ModelCheckpoint(name, **options), epochs, Model(), batches)
        cases.append(
            {"name": name, "options": options, "logs": plain(epochs), "batches": batches, "saved": end["saved"]}
        )
    return cases


def csv():
    cases = []
    awkward = [{"loss": v, "b,c": 0.1} for v in (1e-5, 0.1 + 0.2, 1e16, float("nan"), float("inf"), -0.0, 3.0, 1e-4)]
    validated = wander(np.random.default_rng(7))
    for epochs, options, before in [
        (awkward, {}, ""),
        (validated, {"separator": ";"}, "old\n"),
        (awkward, {"append": True}, "epoch,x\r\n0,1\r\n"),
        (awkward, {"append": True}, ""),
        ([{"loss": 1.0}, {"accuracy": 2.0}], {}, ""),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log.csv"
            path.write_bytes(before.encode())
            drive(keras.callbacks.CSVLogger(str(path), **options), epochs, Model())
            cases.append(
                {"options": options, "logs": plain(epochs), "before": before, "text": path.read_bytes().decode()}
            )
    return cases


def terminate():
    batches = [{"loss": v} for v in (0.5, 0.2, float("inf"), 0.1)]
    seen = []

    class Recorder(keras.callbacks.TerminateOnNaN):
        def on_train_batch_end(self, batch, logs=None):
            seen.append(batch)
            super().on_batch_end(batch, logs)

    end = drive(Recorder(), [{"loss": 0.1}] * 3, Model(), batches)
    return {"batches": plain(batches), "seen": seen, "epochs": end["epochs"]}


if __name__ == "__main__":
    OUT.write_text(
        json.dumps(
            {
                "early_stopping": early_stopping(),
                "plateau": plateau(),
                "scheduler": scheduler(),
                "checkpoint": checkpoint(),
                "csv": csv(),
                "terminate": terminate(),
            },
            indent=0,
        )
        + "\n"
    )
