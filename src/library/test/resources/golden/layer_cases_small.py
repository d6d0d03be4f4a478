"""Cases of normalizations, noise and other small layers."""

from keras import constraints, initializers, layers, regularizers
from keras.src.applications import convnext, inception_resnet_v2

TRAINING = {"training": True}


def _normalization():
    norm = layers.GroupNormalization
    yield "group_normalization", norm(groups=2), (3, 4)
    yield "group_normalization_image", norm(groups=3), (2, 3, 6)
    yield "group_normalization_default", norm(), (2, 32)
    yield "group_normalization_one", norm(groups=1, epsilon=0.1), (3, 4)
    yield "group_normalization_each", norm(groups=-1), (5, 3)
    yield "group_normalization_plain", norm(groups=2, center=False, scale=False), (3, 4)
    yield "group_normalization_first", norm(groups=2, axis=1, scale=False), (4, 2, 3)
    yield "group_normalization_options", norm(
        groups=2,
        axis=-2,
        epsilon=0.02,
        beta_initializer=initializers.Constant(0.1),
        gamma_initializer=initializers.Constant(0.9),
        beta_regularizer=regularizers.L1(0.1),
        gamma_regularizer=regularizers.L2(0.2),
        beta_constraint=constraints.NonNeg(),
        gamma_constraint=constraints.UnitNorm(),
    ), (3, 4, 2)
    yield "unit_normalization", layers.UnitNormalization(), (3, 4)
    yield "unit_normalization_axes", layers.UnitNormalization(axis=[1, -1]), (3, 2, 2)
    yield "normalization", layers.Normalization(), (3, 4)
    yield "normalization_axes", layers.Normalization(axis=[1, -1]), (3, 2, 4)
    yield "normalization_invert", layers.Normalization(axis=1, invert=True), (3, 4)
    yield "normalization_one", layers.Normalization(axis=None, mean=0.5, variance=2.0), (3, 4)
    yield "normalization_given", layers.Normalization(
        mean=[0.5, -1.0, 0.0], variance=[2.0, 0.25, 1.0], invert=True
    ), (2, 3)
    yield "normalization_given_axis", layers.Normalization(
        axis=1, mean=[0.5, -1.0], variance=[2.0, 0.0]
    ), (2, 3)


def _rms_normalization():
    norm = layers.RMSNormalization
    yield "rms_normalization", norm(), (3, 4)
    yield "rms_normalization_axes", norm(axis=[2, 1]), (3, 2)
    yield "rms_normalization_square", norm(axis=1), (3, 3)
    yield "rms_normalization_options", norm(axis=(-2, -1), epsilon=0.1), (2, 3, 2)


def _categories():
    encoding = layers.CategoryEncoding
    integers = {"input": "integers"}
    yield "category_one_hot", encoding(10, output_mode="one_hot"), (3,), integers
    yield "category_one_hot_single", encoding(12, output_mode="one_hot"), (2, 1), integers
    yield "category_one_hot_batch", encoding(10, output_mode="one_hot"), (), integers
    yield "category_multi_hot", encoding(11), (6,), integers
    yield "category_count", encoding(10, output_mode="count"), (12,), integers
    bins = layers.Discretization
    yield "discretization", bins([-0.5, 0.0, 0.5]), (3, 4)
    yield "discretization_edges", bins([2.0, 3.0, 7.0]), (8,), integers
    yield "discretization_one_hot", bins([0.0, 0.5], output_mode="one_hot"), (3, 2)
    yield "discretization_multi_hot", bins([0.0, 0.5], output_mode="multi_hot"), (4,)
    yield "discretization_count", bins([-0.5, 0.5], output_mode="count"), (6,)


def _applications():
    yield "layer_scale", convnext.LayerScale(0.1, 4), (2, 3, 4)
    yield "stochastic_depth", convnext.StochasticDepth(0.25), (2, 3)
    yield "stochastic_depth_nothing", convnext.StochasticDepth(0.0), (2, 3), TRAINING
    scale = inception_resnet_v2.CustomScaleLayer
    yield "custom_scale", scale(0.17), [(2, 3), (2, 3)]
    yield "custom_scale_broadcast", scale(-0.5), [(2, 1), (1, 3)]


def _regularization():
    regularization = layers.ActivityRegularization
    yield "activity", regularization(), (3, 4), {"losses": True}
    yield "activity_l1", regularization(l1=0.3), (4,), {"losses": True, "batch": 3}
    yield "activity_l2", regularization(l2=0.2), (3, 4), {"losses": True, **TRAINING}
    yield "activity_both", regularization(l1=0.3, l2=0.2), (3, 4), {"losses": True}
    for name, layer in (
        ("alpha_dropout", layers.AlphaDropout),
        ("gaussian_dropout", layers.GaussianDropout),
        ("gaussian_noise", layers.GaussianNoise),
    ):
        yield f"{name}_nothing", layer(0.0), (4,), TRAINING
        yield name, layer(0.5, seed=7), (3, 4)
    yield "alpha_dropout_noise_shape", layers.AlphaDropout(
        0.25, noise_shape=(None, 1, 4), seed=7
    ), (3, 4)
    yield "spatial_dropout1d", layers.SpatialDropout1D(0.5, seed=7), (2, 3)
    yield "spatial_dropout1d_everything", layers.SpatialDropout1D(1.0), (2, 3), TRAINING
    yield "spatial_dropout3d", layers.SpatialDropout3D(0.5), (2, 1, 2, 3)
    yield "spatial_dropout3d_options", layers.SpatialDropout3D(
        0.25, data_format="channels_first", seed=7
    ), (3, 2, 2, 1)


def _others():
    yield "repeat_vector", layers.RepeatVector(3), (4,)
    yield "repeat_vector_once", layers.RepeatVector(1), (4,)
    yield "identity", layers.Identity(), (3, 4)


def cases():
    """All cases of this module."""
    for family in (_normalization, _rms_normalization, _categories, _applications, _regularization, _others):
        for name, layer, shape, *options in family():
            yield name, layer, shape, options[0] if options else {}
