"""The InverseActivation layer for Python Keras 3.

Import this module before loading a file that names the layer as a class of its own:

    import keras
    import inverse_activation
    model = keras.saving.load_model("model.keras")

It is only needed for layers with a learned scale or bias, and where a file was saved with
KerasOptions.customLayer(true); any other file opens without it.
"""

import keras
from keras import ops


@keras.saving.register_keras_serializable("inverse_activation")
class InverseActivation(keras.layers.Layer):
    """concat(f(x), f(-x)) along the channels; with scale and bias f(concat(x, -x) * scale + bias).

    Args:
        activation: the function f, of each element alone: a name, a function or a layer without
            weights. Default: "relu".
        data_format: "channels_last" (default) or "channels_first".
        use_scale: whether a factor is learned for each output channel. Default: False.
        use_bias: whether a shift is learned for each output channel. Default: False.
        scale_initializer: how the scale starts. Default: "ones".
        bias_initializer: how the bias starts. Default: "zeros".
        scale_regularizer: penalty of the scale. Default: None.
        bias_regularizer: penalty of the bias. Default: None.
    """

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
        if isinstance(activation, dict):
            activation = keras.saving.deserialize_keras_object(activation)
        self.activation = (
            activation if isinstance(activation, keras.layers.Layer) else keras.activations.get(activation)
        )
        if data_format not in ("channels_last", "channels_first"):
            raise ValueError(f"data_format must be channels_last or channels_first, not {data_format!r}")
        self.data_format = data_format
        self.use_scale = use_scale
        self.use_bias = use_bias
        self.scale_initializer = keras.initializers.get(scale_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.scale_regularizer = keras.regularizers.get(scale_regularizer)
        self.bias_regularizer = keras.regularizers.get(bias_regularizer)
        self.scale = None
        self.bias = None

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

    def call(self, inputs):
        rank = len(inputs.shape)
        axis = self._axis(rank)
        x = ops.concatenate([inputs, -inputs], axis=axis)
        broadcast = [-1 if i == axis else 1 for i in range(rank)]
        if self.scale is not None:
            x = x * ops.reshape(self.scale, broadcast)
        if self.bias is not None:
            x = x + ops.reshape(self.bias, broadcast)
        return self.activation(x)

    def compute_output_shape(self, input_shape):
        shape = list(input_shape)
        axis = self._axis(len(shape))
        shape[axis] = None if shape[axis] is None else 2 * shape[axis]
        return tuple(shape)

    def get_config(self):
        if isinstance(self.activation, keras.layers.Layer):
            activation = keras.saving.serialize_keras_object(self.activation)
        else:
            activation = keras.activations.serialize(self.activation)
        return {
            **super().get_config(),
            "activation": activation,
            "data_format": self.data_format,
            "use_scale": self.use_scale,
            "use_bias": self.use_bias,
            "scale_initializer": keras.initializers.serialize(self.scale_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "scale_regularizer": keras.regularizers.serialize(self.scale_regularizer),
            "bias_regularizer": keras.regularizers.serialize(self.bias_regularizer),
        }
