"""Poolings to a given size."""

from keras import layers

SHAPES = {1: (7, 2), 2: (7, 6, 2), 3: (3, 4, 3, 2)}
SIZES = {1: 3, 2: (3, 4), 3: (2, 3, 2)}


def cases():
    """All cases of this module."""
    for family in ("Average", "Max"):
        for axes, shape in SHAPES.items():
            kind = getattr(layers, f"Adaptive{family}Pooling{axes}D")
            name = f"adaptive_{family.lower()}{axes}d"
            yield name, kind(SIZES[axes]), shape, {}
            if family == "Average":  # the gradient of such largest values stops Keras with a division by zero
                yield f"{name}_one", kind(1), shape, {}
                yield f"{name}_same", kind(shape[:-1] if axes > 1 else shape[0]), shape, {}
            first = kind(SIZES[axes], data_format="channels_first")
            yield f"{name}_first", first, (shape[-1], *shape[:-1]), {}
        kind = getattr(layers, f"Adaptive{family}Pooling2D")
        yield f"adaptive_{family.lower()}2d_even", kind((3, 2)), (6, 4, 3), {}
