"""Recurrent layers, their cells and their wrappers."""

import keras
from keras import layers

MASK = [[True, True, False, True], [False, True, True, False]]
LEADING = [[False, False, True, True], [True, False, False, False]]
KINDS = {"simple_rnn": layers.SimpleRNN, "lstm": layers.LSTM, "gru": layers.GRU}
CELLS = {
    "simple_rnn": layers.SimpleRNNCell,
    "lstm": layers.LSTMCell,
    "gru": layers.GRUCell,
}

OPTIONS = {
    "kernel_initializer": "he_normal",
    "recurrent_initializer": "glorot_uniform",
    "bias_initializer": "ones",
    "kernel_regularizer": keras.regularizers.L2(0.01),
    "recurrent_regularizer": keras.regularizers.L1(0.01),
    "bias_regularizer": keras.regularizers.L1L2(0.01, 0.02),
    "kernel_constraint": keras.constraints.MaxNorm(3.0),
    "recurrent_constraint": keras.constraints.UnitNorm(),
    "bias_constraint": keras.constraints.NonNeg(),
    "dropout": 0.25,
    "recurrent_dropout": 0.5,
}


def _plain():
    for name, kind in KINDS.items():
        states = 2 if name == "lstm" else 1
        yield name, kind(3), (4, 2)
        yield f"{name}_sequences", kind(3, return_sequences=True), (4, 2)
        yield f"{name}_state", kind(2, return_state=True), (3, 2)
        both = kind(2, return_state=True, return_sequences=True, go_backwards=True)
        yield f"{name}_both_backwards", both, (3, 2)
        yield f"{name}_backwards", kind(2, go_backwards=True), (3, 2)
        yield f"{name}_no_bias", kind(2, use_bias=False), (3, 2)
        yield f"{name}_training", kind(2), (3, 2), {"training": True}
        yield f"{name}_one_step", kind(2, return_sequences=True), (1, 2)
        initial = [(3, 2)] + [(2,)] * states
        yield f"{name}_initial", kind(2), initial, {"states": True}
        yield f"{name}_initial_sequences", kind(2, return_sequences=True), initial, {
            "states": True
        }
        yield f"{name}_options", kind(
            2,
            activation="softsign",
            use_bias=True,
            **OPTIONS,
        ), (3, 2)
        penalised = kind(
            2,
            activity_regularizer=keras.regularizers.L2(0.1),
            return_sequences=True,
            return_state=True,
        )
        yield f"{name}_penalised", penalised, (3, 2), {"losses": True}
    gates = {"recurrent_activation": "hard_sigmoid", "activation": "relu"}
    yield "lstm_gates", layers.LSTM(2, unit_forget_bias=False, **gates), (3, 2)
    yield "gru_gates", layers.GRU(2, **gates), (3, 2)
    yield "gru_before", layers.GRU(2, reset_after=False), (3, 2)
    yield "gru_before_no_bias", layers.GRU(2, reset_after=False, use_bias=False), (3, 2)


def _masked():
    for name, kind in KINDS.items():
        states = 2 if name == "lstm" else 1
        for label, which in (("mask", MASK), ("leading", LEADING)):
            masks = {"masks": [which]}
            yield f"{name}_{label}", kind(2), (4, 2), masks
            every = kind(2, return_sequences=True)
            yield f"{name}_{label}_sequences", every, (4, 2), masks
            zeros = kind(2, return_sequences=True, zero_output_for_mask=True)
            yield f"{name}_{label}_zeros", zeros, (4, 2), masks
        masks = {"masks": [MASK]}
        both = kind(2, return_sequences=True, return_state=True, go_backwards=True)
        yield f"{name}_mask_backwards", both, (4, 2), masks
        yield f"{name}_mask_zero_last", kind(2, zero_output_for_mask=True), (4, 2), masks
        initial = kind(2, return_sequences=True, return_state=True)
        yield f"{name}_mask_initial", initial, [(4, 2)] + [(2,)] * states, {
            "masks": [MASK] + [None] * states,
            "states": True,
        }


def _cells():
    for name, kind in CELLS.items():
        states = 2 if name == "lstm" else 1
        yield f"{name}_cell", kind(2), [(3,)] + [(2,)] * states, {"states": True}
        inner = kind(3, name=f"{name}_cell")
        yield f"rnn_{name}", layers.RNN(inner, return_sequences=True), (3, 2)
    stacked = [layers.GRUCell(3, name="a"), layers.GRUCell(2, name="b")]
    yield "stacked_cell", layers.StackedRNNCells(stacked), [(4,), (3,), (2,)], {
        "states": True
    }

    def stack(**options):
        cells = [
            layers.LSTMCell(3, name="a"),
            layers.SimpleRNNCell(4, name="b"),
            layers.LSTMCell(2, name="c"),
        ]
        return layers.RNN(layers.StackedRNNCells(cells, name="stack"), **options)

    yield "rnn_stacked", stack(), (3, 2)
    masked = stack(return_sequences=True)
    yield "rnn_stacked_mask", masked, (4, 2), {"masks": [MASK]}


def _bidirectional():
    for mode in ("concat", "sum", "mul", "ave"):
        for sequences in (False, True):
            layer = layers.LSTM(2, return_sequences=sequences, name="inner")
            name = f"bidirectional_{mode}" + ("_sequences" if sequences else "")
            wrapped = layers.Bidirectional(layer, merge_mode=mode)
            yield name, wrapped, (4, 2), {"masks": [MASK] if sequences else [LEADING]}
    inner = {"return_sequences": True, "return_state": True, "name": "inner"}
    yield "bidirectional_two", layers.Bidirectional(
        layers.GRU(2, **inner), merge_mode=None
    ), (4, 2), {"masks": [MASK]}
    yield "bidirectional_state", layers.Bidirectional(layers.GRU(2, **inner)), (4, 2)
    yield "bidirectional_initial", layers.Bidirectional(layers.LSTM(2, **inner)), [
        (4, 2),
        *[(2,)] * 4,
    ], {"states": True}
    yield "bidirectional_other", layers.Bidirectional(
        layers.LSTM(2, return_sequences=True, name="inner"),
        backward_layer=layers.GRU(
            3, return_sequences=True, go_backwards=True, name="other"
        ),
    ), (4, 2)
    yield "bidirectional_rnn", layers.Bidirectional(
        layers.RNN(layers.LSTMCell(2, name="cell"), name="inner")
    ), (4, 2)


def _convolutional():
    sizes = {1: (5, 2), 2: (4, 5, 2), 3: (3, 4, 3, 2)}
    for axes, kind in enumerate((layers.ConvLSTM1D, layers.ConvLSTM2D, layers.ConvLSTM3D), 1):
        size = sizes[axes]
        name = f"conv_lstm{axes}d"
        yield name, kind(3, 2), (3, *size)
        same = kind(2, 3, padding="same", return_sequences=True)
        yield f"{name}_same", same, (3, *size)
        both = kind(2, 2, return_state=True, return_sequences=True, go_backwards=True)
        yield f"{name}_both_backwards", both, (3, *size)
        first = (3, 2, *size[:-1])
        channels = kind(2, 2, data_format="channels_first", return_sequences=True)
        yield f"{name}_channels_first", channels, first
        yield f"{name}_mask", kind(2, 2, return_sequences=True), (4, *size), {"masks": [MASK]}
    two = layers.ConvLSTM2D
    yield "conv_lstm2d_strides", two(2, (3, 2), strides=(2, 1), padding="same"), (3, 5, 4, 1)
    yield "conv_lstm2d_dilation", two(2, 2, dilation_rate=2), (3, 5, 4, 1)
    yield "conv_lstm2d_one_step", two(2, 2, return_sequences=True), (1, 4, 4, 1)
    yield "conv_lstm2d_mask_last", two(2, 2), (4, 3, 3, 1), {"masks": [LEADING]}
    zeros = two(2, 2, return_sequences=True, zero_output_for_mask=True)
    yield "conv_lstm2d_mask_zeros", zeros, (4, 3, 3, 1), {"masks": [MASK]}
    initial = [(3, 4, 4, 1), (3, 3, 2), (3, 3, 2)]
    yield "conv_lstm2d_initial", two(2, 2, return_state=True), initial, {"states": True}
    yield "conv_lstm2d_penalised", two(
        2, 2, activity_regularizer=keras.regularizers.L2(0.1), return_sequences=True
    ), (3, 4, 4, 1), {"losses": True}
    yield "conv_lstm2d_options", two(
        2,
        2,
        activation="softsign",
        recurrent_activation="hard_sigmoid",
        unit_forget_bias=False,
        **OPTIONS,
    ), (3, 4, 4, 1)
    yield "conv_lstm2d_no_bias", two(2, 2, use_bias=False), (3, 4, 4, 1)
    inner = two(2, 2, return_sequences=True, name="inner")
    yield "bidirectional_conv_lstm2d", layers.Bidirectional(inner), (3, 4, 4, 1)


def _time_distributed():
    def each(layer, **options):
        return layers.TimeDistributed(layer, **options)

    yield "time_distributed_dense", each(layers.Dense(3, name="d")), (4, 2), {
        "masks": [MASK]
    }
    yield "time_distributed_conv", each(layers.Conv2D(2, 2, name="c")), (3, 4, 4, 1)
    yield "time_distributed_flatten", each(layers.Flatten(name="f")), (3, 2, 2)
    yield "time_distributed_norm", each(layers.BatchNormalization(name="n")), (3, 2), {
        "training": True,
        "batch": 4,
    }
    masks = {"masks": [[[row] * 3 for row in MASK]]}
    yield "time_distributed_lstm", each(layers.LSTM(2, name="l")), (3, 4, 2), masks
    nested = each(layers.TimeDistributed(layers.Dense(2, name="d"), name="t"))
    yield "time_distributed_twice", nested, (2, 3, 2)
    masks = {"masks": [MASK], "training": True}
    norm = each(layers.BatchNormalization(name="n"))
    yield "time_distributed_norm_mask", norm, (4, 2), masks


def cases():
    """All cases of this module."""
    for family in (_plain, _masked, _cells, _bidirectional, _convolutional, _time_distributed):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
