"""Makes optimizers.json: what Keras's optimizers make of three weights in 20 steps of prescribed gradients.

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
STEPS = 20
RECORDED = 1, 2, 3, 10, 20
SHAPES = (3, 2), (4,), ()

# Rounded to float32, so that both precisions start from the same numbers.
initial = [random.normal(size=s).astype("float32").astype("float64") for s in SHAPES]
gradients = [[random.normal(size=s).astype("float32").astype("float64") for s in SHAPES] for _ in range(STEPS)]
for step in range(0, STEPS, 5):
    gradients[step][1] = np.zeros(SHAPES[1])


def tensor(x):
    x = np.asarray(x)
    return {"shape": list(x.shape), "values": [float(v) for v in x.ravel()]}


def snake(options):
    names = {"clipNorm": "clipnorm", "clipValue": "clipvalue", "globalClipNorm": "global_clipnorm", "beta1": "beta_1",
             "beta2": "beta_2", "learningRate": "learning_rate", "weightDecay": "weight_decay"}
    return {names.get(k, k): v for k, v in options.items()}


def schedule(kind, options):
    names = {"initialLearningRate": "initial_learning_rate", "decaySteps": "decay_steps", "decayRate": "decay_rate",
             "warmupTarget": "warmup_target", "warmupSteps": "warmup_steps"}
    made = getattr(keras.optimizers.schedules, kind)(**{names.get(k, k): v for k, v in options.items()})
    steps = [0, 1, 2, 5, 9, 10, 11, 15, 20, 25, 100]
    return {"schedule": kind, "options": options, "steps": steps, "rates": [float(made(s)) for s in steps]}


cases = []


def exact(config):
    """Whether Keras, which rounds options to float32 on their way to float64, changes none of them."""
    rounded = "beta_1", "beta_2", "momentum", "rho", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm"
    values = [config[name] for name in rounded if config.get(name) is not None]
    return all(float(np.float32(v)) == v for v in values)


def case(optimizer, options):
    result = {"optimizer": optimizer, "options": options}
    for dtype in "float32", "float64":
        keras.config.set_floatx(dtype)
        variables = [keras.Variable(v, dtype=dtype, name=f"w{i}") for i, v in enumerate(initial)]
        made = getattr(keras.optimizers, optimizer)(**snake(options))
        recorded = []
        for step in range(STEPS):
            made.apply([tf.constant(g, dtype) for g in gradients[step]], variables)
            if step + 1 in RECORDED:
                recorded.append([tensor(v.numpy()) for v in variables])
        result[dtype] = recorded
        result["exact"] = exact(made.get_config())
        result["slots"] = [v.name[3:] for v in made.variables if v.name.startswith("w0_")]
    cases.append(result)


for rate in {}, {"learningRate": 0.3}:
    case("SGD", rate)
    case("Adam", rate)
    case("AdamW", rate)
    case("RMSprop", rate)
case("SGD", {"learningRate": 0.1, "momentum": 0.875})
case("SGD", {"learningRate": 0.1, "momentum": 0.9})
case("SGD", {"learningRate": 0.1, "momentum": 0.875, "nesterov": True})
case("SGD", {"learningRate": 0.1, "momentum": 1.0})
case("SGD", {"learningRate": 0.1, "nesterov": True})
for clip in {"clipNorm": 0.5}, {"clipNorm": 128.0}, {"clipValue": 0.25}, {"globalClipNorm": 0.75}, {"globalClipNorm": 128.0}:
    case("SGD", {"learningRate": 0.1, **clip})
case("SGD", {"learningRate": 0.1, "weightDecay": 0.25})
case("SGD", {"learningRate": 0.1, "momentum": 0.875, "nesterov": True, "weightDecay": 0.125, "globalClipNorm": 1.0})
betas = {"beta1": 0.875, "beta2": 0.9921875}
case("Adam", {"learningRate": 0.05, **betas})
case("Adam", {"learningRate": 0.05, "amsgrad": True})
case("Adam", {"learningRate": 0.05, **betas, "beta2": 0.5, "amsgrad": True})
case("Adam", {"learningRate": 0.05, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.0625})
case("Adam", {"learningRate": 0.05, **betas, "amsgrad": True, "weightDecay": 0.25, "clipValue": 0.5})
case("Adam", {"learningRate": 0.05, **betas, "clipNorm": 0.5})
case("AdamW", {"learningRate": 0.05, **betas, "weightDecay": 0.5})
case("AdamW", {"learningRate": 0.05, **betas, "weightDecay": 0.5, "amsgrad": True})
case("RMSprop", {"learningRate": 0.05, "rho": 0.75, "epsilon": 0.0625})
case("RMSprop", {"learningRate": 0.05, "rho": 0.75, "momentum": 0.5})
case("RMSprop", {"learningRate": 0.05, "rho": 0.75, "centered": True})
case("RMSprop", {"learningRate": 0.05, "rho": 0.75, "momentum": 0.5, "centered": True, "weightDecay": 0.125, "clipNorm": 1.0})

keras.config.set_floatx("float64")
schedules = [
    schedule("ExponentialDecay", {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.5}),
    schedule("ExponentialDecay", {"initialLearningRate": 0.1, "decaySteps": 10, "decayRate": 0.5, "staircase": True}),
    schedule("CosineDecay", {"initialLearningRate": 0.1, "decaySteps": 20}),
    schedule("CosineDecay", {"initialLearningRate": 0.1, "decaySteps": 20, "alpha": 0.1}),
    schedule("CosineDecay", {"initialLearningRate": 0.01, "decaySteps": 15, "alpha": 0.1, "warmupTarget": 0.2, "warmupSteps": 10}),
]

path = pathlib.Path(__file__).with_name("optimizers.json")
lines = ",\n".join(json.dumps(c) for c in cases)
rates = ",\n".join(json.dumps(s) for s in schedules)
path.write_text(
    f'{{"keras": "{keras.__version__}",\n"recorded": {json.dumps(RECORDED)},\n'
    f'"initial": {json.dumps([tensor(v) for v in initial])},\n'
    f'"gradients": {json.dumps([[tensor(g) for g in step] for step in gradients])},\n'
    f'"cases": [\n{lines}\n],\n"schedules": [\n{rates}\n]}}\n')
