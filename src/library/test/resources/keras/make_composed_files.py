"""Makes the files that ComposedFileTest reads: models inside models, and calls of every form.

Run with the project's Python environment from any folder:
    .venv/bin/python src/library/test/resources/keras/make_composed_files.py

composed_files.json holds for each file its inputs, and outputs and losses as Keras computes them.
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
from keras import layers

OUT = pathlib.Path(__file__).parent / "composed"
RNG = np.random.default_rng(7)
ADDRESS = r', "shared_object_id": \d+|"shared_object_id": \d+, '
cases = {}


def numbers(values):
    values = np.asarray(values).astype(np.float32)
    return {"shape": list(values.shape), "values": [float(v) for v in values.ravel()]}


def fill(model):
    """Weights that do not depend on the version of any random generator but NumPy's."""
    rng = np.random.default_rng(len(cases))
    for variable in model.weights:
        if "seed_generator" in variable.path:
            continue
        low = 0.5 if "variance" in variable.path else -0.5
        if variable.path.split("/")[-1] not in ("mean", "variance", "count"):  # those of data
            variable.assign(rng.uniform(low, low + 1, variable.shape))


def data(model):
    """Inputs by name; whole numbers where an embedding takes them."""
    named = {}
    for tensor in model.inputs:
        shape = [4, *[d or 5 for d in tensor.shape[1:]]]
        whole = keras.backend.standardize_dtype(tensor.dtype).startswith(("int", "bool"))
        values = RNG.integers(0, 2 if tensor.dtype == "bool" else 6, shape) if whole else RNG.normal(size=shape)
        named[tensor.name] = values.astype("float32")
    return named


def predict(model, inputs):
    taken = {t.name: inputs[t.name].astype(keras.backend.standardize_dtype(t.dtype)) for t in model.inputs}
    struct = getattr(model, "_inputs_struct", None)
    x = taken if isinstance(struct, dict) else [taken[t.name] for t in model.inputs]
    return keras.tree.flatten(model.predict(x, verbose=0))


def write(name, content):
    with zipfile.ZipFile(OUT / name, "w") as out:
        for entry, data in content.items():
            info = zipfile.ZipInfo(entry, (2024, 1, 1, 0, 0, 0))
            out.writestr(info, data, zipfile.ZIP_DEFLATED)


def entries(model):
    temporary = OUT / "temporary.keras"
    model.save(temporary)
    with zipfile.ZipFile(temporary) as z:
        found = {name: z.read(name) for name in z.namelist()}
    temporary.unlink()
    found["config.json"] = re.sub(ADDRESS.encode(), b"", found["config.json"])
    found["metadata.json"] = json.dumps({"keras_version": keras.__version__}).encode()
    return found


def record(name, model, inputs, **more):
    cases[name] = {
        **more,
        "inputs": [numbers(inputs[t.name]) for t in model.inputs],
        "outputs": [numbers(y) for y in predict(model, inputs)],
        "weights": [numbers(w) for w in model.get_weights()],
    }


def save(name, model, legacy=False, steps=0, **more):
    fill(model)
    inputs = data(model)
    targets = {}
    losses = []
    if steps:
        shapes = [tuple(output.shape) for output in model.outputs]
        targets = [RNG.normal(size=(4, *shape[1:])).astype("float32") for shape in shapes]
        model.compile(keras.optimizers.Adam(0.01), ["mse"] * len(shapes))
        x = [inputs[t.name] for t in model.inputs]
        for step in range(2 * steps):
            if step == steps:
                write(name + ".keras", entries(model))
                record(name + ".keras", model, inputs, **more)
            logs = model.train_on_batch(x if len(x) > 1 else x[0], targets if len(targets) > 1 else targets[0])
            model.reset_metrics()
            losses.append(float(np.ravel(logs)[0]))
        cases[name + ".keras"]["targets"] = [numbers(t) for t in targets]
        cases[name + ".keras"]["losses"] = losses[steps:]
    else:
        write(name + ".keras", entries(model))
        record(name + ".keras", model, inputs, **more)
    if legacy:
        fill(model)
        model.save(OUT / (name + ".h5"))
        with h5py.File(OUT / (name + ".h5"), "r+") as file:
            file.attrs["model_config"] = re.sub(ADDRESS, "", file.attrs["model_config"])
            file.attrs.pop("training_config", None)
            file.pop("optimizer_weights", None)
        record(name + ".h5", model, inputs)


def inverse(shape):
    x = keras.Input(shape)
    negative = layers.ReLU()(layers.Rescaling(-1.0)(x))
    return keras.Model(x, layers.Concatenate()([layers.ReLU()(x), negative]), name="inverse")


def block(shape, units, name):
    """A chain with weights that are trained and weights that are not."""
    return keras.Sequential(
        [keras.Input(shape), layers.Dense(units), layers.BatchNormalization(), layers.Dense(units, "tanh")], name=name
    )


def two(shape):
    x = keras.Input(shape)
    hidden = layers.Dense(3, "relu")(x)
    return keras.Model(x, [layers.Dense(2)(hidden), layers.Dense(4, "tanh")(hidden)], name="two")


def residual(shape):
    x = keras.Input(shape)
    return keras.Model(x, layers.Add()([layers.Dense(shape[0])(x), x]), name="residual")


def nested():
    keras.backend.clear_session()
    inner = keras.Sequential([block((3,), 4, "innermost"), inverse((4,)), layers.Dense(3)], name="inner")
    save(
        "chains",
        keras.Sequential([keras.Input((4,)), layers.Dense(3), inner, block((3,), 2, "block"), layers.Dense(2)]),
        legacy=True,
        steps=5,
    )

    x = keras.Input((4,), name="x")
    chain = block((4,), 4, "chain")
    save("chain_in_graph", keras.Model(x, layers.Add()([chain(chain(x)), x])), steps=5)

    save(
        "graph_in_chain",
        keras.Sequential([keras.Input((4,)), layers.Dense(3), residual((3,)), layers.Dense(2)]),
        steps=5,
    )

    x = keras.Input((4,), name="x")
    pair = two((4,))
    a, b = pair(x)
    c, d = pair(b)
    save("graph_in_graph", keras.Model(x, [layers.Concatenate()([a, c]), d, layers.Dense(1)(a)]), legacy=True, steps=5)

    x = keras.Input((4,), name="x")
    within = keras.Input((4,))
    outer = keras.Model(within, layers.Dense(2)(two((4,))(within)[1]), name="outer")
    y = keras.Sequential([outer, inverse((2,)), layers.Dense(4)], name="around")(x)
    save("three_levels", keras.Model(x, [layers.Dense(2)(y), two((4,))(y)[1]]), legacy=True)

    x = keras.Input((4,), name="x")
    save("ends_in_inverse", keras.Model(x, inverse((4,))(layers.Dense(4)(x))))

    frozen = block((4,), 4, "frozen")
    frozen.trainable = False
    partly = two((4,))
    partly.layers[1].trainable = False
    x = keras.Input((4,), name="x")
    save("frozen", keras.Model(x, partly(frozen(layers.Dense(4)(x)))), legacy=True, steps=5)

    frozen = block((4,), 4, "frozen")
    frozen.trainable = False
    save("frozen_chain", keras.Sequential([keras.Input((4,)), layers.Dense(4), frozen, layers.Dense(2)]), steps=5)

    # the size of the inner model's input is open, the outer one's is not
    open_size = keras.Sequential([keras.Input((None, 3)), layers.Conv1D(2, 2), layers.GlobalMaxPooling1D()], name="open")
    x = keras.Input((5, 3), name="x")
    save("open_size", keras.Model(x, layers.Dense(2)(open_size(x))))


def calls():
    keras.backend.clear_session()
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    inner = keras.Model(
        {"b": b, "a": a}, {"z": layers.Dense(2)(layers.Concatenate()([a, b])), "c": layers.Dense(3)(b)}, name="named"
    )
    save("named", inner)
    x, y = keras.Input((2,), name="x"), keras.Input((4,), name="y")
    out = inner({"b": x, "a": y})
    save("called_by_name", keras.Model([x, y], [out["c"], out["z"]]))
    listed = keras.Model([b, a], layers.Dense(2)(layers.Concatenate()([a, b])), name="listed")
    save("listed_called_by_name", keras.Model([x, y], listed({"a": y, "b": x})))
    save("listed", keras.Model([x, y], layers.Dense(2)(listed([x, y]))))
    save("by_keyword", keras.Model([x, y], layers.Dense(2)(inputs=listed(inputs=[x, y]))))

    x, y, unused = keras.Input((2,), name="x"), keras.Input((4,), name="y"), keras.Input((3,), name="unused")
    save("unused", keras.Model([x, unused, y], layers.Dense(2)(layers.Concatenate()([x, y]))), steps=3)


def dtypes():
    """Layers that compute and keep their weights in other types; here all is float32."""
    keras.backend.clear_session()
    tolerances = {"float64": 1e-6, "mixed_float16": 4e-3, "float16": 4e-3, "mixed_bfloat16": 3e-2, "bfloat16": 3e-2}
    for policy, tolerance in tolerances.items():
        keras.config.set_dtype_policy(policy)
        model = keras.Sequential(
            [keras.Input((4,)), layers.Dense(3, "tanh"), layers.BatchNormalization(), layers.Dense(2)]
        )
        save("dtype_" + policy, model, steps=2, tolerance=tolerance)
        if policy == "bfloat16":
            model.save_weights(OUT / "bfloat16.weights.h5")
    keras.config.set_dtype_policy("float32")
    normalization = layers.Normalization()
    normalization.adapt(RNG.normal(2, 3, size=(20, 4)))
    model = keras.Sequential([keras.Input((4,)), normalization, layers.Dense(2)])
    save("normalization", model)


def shards():
    """Weights divided among files of at most 300 bytes of numbers."""
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input((4,)), layers.Dense(16), block((16,), 3, "block"), layers.Dense(5)])
    save("sharded", model)
    model.save_weights(OUT / "sharded.weights.json", max_shard_size=300 / 1024**3)


def sequences():
    """Masks, which Keras computes by operations in the file, and initial states in every form."""
    keras.backend.clear_session()
    steps = keras.Input((5,), dtype="int32", name="steps")
    x = layers.Embedding(6, 3, mask_zero=True)(steps)
    h = layers.LSTM(2, return_sequences=True)(x)
    h = layers.Dense(2)(h)
    y, state, memory = layers.LSTM(2, return_state=True)(h)
    outputs = [
        y,
        layers.GRU(2)(x, initial_state=state),
        layers.LSTM(2)(x, initial_state=[state, memory]),
        layers.LSTM(2)(x, [state, memory]),
        layers.Bidirectional(layers.LSTM(2))(x, initial_state=[state, memory, memory, state]),
        layers.TimeDistributed(keras.Sequential([keras.Input((2,)), layers.Dense(3), layers.Dense(2)]))(h),
    ]
    save("sequences", keras.Model(steps, outputs))

    x = keras.Input((5, 3), name="x")
    masked = layers.Masking()(x)
    save("masking", keras.Model(x, layers.LSTM(2)(layers.SimpleRNN(3, return_sequences=True)(masked))), steps=3)

    # a mask of two: its operations reach further back than the layers themselves
    first = layers.Masking()(layers.Dense(3)(x))
    second = layers.Dense(3)(layers.Dense(3)(layers.Dense(3)(layers.Dense(3)(layers.Dense(3)(x)))))
    # Named, since Python calls the operation that joins the masks concatenate when it reads the file.
    both = layers.Concatenate(name="joined")([first, layers.Add()([first, layers.Dense(3)(first)])])
    save("merged_masks", keras.Model(x, [layers.LSTM(3)(both), second]), steps=3)

    inner = keras.Sequential([keras.Input((5, 3)), layers.Masking(), layers.LSTM(2)], name="reader")
    save("masks_inside", keras.Model(x, layers.Dense(2)(inner(x))))


def embedded(name, length, **options):
    """A sequence with a mask. Each is used once: Keras's MultiHeadAttention takes it off its inputs."""
    steps = keras.Input((length,), dtype="int32", name=name)
    return steps, layers.Embedding(6, 4, mask_zero=True, **options)(steps)


def heads(name, attention):
    x, y, z = keras.Input((5, 4), name="x"), keras.Input((3, 4), name="y"), keras.Input((3, 2), name="z")
    # Keras takes scores for square, so only square ones can go into other layers.
    _, square = attention(x, x, return_attention_scores=True)
    outputs = [
        attention(x, x, use_causal_mask=True),
        attention(x, y),
        attention(x, y, z),
        attention(query=x, value=y, key=z),
        layers.Dense(2)(square),
        *attention(x, x, return_attention_scores=True, use_causal_mask=True),
    ]
    save(name, keras.Model([x, y, z], outputs))

    allowed = keras.Input((5, 3), dtype="bool", name="allowed")
    outputs = [
        attention(x, y, attention_mask=allowed),
        attention(x, y, y, attention_mask=allowed),
        attention(query=x, value=y, key=z, attention_mask=allowed),
        *attention(query=x, value=y, attention_mask=allowed, return_attention_scores=True),
    ]
    save(name + "_mask", keras.Model([x, y, z, allowed], outputs))

    a, x = embedded("a", 5)
    b, y = embedded("b", 5)
    c, z = embedded("c", 3)
    found = attention(x, x, use_causal_mask=True)
    outputs = [layers.GlobalAveragePooling1D()(found), layers.LSTM(2)(attention(y, z))]
    save(name + "_masked", keras.Model([a, b, c], outputs))


def scored(name, attention):
    x, y, z = keras.Input((5, 4), name="x"), keras.Input((3, 4), name="y"), keras.Input((3, 4), name="z")
    outputs = [
        attention([x, y]),
        attention([x, y, z]),
        attention([x, x], use_causal_mask=True),
        *attention([x, y], return_attention_scores=True),
        *attention([x, x], use_causal_mask=True, return_attention_scores=True),
    ]
    save(name, keras.Model([x, y, z], outputs), steps=3)

    a, x = embedded("a", 5)
    b, y = embedded("b", 3)
    found = attention([x, y])
    causal = attention([layers.Dense(4)(x), x], use_causal_mask=True)
    outputs = [layers.GlobalAveragePooling1D()(found), layers.LSTM(2)(causal), attention([found, y])]
    save(name + "_masked", keras.Model([a, b], outputs))


def attentions():
    keras.backend.clear_session()
    heads("multi_head", lambda *a, **k: layers.MultiHeadAttention(2, 3)(*a, **k))
    heads("grouped_query", lambda *a, **k: layers.GroupQueryAttention(3, 4, 2)(*a, **k))
    scored("attention", lambda *a, **k: layers.Attention(use_scale=True)(*a, **k))
    scored("additive", lambda *a, **k: layers.AdditiveAttention()(*a, **k))


def joined():
    """A layer with the name that Python gives the operation that joins masks."""
    keras.backend.clear_session()
    x = keras.Input((5, 3), name="x")
    both = layers.Concatenate()([layers.Masking()(x), layers.Masking()(layers.Dense(3)(x))])
    save("joined_masks", keras.Model(x, layers.LSTM(3)(both)), steps=3)


OUT.mkdir(exist_ok=True)
nested()
calls()
dtypes()
shards()
sequences()
attentions()
joined()
(OUT / "composed_files.json").write_text(json.dumps(cases) + "\n")
