"""Cases of the layers over three axes, and of the transposed convolutions over two and three."""

import keras
from keras import layers

from layer_cases_sequences import FIRST, XLA, pair


def _convolutions():
    conv = layers.Conv3D
    yield "conv3d", conv(3, 2), (4, 3, 5, 2)
    yield "conv3d_same", conv(2, (3, 2, 3), padding="same"), (3, 4, 3, 2)
    yield "conv3d_strides", conv(2, 2, strides=2), (5, 4, 5, 2)
    yield "conv3d_strides_same", conv(2, 3, strides=(2, 1, 2), padding="same"), (5, 3, 4, 2)
    yield "conv3d_flat", conv(2, (1, 2, 2)), (3, 4, 3, 2)
    yield "conv3d_groups", conv(4, 2, groups=2), (3, 3, 3, 4)
    yield "conv3d_options", conv(
        2,
        2,
        activation="tanh",
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (3, 3, 2, 1)
    yield "conv3d_no_bias", conv(2, 2, use_bias=False), (3, 2, 3, 2)
    yield "conv3d_dilation", conv(2, 2, dilation_rate=2), (5, 4, 4, 1), XLA
    yield "conv3d_dilation_same", conv(2, 3, dilation_rate=(2, 1, 2), padding="same"), (4, 3, 3, 1), XLA
    yield pair(lambda **o: conv(3, 2, **o), "conv3d_first", (2, 3, 4, 3), padding="same")


def _transposed():
    conv = layers.Conv2DTranspose
    yield "conv2d_transpose", conv(3, 3), (4, 3, 2)
    yield "conv2d_transpose_same", conv(3, 3, padding="same"), (4, 3, 2)
    yield "conv2d_transpose_strides", conv(2, 3, strides=2), (3, 4, 2)
    yield "conv2d_transpose_strides_same", conv(2, 3, strides=2, padding="same"), (3, 4, 2)
    yield "conv2d_transpose_strides_differ", conv(2, (2, 3), strides=(3, 1)), (3, 4, 2)
    yield "conv2d_transpose_even_same", conv(2, 4, strides=2, padding="same"), (3, 4, 2)
    yield "conv2d_transpose_output", conv(2, 3, strides=2, output_padding=1), (3, 2, 2)
    yield "conv2d_transpose_output_zero", conv(
        2, 3, strides=2, output_padding=0, padding="same"
    ), (3, 2, 2)
    yield "conv2d_transpose_output_same", conv(
        2, 3, strides=3, output_padding=(1, 2), padding="same"
    ), (3, 2, 2)
    yield "conv2d_transpose_output_even", conv(
        2, 4, strides=2, output_padding=1, padding="same"
    ), (3, 2, 2)
    yield "conv2d_transpose_dilation", conv(2, 3, dilation_rate=2), (3, 4, 2), XLA
    yield "conv2d_transpose_dilation_same", conv(
        2, (3, 2), dilation_rate=(1, 3), padding="same"
    ), (3, 4, 2), XLA
    yield "conv2d_transpose_no_bias", conv(2, 3, use_bias=False), (3, 2, 2)
    yield "conv2d_transpose_options", conv(
        2,
        2,
        activation="relu",
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (3, 2, 2)
    yield pair(lambda **o: conv(3, 3, **o), "conv2d_transpose_first_strides", (2, 3, 4), strides=2)
    yield pair(lambda **o: conv(3, 3, **o), "conv2d_transpose_first", (2, 3, 4))


def _transposed_volumes():
    conv = layers.Conv3DTranspose
    yield "conv3d_transpose", conv(2, 2), (3, 2, 3, 2)
    yield "conv3d_transpose_same", conv(2, 3, padding="same"), (3, 2, 4, 2)
    yield "conv3d_transpose_even_same", conv(2, 4, padding="same"), (5, 2, 2, 1)
    yield "conv3d_transpose_strides", conv(2, 3, strides=2), (3, 2, 2, 2)
    yield "conv3d_transpose_strides_same", conv(2, 3, strides=2, padding="same"), (3, 2, 2, 2)
    yield "conv3d_transpose_strides_differ", conv(2, (5, 2, 1), strides=(2, 3, 1)), (3, 2, 2, 1)
    yield "conv3d_transpose_strides_large", conv(2, (2, 3, 2), strides=(3, 1, 2)), (2, 2, 2, 1)
    yield "conv3d_transpose_deep_same", conv(1, (5, 1, 1), strides=(2, 1, 1), padding="same"), (4, 2, 1, 2)
    yield "conv3d_transpose_output", conv(2, 3, strides=2, output_padding=1), (2, 2, 2, 2)
    yield "conv3d_transpose_output_deep", conv(
        1, (4, 1, 1), strides=(2, 1, 1), output_padding=(1, 0, 0)
    ), (2, 1, 2, 2)
    yield "conv3d_transpose_output_same", conv(
        2, 3, strides=3, output_padding=(1, 2, 0), padding="same"
    ), (2, 2, 1, 2)
    yield "conv3d_transpose_output_even", conv(
        2, (4, 3, 2), strides=2, output_padding=1, padding="same"
    ), (3, 2, 2, 1)
    yield "conv3d_transpose_dilation", conv(1, 2, dilation_rate=2), (3, 2, 2, 2), XLA
    yield "conv3d_transpose_dilation_same", conv(
        1, (3, 2, 1), dilation_rate=(2, 1, 1), padding="same"
    ), (4, 3, 2, 1), XLA
    yield "conv3d_transpose_no_bias", conv(2, 2, use_bias=False), (2, 2, 1, 2)
    yield pair(lambda **o: conv(3, 2, **o), "conv3d_transpose_first", (2, 3, 2, 2), strides=2)
    yield "conv3d_transpose_options", conv(
        2,
        2,
        activation="relu",
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (2, 2, 2, 1)


def _pooling():
    for kind, pool in (("max", layers.MaxPooling3D), ("average", layers.AveragePooling3D)):
        yield f"{kind}_pooling3d", pool(2), (4, 3, 2, 2)
        yield f"{kind}_pooling3d_same", pool((2, 1, 3), padding="same"), (3, 2, 4, 2)
        yield f"{kind}_pooling3d_strides", pool(2, strides=(1, 2, 1)), (3, 4, 3, 1)
        yield pair(pool, f"{kind}_pooling3d_first", (2, 4, 3, 2), pool_size=2)
    for kind, pool in (
        ("max", layers.GlobalMaxPooling3D),
        ("average", layers.GlobalAveragePooling3D),
    ):
        yield f"global_{kind}_pooling3d", pool(), (2, 3, 2, 3)
        yield f"global_{kind}_pooling3d_keepdims", pool(keepdims=True), (2, 3, 2, 3)
        yield f"global_{kind}_pooling3d_first", pool(data_format=FIRST), (3, 2, 3, 2)


def _reshaping():
    for name, border in (("zero_padding3d", layers.ZeroPadding3D), ("cropping3d", layers.Cropping3D)):
        yield name, border(), (3, 4, 3, 2)
        yield f"{name}_three", border((0, 1, 1)), (2, 3, 4, 1)
        yield f"{name}_six", border(((0, 1), (1, 0), (2, 0))), (2, 2, 3, 1)
        yield f"{name}_first", border(((0, 1), (1, 0), (1, 1)), data_format=FIRST), (1, 2, 2, 3)
    yield "up_sampling3d", layers.UpSampling3D(), (2, 1, 2, 2)
    yield "up_sampling3d_differs", layers.UpSampling3D((1, 2, 3)), (2, 1, 2, 2)
    yield "up_sampling3d_first", layers.UpSampling3D((3, 1, 2), data_format=FIRST), (2, 1, 2, 2)


def cases():
    """All cases of this module."""
    for family in (_convolutions, _transposed, _pooling, _reshaping, _transposed_volumes):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
