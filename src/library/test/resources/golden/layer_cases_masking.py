"""Layers that make masks, use them, pass them on or end them."""

from keras import layers

MASK = [[True, True, False, True], [False, True, True, False]]
OTHER = [[False, True, False, True], [False, False, True, True]]


def _made():
    yield "masking", layers.Masking(), (4, 2)
    yield "masking_value", layers.Masking(3.0), (5, 1), {"input": "integers", "batch": 4}
    yield "embedding_mask", layers.Embedding(10, 3, mask_zero=True), (6,), {
        "input": "integers",
        "batch": 4,
        "gradient": False,
        "masks": [None],
    }
    yield "masking_mask", layers.Masking(), (4, 2), {"masks": [MASK]}


def _passed():
    same = {
        "activation": layers.Activation("tanh"),
        "elu": layers.ELU(),
        "leaky_relu": layers.LeakyReLU(),
        "prelu": layers.PReLU(),
        "relu": layers.ReLU(),
        "dense": layers.Dense(3, activation="softmax"),
        "identity": layers.Identity(),
        "layer_normalization": layers.LayerNormalization(),
        "group_normalization": layers.GroupNormalization(groups=1),
        "unit_normalization": layers.UnitNormalization(),
        "batch_normalization": layers.BatchNormalization(),
        "rescaling": layers.Rescaling(2.0),
        "dropout": layers.Dropout(0.5),
        "spatial_dropout": layers.SpatialDropout1D(0.5),
        "alpha_dropout": layers.AlphaDropout(0.5),
        "gaussian_dropout": layers.GaussianDropout(0.5),
        "gaussian_noise": layers.GaussianNoise(0.5),
        "activity": layers.ActivityRegularization(0.1),
        "flatten": layers.Flatten(),
        "reshape": layers.Reshape((2, 4)),
        "permute": layers.Permute((2, 1)),
        "conv1d": layers.Conv1D(2, 2),
        "max_pooling": layers.MaxPooling1D(2),
        "global_max": layers.GlobalMaxPooling1D(),
        "up_sampling": layers.UpSampling1D(2),
        "zero_padding": layers.ZeroPadding1D(1),
    }
    for name, layer in same.items():
        yield f"masked_{name}", layer, (4, 2), {"masks": [MASK], "losses": True}


def _used():
    masks = {"masks": [MASK]}
    yield "masked_average", layers.GlobalAveragePooling1D(), (4, 2), masks
    kept = layers.GlobalAveragePooling1D(keepdims=True)
    yield "masked_average_keepdims", kept, (4, 2), masks
    first = layers.GlobalAveragePooling1D(data_format="channels_first")
    yield "masked_average_first", first, (2, 4), masks
    yield "masked_softmax", layers.Softmax(), (4,), masks
    nothing = {"masks": [[[False] * 4, [True] * 4]]}
    yield "masked_softmax_nothing", layers.Softmax(), (4,), nothing
    yield "masked_softmax_two", layers.Softmax(axis=(1, 2)), (4, 2), {
        "masks": [[[[each, True] for each in row] for row in MASK]]
    }
    training = {"masks": [MASK], "training": True}
    yield "masked_norm", layers.BatchNormalization(momentum=0.5), (4, 3), training
    yield "masked_norm_axis", layers.BatchNormalization(axis=1), (4, 3), training


def _merged():
    kinds = {
        "add": layers.Add,
        "average": layers.Average,
        "subtract": layers.Subtract,
        "multiply": layers.Multiply,
        "maximum": layers.Maximum,
        "minimum": layers.Minimum,
        "concatenate": layers.Concatenate,
    }
    for name, kind in kinds.items():
        for label, masks in (
            ("both", [MASK, OTHER]),
            ("first", [MASK, None]),
            ("second", [None, OTHER]),
        ):
            yield f"masked_{name}_{label}", kind(), [(4, 2), (4, 2)], {"masks": masks}
    three = [(4, 2)] * 3
    for name in ("multiply", "maximum"):
        yield f"masked_{name}_three", kinds[name](), three, {"masks": [MASK, None, OTHER]}
        yield f"masked_{name}_all", kinds[name](), three, {"masks": [MASK, MASK, OTHER]}
    time = layers.Concatenate(axis=1)
    yield "masked_concatenate_time", time, [(4, 2), (4, 2)], {"masks": [MASK, None]}
    yield "masked_dot", layers.Dot(axes=2), [(4, 2), (4, 2)], {"masks": [MASK, OTHER]}


def cases():
    """All cases of this module."""
    for family in (_made, _passed, _used, _merged):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
