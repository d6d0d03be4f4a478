"""Makes SavedModels of every kind in a folder, with inputs and TensorFlow's own outputs.

Usage: make_models.py FOLDER. Each model lies in FOLDER/<name>; FOLDER/cases.json lists calls as
{"model", "signature", "inputs": {name: array}, "outputs": {name: array}}, where an array is
{"dtype", "shape", "bits"}: the elements' bytes in little-endian order, hexadecimal, or for strings
a list of hexadecimal texts.
"""
import json
import pathlib
import sys
import zlib

import keras
import numpy as np
import tensorflow as tf

folder = pathlib.Path(sys.argv[1])
cases = []
keras.utils.set_random_seed(7)
random = np.random.default_rng(7)


def describe(value):
    value = np.asarray(value)
    if value.dtype == object or value.dtype.kind in "SU":
        texts = [v if isinstance(v, bytes) else v.encode() for v in value.reshape(-1).tolist()]
        return {"dtype": "string", "shape": value.shape, "bits": [t.hex() for t in texts]}
    return {"dtype": value.dtype.name, "shape": value.shape, "bits": value.tobytes().hex()}


def case(model, signature, inputs, function):
    outputs = function(**{name: tf.constant(value) for name, value in inputs.items()})
    cases.append({
        "model": model,
        "signature": signature,
        "inputs": {name: describe(value) for name, value in inputs.items()},
        "outputs": {name: describe(value.numpy()) for name, value in outputs.items()},
    })


def saved(model):
    return tf.saved_model.load(str(folder / model)).signatures


# Keras: a small convolutional network with batch normalisation, trained for a step.
image = keras.Input((8, 8, 3), name="image")
x = keras.layers.Conv2D(4, 3, activation="relu")(image)
x = keras.layers.BatchNormalization()(x)
x = keras.layers.MaxPooling2D()(x)
x = keras.layers.Dropout(0.5)(x)
cnn = keras.Model(image, keras.layers.Dense(5, activation="softmax")(keras.layers.Flatten()(x)))
cnn.compile("adam", "sparse_categorical_crossentropy")
pictures = random.normal(size=(6, 8, 8, 3)).astype("float32")
cnn.fit(pictures, np.arange(6) % 5, epochs=2, verbose=0)
cnn.export(folder / "cnn", verbose=False)
signatures = saved("cnn")
name = list(signatures["serving_default"].structured_input_signature[1])[0]
case("cnn", "serving_default", {name: pictures}, signatures["serving_default"])

# Keras: two inputs, one of them recurrent.
left = keras.Input((4,), name="left")
right = keras.Input((5, 3), name="right")
joined = keras.layers.Concatenate()([left, keras.layers.LSTM(3)(right)])
two = keras.Model({"left": left, "right": right}, keras.layers.Dense(2)(joined))
two.export(folder / "two", verbose=False)
signatures = saved("two")
case("two", "serving_default",
     {"left": random.normal(size=(2, 4)).astype("float32"),
      "right": random.normal(size=(2, 5, 3)).astype("float32")}, signatures["serving_default"])

# Keras: preprocessing with a vocabulary and text.
lookup = keras.layers.StringLookup(vocabulary=["red", "green", "blue"])
words = keras.Input((None,), dtype="string", name="words")
vocabulary = keras.Model(words, lookup(words))
try:
    vocabulary.export(folder / "vocabulary", verbose=False)
except Exception as error:  # A backend without string inputs would be news; say so.
    raise SystemExit(f"StringLookup: {error}")
signatures = saved("vocabulary")
name = list(signatures["serving_default"].structured_input_signature[1])[0]
case("vocabulary", "serving_default",
     {name: np.array([[b"blue", b"pink", b"red"]], dtype=object)}, signatures["serving_default"])

# Every element type, in and out.
DTYPES = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
          "float16", "bfloat16", "float32", "float64", "string"]


class Types(tf.Module):
    def __init__(self):
        super().__init__()
        self.calls = {}
        for dtype in DTYPES:
            spec = tf.TensorSpec([None, 2], dtype, name="x")
            self.calls[dtype] = self.make(dtype).get_concrete_function(x=spec)
        self.calls["scalar"] = tf.function(lambda x: {"y": x * 2}).get_concrete_function(
            x=tf.TensorSpec([], "int16", name="x"))
        self.calls["nothing"] = tf.function(lambda: {"y": tf.constant([1, 2, 3], tf.int8)}
                                                 ).get_concrete_function()
        self.calls["any_rank"] = tf.function(lambda x: {"y": tf.reduce_sum(x)}
                                                  ).get_concrete_function(
            x=tf.TensorSpec(None, "float32", name="x"))
        self.calls["complex"] = tf.function(lambda x: {"y": x}).get_concrete_function(
            x=tf.TensorSpec([2], "complex64", name="x"))

    def make(self, dtype):
        # Computed, so that an output is not just its input handed back.
        return tf.function(lambda x: {"y": tf.reverse(tf.concat([x, x], 0), [1])})


module = Types()
tf.saved_model.save(module, str(folder / "types"), signatures=module.calls)
for dtype in DTYPES:
    if dtype == "string":
        value = np.array([[b"", b"a"], ["Größe".encode(), b"\x00\xff" * 40]], dtype=object)
    elif dtype == "bool":
        value = np.array([[True, False], [True, True]])
    else:
        np_type = tf.dtypes.as_dtype(dtype).as_numpy_dtype
        value = np.array([[0, 1], [2, 3]]).astype(np_type)
        value[1] = [tf.dtypes.as_dtype(dtype).min, tf.dtypes.as_dtype(dtype).max]
    case("types", dtype, {"x": value}, module.calls[dtype])
case("types", "float32", {"x": np.zeros((0, 2), "float32")}, module.calls["float32"])
case("types", "scalar", {"x": np.int16(-21)}, module.calls["scalar"])
case("types", "nothing", {}, module.calls["nothing"])
case("types", "any_rank", {"x": np.ones((2, 3), "float32")}, module.calls["any_rank"])


# A vocabulary in an asset, a table in memory, strings, and a loop.
class Tables(tf.Module):
    def __init__(self):
        super().__init__()
        path = folder / "words.txt"
        path.write_text("zero\none\ntwo\n")
        self.asset = tf.saved_model.Asset(str(path))
        self.table = tf.lookup.StaticHashTable(
            tf.lookup.TextFileInitializer(self.asset, tf.string, tf.lookup.TextFileIndex.WHOLE_LINE,
                                          tf.int64, tf.lookup.TextFileIndex.LINE_NUMBER), -1)
        self.memory = tf.lookup.StaticHashTable(
            tf.lookup.KeyValueTensorInitializer(["a", "b"], [1.5, 2.5]), 0.0)
        self.counter = tf.Variable(3, dtype=tf.int64)

    @tf.function(input_signature=[tf.TensorSpec([None], "string", name="text")])
    def find(self, text):
        total = tf.constant(0, tf.int64)
        for i in tf.range(self.counter):
            total += i
        return {"line": self.table.lookup(tf.strings.lower(text)), "value": self.memory.lookup(text),
                "joined": tf.strings.reduce_join(text, separator="/"), "total": total}


tables = Tables()
tf.saved_model.save(tables, str(folder / "tables"), signatures=tables.find)
case("tables", "serving_default", {"text": np.array([b"Two", b"b", b"none"], dtype=object)},
     saved("tables")["serving_default"])


# TensorFlow 1: reference variables, a session, the old saver.
with tf.Graph().as_default():
    with tf.compat.v1.Session() as session:
        x1 = tf.compat.v1.placeholder(tf.float32, [None, 3], name="x1")
        weights = tf.compat.v1.get_variable("w", initializer=np.arange(6, dtype="float32").reshape(3, 2),
                                            use_resource=False)
        y1 = tf.matmul(x1, weights)
        session.run(tf.compat.v1.global_variables_initializer())
        tf.compat.v1.saved_model.simple_save(session, str(folder / "old"), {"x": x1}, {"y": y1})
case("old", "serving_default", {"x": np.array([[1, 2, 3]], "float32")}, saved("old")["serving_default"])


# TensorFlow 1: placed on a graphics processor, which need not be there; a sparse input.
with tf.Graph().as_default():
    with tf.compat.v1.Session() as session:
        with tf.device("/device:GPU:0"):
            x1 = tf.compat.v1.placeholder(tf.float32, [None, 3], name="x1")
            y1 = tf.nn.softmax(x1 * 2.0)
        sparse = tf.compat.v1.sparse_placeholder(tf.float32, [None, 3], name="sparse")
        signatures = {
            "serving_default": tf.compat.v1.saved_model.predict_signature_def({"x": x1}, {"y": y1}),
            "sparse": tf.compat.v1.saved_model.predict_signature_def(
                {"x": sparse}, {"y": tf.sparse.to_dense(sparse)}),
        }
        builder = tf.compat.v1.saved_model.Builder(str(folder / "placed"))
        builder.add_meta_graph_and_variables(session, ["serve"], signature_def_map=signatures)
        builder.save()
case("placed", "serving_default", {"x": np.array([[1, 2, 3]], "float32")},
     lambda x: {"y": tf.nn.softmax(x * 2.0)})

# Keras: the gradient functions of swish wait for their arguments.
swish = keras.Sequential([keras.Input((4,), name="x"), keras.layers.Dense(3, activation="swish"),
                          keras.layers.Dense(2, activation="silu")])
swish.export(folder / "swish", verbose=False)
signatures = saved("swish")
name = list(signatures["serving_default"].structured_input_signature[1])[0]
case("swish", "serving_default", {name: random.normal(size=(2, 4)).astype("float32")},
     signatures["serving_default"])


# Operations that only compute, and some that never run here.
class Harmless(tf.Module):
    def __init__(self):
        super().__init__()
        self.calls = {}

    def add(self, name, function, *inputs):
        specs = {f"x{i}": tf.TensorSpec(np.shape(value), tf.constant(value).dtype, name=f"x{i}")
                 for i, value in enumerate(inputs)}
        concrete = tf.function(lambda **x: {"y": function(*[x[f"x{i}"] for i in range(len(x))])}
                               ).get_concrete_function(**specs)
        self.calls[name] = (concrete, {f"x{i}": value for i, value in enumerate(inputs)})


def recurrent(x):
    """As tf.keras 2 has it: two functions for one interface, the second for other processors."""
    def implements(device):
        return tf.function(autograph=False, experimental_attributes={
            "api_implements": "lstm_7", "api_preferred_device": device})

    @implements("GPU")
    def by_cudnn(x):
        return tf.raw_ops.CudnnRNNV3(
            input=tf.transpose(x, [1, 0, 2]), input_h=tf.zeros([1, 2, 3]), input_c=tf.zeros([1, 2, 3]),
            params=tf.zeros([96]), sequence_lengths=tf.constant([4, 4]))[0]

    @implements("CPU")
    def by_processor(x):
        return tf.scan(lambda h, z: tf.tanh(h + z), tf.transpose(x, [1, 0, 2]))

    by_cudnn.get_concrete_function(x).add_to_graph(tf.compat.v1.get_default_graph())
    return by_processor(x)


def serialised(x):
    sparse = tf.sparse.from_dense(x)
    many = tf.io.deserialize_many_sparse(tf.io.serialize_many_sparse(sparse), tf.float32)
    variant = tf.raw_ops.DeserializeSparse(
        serialized_sparse=tf.io.serialize_sparse(sparse, out_type=tf.variant), dtype=tf.float32)
    return tf.sparse.to_dense(many) + tf.sparse.to_dense(tf.SparseTensor(*variant))


def in_compressed_rows(x):
    sparse = tf.sparse.from_dense(x)
    rows = tf.raw_ops.SparseTensorToCSRSparseMatrix(
        indices=sparse.indices, values=sparse.values, dense_shape=sparse.dense_shape)
    product = tf.raw_ops.SparseMatrixMatMul(a=rows, b=tf.transpose(x))
    return product + tf.cast(tf.raw_ops.SparseMatrixNNZ(sparse_matrix=rows), tf.float32)


numbers = random.normal(size=(3, 4)).astype("float32") * (random.uniform(size=(3, 4)) > 0.4)
harmless = Harmless()
harmless.add("recurrent", recurrent, random.normal(size=(2, 4, 3)).astype("float32"))
harmless.add("serialised", serialised, numbers)
harmless.add("compressed_rows", in_compressed_rows, numbers)
harmless.add("bytes", lambda x: tf.io.parse_tensor(tf.io.serialize_tensor(x), tf.float32), numbers)
harmless.add("inflated", lambda x: tf.io.decode_compressed(x, "ZLIB"),
             np.array([zlib.compress(b"abc")], dtype=object))
harmless.add("map_defun", lambda x: tf.raw_ops.MapDefun(
    arguments=[x], captured_inputs=[tf.constant(2.0)], output_types=[tf.float32], output_shapes=[[4]],
    f=tf.function(lambda row, by: row * by).get_concrete_function(
        tf.TensorSpec([4]), tf.TensorSpec([])))[0], numbers)
harmless.add("compiled", tf.function(lambda x: tf.tanh(x) * 2, jit_compile=True), numbers)
harmless.add("updated", lambda x: keras.ops.slice_update(x, [1, 1], tf.zeros([2, 2])), numbers)
harmless.add("recomputed", tf.recompute_grad(lambda x: tf.exp(x)), numbers)
tf.saved_model.save(harmless, str(folder / "harmless"),
                    signatures={name: concrete for name, (concrete, _) in harmless.calls.items()})
for name, (concrete, inputs) in harmless.calls.items():
    case("harmless", name, inputs, concrete)


# A sparse and a ragged tensor in a signature are the tensors that they consist of.
class Composite(tf.Module):
    @tf.function(input_signature=[tf.SparseTensorSpec([None, 3], "float32")])
    def sparse(self, x):
        return {"y": tf.sparse.to_dense(x)}

    @tf.function(input_signature=[tf.RaggedTensorSpec([None, None], "float32")])
    def ragged(self, x):
        return {"y": x.to_tensor()}


composite = Composite()
tf.saved_model.save(composite, str(folder / "composite"),
                    signatures={"sparse": composite.sparse, "ragged": composite.ragged})
call = saved("composite")["sparse"]
case("composite", "sparse",
     {"x": np.array([[0, 1], [1, 2]], "int64"), "x_1": np.array([5, 6], "float32"),
      "x_2": np.array([2, 3], "int64")}, call)
call = saved("composite")["ragged"]
case("composite", "ragged",
     {"x": np.array([1, 2, 3], "float32"), "x_1": np.array([0, 1, 3], "int64")}, call)


# Enough to be mutated: a variable, a function with control flow, two signatures.
class Small(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0, -2.0], [3.0, 4.0], [0.5, 0.25]], name="w")

    @tf.function(input_signature=[tf.TensorSpec([None, 3], "float32", name="x")])
    def serve(self, x):
        y = tf.matmul(x, self.w)
        return {"y": tf.cond(tf.reduce_sum(y) > 0, lambda: tf.nn.relu(y), lambda: tf.nn.softmax(y))}

    @tf.function(input_signature=[tf.TensorSpec([], "string", name="text")])
    def words(self, text):
        return {"words": tf.strings.split([text]).values}


small = Small()
tf.saved_model.save(small, str(folder / "small"),
                    signatures={"serving_default": small.serve, "words": small.words})
case("small", "serving_default", {"x": np.array([[1, 2, 3]], "float32")}, small.serve)

(folder / "cases.json").write_text(json.dumps(cases))
