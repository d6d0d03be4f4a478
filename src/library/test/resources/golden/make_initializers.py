"""Makes initializers.json: Keras's fans of weight shapes.

Run: KERAS_BACKEND=tensorflow python make_initializers.py
"""

import json
import pathlib

from keras.src.initializers.random_initializers import compute_fans

HERE = pathlib.Path(__file__).parent
shapes = [[], [7], [5, 3], [1, 9], [4, 6, 8], [3, 3, 16, 32], [5, 1, 2, 4], [2, 3, 4, 5, 6]]
cases = [{"shape": s, "fans": compute_fans(s)} for s in shapes]
axes = [
    ([8, 2, 16], [0], [1, 2]),
    ([2, 16, 8], [0, 1], [2]),
    ([3, 3, 16, 1], [-4, -3], [-1]),
    ([3, 3, 16, 1], [2], [0, 1, 3]),
]
for shape, i, o in axes:
    fans = compute_fans(shape, input_axes=i, output_axes=o)
    cases.append({"shape": shape, "inputAxes": i, "outputAxes": o, "fans": fans})
text = ",\n".join(json.dumps(c) for c in cases)
(HERE / "initializers.json").write_text("[\n" + text + "\n]\n")
