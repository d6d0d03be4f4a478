"""Cases of the convolutional, pooling and reshaping layers.

make_layers.py says what a case is. Those with channels first have a channels-last reference where
Keras cannot compute them on a CPU.
"""

import keras
from keras import layers

FIRST = "channels_first"


def _pair(make, name, shape, **options):
    """A channels-first case whose expected output comes from its channels-last twin."""
    twin = {"reference": make(**options)}
    return name, make(data_format=FIRST, **options), shape, twin


def _convolutions():
    conv = layers.Conv2D
    yield "conv2d", conv(3, 3), (7, 6, 2)
    yield "conv2d_same", conv(3, 3, padding="same"), (7, 6, 2)
    yield "conv2d_even_kernel_same", conv(2, (2, 4), padding="same"), (5, 6, 3)
    yield "conv2d_rectangular", conv(2, (3, 5)), (7, 8, 2)
    yield "conv2d_strides_valid", conv(2, 3, strides=2), (8, 7, 2)
    yield "conv2d_strides_same_odd", conv(2, 3, strides=2, padding="same"), (7, 9, 2)
    yield "conv2d_strides_same_even", conv(2, 3, strides=2, padding="same"), (8, 6, 2)
    yield "conv2d_strides_differ", conv(2, 3, strides=(2, 1), padding="same"), (7, 5, 2)
    yield "conv2d_strides_over_kernel", conv(2, 2, strides=3, padding="same"), (8, 7, 2)
    yield "conv2d_dilation_valid", conv(2, 3, dilation_rate=2), (8, 7, 2)
    yield "conv2d_dilation_same", conv(2, 3, dilation_rate=2, padding="same"), (7, 6, 2)
    yield "conv2d_dilation_same_even_kernel", conv(2, 2, dilation_rate=3, padding="same"), (7, 8, 2)
    yield "conv2d_dilation_differs", conv(2, 3, dilation_rate=(1, 3), padding="same"), (5, 8, 2)
    yield "conv2d_dilation_small_input", conv(2, 3, dilation_rate=3, padding="same"), (2, 3, 1)
    yield "conv2d_groups", conv(6, 3, groups=3), (5, 6, 6)
    yield "conv2d_groups_strides", conv(4, 3, groups=2, strides=2, padding="same"), (7, 6, 4)
    yield "conv2d_groups_dilation", conv(4, 3, groups=2, dilation_rate=2, padding="same"), (6, 7, 4)
    yield "conv2d_groups_of_one", conv(4, 3, groups=4, padding="same"), (4, 5, 4)
    yield "conv2d_groups_bundled", conv(24, 2, groups=6), (3, 4, 48)
    yield "conv2d_pointwise", conv(5, 1), (3, 4, 2)
    yield "conv2d_no_bias", conv(2, 3, use_bias=False), (5, 5, 2)
    yield "conv2d_activation", conv(3, 3, activation="relu"), (5, 5, 2)
    yield "conv2d_softmax", conv(3, 3, activation="softmax"), (5, 5, 2)
    yield "conv2d_options", conv(
        2,
        3,
        kernel_initializer="he_normal",
        bias_initializer="ones",
        kernel_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        kernel_constraint=keras.constraints.NonNeg(),
        bias_constraint=keras.constraints.MaxNorm(2.0),
    ), (5, 5, 2)
    for name, options in (
        ("conv2d_first", dict(kernel_size=3)),
        ("conv2d_first_strides_same", dict(kernel_size=3, strides=2, padding="same")),
        ("conv2d_first_dilation", dict(kernel_size=3, dilation_rate=(2, 1), padding="same")),
        ("conv2d_first_groups", dict(kernel_size=(3, 2), groups=2)),
    ):
        yield _pair(lambda **o: conv(4, **o), name, (2, 7, 6), **options)


def _depthwise():
    conv = layers.DepthwiseConv2D
    yield "depthwise", conv(3), (6, 7, 3)
    yield "depthwise_same", conv(3, padding="same"), (5, 6, 2)
    yield "depthwise_multiplier", conv(3, depth_multiplier=3), (6, 5, 2)
    yield "depthwise_strides_same_odd", conv((3, 2), strides=2, padding="same"), (7, 9, 2)
    yield "depthwise_strides_valid", conv(3, strides=2, depth_multiplier=2), (8, 7, 2)
    yield "depthwise_dilation_valid", conv(3, dilation_rate=2), (8, 7, 2)
    yield "depthwise_dilation_same", conv(
        3, dilation_rate=(2, 3), padding="same", depth_multiplier=2
    ), (7, 8, 2)
    yield "depthwise_strides_dilation_valid", conv(3, strides=2, dilation_rate=2), (9, 8, 2)
    yield "depthwise_strides_dilation_same", conv(
        3, strides=2, dilation_rate=2, padding="same"
    ), (9, 8, 2)
    yield "depthwise_strides_dilation_mixed", conv(
        3, strides=(2, 1), dilation_rate=(1, 2), padding="same"
    ), (7, 8, 2)
    yield "depthwise_no_bias", conv(3, use_bias=False), (5, 5, 2)
    yield "depthwise_activation", conv(3, activation="tanh"), (5, 5, 2)
    yield "depthwise_options", conv(
        3,
        depthwise_initializer="he_uniform",
        bias_initializer="ones",
        depthwise_regularizer=keras.regularizers.L2(1e-3),
        bias_regularizer=keras.regularizers.L1(1e-3),
        depthwise_constraint=keras.constraints.UnitNorm(axis=0),
        bias_constraint=keras.constraints.NonNeg(),
    ), (5, 5, 2)
    for name, options in (
        ("depthwise_first", dict(kernel_size=3, depth_multiplier=2)),
        ("depthwise_first_strides_same", dict(kernel_size=3, strides=2, padding="same")),
        ("depthwise_first_dilation", dict(kernel_size=3, dilation_rate=2)),
    ):
        yield _pair(lambda **o: conv(**o), name, (2, 7, 6), **options)


def _separable():
    conv = layers.SeparableConv2D
    yield "separable", conv(4, 3), (6, 7, 3)
    yield "separable_multiplier_same", conv(3, 3, depth_multiplier=2, padding="same"), (5, 6, 2)
    yield "separable_strides_same_odd", conv(3, (3, 2), strides=2, padding="same"), (7, 9, 2)
    yield "separable_dilation", conv(3, 3, dilation_rate=2, padding="same"), (7, 8, 2)
    yield "separable_strides_dilation", conv(3, 3, strides=2, dilation_rate=2), (9, 8, 2)
    yield "separable_no_bias", conv(2, 3, use_bias=False), (5, 5, 2)
    yield "separable_activation", conv(2, 3, activation="sigmoid"), (5, 5, 2)
    yield "separable_options", conv(
        2,
        3,
        depthwise_initializer="he_uniform",
        pointwise_initializer="he_normal",
        bias_initializer="ones",
        depthwise_regularizer=keras.regularizers.L2(1e-3),
        pointwise_regularizer=keras.regularizers.L1(1e-3),
        bias_regularizer=keras.regularizers.L1L2(1e-3, 1e-4),
        depthwise_constraint=keras.constraints.NonNeg(),
        pointwise_constraint=keras.constraints.MaxNorm(3.0),
        bias_constraint=keras.constraints.NonNeg(),
    ), (5, 5, 2)
    for name, options in (
        ("separable_first", dict(kernel_size=3, depth_multiplier=2)),
        ("separable_first_strides_same", dict(kernel_size=3, strides=2, padding="same")),
        ("separable_first_dilation", dict(kernel_size=3, dilation_rate=2, padding="same")),
    ):
        yield _pair(lambda **o: conv(3, **o), name, (2, 7, 6), **options)


def _pooling():
    for kind, pool in (("max", layers.MaxPooling2D), ("average", layers.AveragePooling2D)):
        yield f"{kind}_pooling", pool(2), (6, 7, 2)
        yield f"{kind}_pooling_same_odd", pool(2, padding="same"), (5, 7, 2)
        yield f"{kind}_pooling_rectangular", pool((3, 2)), (7, 6, 2)
        yield f"{kind}_pooling_strides", pool(3, strides=2), (7, 8, 2)
        yield f"{kind}_pooling_strides_differ", pool(3, strides=(1, 2), padding="same"), (5, 6, 2)
        yield f"{kind}_pooling_window_over_input", pool(4, strides=1, padding="same"), (3, 2, 2)
        yield f"{kind}_pooling_first", pool(3, strides=2, padding="same", data_format=FIRST), (2, 5, 6)
    for kind, pool in (
        ("max", layers.GlobalMaxPooling2D),
        ("average", layers.GlobalAveragePooling2D),
    ):
        yield f"global_{kind}_pooling", pool(), (4, 5, 3)
        yield f"global_{kind}_pooling_keepdims", pool(keepdims=True), (4, 5, 3)
        yield f"global_{kind}_pooling_first", pool(data_format=FIRST), (3, 4, 5)
        yield f"global_{kind}_pooling_first_keepdims", pool(
            data_format=FIRST, keepdims=True
        ), (3, 4, 5)


def _reshaping():
    yield "flatten", layers.Flatten(), (3, 4, 2)
    yield "flatten_vector", layers.Flatten(), (5,)
    yield "flatten_first", layers.Flatten(data_format=FIRST), (2, 3, 4)
    yield "reshape", layers.Reshape((4, 6)), (3, 4, 2)
    yield "reshape_open", layers.Reshape((2, -1, 3)), (3, 4, 2)
    yield "reshape_one", layers.Reshape((-1,)), (3, 4, 2)
    yield "permute", layers.Permute((2, 1)), (3, 4)
    yield "permute_three", layers.Permute((3, 1, 2)), (3, 4, 2)
    yield "zero_padding", layers.ZeroPadding2D(), (3, 4, 2)
    yield "zero_padding_two", layers.ZeroPadding2D((1, 2)), (3, 4, 2)
    yield "zero_padding_four", layers.ZeroPadding2D(((1, 0), (2, 3))), (3, 4, 2)
    yield "zero_padding_first", layers.ZeroPadding2D(
        ((1, 0), (2, 3)), data_format=FIRST
    ), (2, 3, 4)
    yield "cropping_none", layers.Cropping2D(), (5, 6, 2)
    yield "cropping", layers.Cropping2D(1), (5, 6, 2)
    yield "cropping_two", layers.Cropping2D((1, 2)), (5, 6, 2)
    yield "cropping_four", layers.Cropping2D(((1, 0), (0, 3))), (5, 6, 2)
    yield "cropping_first", layers.Cropping2D(((1, 2), (3, 0)), data_format=FIRST), (2, 5, 6)
    yield "up_sampling", layers.UpSampling2D(), (3, 4, 2)
    yield "up_sampling_differs", layers.UpSampling2D((3, 1)), (3, 4, 2)
    yield "up_sampling_first", layers.UpSampling2D((1, 5), data_format=FIRST), (2, 3, 4)
    for interpolation in ("bilinear", "bicubic", "lanczos3", "lanczos5"):
        yield f"up_sampling_{interpolation}", layers.UpSampling2D(
            (2, 3), interpolation=interpolation
        ), (5, 4, 2)
    yield "up_sampling_bilinear_first", layers.UpSampling2D(
        2, interpolation="bilinear", data_format=FIRST
    ), (2, 3, 4)


def cases():
    """All cases of this module."""
    for family in (_convolutions, _depthwise, _separable, _pooling, _reshaping):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
