"""From the start of Python to the first prediction of a model in a file, as Start.java does."""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras  # noqa: E402
import numpy as np  # noqa: E402

if sys.argv[1] == "--save":
    import nets_keras

    nets_keras.lenet(True).save(sys.argv[2])
else:
    model = keras.saving.load_model(sys.argv[1])
    print(model.predict(np.zeros((1, 28, 28, 1), "float32"), verbose=0)[0, 0])
