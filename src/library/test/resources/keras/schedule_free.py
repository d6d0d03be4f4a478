"""Lets Keras's ScheduleFreeAdamW compute on TensorFlow what it computes on JAX, and what its paper says; importing it is enough.

Before a step it puts `momentum.value` aside, which on JAX is a number and on TensorFlow the variable itself, changed by the time it is
used (Keras 3.15). Here it puts a copy aside.
"""

import inspect
import textwrap

import keras
from keras.src.optimizers import schedule_free_adamw

source = textwrap.dedent(inspect.getsource(keras.optimizers.ScheduleFreeAdamW.update_step))
line = "momentum_old = momentum.value\n"
assert source.count(line) == 1, "Keras has changed: see whether this is still needed"
names = {}
exec(source.replace(line, "momentum_old = ops.copy(momentum.value)\n"), vars(schedule_free_adamw), names)
keras.optimizers.ScheduleFreeAdamW.update_step = names["update_step"]
