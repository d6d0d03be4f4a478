"""Makes layers_<family>.json from the cases in layer_cases_<family>.py.

A module of cases has a function cases() that yields

    (name, keras_layer, input_shape_without_batch[, options])

where the shape is a list of shapes for a layer of several inputs, and options may hold
    batch      the batch size, 2 when absent
    input      "normal" (default), "positive" or "integers" (0 to 9)
    training   True to call the layer as in training
    reference  a channels_last layer that is called in place of keras_layer, on
               transposed data, where Keras cannot run channels_first on a CPU
    gradient   False where there is none for the input
    losses     True to add what the layer adds to the loss to sum(y * g), as "loss"
    compiled   True to compile the call by XLA, where the CPU has no kernel
    arguments  the names under which the call takes several inputs, a list when absent
    call       further arguments of the call
    zero_one   the places of inputs that are 0 or 1 and have no gradient
    states     True where the inputs after the first are initial states
    masks      which steps of each input count, with None where all do

Each case becomes the layer's configuration, random weights, an input x, the
output y, random g, the gradients of sum(y * g) for x and for each trainable
weight, and after a call in training the non-trainable weights. With several
inputs, x and its gradients are lists; with several outputs, y and g. Weights of
layers within the layer are named by their paths in Keras's files. With masks,
"masks" holds those of the inputs, and "output_masks" those of the outputs.

Usage: python make_layers.py [family ...]
"""

import importlib
import json
import os
import pathlib
import sys
import zlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras.src import backend  # noqa: E402
from keras.src.saving import saving_lib  # noqa: E402
from keras.src.saving.keras_saveable import KerasSaveable  # noqa: E402
from keras.src.utils import naming  # noqa: E402

FOLDER = pathlib.Path(__file__).parent


def random_input(rng, kind, shape):
    if kind == "integers":
        return rng.integers(0, 10, shape).astype("float32")
    if kind == "mask":
        return rng.integers(0, 2, shape).astype("float32")
    values = rng.standard_normal(shape)
    if kind == "positive":
        values = np.abs(values) + 0.1
    return np.round(values, 3).astype("float32")


def random_weight(rng, variable):
    values = rng.standard_normal(variable.shape) * 0.5
    if "variance" in variable.name:
        values = np.abs(values) + 0.5
    return np.round(values, 3).astype("float32")


def array(values):
    values = np.asarray(values, dtype="float32")
    numbers = [float(f"{value:.7g}") for value in values.ravel().tolist()]
    return {"shape": list(values.shape), "values": numbers}


def optional_array(values):
    return None if values is None else array(values)


def own(saveable, prefix, names):
    """Collects the paths that the weights of a layer and of those in it have in files."""
    attributes = {id(value): attribute for attribute, value in vars(saveable).items()}
    for kind in ("_trainable_variables", "_non_trainable_variables"):
        for variable in getattr(saveable, kind, []):
            name = variable.name
            if name.startswith("variable"):  # it was given none
                name = attributes[id(variable)]
            names.setdefault(id(variable), prefix + name)
    for attribute, child in saving_lib._walk_saveable(saveable):
        if isinstance(child, KerasSaveable):
            own(child, f"{prefix}{attribute.lstrip('_')}/", names)
        elif isinstance(child, (list, tuple)):
            used = {}
            for each in child:
                if isinstance(each, KerasSaveable):
                    base = naming.to_snake_case(type(each).__name__)
                    name = saving_lib._get_unique_name(base, used)
                    own(each, f"{prefix}{attribute}/{name}/", names)


def weight_names(layer):
    names = {}
    own(layer, "", names)
    return {id(each): names[id(each)] for each in layer.weights}


def mask(values):
    return None if values is None else array(np.asarray(values, dtype="float32"))


def added_losses(layer):
    """What calls added to the loss, without the penalties on weights."""
    return [loss for each in layer._flatten_layers() for loss in each._get_own_losses()]


def to_last(x):
    return tf.transpose(x, [0, *range(2, len(x.shape)), 1]) if len(x.shape) > 2 else x


def to_first(y):
    rank = len(y.shape)
    return tf.transpose(y, [0, rank - 1, *range(1, rank - 1)]) if rank > 2 else y


def make_case(name, layer, shape, options={}):
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    training = options.get("training", False)
    reference = options.get("reference")
    several = isinstance(shape, list)
    batch = options.get("batch", 2)
    shape = [(batch, *each) for each in shape] if several else (batch, *shape)
    runner = reference or layer
    call = tf.function(runner, jit_compile=True) if options.get("compiled") else runner
    arguments = options.get("arguments")
    if arguments:
        runner(**dict(zip(arguments, [tf.zeros(each) for each in shape])))
    else:
        built = shape[0] if options.get("states") else shape
        runner.build(to_last(tf.zeros(shape)).shape if reference else built)
    runner.set_weights([random_weight(rng, each) for each in runner.weights])
    if isinstance(runner, keras.layers.Normalization):
        runner.finalize_state()  # it keeps copies of its weights
    names = weight_names(runner)
    before = [(names[id(each)], array(each.numpy())) for each in runner.weights]
    kind = options.get("input", "normal")
    if several:
        zero_one = options.get("zero_one", [])
        kinds = ["mask" if i in zero_one else kind for i in range(len(shape))]
        x = [tf.constant(random_input(rng, *each)) for each in zip(kinds, shape)]
    else:
        x = tf.constant(random_input(rng, kind, shape))
    masks = options.get("masks")
    for each, which in zip(x if several else [x], masks or []):
        backend.set_keras_mask(each, None if which is None else tf.constant(which))
    trainable = [each.value for each in runner.trainable_weights]
    with tf.GradientTape() as tape:
        tape.watch(x)
        if reference:
            y = to_first(runner(to_last(x), training=training))
        elif options.get("states"):
            y = call(x[0], x[1:], training=training)
        elif arguments:
            further = options.get("call", {})
            y = call(**dict(zip(arguments, x)), **further, training=training)
        else:
            y = call(x, **options.get("call", {}), training=training)
        ys = keras.tree.flatten(y)
        output_masks = [backend.get_keras_mask(each) for each in ys]
        gs = [np.round(rng.standard_normal(each.shape), 3).astype("float32") for each in ys]
        total = sum(tf.reduce_sum(each * g) for each, g in zip(ys, gs))
        added = sum(added_losses(runner)) if options.get("losses") else None
        total = total if added is None else total + added
    dx, *gradients = tape.gradient(total, [x, *trainable])
    dx = dx if options.get("gradient", True) else None
    case = {
        "name": name,
        "config": keras.layers.serialize(layer),
        "training": training,
        "weights": [{"name": key, **value} for key, value in before],
        "x": [array(each) for each in x] if several else array(x),
        "y": array(ys[0]) if len(ys) == 1 else [array(each) for each in ys],
        "g": array(gs[0]) if len(ys) == 1 else [array(each) for each in gs],
        "dx": [optional_array(each) for each in dx] if several and dx else optional_array(dx),
        "gradients": {
            names[id(each)]: array(tf.convert_to_tensor(gradient))
            for each, gradient in zip(runner.trainable_weights, gradients)
        },
    }
    if "call" in options:
        case["call"] = options["call"]
    if masks:
        case["masks"] = [mask(each) for each in masks]
        case["output_masks"] = [mask(each) for each in output_masks]
    if added is not None:
        case["loss"] = array(added)
    if training:
        case["updated"] = {
            names[id(each)]: array(each.numpy())
            for each in runner.non_trainable_weights
            if "seed" not in each.name and id(each) in names
        }
    return case


def make(family):
    keras.utils.clear_session()
    module = importlib.import_module(f"layer_cases_{family}")
    lines = [
        json.dumps(make_case(*case), separators=(",", ":")) for case in module.cases()
    ]
    (FOLDER / f"layers_{family}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER))
    families = sys.argv[1:] or [
        path.stem.removeprefix("layer_cases_")
        for path in sorted(FOLDER.glob("layer_cases_*.py"))
    ]
    for each in families:
        make(each)
