"""Makes the files that KerasFileTest reads, and keras_files.json: what Keras computes with them.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/keras/make_keras_files.py
"""

import io
import json
import os
import pathlib
import re
import zipfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import h5py
import keras
import numpy as np
import schedule_free  # noqa: F401
from keras import layers

OUT = pathlib.Path(__file__).parent
X = np.random.default_rng(1).normal(size=(4, 6, 6, 1)).astype(np.float32)
Y = np.array([0, 1, 2, 1])
cases = {}


def numbers(values):
    values = np.asarray(values).astype(np.float32)
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()]}


def fill(model, seed):
    """Weights that do not depend on the version of any random generator but NumPy's."""
    rng = np.random.default_rng(seed)
    for variable in model.weights:
        if "seed_generator" in variable.path:
            continue
        low = 0.5 if "variance" in variable.path else -0.5
        variable.assign(rng.uniform(low, low + 1, variable.shape))


def record(name, model, x=X, **more):
    cases[name] = {
        "x": numbers(x),
        "outputs": numbers(model.predict(x, verbose=0)),
        "weights": [numbers(w) for w in model.get_weights()],
        **more,
    }


def archive(name, entries, compression=zipfile.ZIP_STORED):
    """An archive that is the same each time, whatever the clock says."""
    with zipfile.ZipFile(OUT / name, "w", compression) as out:
        for entry, content in entries.items():
            out.writestr(zipfile.ZipInfo(entry, (2024, 1, 1, 0, 0, 0)), content, compression)


def entries(model):
    memory = OUT / "temporary.keras"
    model.save(memory)
    with zipfile.ZipFile(memory) as z:
        found = {name: z.read(name) for name in z.namelist()}
    memory.unlink()
    # Python's addresses, which no reader needs
    found["config.json"] = re.sub(rb', "shared_object_id": \d+', b"", found["config.json"])
    found["metadata.json"] = json.dumps({"keras_version": keras.__version__}).encode()
    return found


def save(name, model, x=X, compression=zipfile.ZIP_STORED, **more):
    archive(name + ".keras", entries(model), compression)
    record(name + ".keras", model, x, **more)


def inverse(shape, activation, **concatenate):
    """InverseActivation as anyone might write it in Keras."""
    x = inputs = keras.Input(shape)
    minus = layers.Rescaling(-1)(x)
    return keras.Model(inputs, layers.Concatenate(**concatenate)([activation()(x), activation()(minus)]))


class InverseActivation(layers.Layer):
    """The arguments and defaults of the first InverseActivation for Keras."""

    def __init__(self, activation_layer=None, data_format="channels_last", **kwargs):
        super().__init__(**kwargs)
        self.activation_layer = activation_layer or layers.ReLU(max_value=1.0)
        self.data_format = data_format

    def call(self, x):
        axis = -1 if self.data_format == "channels_last" else 1
        f = self.activation_layer
        return keras.ops.concatenate([f(x), f(-x)], axis=axis)

    def get_config(self):
        config = {**super().get_config(), "data_format": self.data_format}
        if not self.default:
            config["activation_layer"] = keras.saving.serialize_keras_object(self.activation_layer)
        return config

    default = False


@keras.saving.register_keras_serializable("somebody")
class Registered(InverseActivation):
    pass


def convolutional(optimizer):
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1), name="image"),
            layers.Conv2D(3, 3, padding="same", kernel_initializer="he_normal"),
            layers.BatchNormalization(),
            inverse((6, 6, 3), layers.ReLU),
            layers.MaxPooling2D(),
            layers.Conv2D(4, 2, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3)),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ],
        name="small",
    )
    fill(model, 2)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def keras2(model):
    """The same model as Keras 2 wrote it, put together from its published layout."""
    spelled = [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 6, 6, 1], "name": "image"}},
        {"class_name": "Conv2D", "config": {"name": "c", "filters": 3, "kernel_size": [3, 3], "padding": "same"}},
        {"class_name": "BatchNormalization", "config": {"name": "n", "axis": [3], "momentum": 0.99, "epsilon": 0.001}},
        {"class_name": "Functional", "config": keras2_inverse()},
        {"class_name": "MaxPooling2D", "config": {"name": "p", "pool_size": [2, 2]}},
        {"class_name": "Conv2D", "config": {"name": "d", "filters": 4, "kernel_size": [2, 2], "activation": "relu"}},
        {"class_name": "Dropout", "config": {"name": "o", "rate": 0.25, "noise_shape": None, "seed": None}},
        {"class_name": "Flatten", "config": {"name": "f", "data_format": "channels_last"}},
        {"class_name": "Dense", "config": {"name": "e", "units": 3, "activation": "softmax"}},
    ]
    weights = {"c": [0, 1], "n": [2, 3, 4, 5], "i": [], "p": [], "d": [6, 7], "o": [], "f": [], "e": [8, 9]}
    values = model.get_weights()
    for name, root in {"keras2.h5": "model_weights", "keras2_weights.h5": ""}.items():
        with h5py.File(OUT / name, "w") as file:
            group = file.create_group(root) if root else file
            if root:
                config = {"name": "small", "layers": spelled}
                file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": config})
                file.attrs["keras_version"] = "2.15.0"
            group.attrs["layer_names"] = [layer.encode() for layer in weights]
            for layer, indices in weights.items():
                below = group.create_group(layer)
                names = [f"{layer}/w{i}:0" for i in indices]
                below.attrs["weight_names"] = [n.encode() for n in names]
                for n, i in zip(names, indices):
                    below[n] = values[i]
    cases["keras2.h5"] = cases["legacy.h5"]


def keras2_inverse():
    def layer(class_name, name, config, *sources):
        return {
            "class_name": class_name,
            "config": {"name": name, **config},
            "name": name,
            "inbound_nodes": [[[source, 0, 0, {}] for source in sources]] if sources else [],
        }

    return {
        "name": "i",
        "layers": [
            layer("InputLayer", "x", {"batch_input_shape": [None, 6, 6, 3]}),
            layer("ReLU", "r", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}, "x"),
            layer("Rescaling", "m", {"scale": -1, "offset": 0.0}, "x"),
            layer("ReLU", "s", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}, "m"),
            layer("Concatenate", "c", {"axis": -1}, "r", "s"),
        ],
        "input_layers": [["x", 0, 0]],
        "output_layers": [["c", 0, 0]],
    }


def models():
    model = convolutional("adam")
    save("plain", model)
    save("deflated", model, compression=zipfile.ZIP_DEFLATED)
    model.save_weights(OUT / "plain.weights.h5")
    model.save(OUT / "legacy.h5")
    with h5py.File(OUT / "legacy.h5", "r+") as file:
        file.attrs["model_config"] = re.sub(r', "shared_object_id": \d+', "", file.attrs["model_config"])
    record("legacy.h5", model)

    keras2(model)

    for name, activation in {
        "leaky": lambda: layers.LeakyReLU(negative_slope=0.2),
        "tanh": lambda: layers.Activation("tanh"),
        "clipped": lambda: layers.ReLU(max_value=1),
    }.items():
        model = keras.Sequential([keras.Input((6, 6, 1)), inverse((6, 6, 1), activation), layers.Flatten()])
        save(name, model)

    keras.backend.clear_session()  # default names begin anew
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            layers.Flatten(),
            layers.Dense(5, name="first"),
            keras.Sequential(
                [layers.Dense(4, activation="tanh", name="same"), layers.Dense(4, name="b")], name="inner"
            ),
            keras.Sequential([layers.Dense(4, name="same")], name="other"),
            layers.Dense(2),
        ]
    )
    fill(model, 3)
    save("nested", model)

    for dtype in ("float64", "float16"):
        model = keras.Sequential([keras.Input((6, 6, 1)), layers.Flatten(), layers.Dense(2, dtype=dtype)])
        fill(model, 4)
        save(dtype, model)

    InverseActivation.default = True
    save("original", keras.Sequential([keras.Input((6, 6, 1)), InverseActivation(), layers.Flatten()]))
    InverseActivation.default = False
    save(
        "original_tanh",
        keras.Sequential(
            [
                keras.Input((6, 6, 1)),
                InverseActivation(layers.Activation("tanh"), data_format="channels_first"),
                layers.Flatten(),
            ]
        ),
    )
    Registered.__name__ = "InverseActivation"
    keras.saving.get_custom_objects()["somebody>InverseActivation"] = Registered
    registered = entries(
        keras.Sequential([keras.Input((6, 6, 1)), Registered(layers.ReLU(max_value=2)), layers.Flatten()])
    )
    config = json.loads(registered["config.json"])
    config["config"]["layers"][1]["registered_name"] = "somebody>InverseActivation"
    registered["config.json"] = json.dumps(config).encode()
    archive("original_registered.keras", registered)
    f = np.clip(np.concatenate([X, -X], -1), 0, 2).reshape(4, -1)
    cases["original_registered.keras"] = {"x": numbers(X), "outputs": numbers(f), "weights": []}


def functional():
    """Branches, a shared layer, InverseActivation inside, and layers that the file lists crosswise."""
    keras.backend.clear_session()
    x = keras.Input((6, 6, 1), name="image")
    left = layers.Conv2D(2, 3, name="left")(x)
    right = layers.Conv2D(4, 3, name="right")(x)
    left = inverse((4, 4, 2), layers.ReLU)(left)
    merged = layers.Multiply()([right, left])
    merged = layers.BatchNormalization()(merged)
    shared = layers.Dense(5, activation="tanh", name="shared")
    a = shared(layers.Flatten()(merged))
    b = shared(layers.Flatten()(layers.Concatenate()([layers.Conv2D(2, 3, name="third")(x)] * 2)))
    out = layers.Dense(3, name="out")(layers.Subtract()([layers.Dropout(0.0)(a), b]))
    model = keras.Model(x, out, name="branches")
    fill(model, 6)
    return model


def functional_files():
    model = functional()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss, metrics=["accuracy"])
    losses = []
    for step in range(10):
        if step == 5:
            save("functional", model)
            model.save_weights(OUT / "functional.weights.h5")
            model.save(OUT / "functional.h5")
            with h5py.File(OUT / "functional.h5", "r+") as file:
                config = json.loads(file.attrs["model_config"])
                config["config"]["layers"].reverse()
                file.attrs["model_config"] = re.sub(r', "shared_object_id": \d+', "", json.dumps(config))
            record("functional.h5", model)
        losses.append(float(model.train_on_batch(X, Y)[0]))
        model.reset_metrics()
    cases["functional.keras"]["losses"] = losses[5:]


def training():
    """Ten steps, a file, ten steps more."""
    optimizers = {
        "adam": keras.optimizers.Adam(0.01),
        "sgd_momentum": keras.optimizers.SGD(0.02, momentum=0.9),
        "rmsprop": keras.optimizers.RMSprop(0.003, momentum=0.5, centered=True),
        "adamw_schedule": keras.optimizers.AdamW(keras.optimizers.schedules.ExponentialDecay(0.02, 5, 0.5)),
        "adam_amsgrad": keras.optimizers.Adam(0.01, amsgrad=True, clipnorm=1.0),
        "adagrad": keras.optimizers.Adagrad(0.05),
        "nadam": keras.optimizers.Nadam(0.01),
        "adadelta": keras.optimizers.Adadelta(1.0),
        "adamax": keras.optimizers.Adamax(0.01),
        "ftrl": keras.optimizers.Ftrl(keras.optimizers.schedules.PiecewiseConstantDecay([4, 14], [0.05, 0.02, 0.01])),
        "lion": keras.optimizers.Lion(keras.optimizers.schedules.CosineDecayRestarts(0.002, 4)),
        "lamb": keras.optimizers.Lamb(keras.optimizers.schedules.InverseTimeDecay(0.02, 5, 0.5), weight_decay=0.01),
        "muon": keras.optimizers.Muon(0.01, exclude_layers=["dense"], rms_rate=None),
        "schedule_free_adam_w": keras.optimizers.ScheduleFreeAdamW(0.01, warmup_steps=12),
        "amsgrad_average": keras.optimizers.Adam(
            0.01, amsgrad=True, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=4
        ),
        "nadam_accumulated": keras.optimizers.Nadam(
            keras.optimizers.schedules.PolynomialDecay(0.02, 30),
            use_ema=True,
            gradient_accumulation_steps=4,
            loss_scale_factor=16.0,
        ),
    }
    for name, optimizer in optimizers.items():
        model = keras.Sequential(
            [
                keras.Input((6, 6, 1)),
                layers.Conv2D(2, 3),
                layers.BatchNormalization(),
                layers.Flatten(),
                layers.Dense(3),
            ]
        )
        fill(model, 5)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer, loss, metrics=["accuracy"], weighted_metrics=["accuracy"])
        losses = []
        for step in range(20):
            if step == 10:
                content = entries(model)
                archive("train_" + name + ".keras", content)
                record("train_" + name + ".keras", model)
            losses.append(float(model.train_on_batch(X, Y)[0]))
            model.reset_metrics()
        cases["train_" + name + ".keras"]["losses"] = losses[10:]


def bad_weights():
    """What a file of weights must not hold, each in a copy of plain.weights.h5."""
    folder = OUT / "bad"
    folder.mkdir(exist_ok=True)
    good = (OUT / "plain.weights.h5").read_bytes()

    def bad(name, change):
        memory = io.BytesIO(good)
        with h5py.File(memory, "r+") as file:
            change(file)
        (folder / (name + ".weights.h5")).write_bytes(memory.getvalue())

    def replace(path, **dataset):
        def change(file):
            del file[path]
            if dataset:
                file.create_dataset(path, **dataset)

        return change

    def link(target):
        def change(file):
            del file["layers/dense"]
            file["layers/dense"] = target

        return change

    kernel = "layers/dense/vars/0"
    bad("soft_link", link(h5py.SoftLink("/layers/conv2d")))
    bad("external_link", link(h5py.ExternalLink("other.h5", "/")))
    bad("missing", replace("layers/dense/vars/1"))
    bad("shape", replace(kernel, data=np.zeros((16, 4), np.float32)))
    bad("huge", replace(kernel, shape=(1 << 15, 1 << 15), dtype=np.float32))
    bad("never_written", replace(kernel, shape=(16, 3), dtype=np.float32))
    bad("text", replace(kernel, data=np.full((16, 3), b"no")))
    bad("too_many", lambda file: file.create_dataset("layers/dense_1/vars/0", data=np.zeros(2)))

    def cycle(file):
        file["layers/dense/again"] = file["layers"]

    bad("cycle", cycle)

    def twice(file):
        file["layers/again"] = file["layers/dense"]

    bad("twice", twice)

    def deep(file):
        file.create_dataset("/".join("a" * 40), data=np.zeros(1))

    bad("deep", deep)

    def external(file):
        del file[kernel]
        file.create_dataset(kernel, (16, 3), np.float32, external=[("/etc/passwd", 0, 192)])

    bad("external_storage", external)


models()
functional_files()
training()
bad_weights()
(OUT / "keras_files.json").write_text(json.dumps(cases) + "\n")
