"""Makes sequences.json: losses, metrics and weights of models of sequences that Keras trains.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/golden/make_sequences.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
from keras import layers

OUT = pathlib.Path(__file__).with_name("sequences.json")
WORDS = 12
TIME = 6
CLASSES = 3
SAMPLES = 40
BATCH = 16
STEPS = 20


def numbers(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": [float(f"{v:.7g}") for v in array.ravel()]}


def tagger(activation=None):
    """A class for each word."""
    x = inputs = keras.Input((TIME,))
    x = layers.Embedding(WORDS, 4, mask_zero=True)(x)
    x = layers.LSTM(5, return_sequences=True)(x)
    return keras.Model(inputs, layers.Dense(CLASSES, activation=activation)(x))


def judge():
    """One number for each sequence."""
    x = inputs = keras.Input((TIME,))
    x = layers.Embedding(WORDS, 4, mask_zero=True)(x)
    x = layers.Bidirectional(layers.LSTM(5))(x)
    return keras.Model(inputs, layers.Dense(1)(x))


def data():
    rng = np.random.default_rng(5)
    words = rng.integers(1, WORDS, (SAMPLES, TIME))
    lengths = rng.integers(1, TIME + 1, SAMPLES)
    words[np.arange(TIME) >= lengths[:, None]] = 0
    words[3, 0] = 0
    return words, words % CLASSES, (words.sum(1) % 2), rng.uniform(0.2, 2, (SAMPLES, TIME))


def batches(*arrays):
    for step in range(STEPS):
        at = np.arange(step * BATCH, (step + 1) * BATCH) % SAMPLES
        yield [each[at] for each in arrays]


def optimizer():
    """Not Adam: on TensorFlow, Keras squares the gradient of an embedding word by word before it
    sums those of one word up, so that the sum of squares takes the place of the sum's square.
    """
    return keras.optimizers.SGD(0.1, momentum=0.9)


def steps(model, loss, x, y):
    model.compile(optimizer(), loss)
    losses = []
    for batch in batches(x, y):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(*batch)))
    predictions = numbers(model.predict(x[:4], verbose=0))
    return {
        "losses": losses,
        "weights": [numbers(each) for each in model.get_weights()],
        "predictions": predictions,
    }


def start(model):
    rng = np.random.default_rng(3)
    return [np.round(rng.standard_normal(w.shape) * 0.4, 3) for w in model.get_weights()]


def main():
    words, tags, verdicts, weights = data()
    weights = np.round(weights, 3)
    sparse = keras.losses.SparseCategoricalCrossentropy
    result = {
        "words": numbers(words),
        "tags": numbers(tags),
        "verdicts": numbers(verdicts),
        "sampleWeights": numbers(weights),
        "tagger": [numbers(each) for each in start(tagger())],
        "judge": [numbers(each) for each in start(judge())],
        "steps": {},
        "fits": {},
    }

    def run(name, model, loss, labels):
        model.set_weights(start(model))
        result["steps"][name] = steps(model, loss, words, labels)

    run("logits", tagger(), sparse(from_logits=True), tags)
    run("softmax", tagger("softmax"), sparse(), tags)
    run("ignore", tagger(), sparse(from_logits=True, ignore_class=1), tags)
    run("sum", tagger(), sparse(from_logits=True, reduction="sum"), tags)
    judging = keras.losses.BinaryCrossentropy(from_logits=True)
    run("judge", judge(), judging, verdicts[:, None])

    def fit(name, loss, **arguments):
        model = tagger()
        model.set_weights(start(model))
        model.compile(
            optimizer(),
            loss,
            metrics=[
                keras.metrics.SparseCategoricalAccuracy(),
                keras.metrics.SparseCategoricalCrossentropy(from_logits=True),
            ],
            weighted_metrics=[keras.metrics.SparseCategoricalAccuracy(name="weighted")],
        )
        history = model.fit(
            words, tags, batch_size=BATCH, epochs=3, shuffle=False, verbose=0, **arguments
        ).history
        evaluated = model.evaluate(words, tags, batch_size=10, verbose=0, return_dict=True)
        result["fits"][name] = {
            "history": {key: [float(v) for v in values] for key, values in history.items()},
            "evaluate": {key: float(v) for key, v in evaluated.items()},
        }

    fit("plain", sparse(from_logits=True))
    fit("weights", sparse(from_logits=True), sample_weight=weights)
    weighted = sparse(from_logits=True, reduction="mean_with_sample_weight")
    fit("weights_mean", weighted, sample_weight=weights)
    OUT.write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
