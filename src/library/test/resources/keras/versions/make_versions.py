"""Makes one archive of models for a version of Keras: what that version's names, defaults and weights mean.

Run once in the environment of each version, with the name of its package:

    PYTHONPATH=keras-1.2.2 KERAS_BACKEND=tensorflow python make_versions.py keras     (TensorFlow 1.15)
    ... and so with Keras 2.0.9, 2.1.6, 2.2.4 and 2.3.1
    python make_versions.py tensorflow.keras                                          (TensorFlow 2.4, 2.8, 2.12, 2.15)
    python make_versions.py tf_keras                                                  (tf_keras 2.19)
    python make_versions.py keras                                                     (Keras 3)

Writes VERSION.zip beside this script. It holds the models, with weights drawn here, and expected.json: for each
model its inputs and outputs in that version; for each that is compiled also the losses of the steps after those it
was saved at. Every case stands in the archive of every version that has it; names of cases after the script's
arguments make these alone, for a look at them.
"""

import importlib
import inspect
import json
import os
import pathlib
import sys
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np

PACKAGE = sys.argv[1]
keras = importlib.import_module(PACKAGE)
L = importlib.import_module(PACKAGE + ".layers")
VERSION = getattr(keras, "__version__", None) or importlib.import_module("keras").__version__
V = tuple(int(each) for each in VERSION.split(".")[:2])
K1 = V < (2, 0)
K3 = V >= (3, 0)
TF2 = V >= (2, 4)
models = importlib.import_module(PACKAGE + ".models")
optimizers = importlib.import_module(PACKAGE + ".optimizers")
regularizers = importlib.import_module(PACKAGE + ".regularizers")
initializers = None if K1 else importlib.import_module(PACKAGE + ".initializers")
Sequential, Model, Input = models.Sequential, models.Model, L.Input

CASES = {}


def case(first=(1, 0), last=(99, 0)):
    """Registers a function that makes a model and its inputs, for versions from first to last."""

    def register(function):
        if first <= V <= last:
            CASES[function.__name__] = function
        return function

    return register


keras1 = case(last=(1, 99))
keras2 = case((2, 0), (2, 99))
since2 = case((2, 0))


def normal(*shape):
    return RNG.normal(size=shape).astype("float32")


def chain(shape, *layers):
    """A Sequential with the input's shape in the first layer, as every version has it."""
    model = Sequential()
    if K3:
        model.add(keras.Input(shape))
    for layer in layers:
        model.add(layer)
    return model


def first(shape):
    return {} if K3 else {"input_shape": shape}


def takes(function, name):
    """Whether this version has an argument."""
    return name in inspect.signature(getattr(function, "__init__", function)).parameters


def gru(units, **options):
    if takes(L.GRU, "reset_after"):
        options["reset_after"] = False
    if not K1:
        return L.GRU(units, recurrent_activation="hard_sigmoid", **options)
    return L.GRU(units, **options)


def lstm(units, **options):
    return L.LSTM(units, **options) if K1 else L.LSTM(units, recurrent_activation="hard_sigmoid", **options)


# hard_sigmoid, wherever an activation may stand


@case()
def hard_sigmoid_gru():
    return chain((5, 3), gru(6, **first((5, 3))), L.Dense(1)), normal(4, 5, 3) * 2


@case()
def hard_sigmoid_lstm():
    return chain((5, 3), lstm(6, return_sequences=True, **first((5, 3))), L.Dense(1)), normal(4, 5, 3) * 2


@case(last=(2, 2))
def default_lstm():
    return chain((5, 3), L.LSTM(4, **first((5, 3)))), normal(4, 5, 3) * 2


@case()
def default_recurrent():
    parts = [L.SimpleRNN(4, return_sequences=True, **first((5, 3))), L.GRU(4, return_sequences=True), L.LSTM(4)]
    return chain((5, 3), *parts), normal(4, 5, 3) * 2


@case()
def hard_sigmoid_wrapped():
    parts = [
        L.Bidirectional(lstm(3, return_sequences=True), **first((5, 3))),
        L.Bidirectional(gru(3, return_sequences=True), merge_mode="sum"),
        L.TimeDistributed(L.Dense(4, activation="hard_sigmoid")),
        L.Activation("hard_sigmoid"),
    ]
    return chain((5, 3), *parts), normal(4, 5, 3) * 2


@since2
def hard_sigmoid_conv_lstm():
    layer = L.ConvLSTM2D(2, 2, recurrent_activation="hard_sigmoid", **first((3, 5, 5, 2)))
    return chain((3, 5, 5, 2), layer), normal(2, 3, 5, 5, 2) * 2


@case((2, 1))
def hard_sigmoid_cells():
    options = {"reset_after": False} if takes(L.GRUCell, "reset_after") else {}
    cells = [
        L.LSTMCell(3, recurrent_activation="hard_sigmoid"),
        L.GRUCell(4, recurrent_activation="hard_sigmoid", activation="hard_sigmoid", **options),
    ]
    return chain((5, 3), L.RNN(cells, **first((5, 3)))), normal(4, 5, 3) * 2


# recurrent layers


@case((2, 2), (2, 2))
def cudnn_lstm():
    first_layer = L.LSTM(4, recurrent_activation="sigmoid", return_sequences=True, **first((5, 3)))
    return chain((5, 3), first_layer, L.LSTM(2, recurrent_activation="sigmoid")), normal(4, 5, 3) * 2


@case((2, 2), (2, 2))
def cudnn_gru():
    layer = L.GRU(4, recurrent_activation="sigmoid", reset_after=True, **first((5, 3)))
    return chain((5, 3), layer, L.Dense(2)), normal(4, 5, 3) * 2


@case((2, 1))
def reset_after():
    if not takes(L.GRU, "reset_after"):
        return None
    return chain((5, 3), L.GRU(4, reset_after=True, **first((5, 3)))), normal(4, 5, 3) * 2


@case()
def recurrent_options():
    if K1:
        options = {"inner_init": "orthogonal", "dropout_W": 0.2, "dropout_U": 0.1, "consume_less": "gpu"}
    else:
        options = {"recurrent_initializer": "orthogonal", "dropout": 0.2, "recurrent_dropout": 0.1}
        if not K3:
            options["implementation"] = 2
    forget = {"forget_bias_init": "zero"} if K1 else {"unit_forget_bias": False}
    parts = [
        L.LSTM(3, return_sequences=True, go_backwards=True, activation="softsign", **dict(options, **forget), **first((5, 3))),
        L.GRU(3, return_sequences=True, **options),
        L.SimpleRNN(3, **{k: v for k, v in options.items()}),
    ]
    return chain((5, 3), *parts), normal(4, 5, 3)


@case()
def bidirectional():
    parts = [
        L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="concat", **first((5, 3))),
        L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode="mul"),
        L.Bidirectional(L.SimpleRNN(2), merge_mode="ave"),
    ]
    return chain((5, 3), *parts), normal(4, 5, 3)


# layers that Keras 1 spelt differently


@case()
def dense():
    if K1:
        parts = [
            L.Dense(4, input_dim=3, init="he_normal", W_regularizer=regularizers.l2(0.01), bias=False),
            L.Dense(output_dim=5, activation="tanh", b_constraint="nonneg", W_constraint="unitnorm"),
        ]
    else:
        parts = [
            L.Dense(4, kernel_initializer="he_normal", kernel_regularizer=regularizers.l2(0.01), use_bias=False, **first((3,))),
            L.Dense(5, activation="tanh", bias_constraint="non_neg", kernel_constraint="unit_norm"),
        ]
    return chain((3,), *parts, L.Activation("softmax")), normal(4, 3)


@case()
def images():
    if K1:
        parts = [
            L.Convolution2D(3, 3, 2, border_mode="same", activation="relu", input_shape=(8, 9, 2)),
            L.ZeroPadding2D((1, 2)),
            L.Convolution2D(2, 2, 2, subsample=(2, 1), W_regularizer=regularizers.l1l2(0.1, 0.1)),
            L.MaxPooling2D((2, 2), border_mode="same"),
            L.AveragePooling2D((2, 2), strides=(1, 1)),
            L.UpSampling2D((2, 2)),
            L.Cropping2D(((1, 0), (0, 1))),
            L.Flatten(),
            L.Dense(2),
        ]
    else:
        parts = [
            L.Conv2D(3, (3, 2), padding="same", activation="relu", **first((8, 9, 2))),
            L.ZeroPadding2D((1, 2)),
            L.Conv2D(2, (2, 2), strides=(2, 1), kernel_regularizer=regularizers.l1_l2(0.1, 0.1)),
            L.MaxPooling2D((2, 2), padding="same"),
            L.AveragePooling2D((2, 2), strides=(1, 1)),
            L.UpSampling2D((2, 2)),
            L.Cropping2D(((1, 0), (0, 1))),
            L.Flatten(),
            L.Dense(2),
        ]
    return chain((8, 9, 2), *parts), normal(3, 8, 9, 2)


@case(last=(2, 3))
def images_channels_first():
    f = {"dim_ordering": "th"} if K1 else {"data_format": "channels_first"}
    if K1:
        parts = [
            L.Convolution2D(3, 3, 2, border_mode="same", activation="relu", input_shape=(2, 8, 9), **f),
            L.ZeroPadding2D((1, 2), **f),
            L.Convolution2D(2, 2, 2, subsample=(2, 1), **f),
            L.MaxPooling2D((2, 2), **f),
            L.BatchNormalization(axis=1),
            L.UpSampling2D((2, 2), **f),
            L.Flatten(),
            L.Dense(2),
        ]
    else:
        parts = [
            L.Conv2D(3, (3, 2), padding="same", activation="relu", input_shape=(2, 8, 9), **f),
            L.ZeroPadding2D((1, 2), **f),
            L.Conv2D(2, (2, 2), strides=(2, 1), **f),
            L.MaxPooling2D((2, 2), **f),
            L.BatchNormalization(axis=1),
            L.UpSampling2D((2, 2), **f),
            L.Flatten(),
            L.Dense(2),
        ]
    return chain((2, 8, 9), *parts), normal(3, 2, 8, 9)


@keras1
def images_more():
    parts = [
        L.Convolution2D(3, 2, 2, input_shape=(8, 8, 2)),
        L.AtrousConvolution2D(2, 2, 2, atrous_rate=(2, 2)),
        L.SeparableConvolution2D(3, 2, 2, depth_multiplier=2, border_mode="same"),
        L.GlobalAveragePooling2D(),
    ]
    return chain(None, *parts), normal(2, 8, 8, 2)


@keras1
def deconvolution():
    layer = L.Deconvolution2D(3, 3, 3, output_shape=(2, 9, 9, 3), subsample=(2, 2), input_shape=(4, 4, 2))
    return chain(None, layer), normal(2, 4, 4, 2)


@since2
def deconvolution_2():
    layer = L.Conv2DTranspose(3, (3, 2), strides=(2, 2), padding="same", **first((4, 4, 2)))
    return chain((4, 4, 2), layer), normal(2, 4, 4, 2)


@case()
def lines():
    if K1:
        parts = [
            L.Convolution1D(3, 3, border_mode="same", input_shape=(8, 2)),
            L.Convolution1D(nb_filter=2, filter_length=2, subsample_length=2, activation="relu", input_dim=3),
            L.AtrousConvolution1D(2, 2, atrous_rate=2),
            L.ZeroPadding1D(1),
            L.MaxPooling1D(2, stride=1),
            L.UpSampling1D(length=2),
            L.Cropping1D((1, 0)),
            L.AveragePooling1D(2),
            L.GlobalMaxPooling1D(),
        ]
    else:
        parts = [
            L.Conv1D(3, 3, padding="same", **first((8, 2))),
            L.Conv1D(2, 2, strides=2, activation="relu"),
            L.Conv1D(2, 2, dilation_rate=2),
            L.ZeroPadding1D(1),
            L.MaxPooling1D(2, strides=1),
            L.UpSampling1D(2),
            L.Cropping1D((1, 0)),
            L.AveragePooling1D(2),
            L.GlobalMaxPooling1D(),
        ]
    return chain((8, 2), *parts), normal(3, 8, 2)


@case()
def volumes():
    if K1:
        parts = [
            L.Convolution3D(2, 2, 2, 2, input_shape=(4, 5, 6, 2)),
            L.MaxPooling3D((1, 2, 2)),
            L.ZeroPadding3D((1, 1, 1)),
            L.UpSampling3D((1, 2, 1)),
        ]
    else:
        parts = [
            L.Conv3D(2, 2, **first((4, 5, 6, 2))),
            L.MaxPooling3D((1, 2, 2)),
            L.ZeroPadding3D((1, 1, 1)),
            L.UpSampling3D((1, 2, 1)),
        ]
    return chain((4, 5, 6, 2), *parts), normal(2, 4, 5, 6, 2)


@case()
def normalization():
    options = {"mode": 0} if K1 else {}
    parts = [
        L.BatchNormalization(epsilon=0.01, momentum=0.9, axis=1, **options, **first((3, 4))),
        L.BatchNormalization(axis=-1),
    ]
    return chain((3, 4), *parts), normal(5, 3, 4)


@keras1
def normalization_by_batch():
    """mode=2 normalizes with the batch's statistics in prediction too; no later Keras has it."""
    return chain(None, L.BatchNormalization(mode=2, input_shape=(4,))), normal(5, 4)


@keras1
def normalization_by_sample():
    return chain(None, L.BatchNormalization(mode=1, input_shape=(4,))), normal(5, 4)


@case()
def activation_layers():
    parts = [
        L.LeakyReLU(**first((4, 3))),
        L.ELU(),
        L.PReLU() if K1 else L.PReLU(shared_axes=[1]),  # which Keras 1 left out of its files
        L.LeakyReLU(0.4),
        L.ELU(0.7),
        L.Activation("softplus"),
        L.Activation("softsign"),
    ]
    if not K3:
        parts += [L.ThresholdedReLU(), L.ThresholdedReLU(0.25)]
    return chain((4, 3), *parts), normal(4, 4, 3) * 3


@case()
def activation_functions():
    x = Input((4, 3))
    names = ["softmax", "elu", "softplus", "softsign", "relu", "tanh", "sigmoid", "hard_sigmoid"]
    if not K1:
        names += ["selu"]
    if V >= (2, 3):
        names += ["exponential"]
    if TF2:
        names += ["gelu", "swish"]
    if V >= (2, 15):
        names += ["mish"]
    outputs = [L.Activation(name)(x) for name in names]
    return make(x, outputs), normal(4, 4, 3) * 3


@case((2, 2))
def softmax_and_relu():
    if not hasattr(L, "Softmax") or not hasattr(L, "ReLU"):
        return None
    options = {"negative_slope": 0.1, "threshold": 0.5} if takes(L.ReLU, "threshold") else {}
    parts = [L.Softmax(axis=1, **first((4, 3))), L.ReLU(max_value=0.6, **options)]
    return chain((4, 3), *parts), normal(4, 4, 3) * 3


@case()
def regularizing():
    if K1:
        parts = [
            L.Dropout(0.2, input_shape=(4, 6)),
            L.GaussianNoise(sigma=0.1),
            L.GaussianDropout(p=0.3),
            L.SpatialDropout1D(p=0.3),
            L.Permute((2, 1)),
            L.Reshape((3, 8)),
            L.ActivityRegularization(l1=0.01, l2=0.1),
        ]
    else:
        parts = [
            L.Dropout(0.2, **first((4, 6))),
            L.GaussianNoise(0.1),
            L.GaussianDropout(0.3),
            L.SpatialDropout1D(0.3),
            L.Permute((2, 1)),
            L.Reshape((3, 8)),
            L.ActivityRegularization(l1=0.01, l2=0.1),
        ]
    return chain((4, 6), *parts), normal(2, 4, 6)


@case()
def embedding():
    if K1:
        parts = [L.Embedding(7, 3, input_length=5, mask_zero=True, dropout=0.2, init="uniform"), L.LSTM(4), L.Dense(2)]
    elif K3:
        parts = [L.Embedding(7, 3, mask_zero=True), L.LSTM(4), L.Dense(2)]
    else:
        parts = [L.Embedding(7, 3, input_length=5, mask_zero=True), L.LSTM(4), L.Dense(2)]
    x = np.array([[1, 2, 3, 0, 0], [6, 0, 1, 2, 4], [5, 0, 0, 0, 0]])
    return chain((5,), *parts), x


@case()
def masking():
    parts = [L.Masking(0.0, **first((4, 3))), L.LSTM(3, return_sequences=True), L.TimeDistributed(L.Dense(2))]
    x = normal(3, 4, 3)
    x[0, 2:] = 0
    x[1, 1] = 0
    return chain((4, 3), *parts), x


@case()
def repeated():
    return chain((3,), L.Dense(2, **first((3,))), L.RepeatVector(3), L.SimpleRNN(2)), normal(2, 3)


# functional models and merging


def make(inputs, outputs):
    return Model(input=inputs, output=outputs) if K1 else Model(inputs=inputs, outputs=outputs)


@case()
def merging():
    a, b = Input((3, 4)), Input((3, 4))
    if K1:
        merge = L.merge
        outputs = [merge([a, b], mode=mode) for mode in ("sum", "mul", "ave", "max")]
        outputs += [merge([a, b], mode="concat"), merge([a, b], mode="concat", concat_axis=1)]
        outputs += [merge([a, b], mode="dot", dot_axes=2), merge([a, b], mode="dot", dot_axes=(1, 1))]
    else:
        outputs = [layer()([a, b]) for layer in (L.Add, L.Multiply, L.Average, L.Maximum)]
        outputs += [L.Concatenate()([a, b]), L.Concatenate(axis=1)([a, b])]
        outputs += [L.Dot(2)([a, b]), L.Dot((1, 1))([a, b]), L.Dot(2, normalize=True)([a, b])]
    return make([a, b], outputs), [normal(2, 3, 4), normal(2, 3, 4)]


@keras1
def merged_sequentials():
    left = chain(None, L.Dense(3, input_dim=4, activation="tanh"))
    right = chain(None, L.Dense(3, input_dim=2))
    model = Sequential()
    model.add(L.Merge([left, right], mode="concat"))
    model.add(L.Dense(2))
    return model, [normal(3, 4), normal(3, 2)]


@case()
def shared_layer():
    a, b = Input((4,)), Input((4,))
    d = L.Dense(3, activation="tanh")
    outputs = L.merge([d(a), d(b)], mode="sum") if K1 else L.Add()([d(a), d(b)])
    return make([a, b], L.Dense(1)(outputs)), [normal(3, 4), normal(3, 4)]


@case()
def nested_model():
    inner = chain((4,), L.Dense(3, activation="hard_sigmoid", **first((4,))), L.BatchNormalization())
    x = Input((4,))
    z = Input((3,))
    functional = make(z, L.Dense(2, activation="tanh")(z))
    y = functional(inner(x))
    return make(x, L.Dense(1)(y)), normal(3, 4)


@case()
def nested_in_time():
    inner = chain((4,), L.Dense(3, activation="hard_sigmoid", **first((4,))), L.Dense(2))
    x = Input((5, 4))
    return make(x, L.TimeDistributed(inner)(x)), normal(3, 5, 4)


# newer layers


@case((2, 1))
def depthwise():
    if not hasattr(L, "DepthwiseConv2D"):
        return None
    parts = [
        L.DepthwiseConv2D((2, 3), depth_multiplier=2, **first((5, 6, 2))),
        L.SeparableConv2D(3, (2, 2), depth_multiplier=2),
        L.GlobalMaxPooling2D(),
    ]
    return chain((5, 6, 2), *parts), normal(2, 5, 6, 2)


@case((2, 4))
def layer_normalization():
    parts = [L.LayerNormalization(**first((3, 4))), L.LayerNormalization(axis=[1, 2], epsilon=0.1)]
    return chain((3, 4), *parts), normal(2, 3, 4)


@case((2, 4))
def attention():
    x = Input((4, 6))
    y = L.MultiHeadAttention(2, 3)(x, x)
    z = L.Attention(use_scale=True)([x, y])
    w = L.AdditiveAttention()([x, z])
    return make(x, [y, z, w]), normal(2, 4, 6)


@case((2, 4))
def functions():
    """Activations that are objects or have arguments."""
    x = Input((4, 3))
    outputs = [L.Dense(2, activation=keras.activations.hard_sigmoid)(x), L.Dense(2, activation=L.LeakyReLU())(x)]
    outputs += [L.Dense(2, activation=L.ReLU(max_value=0.5))(x), L.Activation(L.Softmax(axis=1))(x)]
    return make(x, outputs), normal(3, 4, 3)


# initializers, regularizers and constraints by every spelling


@since2
def initializer_names():
    names = ["zeros", "ones", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "lecun_uniform", "orthogonal"]
    names += [initializers.VarianceScaling(2.0, "fan_avg", distribution) for distribution in ("normal", "uniform")] if not K3 else []
    names += [initializers.RandomNormal(0.1, 0.2), initializers.TruncatedNormal(), initializers.Constant(0.3), initializers.RandomUniform()]
    if not K3 and hasattr(initializers, "lecun_normal"):
        names += ["lecun_normal"]
    x = Input((3,))
    return make(x, [L.Dense(2, kernel_initializer=name)(x) for name in names]), normal(2, 3)


@keras1
def initializer_names_1():
    names = ["uniform", "lecun_uniform", "normal", "identity", "orthogonal", "zero", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform"]
    x = Input((3,))
    return make(x, [L.Dense(3, init=name)(x) for name in names]), normal(2, 3)


# training: the steps after the file was saved


def compiled(optimizer, loss="mse", metrics=None, wrong=None, out=1):
    if K1:
        model = chain(None, L.Dense(4, input_dim=3, activation="tanh"), L.Dense(out))
    else:
        model = chain((3,), L.Dense(4, activation="tanh", **first((3,))), L.Dense(out))
    return model, normal(6, 3), (optimizer, loss, metrics, normal(6, out))


def rate(value):
    return {"lr" if V < (2, 3) else "learning_rate": value}


def former(name):
    """The optimizers that were Keras 2's, which the last versions of it call legacy."""
    holder = getattr(optimizers, "legacy", None)
    return getattr(holder if holder is not None and hasattr(holder, name) else optimizers, name)


old_training = case(last=(2, 99))


@old_training
def train_sgd_decay():
    return compiled(former("SGD")(momentum=0.9, decay=0.3, **rate(0.1)))


@old_training
def train_sgd_nesterov():
    return compiled(former("SGD")(momentum=0.9, nesterov=True, **rate(0.05)))


@old_training
def train_rmsprop_decay():
    return compiled(former("RMSprop")(decay=0.2, **rate(0.05)))


@old_training
def train_adagrad():
    return compiled(former("Adagrad")(**rate(0.1)))


@old_training
def train_adadelta():
    return compiled(former("Adadelta")(**rate(1.0)))


@old_training
def train_adam():
    return compiled(former("Adam")(decay=0.1, **rate(0.05)), "mae", ["mse"])


@old_training
def train_adam_by_name():
    return compiled("adam")


@old_training
def train_adamax():
    return compiled(former("Adamax")(**rate(0.05)))


@old_training
def train_nadam():
    return compiled(former("Nadam")(**rate(0.05)))


@case((2, 2), (2, 99))
def train_amsgrad():
    return compiled(former("Adam")(amsgrad=True, **rate(0.05)))


@case()
def train_cosine():
    name = "cosine_proximity" if V < (2, 3) else "cosine_similarity"
    return compiled(optimizers.SGD(**rate(0.1)), name, out=3)


@case()
def train_losses():
    """Losses by name, in a model of several outputs."""
    x = Input((3,))
    names = ["mse", "mean_absolute_error", "mape", "msle", "squared_hinge", "hinge", "kld", "poisson"]
    if not K1:
        names += ["logcosh" if V < (2, 5) else "log_cosh", "categorical_hinge"]
    outputs = [L.Dense(2, activation="softmax")(x) for _ in names]
    model = make(x, outputs)
    targets = [np.abs(normal(5, 2)) + 0.1 for _ in names]
    return model, normal(5, 3), (optimizers.SGD(**rate(0.01)), names, None, targets)


@case()
def train_regularized():
    if K1:
        layer = L.Dense(4, input_dim=3, W_regularizer=regularizers.l2(0.1), activity_regularizer=regularizers.activity_l2(0.2))
    else:
        layer = L.Dense(4, kernel_regularizer=regularizers.l2(0.1), activity_regularizer=regularizers.l2(0.2), **first((3,)))
    model = chain((3,), layer, L.Dense(1))
    return model, normal(6, 3), (optimizers.SGD(**rate(0.05)), "mse", None, normal(6, 1))


@case()
def train_accuracy():
    layer = L.Dense(3, activation="softmax", **({"input_dim": 4} if not K3 else {}))
    targets = np.eye(3, dtype="float32")[RNG.randint(0, 3, 6)]
    return chain((4,), layer), normal(6, 4), (optimizers.SGD(**rate(0.1)), "categorical_crossentropy", ["acc"], targets)


def numbers(values):
    values = np.asarray(values, dtype="float32")
    if not np.isfinite(values).all():
        raise ValueError("not finite")
    return {"shape": list(values.shape), "values": [float(each) for each in values.ravel()]}


def listed(values):
    return list(values) if isinstance(values, (list, tuple)) else [values]


def fill(model):
    """Weights large enough to tell meanings apart."""
    model.set_weights([draw(each) for each in model.get_weights()])


def draw(weight):
    weight = np.asarray(weight)
    return RNG.uniform(0.2, 0.9, weight.shape) * np.where(RNG.uniform(size=weight.shape) < 0.3, -1, 1)


def positive_variances(model):
    """Makes all weights positive where some must not be negative."""
    names = [each.path if K3 else each.name for each in model.weights]
    if any("variance" in name or "std" in name for name in names):
        model.set_weights([np.abs(each) for each in model.get_weights()])


def as_cudnn(path, model):
    """Rewrites a file as a graphics card's layers have it, by Keras's own conversion of their weights."""
    import h5py
    from keras.engine import saving

    kept = ("name", "trainable", "batch_input_shape", "dtype", "units", "return_sequences", "kernel_initializer")
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"].decode())
        for entry, layer in zip(config["config"]["layers"], model.layers):
            kind = "CuDNN" + layer.__class__.__name__
            if kind not in ("CuDNNLSTM", "CuDNNGRU"):
                continue
            weights = saving._convert_rnn_weights(type(kind, (), {})(), layer.get_weights())
            group = file["model_weights"][layer.name]
            for name, weight in zip(group.attrs["weight_names"], weights):
                del group[name]
                group[name] = weight
            entry["class_name"] = kind
            entry["config"] = {key: value for key, value in entry["config"].items() if key in kept}
        file.attrs["model_config"] = json.dumps(config).encode()


def write(name, archive, expected):
    global RNG
    RNG = np.random.RandomState(sum(map(ord, name)))
    made = CASES[name]()
    if made is None:
        return
    model, x, training = made if len(made) == 3 else made + (None,)
    fill(model)
    positive_variances(model)
    entry = {}
    if training:
        optimizer, loss, metrics, y = training
        model.compile(optimizer, loss, metrics=metrics)
        for _ in range(3):
            model.train_on_batch(x, y)
    entry["inputs"] = [numbers(each) for each in listed(x)]
    predict = {} if K1 else {"batch_size": 64}
    entry["outputs"] = [numbers(each) for each in listed(model.predict(x, **predict))]
    formats = [".keras"] if K3 else [".h5", ".keras"] if V >= (2, 12) and not name.startswith("train") else [".h5"]
    entry["formats"] = formats
    for extension in formats:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name + extension)
            model.save(path)
            if name.startswith("cudnn"):
                as_cudnn(path, model)
            store(archive, name + extension, pathlib.Path(path).read_bytes())
            model = models.load_model(path) if training else model
    if training:
        entry["targets"] = [numbers(each) for each in listed(y)]
        losses = [listed(model.train_on_batch(x, y)) for _ in range(4)]
        entry["losses"] = [float(each[0]) for each in losses]
        entry["after"] = [numbers(each) for each in listed(model.predict(x, **predict))]
    expected[name] = entry


def store(archive, name, data):
    info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def main():
    wanted = sys.argv[2:] or sorted(CASES)
    expected = {}
    out = pathlib.Path(tempfile.gettempdir() if sys.argv[2:] else pathlib.Path(__file__).parent)
    if os.environ.get("OUT"):
        out = pathlib.Path(os.environ["OUT"])
    path = str(out / (PACKAGE.split(".")[0] + "-" + VERSION + ".zip"))
    with zipfile.ZipFile(path + ".part", "w") as archive:
        for name in wanted:
            try:
                write(name, archive, expected)
            except Exception as e:  # a version that has it not, or not so
                print(VERSION, name, type(e).__name__, str(e)[:200])
            if hasattr(keras.backend, "clear_session"):
                keras.backend.clear_session()
        text = {name: entry for name, entry in expected.items()}
        store(archive, "expected.json", json.dumps(text).encode())
    os.replace(path + ".part", path)


main()
