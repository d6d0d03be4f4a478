"""Makes augmentation.json: what Keras's random layers make of images, for all that they can draw.

"outcomes" are layers whose draws have few results: the layer's configuration, an image and each
result that is possible. "perspectives" are distributions: quantiles of the coordinates that some
pixels of the output show, and of differences between them. "fields" are elastic transforms: how far pixels move, as the standard
deviation in pixels and the correlations of pixels that are some rows and columns apart.

Usage: python make_augmentation.py
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 40, 60
MARGIN = 12
VIEW = 17, 25
PIXELS = [(2, 3), (4, 14), (13, 3), (12, 11), (15, 23)]
PAIRS = [(0, 1), (0, 2), (1, 3), (2, 3)]
LAGS = [(0, 1), (0, 2), (0, 4), (1, 0), (3, 0), (1, 1), (2, 3)]


def array(values):
    values = np.asarray(values, dtype="float32")
    numbers = [float(f"{value:.7g}") for value in values.ravel().tolist()]
    return {"shape": list(values.shape), "values": numbers}


def outcomes(name, layer, image, transformations):
    """What the layer makes of an image, with each of some transformations."""
    images = image[None]
    results = []
    for transformation in transformations:
        results.append(np.asarray(layer.transform_images(images, transformation))[0])
    return {
        "name": name,
        "config": keras.layers.serialize(layer),
        "image": array(image),
        "outcomes": [array(result) for result in results],
    }


def distinct(name, layer, image, count):
    """All results of a layer that draws by itself, of which there are some."""
    keras.utils.set_random_seed(1)
    drawn = np.asarray(layer(np.stack([image] * 64), training=True))
    results = np.unique(drawn.round(6), axis=0)
    assert len(results) == count, len(results)
    return {
        "name": name,
        "config": keras.layers.serialize(layer),
        "image": array(image),
        "outcomes": [array(result) for result in results],
    }


def all_outcomes():
    rng = np.random.default_rng(5)
    image = np.round(rng.random((6, 5, 2)), 3).astype("float32")
    for fill in ("constant", "reflect", "wrap", "nearest"):
        shear = keras.layers.RandomShear((0.3, 0.3), (0.15, 0.15), fill_mode=fill, fill_value=0.5)
        drawn = [
            {"shear_factor": np.array([[sign * 0.3, sign * 0.15]], "float32")} for sign in (1, -1)
        ]
        yield outcomes(f"shear_{fill}", shear, image, drawn)
    colors = np.round(rng.random((4, 3, 3)), 3).astype("float32")
    hue = keras.layers.RandomHue((0.3, 0.3), value_range=(0.0, 1.0))
    drawn = [{"factor": np.array([each], "float32")} for each in (0.15, -0.15)]
    yield outcomes("hue", hue, colors, drawn)
    gray = keras.layers.RandomGrayscale(0.5)
    yield outcomes("grayscale", gray, colors, [np.full((1, 1, 1, 1), each) for each in (True, False)])
    invert = keras.layers.RandomInvert((0.5, 0.5), value_range=(0.0, 1.0))
    drawn = [{"apply_inversion": np.array([each])} for each in (True, False)]
    yield outcomes("invert", invert, colors, drawn)
    posterization = keras.layers.RandomPosterization((2, 5), value_range=(0.0, 1.0))
    drawn = [{"shift_factor": np.array([8 - bits], "uint8")} for bits in (2, 3, 4)]
    yield outcomes("posterization", posterization, colors, drawn)
    blur = keras.layers.RandomGaussianBlur((0.5, 0.5), 5, (0.8, 0.8), value_range=(0.0, 1.0))
    drawn = [
        {"should_apply_blur": np.array([each]), "blur_factor": np.full(2, 0.8 + 1e-6, "float32")}
        for each in (True, False)
    ]
    yield outcomes("blur", blur, colors, drawn)
    solarization = keras.layers.Solarization((0.0, 0.0), (0.0, 0.0), value_range=(-0.5, 1.0))
    drawn = [{"additions": np.zeros((1, 1, 1, 1), "float32"), "thresholds": np.zeros((1, 1, 1, 1), "float32")}]
    yield outcomes("solarization", solarization, colors, drawn)
    unit = {"value_range": (0.0, 1.0)}
    jitter = keras.layers.RandomColorJitter(
        brightness_factor=(0.1, 0.1), contrast_factor=(0.0, 0.0), saturation_factor=(0.7, 0.7), hue_factor=(0.3, 0.3), **unit
    )
    yield distinct("jitter", jitter, colors, 2)
    jitter = keras.layers.RandomColorJitter(brightness_factor=(-0.2, -0.2), hue_factor=(0.4, 0.4), **unit)
    yield distinct("jitter_two", jitter, colors, 2)


def field(scale, images):
    """Statistics of the distances that pixels move."""
    ramp = np.broadcast_to(np.arange(WIDTH, dtype="float32")[None, :, None], (HEIGHT, WIDTH, 1))
    keras.utils.set_random_seed(3)
    layer = keras.layers.RandomElasticTransform((1.0, 1.0), (scale, scale), value_range=(-99, 99))
    moved = np.asarray(layer(np.stack([ramp] * images), training=True)) - ramp
    inside = moved[:, MARGIN:-MARGIN, MARGIN:-MARGIN, 0].astype("float64")
    variance = np.mean(inside**2)
    rows, columns = inside.shape[1:]
    correlations = [
        np.mean(inside[:, : rows - down, : columns - right] * inside[:, down:, right:]) / variance
        for down, right in LAGS
    ]
    return {
        "config": keras.layers.serialize(layer),
        "deviation": float(f"{np.sqrt(variance):.7g}"),
        "correlations": [
            {"down": down, "right": right, "value": float(f"{value:.7g}")}
            for (down, right), value in zip(LAGS, correlations)
        ],
    }


def perspective(scale, images):
    """Where some pixels of the output lie in the input, in x and in y."""
    rows, columns = (np.arange(size, dtype="float32") for size in VIEW)
    image = np.stack(np.broadcast_arrays(columns[None, :], rows[:, None]), axis=-1)
    keras.utils.set_random_seed(4)
    layer = keras.layers.RandomPerspective((1.0, 1.0), scale, fill_value=-1.0)
    shown = np.asarray(layer(np.stack([image] * images), training=True))
    seen = np.stack([shown[:, row, column] for row, column in PIXELS], axis=1).astype("float64")
    quantiles = np.linspace(0.05, 0.95, 19)

    def spread(values):
        return [float(f"{value:.7g}") for value in np.quantile(values, quantiles)]

    return {
        "config": keras.layers.serialize(layer),
        "images": images,
        "places": [[spread(seen[:, i, axis]) for axis in (0, 1)] for i in range(len(PIXELS))],
        "differences": [
            [spread(seen[:, i, axis] - seen[:, j, axis]) for axis in (0, 1)] for i, j in PAIRS
        ],
    }


golden = {
    "size": [HEIGHT, WIDTH],
    "margin": MARGIN,
    "outcomes": list(all_outcomes()),
    "view": VIEW,
    "pixels": PIXELS,
    "pairs": PAIRS,
    "perspectives": [perspective(scale, 20000) for scale in (0.2, 0.5)],
    "fields": [field(scale, 200) for scale in (1.0, 0.7, 0.4)],
}
(FOLDER / "augmentation.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
