"""Cases of the core, activation, normalization, regularization and preprocessing layers."""

import keras
from keras import constraints, initializers, layers, regularizers


@keras.saving.register_keras_serializable("inverse_activation", name="InverseActivation")
class InverseActivation(layers.Layer):
    """InverseActivation composed of Keras operations."""

    def __init__(
        self,
        activation="relu",
        data_format="channels_last",
        use_scale=False,
        use_bias=False,
        scale_initializer="ones",
        bias_initializer="zeros",
        scale_regularizer=None,
        bias_regularizer=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.activation = keras.activations.get(activation)
        self.data_format = data_format
        self.use_scale = use_scale
        self.use_bias = use_bias
        self.scale_initializer = initializers.get(scale_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.scale_regularizer = regularizers.get(scale_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)

    def _axis(self, rank):
        return rank - 1 if self.data_format == "channels_last" else 1

    def build(self, input_shape):
        channels = 2 * input_shape[self._axis(len(input_shape))]
        if self.use_scale:
            self.scale = self.add_weight(
                name="scale",
                shape=(channels,),
                initializer=self.scale_initializer,
                regularizer=self.scale_regularizer,
            )
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias",
                shape=(channels,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
            )

    def call(self, x):
        axis = self._axis(len(x.shape))
        if not self.use_scale and not self.use_bias:
            return keras.ops.concatenate(
                [self.activation(x), self.activation(-x)], axis=axis
            )
        y = keras.ops.concatenate([x, -x], axis=axis)
        channelwise = [1] * len(x.shape)
        channelwise[axis] = -1
        if self.use_scale:
            y = y * keras.ops.reshape(self.scale, channelwise)
        if self.use_bias:
            y = y + keras.ops.reshape(self.bias, channelwise)
        return self.activation(y)

    def get_config(self):
        return {
            **super().get_config(),
            "activation": keras.activations.serialize(self.activation),
            "data_format": self.data_format,
            "use_scale": self.use_scale,
            "use_bias": self.use_bias,
            "scale_initializer": initializers.serialize(self.scale_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "scale_regularizer": regularizers.serialize(self.scale_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
        }


def cases():
    yield from dense()
    yield from activation()
    yield from inverse_activation()
    yield from batch_normalization()
    yield from layer_normalization()
    yield from regularization()
    yield from preprocessing()


def dense():
    yield "dense", layers.Dense(3), (4,), {}
    yield "dense_rank_3", layers.Dense(3, activation="relu"), (5, 4), {}
    yield "dense_rank_4_no_bias", layers.Dense(2, use_bias=False), (2, 3, 4), {}
    yield "dense_softmax", layers.Dense(3, activation="softmax"), (4,), {}
    yield (
        "dense_all_options",
        layers.Dense(
            3,
            activation="tanh",
            kernel_initializer=initializers.HeNormal(seed=3),
            bias_initializer=initializers.Constant(0.5),
            kernel_regularizer=regularizers.L1L2(0.1, 0.2),
            bias_regularizer=regularizers.L2(0.3),
            kernel_constraint=constraints.MaxNorm(2.0, axis=1),
            bias_constraint=constraints.NonNeg(),
            name="all.options-3",
        ),
        (4,),
        {},
    )
    yield "dense_layer_as_activation", layers.Dense(3, activation=layers.LeakyReLU(0.1)), (4,), {}
    yield "dense_frozen", layers.Dense(3, trainable=False), (4,), {"training": True}


def activation():
    yield "activation", layers.Activation("sigmoid"), (3, 4), {}
    yield "activation_layer", layers.Activation(layers.ReLU(max_value=0.5)), (6,), {}
    yield "relu", layers.ReLU(), (3, 4), {}
    yield "relu_max_6", layers.ReLU(max_value=6.0), (8,), {}
    yield "relu_slope", layers.ReLU(negative_slope=0.2), (8,), {}
    yield (
        "relu_all_options",
        layers.ReLU(max_value=1.25, negative_slope=0.2, threshold=0.3),
        (4, 5),
        {},
    )
    yield "leaky_relu", layers.LeakyReLU(), (8,), {}
    yield "leaky_relu_slope", layers.LeakyReLU(negative_slope=0.1), (2, 4), {}
    yield "elu", layers.ELU(), (8,), {}
    yield "elu_alpha", layers.ELU(alpha=0.4), (2, 4), {}
    yield "softmax", layers.Softmax(), (3, 4), {}
    yield "softmax_axis", layers.Softmax(axis=1), (3, 4), {}
    yield "softmax_axes", layers.Softmax(axis=[1, 3]), (3, 2, 4), {}
    yield "prelu", layers.PReLU(), (3, 4), {}
    yield (
        "prelu_all_options",
        layers.PReLU(
            alpha_initializer=initializers.Constant(0.25),
            alpha_regularizer=regularizers.L1(0.1),
            alpha_constraint=constraints.NonNeg(),
            shared_axes=[1, 2],
        ),
        (3, 2, 4),
        {},
    )


def inverse_activation():
    yield "inverse_activation", InverseActivation(), (5,), {}
    yield "inverse_activation_image", InverseActivation(), (3, 2, 4), {}
    yield (
        "inverse_activation_first",
        InverseActivation(data_format="channels_first", activation="tanh"),
        (3, 2, 4),
        {},
    )
    yield (
        "inverse_activation_clipped",
        InverseActivation(activation=layers.ReLU(max_value=1.0)),
        (4, 3),
        {},
    )
    yield "inverse_activation_bias", InverseActivation(use_bias=True), (4, 3), {}
    yield (
        "inverse_activation_all_options",
        InverseActivation(
            activation="elu",
            data_format="channels_first",
            use_scale=True,
            use_bias=True,
            scale_initializer=initializers.Constant(0.5),
            bias_initializer=initializers.RandomNormal(stddev=0.1, seed=2),
            scale_regularizer=regularizers.L2(0.1),
            bias_regularizer=regularizers.L1(0.2),
        ),
        (3, 2, 4),
        {},
    )


def batch_normalization():
    def full(**options):
        return layers.BatchNormalization(momentum=0.9, epsilon=0.01, **options)

    yield "batch_normalization", layers.BatchNormalization(), (3, 2, 4), {}
    yield "batch_normalization_training", full(), (3, 2, 4), {"training": True}
    yield "batch_normalization_rank_2", full(), (4,), {"training": True, "batch": 6}
    yield "batch_normalization_rank_3", full(), (5, 4), {"training": True, "batch": 3}
    yield "batch_normalization_one_value", full(), (3,), {"training": True, "batch": 1}
    yield "batch_normalization_no_scale", full(scale=False), (2, 2, 3), {"training": True}
    yield "batch_normalization_no_center", full(center=False), (2, 2, 3), {"training": True}
    yield (
        "batch_normalization_neither",
        full(center=False, scale=False),
        (2, 2, 3),
        {"training": True},
    )
    yield "batch_normalization_axis_1", full(axis=1), (3, 2, 2), {"training": True}
    yield "batch_normalization_axis_1_inference", full(axis=1), (3, 2, 2), {}
    yield (
        "batch_normalization_frozen",
        full(trainable=False),
        (2, 2, 3),
        {"training": True},
    )
    yield (
        "batch_normalization_all_options",
        layers.BatchNormalization(
            axis=-2,
            momentum=0.8,
            epsilon=0.002,
            beta_initializer=initializers.Constant(0.1),
            gamma_initializer=initializers.RandomUniform(0.5, 1.5, seed=1),
            moving_mean_initializer=initializers.Constant(0.2),
            moving_variance_initializer=initializers.Constant(1.5),
            beta_regularizer=regularizers.L1(0.1),
            gamma_regularizer=regularizers.L2(0.2),
            beta_constraint=constraints.NonNeg(),
            gamma_constraint=constraints.MaxNorm(3.0),
        ),
        (3, 4),
        {"training": True},
    )


def layer_normalization():
    yield "layer_normalization", layers.LayerNormalization(), (3, 4), {}
    yield "layer_normalization_axes", layers.LayerNormalization(axis=[1, 2]), (3, 4), {}
    yield "layer_normalization_axis_1", layers.LayerNormalization(axis=1), (3, 4), {}
    yield (
        "layer_normalization_apart",
        layers.LayerNormalization(axis=[1, 3], center=False),
        (3, 2, 4),
        {},
    )
    yield "layer_normalization_mixed", layers.LayerNormalization(axis=[-1, 1]), (3, 2, 4), {}
    yield "layer_normalization_no_scale", layers.LayerNormalization(scale=False), (4,), {}
    yield "layer_normalization_rms", layers.LayerNormalization(rms_scaling=True), (3, 4), {}
    yield (
        "layer_normalization_all_options",
        layers.LayerNormalization(
            axis=[-2, -1],
            epsilon=0.02,
            beta_initializer=initializers.Constant(0.1),
            gamma_initializer=initializers.Constant(0.9),
            beta_regularizer=regularizers.L1(0.1),
            gamma_regularizer=regularizers.L2(0.2),
            beta_constraint=constraints.NonNeg(),
            gamma_constraint=constraints.UnitNorm(),
        ),
        (2, 3, 4),
        {},
    )


def regularization():
    yield "dropout", layers.Dropout(0.5), (4,), {}
    yield "dropout_nothing", layers.Dropout(0.0), (4,), {"training": True}
    yield "dropout_everything", layers.Dropout(1.0), (4,), {"training": True}
    yield (
        "dropout_all_options",
        layers.Dropout(0.25, noise_shape=(None, 1, 4), seed=7),
        (3, 4),
        {},
    )
    yield "spatial_dropout2d", layers.SpatialDropout2D(0.5), (2, 2, 3), {}
    yield (
        "spatial_dropout2d_all_options",
        layers.SpatialDropout2D(0.25, data_format="channels_first", seed=7),
        (2, 2, 3),
        {},
    )


def preprocessing():
    yield "rescaling", layers.Rescaling(1 / 255), (3, 4), {"input": "integers"}
    yield "rescaling_offset", layers.Rescaling(1 / 127.5, offset=-1.0), (2, 3), {}
    yield (
        "rescaling_all_options",
        layers.Rescaling([0.5, 2.0, 3.0], offset=[0.1, -0.2, 0.3]),
        (2, 2, 3),
        {},
    )
