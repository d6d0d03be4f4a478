"""Objects of a program's own, of every kind: registered and unregistered, classes and functions.

`keras` is the package to build them on: Keras 3 or tf_keras."""

import tensorflow as tf


def define(keras):
    own = {}
    register = keras.saving.register_keras_serializable

    def registered(thing):
        own[thing.__name__] = register("mine")(thing)
        return own[thing.__name__]

    def unregistered(thing):
        own[thing.__name__] = thing
        return thing

    @registered
    def half_relu(x):
        return tf.nn.relu(x) * 0.5

    @unregistered
    def third(x):
        return x / 3.0

    @registered
    class Filled(keras.initializers.Initializer):
        def __init__(self, value=0.5):
            self.value = value

        def __call__(self, shape, dtype=None, **kwargs):
            return tf.ones(shape, dtype or "float32") * self.value

        def get_config(self):
            return {"value": self.value}

    @registered
    class Absolute(keras.regularizers.Regularizer):
        def __init__(self, factor=0.1):
            self.factor = factor

        def __call__(self, x):
            return self.factor * tf.reduce_sum(tf.abs(x))

        def get_config(self):
            return {"factor": self.factor}

    @registered
    class Below(keras.constraints.Constraint):
        def __init__(self, limit=1.0):
            self.limit = limit

        def __call__(self, w):
            return tf.minimum(w, self.limit)

        def get_config(self):
            return {"limit": self.limit}

    @registered
    class MyConv1D(keras.layers.Conv1D):
        pass

    @unregistered
    class PlainDense(keras.layers.Dense):
        pass

    @registered
    class Twice(keras.layers.Layer):
        def __init__(self, units=2, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.first = keras.layers.Dense(units, activation="tanh", name="first")
            self.second = keras.layers.Dense(units, name="second")

        def call(self, x):
            return self.second(self.first(x))

        def compute_output_shape(self, shape):
            return tuple(shape[:-1]) + (self.units,)

        def get_config(self):
            return {**super().get_config(), "units": self.units}

    @registered
    class Scaled(keras.losses.Loss):
        def __init__(self, factor=1.0, **kwargs):
            super().__init__(**kwargs)
            self.factor = factor

        def call(self, y, p):
            return self.factor * tf.reduce_mean(tf.abs(y - p), -1)

        def get_config(self):
            return {**super().get_config(), "factor": self.factor}

    @registered
    def fourth_power(y, p):
        return tf.reduce_mean((y - p) ** 4, -1)

    @unregistered
    def error(y, p):
        return tf.reduce_mean(tf.abs(y - p), -1)

    @registered
    class Distance(keras.metrics.MeanAbsoluteError):
        pass

    @registered
    class Descent(keras.optimizers.SGD):
        pass

    @registered
    class Falling(keras.optimizers.schedules.LearningRateSchedule):
        def __init__(self, start=0.1):
            self.start = start

        def __call__(self, step):
            return self.start / (1.0 + tf.cast(step, "float32"))

        def get_config(self):
            return {"start": self.start}

    return own


def models(keras, own):
    """Two models with these objects in every place; the second has two outputs."""
    layers = keras.layers
    with keras.utils.custom_object_scope({"third": own["third"]}):
        chain = keras.Sequential([
            layers.Input((5, 3)),
            own["MyConv1D"](
                4, 2, activation=own["half_relu"], kernel_initializer=own["Filled"](0.3),
                kernel_regularizer=own["Absolute"](0.02), kernel_constraint=own["Below"](0.2), name="c"),
            layers.Bidirectional(layers.LSTM(
                2, activation=own["half_relu"], recurrent_activation=own["third"], return_sequences=True)),
            layers.RNN(layers.SimpleRNNCell(
                3, activation=own["third"], recurrent_initializer=own["Filled"](0.1))),
            own["PlainDense"](3, activation=own["third"]),
            own["Twice"](3),
            layers.Activation(own["third"]),
        ])
        chain.compile(own["Descent"](own["Falling"](0.2)), loss=own["fourth_power"],
                      metrics=[own["fourth_power"], own["Distance"](name="distance"), own["error"]])
    x = keras.Input((4,), name="x")
    a = layers.Dense(2, name="a")(x)
    b = layers.Dense(1, name="b", kernel_constraint=own["Below"](0.3))(x)
    pair = keras.Model(x, [a, b])
    pair.compile(keras.optimizers.SGD(0.1), loss={"a": own["Scaled"](2.0), "b": own["error"]},
                 metrics={"a": [own["error"]], "b": [own["Distance"](name="distance")]})
    return {"chain": chain, "pair": pair}
