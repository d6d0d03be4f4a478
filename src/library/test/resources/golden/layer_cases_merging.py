"""Cases of the layers that merge several inputs."""

from keras import layers


def _elementwise():
    for name, layer in (
        ("add", layers.Add),
        ("average", layers.Average),
        ("maximum", layers.Maximum),
        ("minimum", layers.Minimum),
        ("multiply", layers.Multiply),
    ):
        yield f"{name}_one", layer(), [(3,)]
        yield f"{name}_three", layer(), [(3, 4), (3, 4), (3, 4)]
        yield f"{name}_ranks", layer(), [(4,), (2, 3, 4), (1, 4)]
        yield f"{name}_broadcast", layer(), [(2, 1, 4), (2, 3, 1)]
    yield "subtract", layers.Subtract(), [(3, 4), (3, 4)]
    yield "subtract_ranks", layers.Subtract(), [(4,), (3, 4)]
    yield "subtract_broadcast", layers.Subtract(), [(3, 1), (1, 4)]


def _concatenate():
    yield "concatenate_one", layers.Concatenate(), [(2, 3)]
    yield "concatenate", layers.Concatenate(), [(2, 3), (2, 1), (2, 4)]
    yield "concatenate_axis_1", layers.Concatenate(axis=1), [(2, 3), (4, 3)]
    yield "concatenate_axis_before_last", layers.Concatenate(axis=-2), [(2, 1, 3), (2, 2, 3)]


def _dot():
    yield "dot_vectors", layers.Dot(axes=1), [(5,), (5,)]
    yield "dot_vectors_last", layers.Dot(axes=-1), [(5,), (5,)]
    yield "dot_matrices", layers.Dot(axes=(2, 1)), [(3, 4), (4, 2)]
    yield "dot_same_axis", layers.Dot(axes=1), [(4, 3), (4, 2)]
    yield "dot_last_axes", layers.Dot(axes=(-1, -1)), [(3, 4), (2, 4)]
    yield "dot_ranks", layers.Dot(axes=(1, 2)), [(4,), (3, 4, 2)]
    yield "dot_ranks_left", layers.Dot(axes=(2, 1)), [(3, 4, 2), (4,)]
    yield "dot_images", layers.Dot(axes=(3, 1)), [(2, 3, 4), (4, 2, 2)]
    yield "dot_normalize", layers.Dot(axes=1, normalize=True), [(5,), (5,)]
    yield "dot_normalize_axes", layers.Dot(axes=(2, 1), normalize=True), [(3, 4), (4, 2)]


def cases():
    """All cases of this module."""
    for family in (_elementwise, _concatenate, _dot):
        yield from family()
