"""Makes the files that FormerFileTest reads: models that Keras 2 wrote, as .h5 and as .keras.

Keras 2 goes on as tf_keras, which is not in the project's Python environment:
    .venv/bin/python -m pip install --no-deps --target FOLDER tf_keras==2.21.0
    PYTHONPATH=FOLDER .venv/bin/python src/library/test/resources/keras/make_former_files.py

former_files.json holds for each model its inputs, and outputs and losses as Keras 2 computes them.
"""

import json
import os
import pathlib
import zipfile

os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tf_keras as keras
from tf_keras import layers, optimizers

OUT = pathlib.Path(__file__).parent / "former"
RNG = np.random.default_rng(9)
STEPS = 10
cases = {}


def numbers(values):
    values = np.asarray(values).astype(np.float32)
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()]}


def fill(model):
    rng = np.random.default_rng(len(cases))
    values = []
    for variable in model.weights:
        low = 0.5 if "variance" in variable.name else -0.5
        values.append(rng.uniform(low, low + 1, variable.shape))
    model.set_weights(values)


def write(name, model):
    """In both formats; the archive as it is each time, whatever the clock says."""
    model.save(OUT / (name + ".h5"))
    if "old" in name:
        return  # of the first optimizers' state an archive has nothing
    temporary = OUT / "temporary.keras"
    model.save(temporary)
    with zipfile.ZipFile(temporary) as z:
        content = {entry: z.read(entry) for entry in z.namelist()}
    temporary.unlink()
    content["metadata.json"] = json.dumps({"keras_version": keras.__version__}).encode()
    with zipfile.ZipFile(OUT / (name + ".keras"), "w") as out:
        for entry, data in content.items():
            info = zipfile.ZipInfo(entry, (2024, 1, 1, 0, 0, 0))
            out.writestr(info, data, zipfile.ZIP_DEFLATED)


def record(name, model, *x):
    x = [values.astype("float32") for values in x]
    outputs = model.predict(x[0] if len(x) == 1 else x, verbose=0)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    cases[name] = {
        "formats": sorted(path.suffix for path in OUT.glob(name + ".*")),
        "inputs": [numbers(v) for v in x],
        "outputs": [numbers(y) for y in outputs],
    }


def save(name, model, *x):
    fill(model)
    write(name, model)
    record(name, model, *x)


def normal(*shape):
    return RNG.normal(size=shape)


def sequences():
    save(
        "recurrent",
        keras.Sequential(
            [
                keras.Input((5, 3)),
                layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
                layers.TimeDistributed(layers.Dense(4)),
                layers.GRU(3, return_sequences=True),
                layers.Conv1D(4, 2),
                layers.SimpleRNN(2),
            ]
        ),
        normal(4, 5, 3),
    )
    save(
        "embedding",
        keras.Sequential(
            [
                keras.Input((5,)),
                layers.Embedding(10, 4, mask_zero=True),
                layers.LSTM(3),
                layers.Dense(1, activation="sigmoid"),
            ]
        ),
        RNG.integers(0, 10, (4, 5)),
    )
    x = keras.Input((5, 8))
    y = layers.MultiHeadAttention(2, 4)(x, x)
    y = layers.LayerNormalization()(layers.Add()([y, x]))
    save("attention", keras.Model(x, layers.GlobalAveragePooling1D()(y)), normal(4, 5, 8))


def images():
    save(
        "image_layers",
        keras.Sequential(
            [
                keras.Input((8, 8, 3)),
                layers.Rescaling(1 / 255.0),
                layers.RandomFlip("horizontal"),
                layers.RandomRotation(0.1),
                layers.SeparableConv2D(4, 3),
                layers.DepthwiseConv2D(3),
                layers.BatchNormalization(),
                layers.PReLU(),
                layers.LeakyReLU(0.1),
                layers.UpSampling2D(),
                layers.ZeroPadding2D(1),
                layers.Conv2DTranspose(2, 3, strides=2),
                layers.SpatialDropout2D(0.1),
                layers.AveragePooling2D(),
                layers.Cropping2D(1),
                layers.Permute((3, 1, 2)),
                layers.Reshape((-1, 4)),
                layers.ThresholdedReLU(0.5),
                layers.Flatten(),
                layers.Dense(3, activation=layers.LeakyReLU(0.3)),
                layers.Dense(2, activation=keras.activations.swish),
                layers.Softmax(),
            ]
        ),
        RNG.uniform(0, 255, size=(4, 8, 8, 3)),
    )
    block = keras.Sequential(
        [
            keras.Input((6, 6, 2)),
            layers.Conv2D(3, 3, trainable=False),
            layers.BatchNormalization(),
            layers.Conv2D(2, 1),
        ]
    )
    x = keras.Input((8, 8, 1))
    y = layers.Flatten()(block(layers.Conv2D(2, 3)(x)))
    save("partly_frozen", keras.Model(x, y), normal(4, 8, 8, 1))
    block.trainable = False
    save("frozen", keras.Model(x, y), normal(4, 8, 8, 1))


def functions():
    """Functions of TensorFlow among the layers, as in MobileNetV3."""
    x, other = keras.Input((4,)), keras.Input((4,))
    y = layers.ReLU(6.0)(x + 3.0) * (1.0 / 6.0)
    y = layers.Multiply()([x, y])
    y = layers.Dense(4)(2 * y - 1) / 3 + other
    save("functions", keras.Model([x, other], y), normal(4, 4), normal(4, 4))


def branches():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    shared = layers.Dense(3, name="shared")
    u, v = shared(a), shared(b)
    p = layers.Dense(2, name="p")(layers.Concatenate()([u, v]))
    q = layers.Dense(1, name="q")(layers.Dot(1)([u, v]))
    model = keras.Model([a, b], [p, q])
    fill(model)
    model.compile(
        optimizers.RMSprop(0.01),
        {"p": "mse", "q": "mae"},
        loss_weights={"p": 1.0, "q": 0.5},
        metrics={"p": ["mae"]},
    )
    x = [normal(4, 4).astype("float32"), normal(4, 4).astype("float32")]
    train("branches", model, x, [normal(4, 2).astype("float32"), normal(4, 1).astype("float32")])


def train(name, model, x, y):
    """Ten steps, a file, ten steps more."""
    losses = []
    for step in range(2 * STEPS):
        if step == STEPS:
            write(name, model)
            record(name, model, *(x if isinstance(x, list) else [x]))
        logs = model.train_on_batch(x, y, return_dict=True)
        losses.append(logs["loss"])
        model.reset_metrics()
    cases[name]["targets"] = [numbers(v) for v in (y if isinstance(y, list) else [y])]
    cases[name]["losses"] = losses[STEPS:]
    cases[name]["logs"] = sorted(logs)


def training():
    old = optimizers.legacy
    rate = optimizers.schedules.ExponentialDecay(0.02, 5, 0.5)
    for name, optimizer in {
        "sgd_momentum": optimizers.SGD(0.02, momentum=0.9),
        "adam": optimizers.Adam(0.01),
        "adam_amsgrad": optimizers.Adam(0.01, amsgrad=True),
        "adamw": optimizers.AdamW(rate, weight_decay=0.01),
        "rmsprop": optimizers.RMSprop(0.003, momentum=0.5, centered=True),
        "adagrad": optimizers.Adagrad(0.05),
        "old_sgd": old.SGD(0.02, momentum=0.9, decay=0.1),
        "old_adam": old.Adam(0.01),
        "old_rmsprop": old.RMSprop(0.003, momentum=0.5),
        "old_adagrad": old.Adagrad(0.05),
    }.items():
        model = keras.Sequential(
            [
                keras.Input((6, 6, 1)),
                layers.Conv2D(2, 3),
                layers.BatchNormalization(),
                layers.Flatten(),
                layers.Dense(3),
            ]
        )
        fill(model)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer, loss, metrics=["accuracy", "sparse_top_k_categorical_accuracy"])
        x = np.random.default_rng(1).normal(size=(4, 6, 6, 1)).astype("float32")
        train("train_" + name, model, x, np.array([0, 1, 2, 1]))


OUT.mkdir(exist_ok=True)
for path in OUT.iterdir():
    path.unlink()
sequences()
images()
functions()
branches()
training()
(OUT / "former_files.json").write_text(json.dumps(cases) + "\n")
