"""Makes augmentation.json: what Keras's random layers make of images, for all that they can draw.

"outcomes" are layers whose draws have few results: the layer's configuration, an image and each
result that is possible, with their shares where these differ. "chosen" are layers that choose among
others: quantiles of some of an image's pixels and of differences between them. "perspectives" are distributions: quantiles of the coordinates that some
pixels of the output show, and of differences between them. "fields" are elastic transforms: how far pixels move, as the standard
deviation in pixels and the correlations of pixels that are some rows and columns apart.

Usage: python make_augmentation.py
"""

import itertools
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 40, 60
MARGIN = 12
VIEW = 17, 25
PIXELS = [(2, 3), (4, 14), (13, 3), (12, 11), (15, 23)]
PAIRS = [(0, 1), (0, 2), (1, 3), (2, 3)]
SPOTS = [(0, 0, 0), (2, 3, 1), (4, 1, 2), (5, 6, 0), (3, 5, 2), (1, 2, 1)]
SPOT_PAIRS = [(0, 3), (1, 4), (2, 5)]
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


def compositions(name, layer, image):
    """All results of a RandAugment whose layers draw nothing themselves, and how often each is."""
    drawn = layer.get_random_transformation(image[None])
    names = list(drawn["transforms"])
    results = []
    for chosen in itertools.product(range(len(names)), repeat=layer.num_ops):
        transformation = {"layer_idxes": np.array(chosen), "transforms": drawn["transforms"]}
        result = np.asarray(layer.transform_images(image[None], transformation))[0]
        same = [each for each in results if np.abs(each[0] - result).max() < 1e-5]
        if same:
            same[0][1] += 1
        else:
            results.append([result, 1])
    return {
        "name": name,
        "config": keras.layers.serialize(layer),
        "image": array(image),
        "outcomes": [array(result) for result, _ in results],
        "shares": [float(f"{count / len(names) ** layer.num_ops:.7g}") for _, count in results],
    }


def chosen(name, layer, image, images, compiled):
    """What some pixels become, where Keras draws for each image by itself."""
    keras.utils.set_random_seed(6)

    def call():
        return layer(tf.constant(image[None]), training=True)

    draw = tf.function(call) if compiled else call
    shown = np.concatenate([np.asarray(draw()) for _ in range(images)]).astype("float64")
    seen = np.stack([shown[:, row, column, channel] for row, column, channel in SPOTS])
    return {
        "name": name,
        "config": keras.layers.serialize(layer),
        "image": array(image),
        "images": images,
        "spots": [spread(each) for each in seen],
        "differences": [spread(seen[i] - seen[j]) for i, j in SPOT_PAIRS],
    }


def all_chosen():
    rng = np.random.default_rng(8)
    image = np.round(0.1 + 0.7 * rng.random((6, 7, 3)), 3).astype("float32")
    unit = {"value_range": (0.0, 1.0)}
    augment = keras.layers.RandAugment
    mix = keras.layers.AugMix
    yield chosen("rand_augment", augment(**unit), image, 4000, True)
    yield chosen("rand_augment_three", augment((-0.5, 1.0), 3, (0.2, 0.9)), image, 4000, True)
    yield chosen("aug_mix", mix(**unit), image, 1500, False)
    few = mix((0.0, 1.0), 2, 2, (0.3, 0.6), 0.4, all_ops=False, interpolation="nearest")
    yield chosen("aug_mix_few", few, image, 1500, False)


def spread(values):
    """Quantiles, from one in twenty to all but one in twenty."""
    quantiles = np.quantile(values, np.linspace(0.05, 0.95, 19))
    return [float(f"{value:.7g}") for value in quantiles]


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
    pale = np.round(40 + 60 * rng.random((20, 30, 2)) ** 3).astype("float32")
    yield outcomes("equalization", keras.layers.Equalization(), pale, [None])
    unit = {"value_range": (0.0, 1.0)}
    jitter = keras.layers.RandomColorJitter(
        brightness_factor=(0.1, 0.1), contrast_factor=(0.0, 0.0), saturation_factor=(0.7, 0.7), hue_factor=(0.3, 0.3), **unit
    )
    yield distinct("jitter", jitter, colors, 2)
    jitter = keras.layers.RandomColorJitter(brightness_factor=(-0.2, -0.2), hue_factor=(0.4, 0.4), **unit)
    yield distinct("jitter_two", jitter, colors, 2)
    still = keras.layers.RandAugment((0.0, 1.0), 1, 0.0)
    yield compositions("rand_augment", still, colors)
    still = keras.layers.RandAugment((-0.5, 1.5), 2, 0.0)
    yield compositions("rand_augment_twice", still, colors)


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
    "spots": SPOTS,
    "spot_pairs": SPOT_PAIRS,
    "chosen": list(all_chosen()),
    "view": VIEW,
    "pixels": PIXELS,
    "pairs": PAIRS,
    "perspectives": [perspective(scale, 20000) for scale in (0.2, 0.5)],
    "fields": [field(scale, 200) for scale in (1.0, 0.7, 0.4)],
}
(FOLDER / "augmentation.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
