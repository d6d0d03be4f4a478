"""Makes residual blocks of attention on masked sequences, and what Keras predicts by them.

Run as `python make_masks.py keras3` with Keras 3.15 (TensorFlow 2.21), where a multi-head attention
takes the masks off its inputs, and as `python make_masks.py keras2` with TensorFlow 2.15, where it
leaves them.
"""

import json
import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
from keras import layers as L

name = sys.argv[1]
folder = os.path.dirname(os.path.abspath(__file__))


def blocks():
    """Add, swapped operands, Dropout before attention, two attentions on one tensor."""
    ids = L.Input((5,), dtype="int32", name="ids")
    others = L.Input((5,), dtype="int32", name="others")
    e = L.Embedding(7, 4, mask_zero=True)(ids)
    f = L.Embedding(7, 4, mask_zero=True)(others)
    x = L.LayerNormalization()(L.Add()([e, L.MultiHeadAttention(2, 2)(e, f)]))
    x = L.Add()([L.MultiHeadAttention(2, 2)(x, x), x])
    y = L.MultiHeadAttention(1, 3)(L.Dropout(0.2)(x), f)
    z = L.Add()([L.Attention()([x, f]), L.MultiHeadAttention(2, 3)(e, y)])
    ends = [L.GlobalAveragePooling1D()(z), L.LSTM(3)(x), L.LSTM(2)(L.Multiply()([x, y]))]
    return keras.Model([ids, others], ends)


def nested():
    """Attention within a model, on a tensor that is used outside of it too."""
    ids = L.Input((5,), dtype="int32", name="ids")
    others = L.Input((5,), dtype="int32", name="others")
    e = L.Embedding(7, 4, mask_zero=True)(ids)
    f = L.Embedding(7, 4, mask_zero=True)(others)
    inner = L.Input((5, 4))
    model = keras.Model(inner, L.Add()([inner, L.MultiHeadAttention(2, 2)(inner, inner)]))
    x = L.Attention()([e, model(e)])
    y = L.Concatenate()([L.Add()([x, e]), f])
    return keras.Model([ids, others], [L.LSTM(3)(y), L.GlobalAveragePooling1D()(L.Attention()([f, x]))])


def merged():
    """Layers that merge tensors with masks, one without, and one tensor twice."""
    ids = L.Input((5,), dtype="int32", name="ids")
    others = L.Input((5,), dtype="int32", name="others")
    e = L.Embedding(7, 4, mask_zero=True)(ids)
    f = L.Embedding(7, 4, mask_zero=True)(others)
    g = L.Embedding(7, 4)(others)
    ends = [
        L.LSTM(2)(L.Concatenate()([e, f])),
        L.LSTM(2)(L.Concatenate()([e, g])),
        L.LSTM(2)(L.Add()([e, f])),
        L.LSTM(2)(L.Add()([e, g])),
        L.LSTM(2)(L.Multiply()([e, f, e])),
        L.LSTM(2)(L.Subtract()([f, e])),
        L.LSTM(2)(L.Maximum()([e, f])),
        L.LSTM(2)(L.Average()([L.Dense(4)(e), f])),
    ]
    return keras.Model([ids, others], ends)


found = {}
for kind in blocks, nested, merged:
    keras.backend.clear_session()
    model = kind()
    random = np.random.RandomState(3)
    model.set_weights([random.normal(size=w.shape) * 0.6 for w in model.get_weights()])
    a = random.randint(1, 7, (3, 5))
    b = random.randint(1, 7, (3, 5))
    a[0, 3:] = 0
    b[0, :2] = 0
    a[1, 0] = 0
    b[1, 4] = 0
    outputs = model.predict([a, b], verbose=0)
    model.save(os.path.join(folder, f"{name}_{kind.__name__}.keras"))
    found[kind.__name__] = {
        "ids": a.ravel().tolist(),
        "others": b.ravel().tolist(),
        "outputs": [[float(v) for v in o.ravel()] for o in outputs],
    }
with open(os.path.join(folder, f"{name}.json"), "w") as file:
    json.dump(found, file, indent=1)
