"""Cases of the layers over one axis: convolutions, poolings and reshapings of sequences."""

import keras
from keras import layers

FIRST = "channels_first"
XLA = {"compiled": True}


def pair(make, name, shape, **options):
    """A channels-first case whose expected output comes from its channels-last twin."""
    return name, make(data_format=FIRST, **options), shape, {"reference": make(**options)}


def _convolutions():
    conv = layers.Conv1D
    yield "conv1d", conv(3, 3), (7, 2)
    yield "conv1d_same", conv(3, 4, padding="same"), (7, 2)
    yield "conv1d_causal", conv(3, 3, padding="causal"), (6, 2)
    yield "conv1d_causal_strides", conv(2, 3, padding="causal", strides=2), (7, 2)
    yield "conv1d_causal_dilation", conv(2, 3, padding="causal", dilation_rate=2), (7, 2)
    yield "conv1d_strides", conv(2, 3, strides=2), (8, 2)
    yield "conv1d_strides_same", conv(2, 3, strides=3, padding="same"), (8, 2)
    yield "conv1d_dilation", conv(2, 3, dilation_rate=2), (8, 2)
    yield "conv1d_dilation_same", conv(2, 3, dilation_rate=3, padding="same"), (8, 2)
    yield "conv1d_groups", conv(4, 3, groups=2), (6, 4)
    yield "conv1d_groups_of_one", conv(4, 3, groups=2, padding="same"), (5, 2)
    yield "conv1d_options", conv(
        2,
        3,
        activation="tanh",
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (5, 2)
    yield "conv1d_no_bias", conv(2, 3, use_bias=False), (5, 2)
    for name, options in (
        ("conv1d_first_same", dict(kernel_size=3, strides=2, padding="same")),
        ("conv1d_first_causal", dict(kernel_size=2, padding="causal", dilation_rate=2)),
        ("conv1d_first", dict(kernel_size=3)),
    ):
        yield pair(lambda **o: conv(4, **o), name, (2, 7), **options)


def _transposed():
    conv = layers.Conv1DTranspose
    yield "conv1d_transpose", conv(3, 3), (5, 2)
    yield "conv1d_transpose_same", conv(3, 3, strides=2, padding="same"), (5, 2)
    yield "conv1d_transpose_small_kernel", conv(3, 2, strides=3), (4, 2)
    yield "conv1d_transpose_small_kernel_same", conv(2, 1, strides=3, padding="same"), (4, 2)
    yield "conv1d_transpose_output", conv(2, 3, strides=2, output_padding=1), (4, 2)
    yield "conv1d_transpose_output_same", conv(
        2, 3, strides=3, output_padding=1, padding="same"
    ), (4, 2)
    yield "conv1d_transpose_dilation", conv(
        2, 3, dilation_rate=2, padding="same"
    ), (5, 2), XLA
    yield "conv1d_transpose_options", conv(
        2,
        3,
        activation="relu",
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (4, 2)
    yield "conv1d_transpose_no_bias", conv(2, 3, use_bias=False), (4, 2)
    yield pair(lambda **o: conv(3, 3, **o), "conv1d_transpose_first_strides", (2, 5), strides=2)
    yield pair(lambda **o: conv(3, 3, **o), "conv1d_transpose_first", (2, 5))


def _depthwise():
    conv = layers.DepthwiseConv1D
    yield "depthwise1d", conv(3), (6, 3)
    yield "depthwise1d_same", conv(3, padding="same", depth_multiplier=2), (6, 3)
    yield "depthwise1d_strides", conv(3, strides=2), (7, 2)
    yield "depthwise1d_strides_same", conv(2, strides=2, padding="same"), (7, 2)
    yield "depthwise1d_dilation", conv(3, dilation_rate=2, padding="same"), (7, 2)
    yield "depthwise1d_strides_dilation", conv(3, strides=2, dilation_rate=2), (9, 2)
    yield "depthwise1d_options", conv(
        3,
        activation="tanh",
        depthwise_initializer="he_uniform",
        bias_initializer="ones",
        depthwise_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        depthwise_constraint=keras.constraints.UnitNorm(axis=0),
        bias_constraint=keras.constraints.NonNeg(),
    ), (5, 2)
    yield "depthwise1d_no_bias", conv(3, use_bias=False), (5, 2)
    yield pair(conv, "depthwise1d_first", (2, 6), kernel_size=3, depth_multiplier=2)


def _separable():
    conv = layers.SeparableConv1D
    yield "separable1d", conv(4, 3), (6, 3)
    yield "separable1d_same", conv(3, 3, depth_multiplier=2, padding="same"), (6, 2)
    yield "separable1d_strides", conv(3, 3, strides=2, padding="same"), (7, 2)
    yield "separable1d_dilation", conv(3, 3, dilation_rate=2), (7, 2)
    yield "separable1d_options", conv(
        2,
        3,
        activation="sigmoid",
        depthwise_initializer="he_uniform",
        pointwise_initializer="he_normal",
        bias_initializer="ones",
        depthwise_regularizer=keras.regularizers.L2(1e-3),
        pointwise_regularizer=keras.regularizers.L1(1e-3),
        bias_regularizer=keras.regularizers.L1L2(1e-3, 1e-4),
        depthwise_constraint=keras.constraints.NonNeg(),
        pointwise_constraint=keras.constraints.MaxNorm(3.0),
        bias_constraint=keras.constraints.NonNeg(),
    ), (5, 2)
    yield "separable1d_no_bias", conv(2, 3, use_bias=False), (5, 2)
    yield pair(lambda **o: conv(3, 3, **o), "separable1d_first", (2, 6), padding="same")


def _pooling():
    for kind, pool in (("max", layers.MaxPooling1D), ("average", layers.AveragePooling1D)):
        yield f"{kind}_pooling1d", pool(2), (7, 2)
        yield f"{kind}_pooling1d_same", pool(3, padding="same"), (7, 2)
        yield f"{kind}_pooling1d_strides", pool(3, strides=2), (8, 2)
        yield pair(pool, f"{kind}_pooling1d_first", (2, 7), pool_size=3, strides=2)
    for kind, pool in (
        ("max", layers.GlobalMaxPooling1D),
        ("average", layers.GlobalAveragePooling1D),
    ):
        yield f"global_{kind}_pooling1d", pool(), (5, 3)
        yield f"global_{kind}_pooling1d_keepdims", pool(keepdims=True), (5, 3)
        yield f"global_{kind}_pooling1d_first", pool(data_format=FIRST), (3, 5)


def _reshaping():
    yield "zero_padding1d", layers.ZeroPadding1D(), (3, 2)
    yield "zero_padding1d_two", layers.ZeroPadding1D((2, 0)), (3, 2)
    yield "zero_padding1d_first", layers.ZeroPadding1D((1, 3), data_format=FIRST), (2, 3)
    yield "cropping1d", layers.Cropping1D(), (5, 2)
    yield "cropping1d_two", layers.Cropping1D((0, 2)), (5, 2)
    yield "up_sampling1d", layers.UpSampling1D(), (3, 2)
    yield "up_sampling1d_three", layers.UpSampling1D(3), (3, 2)


def cases():
    """All cases of this module."""
    for family in (_convolutions, _transposed, _depthwise, _separable, _pooling, _reshaping):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
