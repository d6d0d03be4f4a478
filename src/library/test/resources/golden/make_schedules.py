"""Makes schedules.json: learning rates of Keras's schedules, and of the one-cycle policy as PyTorch computes it.

Run it with the project's Python environment; the output is the same every time.
"""

import json
import math
import os
import pathlib
import re

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

STEPS = [0, 1, 2, 4, 5, 6, 9, 10, 11, 14, 15, 19, 20, 21, 25, 29, 30, 31, 49, 50, 69, 70, 71, 100, 149, 151, 1000]


def key(name):
    return re.sub("([A-Z])", r"_\1", name).lower()


def schedule(kind, options, steps=STEPS):
    made = getattr(keras.optimizers.schedules, kind)(**{key(k): v for k, v in options.items()})
    return {"schedule": kind, "options": options, "steps": steps, "rates": [float(made(s)) for s in steps]}


def one_cycle(options):
    """The phases and the interpolation of torch.optim.lr_scheduler.OneCycleLR, in Python's double precision."""
    high = options["maxLearningRate"]
    total = options["totalSteps"]
    rise = options.get("pctStart", 0.3)
    first = high / options.get("divFactor", 25.0)
    last = first / options.get("finalDivFactor", 1e4)
    if options.get("threePhase", False):
        phases = [(rise * total - 1, first, high), (2 * rise * total - 2, high, first), (total - 1, first, last)]
    else:
        phases = [(rise * total - 1, first, high), (total - 1, high, last)]

    def between(start, end, share):
        if options.get("annealStrategy", "cos") == "linear":
            return (end - start) * share + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * share) + 1)

    rates = []
    for step in range(total):
        begin = 0.0
        for i, (end, start_rate, end_rate) in enumerate(phases):
            if step <= end or i == len(phases) - 1:
                rates.append(between(start_rate, end_rate, (step - begin) / (end - begin)))
                break
            begin = end
    return {"schedule": "OneCycle", "options": options, "steps": list(range(total)), "rates": rates}


falling = {"initialLearningRate": 0.1, "decaySteps": 10}
schedules = [
    schedule("ExponentialDecay", {**falling, "decayRate": 0.5}),
    schedule("ExponentialDecay", {**falling, "decayRate": 0.5, "staircase": True}),
    schedule("CosineDecay", {"initialLearningRate": 0.1, "decaySteps": 20}),
    schedule("CosineDecay", {"initialLearningRate": 0.1, "decaySteps": 20, "alpha": 0.1}),
    schedule("CosineDecay", {"initialLearningRate": 0.01, "decaySteps": 15, "alpha": 0.1, "warmupTarget": 0.2, "warmupSteps": 10}),
    schedule("PiecewiseConstantDecay", {"boundaries": [5], "values": [0.1, 0.01]}),
    schedule("PiecewiseConstantDecay", {"boundaries": [4, 10, 30], "values": [0.1, 0.2, 0.05, 0.0]}),
    schedule("PolynomialDecay", falling),
    schedule("PolynomialDecay", {**falling, "endLearningRate": 0.02, "power": 0.5}),
    schedule("PolynomialDecay", {**falling, "endLearningRate": 0.02, "power": 2.0, "cycle": True}),
    schedule("PolynomialDecay", {**falling, "endLearningRate": 0.2, "power": 0.0}),
    schedule("InverseTimeDecay", {**falling, "decayRate": 0.5}),
    schedule("InverseTimeDecay", {**falling, "decayRate": 2.0, "staircase": True}),
    schedule("CosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 10}),
    schedule("CosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 10, "mMul": 0.5, "alpha": 0.1}),
    schedule("CosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 10, "tMul": 1.0, "mMul": 0.75}),
    schedule("CosineDecayRestarts", {"initialLearningRate": 0.1, "firstDecaySteps": 7, "tMul": 1.5, "mMul": 1.25}),
    one_cycle({"maxLearningRate": 0.1, "totalSteps": 20}),
    one_cycle({"maxLearningRate": 0.1, "totalSteps": 21, "pctStart": 0.4, "divFactor": 10.0, "finalDivFactor": 100.0}),
    one_cycle({"maxLearningRate": 0.5, "totalSteps": 24, "annealStrategy": "linear"}),
    one_cycle({"maxLearningRate": 0.5, "totalSteps": 30, "threePhase": True}),
    one_cycle({"maxLearningRate": 0.5, "totalSteps": 30, "threePhase": True, "pctStart": 0.2, "annealStrategy": "linear"}),
]

path = pathlib.Path(__file__).with_name("schedules.json")
lines = ",\n".join(json.dumps(s) for s in schedules)
path.write_text(f'{{"keras": "{keras.__version__}",\n"schedules": [\n{lines}\n]}}\n')
