"""The nets of Nets.java in Python Keras."""

import keras
from keras import layers

from nets_sizes import MOBILENETV2


def inverse_activation(x):
    """concat(relu(x), relu(-x))"""
    return layers.Concatenate()([layers.ReLU()(x), layers.ReLU()(layers.Rescaling(-1.0)(x))])


def activation(inverse):
    return inverse_activation if inverse else layers.ReLU()


def lenet(inverse):
    half = 2 if inverse else 1
    image = x = keras.Input((28, 28, 1))
    for filters in (32, 64):
        x = activation(inverse)(layers.Conv2D(filters // half, 3)(x))
        x = layers.MaxPooling2D(2)(x)
    x = activation(inverse)(layers.Dense(128 // half)(layers.Flatten()(x)))
    return keras.Model(image, layers.Dense(10)(x))


def normalized(x, filters, kernel_size, strides):
    x = layers.Conv2D(filters, kernel_size, strides, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def recipe_a(inverse):
    half = 2 if inverse else 1
    image = x = keras.Input((28, 28, 1))
    for channels in (32, 64):
        for size, strides, padding in ((3, 1, "valid"), (3, 1, "valid"), (5, 2, "same")):
            x = layers.Conv2D(channels // half, size, strides, padding, use_bias=False)(x)
            x = activation(inverse)(layers.BatchNormalization()(x))
        x = layers.Dropout(0.25)(x)
    return keras.Model(image, layers.Dense(10)(layers.Flatten()(x)))


def resnet20():
    image = keras.Input((32, 32, 3))
    x = layers.ReLU()(normalized(image, 16, 3, 1))
    for filters in (16, 32, 64):
        for block in range(3):
            strides = 2 if block == 0 and filters > 16 else 1
            shortcut = normalized(x, filters, 1, 2) if strides == 2 else x
            y = layers.ReLU()(normalized(x, filters, 3, strides))
            x = layers.ReLU()(layers.Add()([normalized(y, filters, 3, 1), shortcut]))
    return keras.Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))


def mobilenetv2():
    relu6 = lambda x: layers.ReLU(6.0)(x)  # noqa: E731
    image = keras.Input((96, 96, 3))
    x = relu6(normalized(image, 32, 3, 2))
    channels = 32
    for expansion, filters, blocks, first_strides in MOBILENETV2:
        for block in range(blocks):
            strides = first_strides if block == 0 else 1
            y = x if expansion == 1 else relu6(normalized(x, channels * expansion, 1, 1))
            y = layers.DepthwiseConv2D(3, strides, padding="same", use_bias=False)(y)
            y = normalized(relu6(layers.BatchNormalization()(y)), filters, 1, 1)
            x = y if block == 0 else layers.Add()([x, y])
            channels = filters
    x = layers.GlobalAveragePooling2D()(relu6(normalized(x, 1280, 1, 1)))
    return keras.Model(image, layers.Dense(10)(x))


def compiled(model):
    model.compile(
        "adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model
