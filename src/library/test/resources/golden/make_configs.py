"""Makes configs.json: the configurations of Keras's objects with default arguments.

Run: KERAS_BACKEND=tensorflow python make_configs.py
"""

import json
import pathlib

from keras import constraints, initializers, regularizers

HERE = pathlib.Path(__file__).parent
names = {
    initializers: """Zeros Ones Constant Identity RandomNormal RandomUniform TruncatedNormal
        VarianceScaling GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform
        Orthogonal""",
    regularizers: "L1 L2 L1L2 OrthogonalRegularizer",
    constraints: "MaxNorm MinMaxNorm NonNeg UnitNorm",
}
objects = [getattr(module, n)() for module, line in names.items() for n in line.split()]
cases = [{"name": type(each).__name__, "config": each.get_config()} for each in objects]
# Keras's Identity takes a gain, but leaves it out of its configuration.
for case in cases:
    if case["name"] == "Identity":
        case["config"] = {"gain": initializers.Identity().gain}
text = ",\n".join(json.dumps(c) for c in cases)
(HERE / "configs.json").write_text("[\n" + text + "\n]\n")
