"""Cases of attention, and of the dense layers by equations that it is made of."""

from keras import constraints, initializers, layers, regularizers


def _einsum_dense():
    dense = layers.EinsumDense
    yield "einsum_dense", dense("ab,bc->ac", 3), (4,)
    yield "einsum_dense_sequence", dense("abc,cd->abd", (None, 3), bias_axes="d"), (5, 4)
    yield "einsum_dense_heads", dense("abc,cde->abde", (None, 2, 3), bias_axes="de"), (4, 5)
    yield "einsum_dense_join", dense("abcd,cde->abe", (None, 4), bias_axes="e"), (3, 2, 5)
    yield "einsum_dense_other_axis", dense("abc,bd->acd", (3, 4)), (2, 3)
    yield "einsum_dense_bias_two", dense("abc,cd->abd", (5, 3), bias_axes="bd"), (5, 4)
    yield "einsum_dense_bias_first", dense("abc,cd->abd", (5, 3), bias_axes="b"), (5, 4)
    yield "einsum_dense_left", dense("...x,xy->...y", 3, bias_axes="y"), (2, 3, 4)
    yield "einsum_dense_left_one", dense("...x,xy->...y", 3, bias_axes="y"), (4,)
    yield "einsum_dense_left_two", dense("...xy,yz->...xz", (2, 3), bias_axes="xz"), (3, 2, 4)
    # With a last dimension of 3, Keras on TensorFlow would add this bias along it: its add takes
    # what has one dimension above 1 for a bias of the channels (backend/tensorflow/numpy.py).
    yield "einsum_dense_right", dense("ab...,bc->ac...", 3, bias_axes="c"), (4, 3, 2)
    yield "einsum_dense_right_none", dense("ab...,bc->ac...", 3, bias_axes="c"), (4,)
    yield "einsum_dense_summed", dense("abc,cd->ad", 3), (2, 4)
    yield "einsum_dense_shared", dense("abc,bcd->abd", (2, 3)), (2, 4)
    yield "einsum_dense_options", dense(
        "abc,cd->abd",
        (None, 3),
        activation="tanh",
        bias_axes="d",
        kernel_initializer=initializers.HeNormal(seed=3),
        bias_initializer=initializers.Constant(0.5),
        kernel_regularizer=regularizers.L1(0.1),
        bias_regularizer=regularizers.L2(0.3),
        activity_regularizer=regularizers.L2(0.2),
        kernel_constraint=constraints.MaxNorm(2.0),
        bias_constraint=constraints.NonNeg(),
    ), (2, 4), {"losses": True}


def _call(masks=(), count=2, **further):
    names = ("query", "value", "key", "attention_mask")
    return {"arguments": names[:count], "zero_one": list(masks), "call": further}


def _multi_head():
    attention = layers.MultiHeadAttention
    two = _call()
    masked = _call(count=4, masks=[3])
    causal = _call(use_causal_mask=True)
    yield "multi_head", attention(2, 3), [(4, 5), (4, 5)], two
    yield "multi_head_lengths", attention(3, 2, value_dim=4), [(4, 5), (3, 6)], two
    yield "multi_head_key", attention(2, 3), [(4, 5), (3, 6), (3, 2)], _call(count=3)
    yield "multi_head_no_bias", attention(2, 3, use_bias=False), [(3, 4), (2, 4)], two
    yield "multi_head_output", attention(2, 3, output_shape=7), [(3, 4), (2, 4)], two
    yield "multi_head_output_two", attention(2, 3, output_shape=(2, 3)), [(3, 4), (2, 4)], two
    yield "multi_head_image", attention(2, 3), [(2, 3, 4), (2, 2, 5)], two
    yield "multi_head_rows", attention(2, 3, attention_axes=2), [(2, 3, 4), (2, 4, 4)], two
    yield "multi_head_columns", attention(2, 3, attention_axes=(1,)), [(2, 3, 4), (4, 3, 4)], two
    yield "multi_head_from_end", attention(2, 3, attention_axes=(-2,)), [(2, 3, 4), (2, 3, 4)], two
    yield "multi_head_swapped", attention(1, 2, attention_axes=(2, 1)), [(2, 3, 2), (1, 2, 2)], two
    yield "multi_head_causal", attention(2, 3), [(4, 5), (4, 5)], causal
    yield "multi_head_causal_lengths", attention(2, 3), [(4, 5), (6, 5)], causal
    yield "multi_head_causal_dropout", attention(2, 3, dropout=0.5), [(4, 5), (3, 5)], causal
    yield "multi_head_causal_rows", attention(1, 3, attention_axes=2), [(3, 3, 2), (3, 3, 2)], causal
    yield "multi_head_window", attention(2, 3, sliding_window=2), [(5, 3), (5, 3)], two
    yield "multi_head_window_causal", attention(2, 3, sliding_window=2), [(5, 3), (4, 3)], causal
    yield "multi_head_mask", attention(2, 3), [(3, 4), (4, 4), (4, 4), (3, 4)], masked
    yield "multi_head_mask_dropout", attention(2, 3, dropout=0.25), [
        (3, 4),
        (4, 4),
        (4, 4),
        (3, 4),
    ], masked
    yield "multi_head_mask_broadcast", attention(2, 3), [(3, 4), (4, 4), (4, 4), (1, 4)], masked
    yield "multi_head_mask_heads", attention(2, 3), [(3, 4), (4, 4), (4, 4), (2, 3, 4)], masked
    yield "multi_head_mask_causal", attention(2, 3), [(4, 4), (4, 4), (4, 4), (4, 4)], _call(
        count=4, masks=[3], use_causal_mask=True
    )
    yield "multi_head_mask_image", attention(1, 2), [
        (2, 2, 3),
        (1, 3, 3),
        (1, 3, 3),
        (2, 2, 1, 3),
    ], masked
    yield "multi_head_mask_rows", attention(2, 3, attention_axes=2), [
        (2, 3, 4),
        (2, 2, 4),
        (2, 2, 4),
        (3, 2),
    ], masked
    yield "multi_head_gate", attention(2, 3, value_dim=4, use_gate=True), [(3, 4), (2, 4)], two
    yield "multi_head_training", attention(2, 3, seed=7), [(3, 4), (2, 4)], {**two, "training": True}
    yield "multi_head_options", attention(
        2,
        3,
        value_dim=2,
        dropout=0.1,
        output_shape=(3,),
        attention_axes=(1,),
        sliding_window=3,
        kernel_initializer=initializers.HeNormal(seed=3),
        bias_initializer=initializers.Constant(0.5),
        kernel_regularizer=regularizers.L1(0.1),
        bias_regularizer=regularizers.L2(0.3),
        activity_regularizer=regularizers.L2(0.2),
        kernel_constraint=constraints.MaxNorm(2.0),
        bias_constraint=constraints.NonNeg(),
        use_gate=True,
        seed=7,
    ), [(3, 4), (4, 5)], {**two, "losses": True}


def _grouped_query():
    attention = layers.GroupQueryAttention
    yield "grouped_query", attention(3, 4, 2), [(3, 5), (4, 5)], _call()
    yield "grouped_query_each", attention(3, 2, 2), [(3, 5), (4, 5)], _call()
    yield "grouped_query_one", attention(3, 2, 1), [(3, 5), (4, 5), (4, 2)], _call(count=3)
    yield "grouped_query_causal", attention(2, 2, 1, dropout=0.5), [(3, 4), (3, 4)], _call(
        use_causal_mask=True
    )
    yield "grouped_query_mask", attention(2, 2, 1, use_bias=False), [
        (3, 4),
        (3, 4),
        (3, 4),
        (3, 3),
    ], _call(count=4, masks=[3], use_causal_mask=True)
    yield "grouped_query_options", attention(
        2,
        4,
        2,
        dropout=0.1,
        sliding_window=2,
        kernel_initializer=initializers.HeNormal(seed=3),
        bias_initializer=initializers.Constant(0.5),
        kernel_regularizer=regularizers.L1(0.1),
        bias_regularizer=regularizers.L2(0.3),
        activity_regularizer=regularizers.L2(0.2),
        kernel_constraint=constraints.MaxNorm(2.0),
        bias_constraint=constraints.NonNeg(),
        use_gate=True,
        seed=7,
    ), [(3, 4), (3, 4)], {**_call(), "losses": True}


def _scored():
    causal = {"call": {"use_causal_mask": True}}
    for name, attention in (("attention", layers.Attention), ("additive", layers.AdditiveAttention)):
        yield name, attention(), [(4, 3), (5, 3)]
        yield f"{name}_key", attention(), [(4, 3), (5, 2), (5, 3)]
        yield f"{name}_other_scale", attention(use_scale=name == "attention"), [(2, 3), (3, 3)]
        yield f"{name}_ranks", attention(), [(2, 4, 3), (2, 5, 2), (2, 5, 3)]
        yield f"{name}_causal", attention(), [(4, 3), (4, 3)], causal
        yield f"{name}_causal_lengths", attention(), [(3, 2), (5, 2)], causal
        yield f"{name}_dropout", attention(dropout=0.5, seed=7), [(3, 2), (5, 2)]
    concat = layers.Attention(score_mode="concat")
    yield "attention_concat", concat, [(4, 3), (5, 3)]
    concat = layers.Attention(score_mode="concat", use_scale=True, dropout=0.1)
    yield "attention_concat_scale", concat, [(4, 3), (5, 2), (5, 3)], causal


QUERY = [[True, True, False], [False, True, True]]
VALUE = [[True, False, True, True], [False, True, True, False]]
KEY = [[True, True, True, False], [True, True, True, False]]
NONE = [[False] * 4, [True] * 4]
IMAGE = [[[True, False, True], [True, True, True]], [[False, True, True], [True, True, False]]]


def _masked_heads():
    shapes = [(3, 4), (4, 4), (4, 4), (3, 4)]
    scores = {"return_attention_scores": True}
    for name, attention in (
        ("multi_head", lambda **options: layers.MultiHeadAttention(2, 3, **options)),
        ("grouped_query", lambda **options: layers.GroupQueryAttention(3, 4, 2, **options)),
    ):
        for label, masks in (
            ("both", [QUERY, VALUE]),
            ("query", [QUERY, None]),
            ("value", [None, VALUE]),
            ("nothing", [None, NONE]),
        ):
            yield f"{name}_masked_{label}", attention(), shapes[:2], {**_call(), "masks": masks}
            yield f"{name}_masked_{label}_dropout", attention(dropout=0.5), shapes[:2], {
                **_call(),
                "masks": masks,
            }
        three = [QUERY, VALUE, KEY]
        yield f"{name}_masked_key", attention(), shapes[:3], {**_call(count=3), "masks": three}
        yield f"{name}_masked_key_only", attention(), shapes[:3], {
            **_call(count=3),
            "masks": [None, None, KEY],
        }
        yield f"{name}_masked_causal", attention(), shapes[:2], {
            **_call(use_causal_mask=True),
            "masks": [QUERY, VALUE],
        }
        yield f"{name}_masked_window", attention(sliding_window=2), shapes[:2], {
            **_call(use_causal_mask=True),
            "masks": [None, VALUE],
        }
        yield f"{name}_masked_mask", attention(), shapes, {
            **_call(count=4, masks=[3]),
            "masks": [QUERY, VALUE, None, None],
        }
        yield f"{name}_scores", attention(), shapes[:2], _call(**scores)
        yield f"{name}_scores_gate", attention(use_gate=True), shapes[:2], _call(**scores)
        yield f"{name}_scores_causal", attention(), shapes[:2], _call(
            **scores, use_causal_mask=True
        )
        yield f"{name}_scores_mask", attention(dropout=0.5), shapes, _call(
            **scores, count=4, masks=[3]
        )
        yield f"{name}_scores_masked", attention(), shapes[:2], {
            **_call(**scores),
            "masks": [QUERY, NONE],
        }
        yield f"{name}_scores_activity", attention(
            activity_regularizer=regularizers.L2(0.2)
        ), shapes[:2], {**_call(**scores), "losses": True}
    rows = layers.MultiHeadAttention(2, 3, attention_axes=2)
    yield "multi_head_rows_masked", rows, [(2, 3, 4), (2, 3, 4)], {
        **_call(),
        "masks": [IMAGE, IMAGE],
    }
    rows = layers.MultiHeadAttention(2, 3, attention_axes=2)
    yield "multi_head_rows_scores", rows, [(2, 3, 4), (2, 2, 4)], _call(**scores)
    image = layers.MultiHeadAttention(2, 3)
    yield "multi_head_image_scores", image, [(2, 3, 4), (2, 2, 5)], _call(**scores)


def _masked_scores():
    scores = {"call": {"return_attention_scores": True}}
    causal = {"call": {"use_causal_mask": True}}
    shapes = [(3, 4), (4, 4), (4, 4)]
    for name, attention in (("attention", layers.Attention), ("additive", layers.AdditiveAttention)):
        for label, masks in (
            ("both", [QUERY, VALUE]),
            ("query", [QUERY, None]),
            ("value", [None, VALUE]),
            ("nothing", [None, NONE]),
        ):
            yield f"{name}_masked_{label}", attention(), shapes[:2], {"masks": masks}
            yield f"{name}_masked_{label}_causal", attention(), shapes[:2], {
                "masks": masks,
                **causal,
            }
        yield f"{name}_masked_key", attention(), shapes, {"masks": [QUERY, VALUE, KEY]}
        yield f"{name}_scores", attention(), shapes, scores
        yield f"{name}_scores_masked", attention(), shapes, {"masks": [QUERY, VALUE, None], **scores}
        yield f"{name}_scores_ranks", attention(), [(2, 3, 4), (2, 2, 4)], scores
        yield f"{name}_ranks_masked", attention(), [(2, 3, 4), (2, 3, 4)], {
            "masks": [IMAGE, IMAGE],
            **causal,
        }


def cases():
    """All cases of this module."""
    for family in (_einsum_dense, _multi_head, _grouped_query, _scored, _masked_heads, _masked_scores):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
