"""Cases of embeddings, and of the layers that resize and augment images.

Augmentations are compared where their range is a single number, so that nothing is random.
"""

import pathlib
import sys

import keras
from keras import layers

sys.path.insert(0, str(pathlib.Path(__file__).parents[5] / "scripts"))

from inverse_activation import RandomAffine  # noqa: E402

FIRST = "channels_first"
DRAWN = {"training": True, "gradient": False}


def _embedding():
    yield "embedding", layers.Embedding(10, 3), (4,), {"input": "integers"}
    yield "embedding_image", layers.Embedding(12, 2), (2, 3), {"input": "integers"}
    yield "embedding_options", layers.Embedding(
        10,
        3,
        embeddings_initializer="ones",
        embeddings_regularizer=keras.regularizers.L2(1e-3),
        embeddings_constraint=keras.constraints.NonNeg(),
    ), (), {"input": "integers"}


def _sizes():
    for interpolation in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"):
        resizing = layers.Resizing(4, 7, interpolation=interpolation)
        yield f"resizing_{interpolation}", resizing, (6, 5, 2)
        resizing = layers.Resizing(3, 2, interpolation=interpolation, antialias=True)
        yield f"resizing_{interpolation}_antialias", resizing, (7, 5, 1)
    yield "resizing_crop", layers.Resizing(3, 5, crop_to_aspect_ratio=True), (7, 6, 2)
    yield "resizing_first", layers.Resizing(4, 3, data_format=FIRST), (2, 5, 6)
    yield "center_crop", layers.CenterCrop(3, 4), (6, 7, 2)
    yield "center_crop_same", layers.CenterCrop(3, 4), (3, 4, 1)
    yield "center_crop_small", layers.CenterCrop(4, 6), (6, 4, 2)
    yield "center_crop_first", layers.CenterCrop(3, 2, data_format=FIRST), (2, 4, 5)


def _augmentation():
    translation = layers.RandomTranslation
    yield "translation", translation(0.2, 0.3), (4, 5, 2)
    for fill in ("constant", "reflect", "wrap", "nearest"):
        name = f"translation_{fill}"
        moved = translation((0.3, 0.3), (-0.45, -0.45), fill_mode=fill, fill_value=0.5, seed=7)
        yield name, moved, (5, 4, 2), DRAWN
    yield "translation_nearest_pixel", translation(
        (-0.3, -0.3), (0.2, 0.2), interpolation="nearest"
    ), (5, 4, 1), DRAWN
    yield "translation_first", translation(0.2, (0.1, 0.2), data_format=FIRST, seed=7), (2, 4, 5)
    yield "rotation", layers.RandomRotation(0.2), (4, 5, 2)
    yield "rotation_tenth", layers.RandomRotation((0.1, 0.1), seed=7), (5, 4, 2), DRAWN
    yield "rotation_back", layers.RandomRotation(
        (-0.15, -0.15), fill_mode="constant", fill_value=1.0, interpolation="nearest"
    ), (5, 5, 1), DRAWN
    yield "rotation_first", layers.RandomRotation((0.1, 0.2), data_format=FIRST), (2, 4, 5)
    yield "zoom", layers.RandomZoom(0.2), (4, 5, 2)
    yield "zoom_out", layers.RandomZoom((0.3, 0.3), fill_mode="wrap"), (5, 6, 2), DRAWN
    yield "zoom_in", layers.RandomZoom((-0.3, -0.3), (0.2, 0.2), seed=7), (5, 6, 1), DRAWN
    yield "zoom_first", layers.RandomZoom(0.2, 0.3, data_format=FIRST), (2, 4, 5)
    shear = layers.RandomShear
    yield "shear", shear((0.1, 0.3), (0.0, 0.2), fill_mode="wrap", seed=7), (4, 5, 2)
    yield "shear_none", shear(), (4, 5, 2), DRAWN
    yield "shear_nearest", shear((0.1, 0.2), fill_value=0.5, interpolation="nearest"), (4, 5, 2)
    yield "shear_first", shear((0.2, 0.2), data_format=FIRST), (2, 4, 5)
    yield "crop_same", layers.RandomCrop(4, 5, seed=7), (4, 5, 2)
    yield "crop_middle", layers.RandomCrop(4, 3, seed=7), (4, 6, 2), {"training": True}
    yield "crop_small", layers.RandomCrop(4, 6, seed=7), (6, 4, 2), {"training": True}
    yield "crop_smaller", layers.RandomCrop(5, 7, seed=7), (3, 4, 1), {"training": True}
    yield "crop_first", layers.RandomCrop(4, 5, seed=7, data_format=FIRST), (2, 4, 5)
    elastic = layers.RandomElasticTransform
    yield "elastic", elastic(0.7, (0.1, 0.4), value_range=(-1.0, 1.0), seed=7), (4, 5, 2)
    yield "elastic_none", elastic(0.0, value_range=(-0.5, 1.0)), (4, 5, 2), DRAWN
    yield "elastic_first", elastic(
        (0.2, 0.8), fill_mode="wrap", fill_value=0.5, interpolation="nearest", data_format=FIRST
    ), (2, 4, 5)
    perspective = layers.RandomPerspective
    yield "perspective", perspective(0.7, 0.3, seed=7), (4, 5, 2)
    yield "perspective_none", perspective(0.0), (4, 5, 2), DRAWN
    yield "perspective_flat", perspective((1.0, 1.0), 0.0), (5, 4, 2), DRAWN
    yield "perspective_first", perspective(
        (0.2, 0.8), interpolation="nearest", fill_value=0.5, data_format=FIRST
    ), (2, 4, 5)
    yield "flip", layers.RandomFlip(seed=7), (4, 5, 2)
    yield "flip_options", layers.RandomFlip("vertical", data_format=FIRST), (2, 4, 5)
    everything = {"factor": (1.0, 1.0), "scale": (1.0, 1.0)}
    erasing = layers.RandomErasing
    yield "erasing_nothing", erasing(factor=0.0, scale=0.5), (4, 5, 2), {"training": True}
    yield "erasing_all", erasing(**everything, fill_value=0.5, value_range=(0, 1)), (4, 5, 2), {
        "training": True
    }
    yield "erasing_colour", erasing(**everything, fill_value=(0.5, -0.5, 1.5), value_range=(0, 1)), (
        2,
        3,
        3,
    ), {"training": True}
    yield "erasing", erasing(factor=0.7, scale=(0.1, 0.4), value_range=(-1.0, 1.0), seed=7), (4, 5, 2)
    yield "erasing_first", erasing(**everything, fill_value=0.25, data_format=FIRST), (2, 4, 5), {
        "training": True
    }
    brightness = layers.RandomBrightness
    yield "brightness", brightness(0.3, seed=7), (4, 5, 2)
    yield "brightness_up", brightness((0.3, 0.3), value_range=(-1.0, 1.0)), (4, 5, 2), {
        "training": True
    }
    yield "brightness_first", brightness((-0.2, 0.1), data_format=FIRST), (2, 4, 5)
    yield "contrast_none", layers.RandomContrast((0.0, 0.0), value_range=(-0.5, 1.0)), (4, 5, 2), {
        "training": True
    }
    yield "contrast", layers.RandomContrast(0.2, seed=7), (4, 5, 2)
    yield "contrast_first", layers.RandomContrast((0.1, 0.3), data_format=FIRST), (2, 4, 5)
    yield "contrast_two", layers.RandomContrast((0.1, 0.3)), (4, 5, 2)


def _affine():
    """One resampling; the single steps are compared with Keras's own layers in AugmentationTest."""
    yield "affine", RandomAffine(0.05, 0.1, 0.1, 0.1, seed=7), (4, 5, 2)
    yield "affine_turned", RandomAffine(rotation_factor=(0.1, 0.1)), (5, 4, 2), DRAWN
    yield "affine_all", RandomAffine(
        (0.1, 0.1),
        (0.2, 0.2),
        (-0.3, -0.3),
        (0.15, 0.15),
        fill_mode="constant",
        fill_value=0.5,
    ), (6, 5, 2), DRAWN
    yield "affine_none", RandomAffine(0.2, 0.2, 0.2, 0.2, rate=0.0), (4, 5, 1), DRAWN
    yield "affine_first", RandomAffine(0.1, interpolation="nearest", data_format=FIRST), (2, 4, 5)


def _colors():
    unit = {"value_range": (-1.0, 1.0)}
    yield "invert", layers.RandomInvert(0.3, seed=7), (4, 5, 2)
    yield "invert_all", layers.RandomInvert((1.0, 1.0), **unit), (4, 5, 2), {"training": True}
    yield "invert_first", layers.RandomInvert((0.1, 0.2), data_format=FIRST), (2, 4, 5)
    yield "sharpness", layers.RandomSharpness(0.3, seed=7), (4, 5, 2)
    for name, factor in (("soft", 0.1), ("sharp", 0.9)):
        sharpness = layers.RandomSharpness((factor, factor), **unit)
        yield f"sharpness_{name}", sharpness, (5, 4, 2), {"training": True}
    yield "sharpness_first", layers.RandomSharpness((0.2, 0.2), data_format=FIRST), (2, 4, 5)
    yield "hue", layers.RandomHue(0.3, seed=7), (4, 5, 3)
    yield "hue_none", layers.RandomHue((0.0, 0.0), value_range=(-4.0, 4.0)), (4, 5, 3), DRAWN
    yield "hue_first", layers.RandomHue((0.1, 0.2), data_format=FIRST), (3, 4, 5)
    yield "saturation", layers.RandomSaturation(0.3, seed=7), (4, 5, 3)
    for name, factor in (("less", 0.3), ("more", 0.7)):
        saturation = layers.RandomSaturation((factor, factor), value_range=(0.0, 1.0))
        positive = {"training": True, "gradient": False, "input": "positive"}
        yield f"saturation_{name}", saturation, (4, 5, 3), positive
    yield "saturation_first", layers.RandomSaturation((0.1, 0.2), data_format=FIRST), (3, 4, 5)
    degeneration = layers.RandomColorDegeneration
    yield "degeneration", degeneration(0.3, seed=7), (4, 5, 3)
    yield "degeneration_half", degeneration((0.4, 0.4), **unit), (4, 5, 3), {"training": True}
    yield "degeneration_first", degeneration((0.1, 0.2), data_format=FIRST), (3, 4, 5)
    still = {"gradient": False}
    yield "auto_contrast", layers.AutoContrast(), (4, 5, 2), still
    yield "auto_contrast_training", layers.AutoContrast(value_range=(-0.5, 0.5)), (5, 4, 3), DRAWN
    yield "auto_contrast_flat", layers.AutoContrast((0, 1)), (1, 1, 2), still
    equalization = layers.Equalization
    alone = {**DRAWN, "batch": 1}  # Keras counts the pixels of a whole batch
    yield "equalization", equalization(), (6, 5, 2), {**alone, "input": "integers"}
    yield "equalization_range", equalization((-1.0, 1.0)), (5, 4, 3), alone
    yield "equalization_bins", equalization((-2.0, 3.0), bins=7), (6, 5, 2), alone
    yield "equalization_flat", equalization((0, 1)), (1, 1, 2), alone
    yield "equalization_first", equalization((-3, 3), 16, data_format=FIRST), (2, 4, 5), alone
    jitter = layers.RandomColorJitter
    yield "jitter", jitter((0, 1), 0.3, 0.2, 0.4, 0.1, seed=7), (4, 5, 3)
    yield "jitter_none", jitter(), (4, 5, 2), {"training": True}
    yield "jitter_brightness", jitter((-1.0, 1.0), (0.2, 0.2), (0.0, 0.0)), (4, 5, 2), {
        "training": True
    }
    yield "jitter_all", jitter((0.0, 1.0), (0.1, 0.1), (0.0, 0.0), (0.6, 0.6), (0.0, 0.0)), (4, 5, 3), {
        "training": True,
        "gradient": False,
        "input": "positive",
    }
    yield "jitter_first", jitter(
        contrast_factor=(0.1, 0.3), hue_factor=(0.1, 0.2), data_format=FIRST
    ), (3, 4, 5)
    yield "solarization", layers.Solarization(0.3, 0.5, seed=7), (4, 5, 2)
    yield "solarization_all", layers.Solarization(value_range=(-3.0, 2.0)), (4, 5, 2), {"training": True}
    yield "solarization_first", layers.Solarization((0.1, 0.2), data_format=FIRST), (2, 4, 5)
    yield "grayscale", layers.RandomGrayscale(0.3, seed=7), (4, 5, 3)
    yield "grayscale_all", layers.RandomGrayscale(1.0), (4, 5, 3), {"training": True}
    yield "grayscale_first", layers.RandomGrayscale(0.2, data_format=FIRST), (3, 4, 5)
    yield "posterization", layers.RandomPosterization(3, seed=7), (4, 5, 2)
    yield "posterization_two", layers.RandomPosterization((2, 2), value_range=(0.0, 5.0)), (
        4,
        5,
        2,
    ), {"training": True, "gradient": False, "input": "positive"}
    yield "posterization_first", layers.RandomPosterization((2, 6), data_format=FIRST), (2, 4, 5)
    blur = layers.RandomGaussianBlur
    yield "blur", blur(0.3, 5, 0.4, seed=7), (4, 5, 2)
    yield "blur_three", blur((1.0, 1.0), 3, (0.7, 0.7), **unit), (5, 4, 2), {"training": True}
    yield "blur_five", blur((1.0, 1.0), 5, (1.0, 1.0)), (4, 6, 1), {"training": True}
    yield "blur_first", blur((0.1, 0.2), 3, (0.2, 0.7), data_format=FIRST), (2, 4, 5)


def _chosen():
    """Without chains or steps nothing is random; make_augmentation.py has what is."""
    augment = layers.RandAugment
    yield "rand_augment", augment(seed=7), (4, 5, 3)
    yield "rand_augment_none", augment(num_ops=0), (4, 5, 1), DRAWN
    yield "rand_augment_first", augment(
        (0.0, 1.0), 3, (0.1, 0.4), "nearest", data_format=FIRST
    ), (3, 4, 5)
    mix = layers.AugMix
    yield "aug_mix", mix(factor=0.4, seed=7), (4, 5, 3)
    yield "aug_mix_none", mix((-1.0, 1.0), chain_depth=0, all_ops=False), (4, 5, 2), DRAWN
    yield "aug_mix_first", mix(
        (0.0, 1.0), 2, 1, (0.1, 0.2), 0.5, interpolation="nearest", data_format=FIRST
    ), (3, 4, 5)


def cases():
    """All cases of this module."""
    for family in (_embedding, _sizes, _augmentation, _affine, _colors, _chosen):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
