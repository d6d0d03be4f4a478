"""Makes optimizers.json: what Keras's optimizers make of three weights in 20 steps of prescribed gradients.

Run it with the project's Python environment; the output is the same every time.
"""

import json
import os
import pathlib
import re
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "keras"))
import schedule_free  # noqa: E402, F401

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


def key(name):
    special = {"clipNorm": "clipnorm", "clipValue": "clipvalue", "globalClipNorm": "global_clipnorm", "beta1": "beta_1", "beta2": "beta_2",
               "beta2Decay": "beta_2_decay", "adamBeta1": "adam_beta_1", "adamBeta2": "adam_beta_2", "epsilon1": "epsilon_1", "epsilon2": "epsilon_2"}
    return special.get(name, re.sub("([A-Z])", r"_\1", name).lower())


def snake(options):
    return {key(k): v for k, v in options.items()}


cases = []


def exact(config):
    """Whether Keras, which rounds options to float32 on their way to float64, changes none of them."""
    rounded = (
        "beta_1", "beta_2", "momentum", "rho", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "epsilon",
        "ema_momentum", "loss_scale_factor", "beta_2_decay", "epsilon_1", "epsilon_2", "clip_threshold", "initial_accumulator_value", "learning_rate_power", "adam_beta_1", "adam_beta_2", "adam_weight_decay", "rms_rate", "muon_a", "muon_b", "muon_c", "beta",
        "l1_regularization_strength", "l2_regularization_strength", "l2_shrinkage_regularization_strength")
    values = [config[name] for name in rounded if config.get(name) is not None]
    small = config["name"].startswith("nadam")  # 0.96, a constant of its formula
    return not small and all(float(np.float32(v)) == v or v == 1e-7 for v in values)


def case(optimizer, options, exclude=()):
    result = {"optimizer": optimizer, "options": options, "exclude": list(exclude)}
    for dtype in "float32", "float64":
        keras.config.set_floatx(dtype)
        variables = [keras.Variable(v, dtype=dtype, name=f"w{i}") for i, v in enumerate(initial)]
        made = getattr(keras.optimizers, optimizer)(**snake(options))
        if exclude:
            made.exclude_from_weight_decay(var_names=list(exclude))
        recorded = []
        for step in range(STEPS):
            made.apply([tf.constant(g, dtype) for g in gradients[step]], variables)
            if step + 1 in RECORDED:
                recorded.append([tensor(v.numpy()) for v in variables])
        made.finalize_variable_values(variables)
        result[dtype] = recorded
        result["final_" + dtype] = [tensor(v.numpy()) for v in variables]
        result["exact"] = exact(made.get_config())
        names = [v.name[3:] for v in made.variables if v.name.startswith("w0_")]
        result["slots"] = ["r", "c", *names] if optimizer == "Adafactor" else names  # without names of their own
    cases.append(result)


for rate in {}, {"learningRate": 0.3}:
    case("SGD", rate)
    case("Adam", rate)
    case("AdamW", rate)
    case("RMSprop", rate)
    for other in "Adagrad", "Nadam", "Adadelta", "Adamax", "Ftrl", "Lion", "Lamb", "Adafactor", "Muon", "ScheduleFreeAdamW":
        case(other, rate)
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

case("Adagrad", {"learningRate": 0.3, "initialAccumulatorValue": 0.5, "epsilon": 0.0625})
case("Adagrad", {"learningRate": 0.3, "initialAccumulatorValue": 0.5, "weightDecay": 0.125, "clipNorm": 1.0})
case("Nadam", {"learningRate": 0.05, **betas})
case("Nadam", {"learningRate": 0.05, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.0625, "weightDecay": 0.125, "globalClipNorm": 1.0})
case("Adadelta", {"learningRate": 1.0, "rho": 0.75})
case("Adadelta", {"learningRate": 1.0, "rho": 0.75, "epsilon": 0.0625, "weightDecay": 0.125, "clipValue": 0.5})
case("Adamax", {"learningRate": 0.05, **betas})
case("Adamax", {"learningRate": 0.05, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.0625, "weightDecay": 0.125, "clipNorm": 1.0})
start = {"learningRate": 0.3, "initialAccumulatorValue": 0.5}
case("Ftrl", {**start, "l1RegularizationStrength": 0.5})
case("Ftrl", {**start, "l2RegularizationStrength": 0.5, "beta": 0.25})
case("Ftrl", {**start, "l2ShrinkageRegularizationStrength": 0.125, "learningRatePower": -0.75})
case("Ftrl", {**start, "learningRatePower": 0.0, "weightDecay": 0.125, "clipNorm": 1.0})
case("Lion", {"learningRate": 0.05, "beta1": 0.75, "beta2": 0.875})
case("Lion", {"learningRate": 0.05, "beta1": 1.0, "beta2": 0.875, "weightDecay": 0.125, "globalClipNorm": 1.0})
case("Lamb", {"learningRate": 0.05, **betas})
case("Lamb", {"learningRate": 0.05, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.0625, "weightDecay": 0.125, "clipNorm": 1.0})
case("Adafactor", {"learningRate": 0.05, "epsilon2": 0.5, "clipThreshold": 0.25, "relativeStep": False})
case("Adafactor", {"learningRate": 0.5, "beta2Decay": -0.5, "epsilon1": 0.0625, "weightDecay": 0.125, "clipNorm": 1.0})
case("Muon", {"learningRate": 0.05, "momentum": 0.875, "nesterov": False, "rmsRate": None, "nsSteps": 3, "muonA": 2.0, "muonB": -1.5, "muonC": 0.5})
case("Muon", {"learningRate": 0.05, "adamBeta1": 0.875, "adamBeta2": 0.9921875, "adamLrRatio": 0.5, "adamWeightDecay": 0.25, "weightDecay": 0.125, "clipNorm": 1.0})
case("Muon", {"learningRate": 0.05, "excludeLayers": ["w0"], "adamWeightDecay": None, "epsilon": 0.0625})
case("ScheduleFreeAdamW", {"learningRate": 0.05, **betas, "warmupSteps": 5})
case("ScheduleFreeAdamW", {"learningRate": 0.05, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.0625, "weightDecay": 0.125, "clipNorm": 1.0})
decay = {"learningRate": 0.1, "weightDecay": 0.25}
case("SGD", decay, ["w1"])
case("AdamW", {**decay, **betas}, ["w0", "w2", "kernel"])
case("Lamb", {**decay, **betas}, ["w"])
mean = {"useEma": True, "emaMomentum": 0.75}
case("SGD", {"learningRate": 0.1, **mean})
case("SGD", {"learningRate": 0.1, "emaMomentum": 0.75})
case("SGD", {"learningRate": 0.1, "momentum": 0.875, "useEma": True})
case("SGD", {"learningRate": 0.1, **mean, "emaOverwriteFrequency": 1})
case("Adam", {"learningRate": 0.05, **betas, "amsgrad": True, **mean, "emaOverwriteFrequency": 3})
case("Nadam", {"learningRate": 0.05, **betas, **mean, "emaOverwriteFrequency": 2})
case("SGD", {"learningRate": 0.1, "lossScaleFactor": 4.0, "clipNorm": 0.5})
case("SGD", {"learningRate": 0.1, "gradientAccumulationSteps": 2})
case("RMSprop", {"learningRate": 0.05, "rho": 0.75, "momentum": 0.5, "gradientAccumulationSteps": 3})
case("Adagrad", {"learningRate": 0.3, "initialAccumulatorValue": 0.5, "gradientAccumulationSteps": 4, "weightDecay": 0.125})
case("Nadam", {"learningRate": 0.05, **betas, "gradientAccumulationSteps": 3, "globalClipNorm": 0.5})
case("Lamb", {"learningRate": 0.05, **betas, "gradientAccumulationSteps": 2, "lossScaleFactor": 8.0})
case("Adam", {"learningRate": 0.05, **betas, "gradientAccumulationSteps": 3, **mean, "emaOverwriteFrequency": 2})
case("Adam", {"learningRate": 0.05, **betas, "gradientAccumulationSteps": 30})

path = pathlib.Path(__file__).with_name("optimizers.json")
lines = ",\n".join(json.dumps(c) for c in cases)
path.write_text(
    f'{{"keras": "{keras.__version__}",\n"recorded": {json.dumps(RECORDED)},\n'
    f'"initial": {json.dumps([tensor(v) for v in initial])},\n'
    f'"gradients": {json.dumps([[tensor(g) for g in step] for step in gradients])},\n'
    f'"cases": [\n{lines}\n]}}\n')
