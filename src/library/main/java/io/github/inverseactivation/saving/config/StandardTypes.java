package io.github.inverseactivation.saving.config;

import static io.github.inverseactivation.saving.config.KerasType.custom;
import static io.github.inverseactivation.saving.config.KerasType.of;
import static io.github.inverseactivation.saving.config.KerasType.ofApplication;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.activations.Elu;
import io.github.inverseactivation.activations.LeakyRelu;
import io.github.inverseactivation.activations.Relu;
import io.github.inverseactivation.constraints.MaxNorm;
import io.github.inverseactivation.constraints.MinMaxNorm;
import io.github.inverseactivation.constraints.NonNeg;
import io.github.inverseactivation.constraints.UnitNorm;
import io.github.inverseactivation.initializers.Constant;
import io.github.inverseactivation.initializers.GlorotNormal;
import io.github.inverseactivation.initializers.GlorotUniform;
import io.github.inverseactivation.initializers.HeNormal;
import io.github.inverseactivation.initializers.HeUniform;
import io.github.inverseactivation.initializers.Identity;
import io.github.inverseactivation.initializers.LecunNormal;
import io.github.inverseactivation.initializers.LecunUniform;
import io.github.inverseactivation.initializers.Ones;
import io.github.inverseactivation.initializers.Orthogonal;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.initializers.RandomUniform;
import io.github.inverseactivation.initializers.TruncatedNormal;
import io.github.inverseactivation.initializers.VarianceScaling;
import io.github.inverseactivation.initializers.Zeros;
import io.github.inverseactivation.layers.activation.Activation;
import io.github.inverseactivation.layers.activation.ELU;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.LeakyReLU;
import io.github.inverseactivation.layers.activation.PReLU;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.activation.Softmax;
import io.github.inverseactivation.layers.attention.AdditiveAttention;
import io.github.inverseactivation.layers.attention.Attention;
import io.github.inverseactivation.layers.attention.GroupedQueryAttention;
import io.github.inverseactivation.layers.attention.MultiHeadAttention;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv1DTranspose;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import io.github.inverseactivation.layers.convolutional.Conv3DTranspose;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv1D;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.convolutional.SeparableConv1D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.EinsumDense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Masking;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.merging.Average;
import io.github.inverseactivation.layers.merging.Concatenate;
import io.github.inverseactivation.layers.merging.CustomScaleLayer;
import io.github.inverseactivation.layers.merging.Dot;
import io.github.inverseactivation.layers.merging.Maximum;
import io.github.inverseactivation.layers.merging.Minimum;
import io.github.inverseactivation.layers.merging.Multiply;
import io.github.inverseactivation.layers.merging.Subtract;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.normalization.GroupNormalization;
import io.github.inverseactivation.layers.normalization.LayerNormalization;
import io.github.inverseactivation.layers.normalization.LayerScale;
import io.github.inverseactivation.layers.normalization.RMSNormalization;
import io.github.inverseactivation.layers.normalization.UnitNormalization;
import io.github.inverseactivation.layers.pooling.AdaptiveAveragePooling1D;
import io.github.inverseactivation.layers.pooling.AdaptiveAveragePooling2D;
import io.github.inverseactivation.layers.pooling.AdaptiveAveragePooling3D;
import io.github.inverseactivation.layers.pooling.AdaptiveMaxPooling1D;
import io.github.inverseactivation.layers.pooling.AdaptiveMaxPooling2D;
import io.github.inverseactivation.layers.pooling.AdaptiveMaxPooling3D;
import io.github.inverseactivation.layers.pooling.AveragePooling1D;
import io.github.inverseactivation.layers.pooling.AveragePooling2D;
import io.github.inverseactivation.layers.pooling.AveragePooling3D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling1D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling3D;
import io.github.inverseactivation.layers.pooling.GlobalMaxPooling1D;
import io.github.inverseactivation.layers.pooling.GlobalMaxPooling2D;
import io.github.inverseactivation.layers.pooling.GlobalMaxPooling3D;
import io.github.inverseactivation.layers.pooling.MaxPooling1D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling3D;
import io.github.inverseactivation.layers.preprocessing.AugMix;
import io.github.inverseactivation.layers.preprocessing.AutoContrast;
import io.github.inverseactivation.layers.preprocessing.CategoryEncoding;
import io.github.inverseactivation.layers.preprocessing.CenterCrop;
import io.github.inverseactivation.layers.preprocessing.Discretization;
import io.github.inverseactivation.layers.preprocessing.Equalization;
import io.github.inverseactivation.layers.preprocessing.Normalization;
import io.github.inverseactivation.layers.preprocessing.RandAugment;
import io.github.inverseactivation.layers.preprocessing.RandomAffine;
import io.github.inverseactivation.layers.preprocessing.RandomBrightness;
import io.github.inverseactivation.layers.preprocessing.RandomColorDegeneration;
import io.github.inverseactivation.layers.preprocessing.RandomColorJitter;
import io.github.inverseactivation.layers.preprocessing.RandomContrast;
import io.github.inverseactivation.layers.preprocessing.RandomCrop;
import io.github.inverseactivation.layers.preprocessing.RandomElasticTransform;
import io.github.inverseactivation.layers.preprocessing.RandomErasing;
import io.github.inverseactivation.layers.preprocessing.RandomFlip;
import io.github.inverseactivation.layers.preprocessing.RandomGaussianBlur;
import io.github.inverseactivation.layers.preprocessing.RandomGrayscale;
import io.github.inverseactivation.layers.preprocessing.RandomHue;
import io.github.inverseactivation.layers.preprocessing.RandomInvert;
import io.github.inverseactivation.layers.preprocessing.RandomPerspective;
import io.github.inverseactivation.layers.preprocessing.RandomPosterization;
import io.github.inverseactivation.layers.preprocessing.RandomRotation;
import io.github.inverseactivation.layers.preprocessing.RandomSaturation;
import io.github.inverseactivation.layers.preprocessing.RandomSharpness;
import io.github.inverseactivation.layers.preprocessing.RandomShear;
import io.github.inverseactivation.layers.preprocessing.RandomTranslation;
import io.github.inverseactivation.layers.preprocessing.RandomZoom;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.preprocessing.Resizing;
import io.github.inverseactivation.layers.preprocessing.Solarization;
import io.github.inverseactivation.layers.recurrent.Bidirectional;
import io.github.inverseactivation.layers.recurrent.ConvLSTM1D;
import io.github.inverseactivation.layers.recurrent.ConvLSTM2D;
import io.github.inverseactivation.layers.recurrent.ConvLSTM3D;
import io.github.inverseactivation.layers.recurrent.GRU;
import io.github.inverseactivation.layers.recurrent.GRUCell;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.layers.recurrent.LSTMCell;
import io.github.inverseactivation.layers.recurrent.RNN;
import io.github.inverseactivation.layers.recurrent.SimpleRNN;
import io.github.inverseactivation.layers.recurrent.SimpleRNNCell;
import io.github.inverseactivation.layers.recurrent.StackedRNNCells;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import io.github.inverseactivation.layers.regularization.ActivityRegularization;
import io.github.inverseactivation.layers.regularization.AlphaDropout;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.regularization.GaussianDropout;
import io.github.inverseactivation.layers.regularization.GaussianNoise;
import io.github.inverseactivation.layers.regularization.SpatialDropout1D;
import io.github.inverseactivation.layers.regularization.SpatialDropout2D;
import io.github.inverseactivation.layers.regularization.SpatialDropout3D;
import io.github.inverseactivation.layers.regularization.StochasticDepth;
import io.github.inverseactivation.layers.reshaping.Cropping1D;
import io.github.inverseactivation.layers.reshaping.Cropping2D;
import io.github.inverseactivation.layers.reshaping.Cropping3D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.layers.reshaping.RepeatVector;
import io.github.inverseactivation.layers.reshaping.Reshape;
import io.github.inverseactivation.layers.reshaping.UpSampling1D;
import io.github.inverseactivation.layers.reshaping.UpSampling2D;
import io.github.inverseactivation.layers.reshaping.UpSampling3D;
import io.github.inverseactivation.layers.reshaping.ZeroPadding1D;
import io.github.inverseactivation.layers.reshaping.ZeroPadding2D;
import io.github.inverseactivation.layers.reshaping.ZeroPadding3D;
import io.github.inverseactivation.regularizers.L1;
import io.github.inverseactivation.regularizers.L1L2;
import io.github.inverseactivation.regularizers.L2;
import io.github.inverseactivation.regularizers.OrthogonalRegularizer;
import java.util.List;
import java.util.stream.Stream;

/** The table's rows: a new class of this library is added here, and only here. */
final class StandardTypes {
  private static final String LAYERS = "keras.layers";
  private static final String REGULARIZERS = "keras.regularizers";
  private static final String CONSTRAINTS = "keras.constraints";
  private static final String INITIALIZERS = "keras.initializers";

  private StandardTypes() {}

  static List<KerasType> all() {
    return Stream.of(
            layers(),
            applicationLayers(),
            activations(),
            initializers(),
            regularizers(),
            constraints(),
            TrainingTypes.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<KerasType> layers() {
    return List.of(
        of(LAYERS, "Activation", () -> new Activation(Activations.LINEAR), "activation"),
        of(LAYERS, "ActivityRegularization", () -> new ActivityRegularization(0, 0)),
        of(LAYERS, "AdaptiveAveragePooling1D", () -> new AdaptiveAveragePooling1D(1), "outputSize"),
        of(LAYERS, "AdaptiveAveragePooling2D", () -> new AdaptiveAveragePooling2D(1), "outputSize"),
        of(LAYERS, "AdaptiveAveragePooling3D", () -> new AdaptiveAveragePooling3D(1), "outputSize"),
        of(LAYERS, "AdaptiveMaxPooling1D", () -> new AdaptiveMaxPooling1D(1), "outputSize"),
        of(LAYERS, "AdaptiveMaxPooling2D", () -> new AdaptiveMaxPooling2D(1), "outputSize"),
        of(LAYERS, "AdaptiveMaxPooling3D", () -> new AdaptiveMaxPooling3D(1), "outputSize"),
        of(LAYERS, "Add", Add::new),
        of(LAYERS, "AdditiveAttention", AdditiveAttention::new),
        of(LAYERS, "AlphaDropout", () -> new AlphaDropout(0), "rate"),
        of(LAYERS, "Attention", Attention::new),
        of(LAYERS, "AugMix", AugMix::new),
        of(LAYERS, "Average", Average::new),
        of(LAYERS, "AutoContrast", AutoContrast::new),
        of(LAYERS, "AveragePooling1D", () -> new AveragePooling1D(1), "poolSize"),
        of(LAYERS, "AveragePooling2D", () -> new AveragePooling2D(1), "poolSize"),
        of(LAYERS, "AveragePooling3D", () -> new AveragePooling3D(1), "poolSize"),
        of(LAYERS, "BatchNormalization", BatchNormalization::new),
        of(LAYERS, "Bidirectional", () -> new Bidirectional(new LSTM(1)), "layer"),
        of(LAYERS, "CategoryEncoding", () -> new CategoryEncoding(1), "numTokens"),
        of(LAYERS, "CenterCrop", () -> new CenterCrop(1, 1), "height", "width"),
        of(LAYERS, "Concatenate", Concatenate::new),
        of(LAYERS, "Conv1D", () -> new Conv1D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Conv1DTranspose", () -> new Conv1DTranspose(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Conv2D", () -> new Conv2D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Conv2DTranspose", () -> new Conv2DTranspose(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Conv3D", () -> new Conv3D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Conv3DTranspose", () -> new Conv3DTranspose(1, 1), "filters", "kernelSize"),
        of(LAYERS, "ConvLSTM1D", () -> new ConvLSTM1D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "ConvLSTM2D", () -> new ConvLSTM2D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "ConvLSTM3D", () -> new ConvLSTM3D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "Cropping1D", Cropping1D::new),
        of(LAYERS, "Cropping2D", Cropping2D::new),
        of(LAYERS, "Cropping3D", Cropping3D::new),
        of(LAYERS, "Dense", () -> new Dense(1), "units"),
        of(LAYERS, "DepthwiseConv1D", () -> new DepthwiseConv1D(1), "kernelSize"),
        of(LAYERS, "DepthwiseConv2D", () -> new DepthwiseConv2D(1), "kernelSize"),
        of(LAYERS, "Discretization", () -> new Discretization(0), "binBoundaries"),
        of(LAYERS, "Dot", () -> new Dot(-1), "axes"),
        of(LAYERS, "Dropout", () -> new Dropout(0), "rate"),
        of(LAYERS, "ELU", ELU::new),
        of(LAYERS, "EinsumDense", () -> new EinsumDense("ab,bc->ac", 1), "outputShape", "equation"),
        of(LAYERS, "Embedding", () -> new Embedding(1, 1), "inputDim", "outputDim"),
        of(LAYERS, "Equalization", Equalization::new),
        of(LAYERS, "Flatten", Flatten::new),
        of(LAYERS, "GRU", () -> new GRU(1), "units"),
        of(LAYERS, "GRUCell", () -> new GRUCell(1), "units"),
        of(LAYERS, "GaussianDropout", () -> new GaussianDropout(0), "rate"),
        of(LAYERS, "GaussianNoise", () -> new GaussianNoise(0), "stddev"),
        of(LAYERS, "GlobalAveragePooling1D", GlobalAveragePooling1D::new),
        of(LAYERS, "GlobalAveragePooling2D", GlobalAveragePooling2D::new),
        of(LAYERS, "GlobalAveragePooling3D", GlobalAveragePooling3D::new),
        of(LAYERS, "GlobalMaxPooling1D", GlobalMaxPooling1D::new),
        of(LAYERS, "GlobalMaxPooling2D", GlobalMaxPooling2D::new),
        of(LAYERS, "GlobalMaxPooling3D", GlobalMaxPooling3D::new),
        of(
            LAYERS,
            "GroupQueryAttention",
            () -> new GroupedQueryAttention(1, 1, 1),
            "headDim",
            "numQueryHeads",
            "numKeyValueHeads"),
        of(LAYERS, "GroupNormalization", GroupNormalization::new),
        of(LAYERS, "Identity", io.github.inverseactivation.layers.core.Identity::new),
        custom("inverse_activation>InverseActivation", InverseActivation::new),
        of(LAYERS, "LSTM", () -> new LSTM(1), "units"),
        of(LAYERS, "LSTMCell", () -> new LSTMCell(1), "units"),
        of(LAYERS, "LayerNormalization", LayerNormalization::new),
        of(LAYERS, "LeakyReLU", LeakyReLU::new),
        of(LAYERS, "Masking", Masking::new),
        of(LAYERS, "MaxPooling1D", MaxPooling1D::new),
        of(LAYERS, "MaxPooling2D", MaxPooling2D::new),
        of(LAYERS, "MaxPooling3D", MaxPooling3D::new),
        of(LAYERS, "Maximum", Maximum::new),
        of(LAYERS, "Minimum", Minimum::new),
        of(LAYERS, "MultiHeadAttention", () -> new MultiHeadAttention(1, 1), "numHeads", "keyDim"),
        of(LAYERS, "Multiply", Multiply::new),
        of(LAYERS, "Normalization", Normalization::new),
        of(LAYERS, "PReLU", PReLU::new),
        of(LAYERS, "Permute", () -> new Permute(1), "dims"),
        of(LAYERS, "RMSNormalization", RMSNormalization::new),
        of(LAYERS, "RNN", () -> new RNN(new LSTMCell(1)), "cell"),
        of(LAYERS, "RandAugment", RandAugment::new),
        custom("inverse_activation>RandomAffine", RandomAffine::new),
        of(LAYERS, "RandomBrightness", () -> new RandomBrightness(0), "factor"),
        of(LAYERS, "RandomColorDegeneration", () -> new RandomColorDegeneration(0), "factor"),
        of(LAYERS, "RandomColorJitter", RandomColorJitter::new),
        of(LAYERS, "RandomContrast", () -> new RandomContrast(0), "factor"),
        of(LAYERS, "RandomCrop", () -> new RandomCrop(1, 1), "height", "width"),
        of(LAYERS, "RandomElasticTransform", RandomElasticTransform::new),
        of(LAYERS, "RandomErasing", RandomErasing::new),
        of(LAYERS, "RandomFlip", RandomFlip::new),
        of(LAYERS, "RandomGaussianBlur", RandomGaussianBlur::new),
        of(LAYERS, "RandomGrayscale", () -> new RandomGrayscale(0.5)),
        of(LAYERS, "RandomHue", () -> new RandomHue(0), "factor"),
        of(LAYERS, "RandomInvert", () -> new RandomInvert(1)),
        of(LAYERS, "RandomPerspective", RandomPerspective::new),
        of(LAYERS, "RandomPosterization", () -> new RandomPosterization(8), "factor"),
        of(LAYERS, "RandomRotation", () -> new RandomRotation(0), "factor"),
        of(LAYERS, "RandomSaturation", () -> new RandomSaturation(0), "factor"),
        of(LAYERS, "RandomSharpness", () -> new RandomSharpness(0), "factor"),
        of(LAYERS, "RandomShear", RandomShear::new),
        of(
            LAYERS,
            "RandomTranslation",
            () -> new RandomTranslation(0, 0),
            "heightFactor",
            "widthFactor"),
        of(LAYERS, "RandomZoom", () -> new RandomZoom(0), "heightFactor"),
        of(LAYERS, "ReLU", ReLU::new),
        of(LAYERS, "RepeatVector", () -> new RepeatVector(1), "n"),
        of(LAYERS, "Rescaling", () -> new Rescaling(1), "scale"),
        of(LAYERS, "Reshape", () -> new Reshape(1), "targetShape"),
        of(LAYERS, "Resizing", () -> new Resizing(1, 1), "height", "width"),
        of(LAYERS, "SeparableConv1D", () -> new SeparableConv1D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "SeparableConv2D", () -> new SeparableConv2D(1, 1), "filters", "kernelSize"),
        of(LAYERS, "SimpleRNN", () -> new SimpleRNN(1), "units"),
        of(LAYERS, "SimpleRNNCell", () -> new SimpleRNNCell(1), "units"),
        of(LAYERS, "Softmax", Softmax::new),
        of(LAYERS, "Solarization", Solarization::new),
        of(LAYERS, "SpatialDropout1D", () -> new SpatialDropout1D(0), "rate"),
        of(LAYERS, "SpatialDropout2D", () -> new SpatialDropout2D(0), "rate"),
        of(LAYERS, "SpatialDropout3D", () -> new SpatialDropout3D(0), "rate"),
        of(LAYERS, "StackedRNNCells", () -> new StackedRNNCells(new LSTMCell(1)), "cells"),
        of(LAYERS, "Subtract", Subtract::new),
        of(LAYERS, "TimeDistributed", () -> new TimeDistributed(new ReLU()), "layer"),
        of(LAYERS, "UnitNormalization", UnitNormalization::new),
        of(LAYERS, "UpSampling1D", UpSampling1D::new),
        of(LAYERS, "UpSampling2D", UpSampling2D::new),
        of(LAYERS, "UpSampling3D", UpSampling3D::new),
        of(LAYERS, "ZeroPadding1D", ZeroPadding1D::new),
        of(LAYERS, "ZeroPadding2D", ZeroPadding2D::new),
        of(LAYERS, "ZeroPadding3D", ZeroPadding3D::new));
  }

  /** Layers that are not Keras's own but its ready-made models'. */
  private static List<KerasType> applicationLayers() {
    return List.of(
        ofApplication(
            "convnext", "LayerScale", () -> new LayerScale(1, 1), "initValues", "projectionDim"),
        ofApplication("convnext", "StochasticDepth", () -> new StochasticDepth(0), "dropPathRate"),
        ofApplication(
            "inception_resnet_v2", "CustomScaleLayer", () -> new CustomScaleLayer(1), "scale"));
  }

  /** Activations with arguments: Keras takes layers in their place. */
  private static List<KerasType> activations() {
    return List.of(
        of(LAYERS, "ReLU", Relu::new),
        of(LAYERS, "LeakyReLU", () -> new LeakyRelu(0.3)),
        of(LAYERS, "ELU", () -> new Elu(1)),
        of(LAYERS, "SimpleRNN", () -> new SimpleRNN(1), "units"),
        of(LAYERS, "SimpleRNNCell", () -> new SimpleRNNCell(1), "units"),
        of(LAYERS, "Softmax", () -> new io.github.inverseactivation.activations.Softmax(-1)));
  }

  private static List<KerasType> initializers() {
    return List.of(
        of(INITIALIZERS, "Constant", () -> new Constant(0)),
        of(INITIALIZERS, "GlorotNormal", GlorotNormal::new),
        of(INITIALIZERS, "GlorotUniform", GlorotUniform::new),
        of(INITIALIZERS, "HeNormal", HeNormal::new),
        of(INITIALIZERS, "HeUniform", HeUniform::new),
        of(INITIALIZERS, "Identity", () -> new Identity(1)),
        of(INITIALIZERS, "LecunNormal", LecunNormal::new),
        of(INITIALIZERS, "LecunUniform", LecunUniform::new),
        of(INITIALIZERS, "Ones", Ones::new),
        of(INITIALIZERS, "Orthogonal", Orthogonal::new),
        of(INITIALIZERS, "RandomNormal", RandomNormal::new),
        of(INITIALIZERS, "RandomUniform", RandomUniform::new),
        of(INITIALIZERS, "TruncatedNormal", TruncatedNormal::new),
        of(INITIALIZERS, "VarianceScaling", VarianceScaling::new),
        of(INITIALIZERS, "Zeros", Zeros::new));
  }

  private static List<KerasType> regularizers() {
    return List.of(
        of(REGULARIZERS, "L1", L1::new),
        of(REGULARIZERS, "L1L2", () -> new L1L2(0, 0)),
        of(REGULARIZERS, "L2", L2::new),
        of(REGULARIZERS, "OrthogonalRegularizer", OrthogonalRegularizer::new));
  }

  private static List<KerasType> constraints() {
    return List.of(
        of(CONSTRAINTS, "MaxNorm", MaxNorm::new),
        of(CONSTRAINTS, "MinMaxNorm", MinMaxNorm::new),
        of(CONSTRAINTS, "NonNeg", NonNeg::new),
        of(CONSTRAINTS, "UnitNorm", UnitNorm::new));
  }
}
