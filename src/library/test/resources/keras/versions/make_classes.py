"""Makes one file per class of Keras with the Keras that runs this, and what it computes.

For each layer class, activation, initializer, regularizer, constraint, loss, metric, optimizer and
schedule there are small models, saved as .keras (where that Keras has it) and as .h5, with the
outputs and losses that it computes for fixed inputs.

Run in each version's own environment; KERAS is keras (the default), tf_keras or tensorflow.keras:

    python make_classes.py FOLDER

FOLDER then holds the files and cases.json: for each case its formats, inputs, outputs, the losses
and metrics before and while it trains on; or the error with which that Keras refuses the case.
"""

import importlib
import json
import os
import pathlib
import re
import sys
import zlib

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

NAME = os.environ.get("KERAS", "keras")
keras = tf.keras if NAME == "tensorflow.keras" else importlib.import_module(NAME)
VERSION = tf.__version__ if NAME == "tensorflow.keras" else keras.__version__
FORMER = VERSION.startswith("2.")
FORMATS = [".h5"] if FORMER and int(VERSION.split(".")[1]) < 12 else [".keras", ".h5"]  # .h5 last: saving it takes the optimizer out of what .keras gets
layers = keras.layers
initializers = keras.initializers
regularizers = keras.regularizers
constraints = keras.constraints
losses = keras.losses
metrics = keras.metrics
optimizers = keras.optimizers
schedules = keras.optimizers.schedules
tf.config.run_functions_eagerly(True)

# Each layer: the shapes of its inputs without the batch, then its arguments, case by case.
SEQUENCE, IMAGE, VOLUME = (6, 3), (7, 6, 3), (5, 6, 4, 2)
ALL = dict(
    kernel_initializer="'he_normal'", bias_initializer="initializers.RandomUniform(-0.1, 0.1, seed=1)",
    kernel_regularizer="regularizers.L2(0.1)", bias_regularizer="'l1'", activity_regularizer="'l2'",
    kernel_constraint="constraints.MaxNorm(2, axis=0)", bias_constraint="'non_neg'")
FULL = ", ".join(f"{k}={v}" for k, v in ALL.items())
DEPTHWISE = FULL.replace("kernel_", "depthwise_")
SEPARABLE = DEPTHWISE + ", pointwise_initializer='lecun_uniform', pointwise_regularizer='l2', pointwise_constraint='unit_norm'"
RECURRENT = FULL + (", recurrent_initializer='glorot_uniform', recurrent_regularizer='l2'"
                    ", recurrent_constraint='unit_norm', activation='relu', dropout=0.1, recurrent_dropout=0.2")
STATES = "return_sequences=True, return_state=True, go_backwards=True"
CONV_LSTM = "4, 2, return_sequences=True, padding='same', recurrent_activation='sigmoid', activation='relu', unit_forget_bias=False, go_backwards=True"
RANDOM = "fill_mode='constant', fill_value=0.5, interpolation='nearest', seed=3"
BASE = [
    ("Activation", [SEQUENCE], "'relu'", "'softmax'"),
    ("ActivityRegularization", [SEQUENCE], "0.1, 0.2", "l2=0.5"),
    ("AdaptiveAveragePooling1D", [SEQUENCE], "2", "(4,)"),
    ("AdaptiveAveragePooling2D", [IMAGE], "2", "(3, 4)"),
    ("AdaptiveAveragePooling3D", [VOLUME], "2", "(3, 4, 2)"),
    ("AdaptiveMaxPooling1D", [SEQUENCE], "2", "(4,)"),
    ("AdaptiveMaxPooling2D", [IMAGE], "2", "(3, 4)"),
    ("AdaptiveMaxPooling3D", [VOLUME], "2", "(3, 4, 2)"),
    ("Add", [SEQUENCE, SEQUENCE], ""),
    ("AdditiveAttention", [(3, 4), (5, 4)], "", "use_scale=False, dropout=0.2"),
    ("AlphaDropout", [SEQUENCE], "0.3", "0.3, noise_shape=(None, 1, 3), seed=5"),
    ("Attention", [(3, 4), (5, 4)], "", "use_scale=True, dropout=0.1", "score_mode='concat'", "use_scale=True, score_mode='concat', seed=2"),
    ("AugMix", [(8, 8, 3)], "", "(0, 255), num_chains=2, chain_depth=2, factor=0.2, alpha=0.5, all_ops=False, interpolation='nearest', seed=3"),
    ("AutoContrast", [(8, 8, 3)], "value_range=(0, 1)"),
    ("Average", [SEQUENCE, SEQUENCE], ""),
    ("AveragePooling1D", [SEQUENCE], "", "3, strides=2, padding='same'"),
    ("AveragePooling2D", [IMAGE], "", "(2, 3), strides=1, padding='same'"),
    ("AveragePooling3D", [VOLUME], "", "(2, 3, 1), strides=(1, 2, 2), padding='same'"),
    ("BatchNormalization", [SEQUENCE], "", "axis=1, momentum=0.9, epsilon=0.01, center=False, scale=False",
     "beta_initializer='ones', gamma_initializer='random_normal', moving_mean_initializer='ones', moving_variance_initializer='zeros', beta_regularizer='l2', gamma_regularizer='l1', beta_constraint='non_neg', gamma_constraint='unit_norm'",
     "trainable=False", "synchronized=True", "renorm=True"),
    ("Bidirectional", [SEQUENCE], "layers.LSTM(2)", "layers.GRU(2, return_sequences=True), merge_mode='sum'", "layers.SimpleRNN(2), merge_mode=None",
     "layers.LSTM(2, return_sequences=True), backward_layer=layers.GRU(2, return_sequences=True, go_backwards=True), merge_mode='mul'"),
    ("CategoryEncoding", [(4,)], "10", "10, output_mode='count'", "num_tokens=12, output_mode='multi_hot'", "10, 'one_hot'", "10, sparse=False"),
    ("CenterCrop", [IMAGE], "4, 3", "9, 8"),
    ("Concatenate", [SEQUENCE, SEQUENCE], "", "axis=1"),
    ("ContrastLimitedAdaptiveHistogramEqualization", [(8, 8, 3)], ""),
    ("Conv1D", [SEQUENCE], "4, 3", "4, 2, strides=2, padding='same', activation='tanh', use_bias=False", "3, 2, padding='causal', dilation_rate=2", "6, 2, groups=3, " + FULL),
    ("Conv1DTranspose", [SEQUENCE], "4, 3", "4, 3, strides=2, padding='same', activation='elu', use_bias=False", "2, 3, strides=3, output_padding=1, " + FULL),
    ("Conv2D", [IMAGE], "4, 3", "4, (2, 3), strides=(2, 1), padding='same', activation='gelu', use_bias=False", "6, 2, dilation_rate=2, groups=3, " + FULL),
    ("Conv2DTranspose", [IMAGE], "4, 3", "2, (2, 3), strides=(2, 2), padding='same', output_padding=(1, 1), activation='selu', " + FULL),
    ("Conv3D", [VOLUME], "3, 2", "4, (2, 3, 1), strides=(2, 1, 1), padding='same', use_bias=False, activation='swish', groups=2", "2, 2, " + FULL),
    ("Conv3DTranspose", [VOLUME], "3, 2", "2, 2, strides=2, padding='same', output_padding=1, activation='softsign', " + FULL),
    ("ConvLSTM1D", [(4, 6, 2)], "3, 2", CONV_LSTM),
    ("ConvLSTM2D", [(3, 5, 4, 2)], "3, 2", CONV_LSTM),
    ("ConvLSTM3D", [(3, 4, 4, 3, 2)], "2, 2", CONV_LSTM),
    ("Cropping1D", [SEQUENCE], "", "(1, 2)"),
    ("Cropping2D", [IMAGE], "1", "((1, 2), (0, 3))", "(1, 2)"),
    ("Cropping3D", [VOLUME], "1", "((1, 0), (0, 3), (1, 1))", "(1, 2, 1)"),
    ("Dense", [(4,)], "3", "3, activation='relu', use_bias=False", "3, 'softmax', " + FULL, "5, dtype='float32', name='named'", "2, trainable=False",
     "2, dtype='float64'", "2, dtype='mixed_float16'", "3, activation=layers.LeakyReLU()", "3, lora_rank=2", "3, lora_rank=2, lora_alpha=4"),
    ("DepthwiseConv1D", [SEQUENCE], "3", "2, strides=2, padding='same', depth_multiplier=2, activation='relu', use_bias=False", "2, dilation_rate=2, " + DEPTHWISE),
    ("DepthwiseConv2D", [IMAGE], "3", "(2, 3), strides=2, padding='same', depth_multiplier=2, activation='relu6', use_bias=False", "2, dilation_rate=(2, 2), " + DEPTHWISE),
    ("Discretization", [(5,)], "bin_boundaries=[-0.5, 0.0, 1.0]", "[-0.5, 0.5], output_mode='count'", "bin_boundaries=[0.0], output_mode='one_hot'"),
    ("Dot", [(3, 4), (4, 3)], "axes=(2, 1)", "axes=(1, 2), normalize=True"),
    ("Dropout", [SEQUENCE], "0.5", "0.2, noise_shape=(None, 1, 3), seed=7"),
    ("ELU", [SEQUENCE], "", "0.7", "alpha=0.3"),
    ("EinsumDense", [(3, 4)], "'abc,cd->abd', output_shape=(None, 5)", "'abc,cde->abde', output_shape=(None, 2, 3), bias_axes='de', activation='relu', " + FULL, "'...x,xy->...y', output_shape=4, bias_axes='y'"),
    ("Embedding", [("int", 5)], "10, 4", "10, 3, mask_zero=True, embeddings_initializer='normal', embeddings_regularizer='l2', embeddings_constraint='max_norm'", "10, 4, input_length=5", "10, 4, lora_rank=2"),
    ("Equalization", [(8, 8, 3)], "", "value_range=(0, 1), bins=32"),
    ("Flatten", [IMAGE], "", "data_format='channels_first'"),
    ("GRU", [SEQUENCE], "4", "4, reset_after=False", STATES + ", units=3", "4, use_bias=False, recurrent_activation='hard_sigmoid'", "3, " + RECURRENT + ", unroll=True", "3, implementation=1, stateful=False", "3, use_cudnn=False, seed=3"),
    ("GaussianDropout", [SEQUENCE], "0.3", "0.3, seed=2"),
    ("GaussianNoise", [SEQUENCE], "0.3", "0.3, seed=2"),
    ("GlobalAveragePooling1D", [SEQUENCE], "", "keepdims=True"),
    ("GlobalAveragePooling2D", [IMAGE], "", "keepdims=True"),
    ("GlobalAveragePooling3D", [VOLUME], "", "keepdims=True"),
    ("GlobalMaxPooling1D", [SEQUENCE], "", "keepdims=True"),
    ("GlobalMaxPooling2D", [IMAGE], "", "keepdims=True"),
    ("GlobalMaxPooling3D", [VOLUME], "", "keepdims=True"),
    ("GroupNormalization", [(5, 6)], "3", "groups=2, axis=1 - 2, epsilon=0.01, center=False, scale=False", "-1, beta_initializer='ones', gamma_initializer='ones', beta_regularizer='l2', gamma_regularizer='l1', beta_constraint='non_neg', gamma_constraint='unit_norm'"),
    ("GroupQueryAttention", [(3, 4), (5, 4)], "2, 4, 2", "head_dim=3, num_query_heads=4, num_key_value_heads=2, dropout=0.1, use_bias=False", "2, 2, 1, flash_attention=False, seed=4, " + FULL),
    ("Identity", [SEQUENCE], ""),
    ("LSTM", [SEQUENCE], "4", STATES + ", units=3", "4, use_bias=False, recurrent_activation='hard_sigmoid', unit_forget_bias=False", "3, " + RECURRENT + ", unroll=True", "3, implementation=1, time_major=False", "3, use_cudnn='auto', seed=3"),
    ("LayerNormalization", [(5, 6)], "", "axis=1, epsilon=0.01, center=False", "axis=(1, 2), scale=False", "rms_scaling=True", "beta_initializer='ones', gamma_initializer='random_normal', beta_regularizer='l2', gamma_regularizer='l1', beta_constraint='non_neg', gamma_constraint='unit_norm'"),
    ("LeakyReLU", [SEQUENCE], "", "0.1", "alpha=0.2", "negative_slope=0.15"),
    ("LocallyConnected1D", [SEQUENCE], "4, 3", "2, 2, strides=2, activation='relu', use_bias=False, implementation=1"),
    ("LocallyConnected2D", [IMAGE], "2, 3", "2, (2, 3), strides=(2, 1), activation='relu', use_bias=False, implementation=2"),
    ("Masking", [SEQUENCE], "", "mask_value=0.5"),
    ("MaxPooling1D", [SEQUENCE], "", "3, strides=2, padding='same'"),
    ("MaxPooling2D", [IMAGE], "", "(2, 3), strides=1, padding='same'"),
    ("MaxPooling3D", [VOLUME], "", "(2, 3, 1), strides=(1, 2, 2), padding='same'"),
    ("Maximum", [SEQUENCE, SEQUENCE], ""),
    ("MelSpectrogram", [(600,)], "fft_length=64, sequence_stride=32, num_mel_bins=8, sampling_rate=8000"),
    ("Minimum", [SEQUENCE, SEQUENCE], ""),
    ("MultiHeadAttention", [(3, 4), (5, 4)], "2, 3", "2, 3, value_dim=2, dropout=0.1, use_bias=False, output_shape=5", "1, 2, attention_axes=(1,), seed=3", "2, 3, " + FULL, "2, 2, flash_attention=False"),
    ("Multiply", [SEQUENCE, SEQUENCE], ""),
    ("Normalization", [(3,)], "mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0]", "axis=None, mean=1.0, variance=2.0", "mean=1.0, variance=4.0, invert=True", "", "axis=-1"),
    ("PReLU", [SEQUENCE], "", "alpha_initializer='ones', alpha_regularizer='l2', alpha_constraint='non_neg', shared_axes=[1]"),
    ("Permute", [IMAGE], "(2, 1, 3)"),
    ("Pipeline", [IMAGE], "[layers.Rescaling(2.0), layers.CenterCrop(3, 3)]"),
    ("RMSNormalization", [SEQUENCE], "", "axis=1, epsilon=0.01"),
    ("RNN", [SEQUENCE], "layers.LSTMCell(3)", "layers.GRUCell(3, reset_after=False), return_sequences=True", "layers.SimpleRNNCell(2, use_bias=False, activation='relu'), return_state=True, go_backwards=True",
     "[layers.LSTMCell(3), layers.GRUCell(2)], return_sequences=True", "layers.StackedRNNCells([layers.SimpleRNNCell(3), layers.SimpleRNNCell(2)]), unroll=True", "layers.GRUCell(3, dropout=0.1, recurrent_dropout=0.1, recurrent_activation='hard_sigmoid')"),
    ("RandAugment", [(8, 8, 3)], "", "(0, 255), num_ops=1, factor=0.3, interpolation='nearest', seed=2"),
    ("RandomBrightness", [(8, 8, 3)], "0.2", "(0.1, 0.2), value_range=(0, 1), seed=3"),
    ("RandomColorDegeneration", [(8, 8, 3)], "0.2", "(0.1, 0.2), value_range=(0, 1), seed=3"),
    ("RandomColorJitter", [(8, 8, 3)], "", "value_range=(0, 1), brightness_factor=0.1, contrast_factor=0.2, saturation_factor=0.3, hue_factor=0.1, seed=3"),
    ("RandomContrast", [(8, 8, 3)], "0.2", "(0.1, 0.2), seed=3", "0.1, value_range=(0, 1)"),
    ("RandomCrop", [(8, 8, 3)], "4, 5", "8, 8, seed=3"),
    ("RandomElasticTransform", [(8, 8, 3)], "", "factor=0.5, scale=0.5, interpolation='nearest', fill_mode='constant', fill_value=0.5, value_range=(0, 1), seed=3"),
    ("RandomErasing", [(8, 8, 3)], "", "factor=0.5, scale=(0.1, 0.2), fill_value=0.5, value_range=(0, 1), seed=3"),
    ("RandomFlip", [(8, 8, 3)], "", "'vertical', seed=3"),
    ("RandomGaussianBlur", [(8, 8, 3)], "", "factor=0.5, kernel_size=5, sigma=0.5, value_range=(0, 1), seed=3"),
    ("RandomGrayscale", [(8, 8, 3)], "", "factor=0.2, seed=3"),
    ("RandomHeight", [(8, 8, 3)], "0.2"),
    ("RandomHue", [(8, 8, 3)], "0.2", "(0.1, 0.2), value_range=(0, 1), seed=3"),
    ("RandomInvert", [(8, 8, 3)], "", "factor=0.5, value_range=(0, 1), seed=3"),
    ("RandomPerspective", [(8, 8, 3)], "", "factor=0.5, scale=0.5, interpolation='nearest', fill_value=0.5, seed=3"),
    ("RandomPosterization", [(8, 8, 3)], "4", "factor=3, value_range=(0, 1), seed=3"),
    ("RandomRotation", [(8, 8, 3)], "0.2", "(-0.1, 0.2), " + RANDOM),
    ("RandomSaturation", [(8, 8, 3)], "0.2", "(0.1, 0.2), value_range=(0, 1), seed=3"),
    ("RandomSharpness", [(8, 8, 3)], "0.2", "(0.1, 0.2), value_range=(0, 1), seed=3"),
    ("RandomShear", [(8, 8, 3)], "0.1", "x_factor=0.1, y_factor=0.2, " + RANDOM),
    ("RandomTranslation", [(8, 8, 3)], "0.2, 0.3", "(-0.1, 0.2), 0.1, " + RANDOM),
    ("RandomWidth", [(8, 8, 3)], "0.2"),
    ("RandomZoom", [(8, 8, 3)], "0.2", "(-0.1, 0.2), width_factor=0.3, " + RANDOM),
    ("ReLU", [SEQUENCE], "", "max_value=1.0, negative_slope=0.1, threshold=0.2"),
    ("RepeatVector", [(3,)], "4"),
    ("Rescaling", [IMAGE], "1 / 127.5, offset=-1", "scale=[1.0, 2.0, 3.0], offset=[0.0, 1.0, 2.0]"),
    ("Reshape", [(6,)], "(2, 3)", "(-1, 2)"),
    ("Resizing", [IMAGE], "4, 5", "9, 3, interpolation='nearest'", "4, 4, crop_to_aspect_ratio=True, interpolation='bicubic'", "6, 8, pad_to_aspect_ratio=True, fill_value=0.5", "3, 3, antialias=True"),
    ("ReversibleEmbedding", [("int", 5)], "10, 4"),
    ("STFTSpectrogram", [(100, 1)], "frame_length=16, frame_step=8, fft_length=16"),
    ("SeparableConv1D", [SEQUENCE], "4, 3", "3, 2, strides=2, padding='same', depth_multiplier=2, activation='relu', use_bias=False", "3, 2, dilation_rate=2, " + SEPARABLE, "2, 2, padding='causal'"),
    ("SeparableConv2D", [IMAGE], "4, 3", "3, (2, 2), strides=2, padding='same', depth_multiplier=2, activation='relu', use_bias=False", "3, 2, dilation_rate=2, " + SEPARABLE),
    ("SimpleRNN", [SEQUENCE], "4", STATES + ", units=3", "4, use_bias=False", "3, " + RECURRENT + ", unroll=True", "3, seed=3"),
    ("Softmax", [SEQUENCE], "", "axis=1"),
    ("Solarization", [(8, 8, 3)], "", "addition_factor=0.1, threshold_factor=0.5, value_range=(0, 1), seed=3"),
    ("SpatialDropout1D", [SEQUENCE], "0.3", "0.3, seed=3"),
    ("SpatialDropout2D", [IMAGE], "0.3", "0.3, seed=3", "0.3, data_format='channels_last'"),
    ("SpatialDropout3D", [VOLUME], "0.3", "0.3, seed=3", "0.3, data_format='channels_last'"),
    ("SpectralNormalization", [IMAGE], "layers.Conv2D(2, 3)", "layers.Conv2D(2, 3), power_iterations=2"),
    ("Subtract", [SEQUENCE, SEQUENCE], ""),
    ("ThresholdedReLU", [SEQUENCE], "", "theta=0.5"),
    ("TimeDistributed", [(4, 5)], "layers.Dense(3)", "layers.Activation('relu')"),
    ("UnitNormalization", [SEQUENCE], "", "axis=1", "axis=[1, 2]"),
    ("UpSampling1D", [SEQUENCE], "", "3"),
    ("UpSampling2D", [IMAGE], "", "(2, 3), interpolation='bilinear'", "2, interpolation='nearest'"),
    ("UpSampling3D", [VOLUME], "", "(2, 1, 3)"),
    ("ZeroPadding1D", [SEQUENCE], "", "(1, 2)"),
    ("ZeroPadding2D", [IMAGE], "", "((1, 2), (0, 3))", "(1, 2)"),
    ("ZeroPadding3D", [VOLUME], "", "((1, 0), (0, 3), (1, 1))", "(1, 2, 1)"),
    ("Hashing", [("int", 4)], "num_bins=5"),
    ("HashedCrossing", [("int", 1), ("int", 1)], "num_bins=5"),
    ("IntegerLookup", [("int", 4)], "vocabulary=[1, 2, 3]", "vocabulary=[1, 2, 3], output_mode='multi_hot', num_oov_indices=2"),
    ("StringLookup", [("str", 4)], "vocabulary=['a', 'b']"),
    ("TextVectorization", [("str", 1)], "vocabulary=['a', 'b']"),
    ("Lambda", [(4,)], "lambda x: x * 2"),
    ("MixUp", [IMAGE], ""),
    ("CutMix", [IMAGE], ""),
]
ACTIVATIONS = sorted(name for name in vars(keras.activations) if not name.startswith("_") and callable(getattr(keras.activations, name)) and name not in ("get", "serialize", "deserialize"))
INITIALIZERS = {
    "Constant": ["0.5", "value=-1.0"], "GlorotNormal": ["", "seed=1"], "GlorotUniform": ["", "seed=1"], "HeNormal": ["", "seed=1"],
    "HeUniform": ["", "seed=1"], "Identity": ["", "gain=2.0"], "IdentityInitializer": ["", "gain=2.0"], "LecunNormal": ["", "seed=1"], "LecunUniform": ["", "seed=1"], "Ones": [""],
    "Orthogonal": ["", "gain=2.0, seed=1"], "OrthogonalInitializer": ["", "gain=2.0, seed=1"], "RandomNormal": ["", "mean=1.0, stddev=0.1, seed=1"], "RandomUniform": ["", "minval=0.0, maxval=1.0, seed=1"],
    "TruncatedNormal": ["", "mean=1.0, stddev=0.1, seed=1"], "Zeros": [""], "STFT": [""],
    "VarianceScaling": ["", "scale=2.0, mode='fan_out', distribution='uniform', seed=1", "mode='fan_avg', distribution='untruncated_normal'", "distribution='truncated_normal'"],
}
REGULARIZERS = {"L1": ["", "0.1"], "L2": ["", "l2=0.1"], "L1L2": ["", "0.1, 0.2"], "OrthogonalRegularizer": ["", "factor=0.1, mode='columns'"]}
CONSTRAINTS = {"MaxNorm": ["", "1.0, axis=1"], "MinMaxNorm": ["", "0.1, 0.9, rate=0.5, axis=1"], "NonNeg": [""], "UnitNorm": ["", "axis=1"], "RadialConstraint": [""]}
REDUCTION = "reduction='sum'" if not FORMER else "reduction='sum', name='mine'"
LOSSES = {
    "BinaryCrossentropy": ["", "label_smoothing=0.1", "from_logits=True, axis=-1"], "BinaryFocalCrossentropy": ["", "apply_class_balancing=True, alpha=0.3, gamma=1.5, label_smoothing=0.1"],
    "CategoricalCrossentropy": ["", "label_smoothing=0.1, axis=-1"], "CategoricalFocalCrossentropy": ["", "alpha=0.3, gamma=1.5"],
    "CategoricalGeneralizedCrossEntropy": ["", "q=0.7"],
    "CategoricalHinge": ["", REDUCTION], "Circle": ["", "gamma=60.0, margin=0.3, remove_diagonal=False"], "CosineSimilarity": ["", "axis=-1"], "Dice": ["", "axis=(1,)"], "Hinge": ["", REDUCTION], "Huber": ["", "delta=0.5"],
    "KLDivergence": [""], "LogCosh": [""], "MeanAbsoluteError": ["", REDUCTION], "MeanAbsolutePercentageError": [""], "MeanSquaredError": ["", REDUCTION, "name='mine'"],
    "MeanSquaredLogarithmicError": [""], "Poisson": [""], "SparseCategoricalCrossentropy": ["", "from_logits=True", "ignore_class=1"], "SquaredHinge": [""], "Tversky": ["", "alpha=0.3, beta=0.7, axis=(1,)"],
}
LOSS_NAMES = ["mse", "MSE", "mae", "mape", "msle", "mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "kld", "kl_divergence", "kullback_leibler_divergence", "KLD", "log_cosh", "logcosh", "huber", "huber_loss", "hinge", "squared_hinge", "categorical_hinge", "poisson", "cosine_similarity", "binary_crossentropy", "bce", "categorical_crossentropy", "sparse_categorical_crossentropy", "binary_focal_crossentropy", "categorical_focal_crossentropy", "dice", "tversky", "circle"]
METRICS = {
    "AUC": ["", "num_thresholds=20, curve='PR', summation_method='minoring', name='pr'", "multi_label=True, num_labels=3", "thresholds=[0.2, 0.5]"], "Accuracy": [""], "BinaryAccuracy": ["", "threshold=0.3"], "BinaryCrossentropy": ["", "label_smoothing=0.1"],
    "BinaryIoU": ["", "target_class_ids=[1], threshold=0.3"], "CategoricalAccuracy": ["", "name='mine'"], "CategoricalCrossentropy": ["", "label_smoothing=0.1"], "CategoricalHinge": [""], "ConcordanceCorrelation": [""], "CosineSimilarity": ["", "axis=-1"],
    "F1Score": ["", "average='macro', threshold=0.4"], "FBetaScore": ["", "average='micro', beta=2.0, threshold=0.4"], "FalseNegatives": ["", "thresholds=0.3"], "FalsePositives": ["", "thresholds=[0.3, 0.5]"], "Hinge": [""],
    "IoU": ["num_classes=2, target_class_ids=[0]"], "KLDivergence": [""], "LogCoshError": [""], "MeanAbsoluteError": [""], "MeanAbsolutePercentageError": [""], "MeanIoU": ["num_classes=2"], "MeanSquaredError": [""], "MeanSquaredLogarithmicError": [""],
    "OneHotIoU": ["num_classes=3, target_class_ids=[0, 2]"], "OneHotMeanIoU": ["num_classes=3"], "PearsonCorrelation": [""], "Poisson": [""], "Precision": ["", "thresholds=0.3", "top_k=2", "class_id=1"], "PrecisionAtRecall": ["0.5", "0.4, num_thresholds=50, class_id=1"],
    "R2Score": ["", "class_aggregation='variance_weighted_average'"], "Recall": ["", "thresholds=0.3", "top_k=2", "class_id=1"], "RecallAtPrecision": ["0.5"], "RootMeanSquaredError": [""], "SensitivityAtSpecificity": ["0.5"], "SparseCategoricalAccuracy": [""], "SparseCategoricalCrossentropy": [""],
    "SparseTopKCategoricalAccuracy": ["", "k=2"], "SpecificityAtSensitivity": ["0.5"], "SquaredHinge": [""], "TopKCategoricalAccuracy": ["", "k=2"], "TrueNegatives": [""], "TruePositives": [""],
    "Mean": [""], "Sum": [""], "MeanRelativeError": ["normalizer=[1.0, 2.0, 3.0]"], "MeanTensor": [""], "SumOverBatchSize": [""],
}
METRIC_NAMES = ["accuracy", "acc", "ACC", "mse", "MSE", "mae", "MAE", "mape", "msle", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy", "binary_crossentropy", "bce", "categorical_crossentropy", "sparse_categorical_crossentropy", "kullback_leibler_divergence", "kl_divergence", "kld", "log_cosh", "logcosh", "log_cosh_error", "cosine_similarity", "cosine_proximity", "hinge", "squared_hinge", "categorical_hinge", "poisson", "auc", "precision", "recall", "mean_squared_error", "root_mean_squared_error", "crossentropy", "ce"]
RATE = "learning_rate=0.05"
FURTHER = RATE + ", weight_decay=0.01, clipnorm=0.5, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=2"
ACCUMULATE = RATE + ", gradient_accumulation_steps=2, global_clipnorm=1.0"
SCALED = RATE + ", loss_scale_factor=8.0, clipvalue=0.3"
OPTIMIZERS = {
    "SGD": ["", RATE, RATE + ", momentum=0.9, nesterov=True", FURTHER, ACCUMULATE, SCALED, RATE + ", momentum=0.5, decay=0.1", RATE + ", name='mine'"],
    "RMSprop": ["", RATE + ", rho=0.8, momentum=0.9, epsilon=1e-5, centered=True", FURTHER],
    "Adam": ["", RATE + ", beta_1=0.8, beta_2=0.99, epsilon=1e-5, amsgrad=True", FURTHER, ACCUMULATE, SCALED, RATE + ", clipvalue=0.5", RATE + ", jit_compile=False"],
    "AdamW": ["", RATE + ", weight_decay=0.1", RATE + ", amsgrad=True"], "Adadelta": ["", RATE + ", rho=0.9, epsilon=1e-5"], "Adafactor": ["", RATE + ", beta_2_decay=-0.7, clip_threshold=0.9, relative_step=False"],
    "Adagrad": ["", RATE + ", initial_accumulator_value=0.2, epsilon=1e-5"], "Adamax": ["", RATE + ", beta_1=0.8"], "Ftrl": ["", RATE + ", l1_regularization_strength=0.01, l2_regularization_strength=0.01, beta=0.1, l2_shrinkage_regularization_strength=0.01"],
    "Lamb": ["", RATE], "Lion": ["", RATE + ", beta_1=0.8, weight_decay=0.1"], "Muon": ["", RATE], "Nadam": ["", RATE + ", beta_1=0.8", FURTHER], "ScheduleFreeAdamW": ["", RATE],
    "legacy.Adam": ["", RATE + ", decay=0.1"], "legacy.SGD": ["", RATE + ", momentum=0.9"], "legacy.RMSprop": [RATE], "legacy.Adagrad": [RATE], "legacy.Adadelta": [RATE], "legacy.Adamax": [RATE], "legacy.Nadam": [RATE], "legacy.Ftrl": [RATE],
    "LossScaleOptimizer": ["optimizers.Adam(0.05)"], "MultiOptimizer": [""],
}
SCHEDULES = {
    "CosineDecay": ["0.1, 10", "0.1, 10, alpha=0.1", "0.0, 10, warmup_target=0.1, warmup_steps=3"], "CosineDecayRestarts": ["0.1, 2", "0.1, 2, t_mul=1.5, m_mul=0.9, alpha=0.1"], "ExponentialDecay": ["0.1, 5, 0.9", "0.1, 2, 0.5, staircase=True"],
    "InverseTimeDecay": ["0.1, 5, 0.9", "0.1, 2, 0.5, staircase=True"], "PiecewiseConstantDecay": ["[2, 4], [0.1, 0.05, 0.01]"], "PolynomialDecay": ["0.1, 10", "0.1, 3, end_learning_rate=0.01, power=2.0, cycle=True"],
}


def generator(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def numbers(values):
    values = np.asarray(values, dtype="float32")
    return {"shape": list(values.shape), "values": [float(f"{v:.8g}") for v in values.ravel().tolist()]}


def fill(model, name):
    rng = generator(name)
    values = []
    for variable, now in zip(model.weights, model.get_weights()):
        fixed = np.issubdtype(now.dtype, np.integer) or "count" in variable.name or "Normalization" == name
        low = 0.5 if "variance" in variable.name or "stddev" in variable.name else -0.5
        values.append(now if fixed else np.round(rng.uniform(low, low + 1, now.shape), 3))
    model.set_weights(values)
    for layer in model.layers:
        if type(layer).__name__ == "Normalization" and hasattr(layer, "finalize_state"):
            layer.finalize_state()


def tensors(name, shapes):
    rng = generator(name + "/x")
    made = []
    for shape in shapes:
        if shape[0] == "int":
            made.append(rng.integers(0, 10, (2, *shape[1:])).astype("int32"))
        elif shape[0] == "str":
            made.append(np.full((2, *shape[1:]), "a"))
        else:
            x = np.round(rng.normal(size=(2, *shape)), 3)
            made.append((np.abs(x) if shape == (8, 8, 3) else x).astype("float32"))
    if name.startswith("CategoryEncoding"):
        made = [np.abs(np.round(x * 3)).astype("int32") for x in made]
    return made


def listed(values):
    if isinstance(values, dict):
        return [values[key] for key in sorted(values)]
    return list(values) if isinstance(values, (list, tuple)) else [values]


def layer_model(name, layer, shapes):
    inputs = []
    for i, shape in enumerate(shapes):
        dtype = {"int": "int32", "str": "string"}.get(shape[0], "float32")
        if name.startswith("CategoryEncoding"):
            dtype = "int32"
        inputs.append(keras.Input(shape[1:] if isinstance(shape[0], str) else shape, name=f"x{i}", dtype=dtype))
    if "QueryAttention" in name or "MultiHead" in name:
        outputs = layer(inputs[0], inputs[1])
    else:
        outputs = layer(inputs if len(inputs) > 1 else inputs[0])
    return keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs)


class Writer:
    def __init__(self, folder):
        self.folder = folder
        self.cases = {}

    def case(self, kind, name, make):
        keras.backend.clear_session()
        entry = {"kind": kind}
        file = re.sub(r"[^A-Za-z0-9_.]+", "_", f"{kind}-{name}")[:90]
        while file in self.cases:
            file += "_"
        try:
            make(file, entry)
        except Exception as e:
            entry["refused"] = f"{type(e).__name__}: {e}"[:200]
        self.cases[file] = {"name": name, **entry}

    def save(self, file, model, entry):
        entry["formats"] = {}
        for suffix in FORMATS:
            try:
                model.save(str(self.folder / (file + suffix)))
                entry["formats"][suffix] = ""
            except Exception as e:
                entry["formats"][suffix] = f"{type(e).__name__}: {e}"[:200]

    def layer(self, cls, shapes, arguments):
        def make(file, entry):
            layer = eval(f"layers.{cls}({arguments})")
            model = layer_model(cls, layer, shapes)
            fill(model, file)
            x = tensors(cls, shapes)
            self.save(file, model, entry)
            entry["x"] = [numbers(each) for each in x] if shapes[0][0] != "str" else []
            y = model([tf.constant(each) for each in x] if len(x) > 1 else tf.constant(x[0]), training=False)
            entry["y"] = [numbers(each) for each in listed(y)]
        self.case("layer", f"{cls}({arguments})", make)

    def trained(self, kind, name, make_model, sparse=False, steps=3, binary=False):
        """A model that has trained for two steps when it is saved, and its next steps."""
        def make(file, entry):
            rng = generator("data")
            x = np.round(rng.normal(size=(6, 4)), 3).astype("float32")
            t = rng.integers(0, 3, 6) if sparse else np.eye(3)[rng.integers(0, 3, 6)]
            t = t.astype("float32")
            model, compile_it = make_model()
            fill(model, "trained")
            compile_it(model)
            for _ in range(2):
                model.train_on_batch(x, t)
            self.save(file, model, entry)
            entry["x"], entry["t"] = [numbers(x)], [numbers(t)]
            entry["y"] = [numbers(model(tf.constant(x), training=False))]
            entry["evaluated"] = {k: np.asarray(v).tolist() for k, v in model.evaluate(x, t, verbose=0, batch_size=6, return_dict=True).items()}
            entry["losses"] = []
            for _ in range(steps):
                model.reset_metrics()
                entry["losses"].append(float(model.train_on_batch(x, t, return_dict=True)["loss"]))
        self.case(kind, name, make)


def network(output="softmax", **options):
    return keras.Sequential([keras.Input((4,), name="x0"), layers.Dense(5, activation="tanh", **options), layers.Dense(3, activation=output)])


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    w = Writer(folder)
    for cls, shapes, *variants in BASE:
        if not hasattr(layers, cls):
            continue
        for arguments in variants:
            w.layer(cls, shapes, arguments)
    for name in ACTIVATIONS:
        w.layer("Dense", [(4,)], f"4, activation='{name}'")
        w.layer("Activation", [(4,)], f"'{name}'")
    def one(module, cls, arguments, option):
        def make_model():
            value = eval(f"{module}.{cls}({arguments})")
            model = keras.Sequential([keras.Input((4,), name="x0"), layers.Dense(4, activation="tanh", **{option: value}), layers.Dense(3, activation="softmax")])
            return model, lambda m: m.compile(optimizers.SGD(0.05), "mse")
        w.trained(module, f"{cls}({arguments})", make_model)
    for module, table, option in (("initializers", INITIALIZERS, "kernel_initializer"), ("regularizers", REGULARIZERS, "kernel_regularizer"), ("constraints", CONSTRAINTS, "kernel_constraint")):
        for cls, variants in table.items():
            if hasattr(getattr(keras, module), cls):
                for arguments in variants:
                    one(module, cls, arguments, option)
    for cls, variants in LOSSES.items():
        if hasattr(losses, cls):
            for a in variants:
                w.trained("loss", f"{cls}({a})", lambda: (network(), lambda m: m.compile(optimizers.SGD(0.05), eval(f"losses.{cls}({a})"))), sparse="Sparse" in cls or cls == "Circle")
    for name in LOSS_NAMES:
        w.trained("loss", f"'{name}'", lambda: (network(), lambda m: m.compile(optimizers.SGD(0.05), name)), sparse="sparse" in name or name == "circle")
    for cls, variants in METRICS.items():
        if hasattr(metrics, cls):
            for a in variants:
                sparse = "Sparse" in cls
                w.trained("metric", f"{cls}({a})", lambda: (network(), lambda m: m.compile(optimizers.SGD(0.05), "sparse_categorical_crossentropy" if sparse else "mse", metrics=[eval(f"metrics.{cls}({a})")])), sparse=sparse)
    for name in METRIC_NAMES:
        sparse = "sparse" in name
        w.trained("metric", f"'{name}'", lambda: (network(), lambda m: m.compile(optimizers.SGD(0.05), "sparse_categorical_crossentropy" if sparse else "categorical_crossentropy", metrics=[name])), sparse=sparse)
    for cls, variants in OPTIMIZERS.items():
        try:
            eval(f"optimizers.{cls}")
        except AttributeError:
            continue
        for a in variants:
            w.trained("optimizer", f"{cls}({a})", lambda: (network(), lambda m: m.compile(eval(f"optimizers.{cls}({a})"), "mse")))
    for name in ("sgd", "rmsprop", "adam", "adamw", "adadelta", "adafactor", "adagrad", "adamax", "ftrl", "nadam", "lion", "lamb", "SGD", "Adam", "RMSprop"):
        w.trained("optimizer", f"'{name}'", lambda: (network(), lambda m: m.compile(name, "mse")))
    for cls, variants in SCHEDULES.items():
        if hasattr(schedules, cls):
            for a in variants:
                w.trained("schedule", f"{cls}({a})", lambda: (network(), lambda m: m.compile(optimizers.SGD(eval(f"schedules.{cls}({a})")), "mse")))
    (folder / "cases.json").write_text(json.dumps({"version": VERSION, "cases": w.cases}))
    refused = {name: c["refused"] for name, c in w.cases.items() if "refused" in c}
    print(VERSION, len(w.cases), "cases,", len(refused), "refused")


main(sys.argv[1])
