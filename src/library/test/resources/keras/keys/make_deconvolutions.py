"""Deconvolution2D of Keras 1, whose output_shape may be another than its options give.

Run with Keras 1.2.2 on TensorFlow 1.15: KERAS_BACKEND=tensorflow python make_deconvolutions.py
"""
import json
import os

import keras.backend as K
import numpy as np
from keras.layers import Deconvolution2D
from keras.models import Sequential

K.set_image_dim_ordering("tf")
np.random.seed(3)
models = {}
for name, size, mode in [
    ("valid", 9, "valid"),
    ("valid_larger", 10, "valid"),
    ("same", 8, "same"),
    ("same_smaller", 7, "same"),
]:
    layer = Deconvolution2D(
        2, 3, 3, input_shape=(4, 4, 1), name="up", subsample=(2, 2), border_mode=mode,
        output_shape=(None, size, size, 2))
    model = Sequential([layer], name=name)
    models[name] = json.loads(model.to_json())
folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "deconvolutions.json"), "w") as file:
    json.dump(models, file, indent=1)
