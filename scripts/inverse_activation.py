"""What models of InverseActivation need that Keras 3 has not: the layer, an augmentation, and the one-cycle schedule.

Import this module before loading a file that names one of them as a class of its own:

    import keras
    import inverse_activation
    model = keras.saving.load_model("model.keras")

It is only needed for layers with a learned scale or bias, where a file was saved with
KerasOptions.customLayer(true), for models with RandomAffine in them, and for training on with
OneCycle; any other file opens without it.
"""

import math

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


@keras.saving.register_keras_serializable("inverse_activation")
class RandomAffine(keras.layers.Layer):
    """Turns, shears, zooms and moves each image, in training, by random amounts, all in one go.

    The pixel (x, y) of the output shows the input at R S Z ((x, y) - middle - t) + middle, with
    R = [cos a, -sin a; sin a, cos a], S = [1, s1; s2, 1] and Z = [z1, 0; 0, z2].

    Args:
        rotation_factor: the range of the angle in full turns, one number for both ways or two.
        shear_factor: the range of both shears.
        zoom_factor: the range of what is added to 1 for both zooms; positive ones zoom out.
        translation_factor: the range of the translation, in heights and widths.
        rate: the share of images that are changed. Default: 1.
        fill_mode: what lies outside: "reflect" (default), "wrap", "constant" or "nearest".
        fill_value: the value outside with "constant". Default: 0.
        interpolation: "bilinear" (default) or "nearest".
        data_format: "channels_last" (default) or "channels_first".
        seed: what all numbers follow from. Default: another one each time.
    """

    def __init__(
        self,
        rotation_factor=0.0,
        shear_factor=0.0,
        zoom_factor=0.0,
        translation_factor=0.0,
        rate=1.0,
        fill_mode="reflect",
        fill_value=0.0,
        interpolation="bilinear",
        data_format="channels_last",
        seed=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.rotation_factor = rotation_factor
        self.shear_factor = shear_factor
        self.zoom_factor = zoom_factor
        self.translation_factor = translation_factor
        self.rate = rate
        self.fill_mode = fill_mode
        self.fill_value = fill_value
        self.interpolation = interpolation
        self.data_format = data_format
        self.seed = seed
        self.generator = keras.random.SeedGenerator(seed)

    def call(self, inputs, training=False):
        if not training:
            return inputs
        first = self.data_format == "channels_first"
        batch = ops.shape(inputs)[0]
        height, width = [ops.cast(each, "float32") for each in ops.shape(inputs)[2 if first else 1 :][:2]]
        changed = ops.cast(keras.random.uniform((batch,), seed=self.generator) < self.rate, "float32")

        def drawn(factor):
            ends = factor if isinstance(factor, (list, tuple)) else [factor]
            low, high = (-ends[0], ends[0]) if len(ends) == 1 else sorted(ends)
            return changed * (low + (high - low) * keras.random.uniform((batch,), seed=self.generator))

        angle = 2 * math.pi * drawn(self.rotation_factor)
        cos, sin = ops.cos(angle), ops.sin(angle)
        shear_x, shear_y = drawn(self.shear_factor), drawn(self.shear_factor)
        zoom_x, zoom_y = 1 + drawn(self.zoom_factor), 1 + drawn(self.zoom_factor)
        middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
        from_x = middle_x + width * drawn(self.translation_factor)
        from_y = middle_y + height * drawn(self.translation_factor)
        xx, xy = (cos - sin * shear_y) * zoom_x, (cos * shear_x - sin) * zoom_y
        yx, yy = (sin + cos * shear_y) * zoom_x, (sin * shear_x + cos) * zoom_y
        x = middle_x - xx * from_x - xy * from_y
        y = middle_y - yx * from_x - yy * from_y
        zero = ops.zeros_like(x)
        return ops.image.affine_transform(
            inputs,
            ops.stack([xx, xy, x, yx, yy, y, zero, zero], axis=1),
            interpolation=self.interpolation,
            fill_mode=self.fill_mode,
            fill_value=self.fill_value,
            data_format=self.data_format,
        )

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return {
            **super().get_config(),
            "rotation_factor": self.rotation_factor,
            "shear_factor": self.shear_factor,
            "zoom_factor": self.zoom_factor,
            "translation_factor": self.translation_factor,
            "rate": self.rate,
            "fill_mode": self.fill_mode,
            "fill_value": self.fill_value,
            "interpolation": self.interpolation,
            "data_format": self.data_format,
            "seed": self.seed,
        }


@keras.saving.register_keras_serializable("inverse_activation")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises to a high value and then falls far below where it began.

    It is the rule of PyTorch's OneCycleLR, without its change of momentum; after the last step the
    learning rate stays where it is.

    Args:
        max_learning_rate: the highest learning rate.
        total_steps: the number of steps of the whole training.
        pct_start: the share of all steps in which it rises. Default: 0.3.
        anneal_strategy: "cos" (default) or "linear".
        div_factor: what max_learning_rate is divided by for the first learning rate. Default: 25.
        final_div_factor: what the first learning rate is divided by for the last. Default: 1e4.
        three_phase: whether it comes back to the first learning rate before it goes to the last.
            Default: False.
    """

    def __init__(
        self,
        max_learning_rate,
        total_steps,
        pct_start=0.3,
        anneal_strategy="cos",
        div_factor=25.0,
        final_div_factor=1e4,
        three_phase=False,
    ):
        super().__init__()
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"anneal_strategy must be cos or linear, not {anneal_strategy!r}")
        if not 0 <= pct_start <= (0.5 if three_phase else 1):
            raise ValueError(f"pct_start must be from 0 to 1, to 0.5 with three phases, not {pct_start}")
        self.max_learning_rate = max_learning_rate
        self.total_steps = total_steps
        self.pct_start = pct_start
        self.anneal_strategy = anneal_strategy
        self.div_factor = div_factor
        self.final_div_factor = final_div_factor
        self.three_phase = three_phase

    def _phases(self):
        """The learning rates to go from and to, and the step that ends it, for each phase."""
        first = self.max_learning_rate / self.div_factor
        last = first / self.final_div_factor
        rise = self.pct_start * self.total_steps - 1
        phases = [(first, self.max_learning_rate, rise)]
        if self.three_phase:
            phases.append((self.max_learning_rate, first, 2 * rise))
        phases.append((phases[-1][1], last, self.total_steps - 1))
        return phases

    def _between(self, start, end, share):
        if self.anneal_strategy == "linear":
            return start + (end - start) * share
        return end + (start - end) / 2 * (1 + ops.cos(math.pi * share))

    def __call__(self, step):
        step = ops.cast(step, "float32")
        rates = []
        begin = 0.0
        for start, end, end_step in self._phases():
            share = ops.clip((step - begin) / (end_step - begin), 0.0, 1.0) if end_step > begin else ops.ones_like(step)
            rates.append((end_step, self._between(start, end, share)))
            begin = end_step
        rate = rates[-1][1]
        for end_step, earlier in reversed(rates[:-1]):
            rate = ops.where(step <= end_step, earlier, rate)
        return rate

    def get_config(self):
        return {
            "max_learning_rate": self.max_learning_rate,
            "total_steps": self.total_steps,
            "pct_start": self.pct_start,
            "anneal_strategy": self.anneal_strategy,
            "div_factor": self.div_factor,
            "final_div_factor": self.final_div_factor,
            "three_phase": self.three_phase,
        }
