package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Keras calls its classes besides their present names: the class names of former versions,
 * second names, and the short strings that stand for an object with its defaults.
 *
 * <p>Whatever a name's case and underscores, {@code GlorotUniform} and {@code glorot_uniform} are
 * one; the tables hold only what this rule does not give.
 */
final class Aliases {
  /** Other names of classes, which configurations may give as {@code class_name}. */
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          entry("AvgPool1D", "AveragePooling1D"),
          entry("AvgPool2D", "AveragePooling2D"),
          entry("AvgPool3D", "AveragePooling3D"),
          entry("Convolution1D", "Conv1D"),
          entry("Convolution1DTranspose", "Conv1DTranspose"),
          entry("Convolution2D", "Conv2D"),
          entry("Convolution2DTranspose", "Conv2DTranspose"),
          entry("Convolution3D", "Conv3D"),
          entry("Convolution3DTranspose", "Conv3DTranspose"),
          entry("GlobalAvgPool1D", "GlobalAveragePooling1D"),
          entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
          entry("GlobalAvgPool3D", "GlobalAveragePooling3D"),
          entry("GlobalMaxPool1D", "GlobalMaxPooling1D"),
          entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
          entry("GlobalMaxPool3D", "GlobalMaxPooling3D"),
          entry("GroupedQueryAttention", "GroupQueryAttention"),
          entry("MaxPool1D", "MaxPooling1D"),
          entry("MaxPool2D", "MaxPooling2D"),
          entry("MaxPool3D", "MaxPooling3D"),
          entry("SeparableConvolution1D", "SeparableConv1D"),
          entry("SeparableConvolution2D", "SeparableConv2D"),
          entry("IdentityInitializer", "Identity"),
          entry("OrthogonalInitializer", "Orthogonal"));

  /** Short strings, without underscores; where there are two, each is of a kind of its own. */
  private static final Map<String, List<String>> SHORT =
      Map.ofEntries(
          entry("normal", List.of("RandomNormal")),
          entry("uniform", List.of("RandomUniform")),
          entry("one", List.of("Ones")),
          entry("orthogonalinitializer", List.of("Orthogonal")),
          entry("zero", List.of("Zeros")),
          entry("acc", List.of("Accuracy")),
          entry("bce", List.of("BinaryCrossentropy")),
          entry("cosineproximity", List.of("CosineSimilarity")),
          entry("huberloss", List.of("Huber")),
          entry("kld", List.of("KLDivergence")),
          entry("kullbackleiblerdivergence", List.of("KLDivergence")),
          entry("logcosh", List.of("LogCosh", "LogCoshError")),
          entry("mae", List.of("MeanAbsoluteError")),
          entry("mape", List.of("MeanAbsolutePercentageError")),
          entry("mse", List.of("MeanSquaredError")),
          entry("msle", List.of("MeanSquaredLogarithmicError")));

  private Aliases() {}

  /** An activation's name: TensorFlow's functions call themselves by versions of their own. */
  static String activation(String name) {
    return name.replaceFirst("softmax_v2$", "softmax");
  }

  /** The present name of a class; any other name as it is. */
  static String className(String name) {
    return CLASSES.getOrDefault(name, name);
  }

  /** The classes that a short string may stand for; several where kinds of objects share it. */
  static List<String> classNames(String shortName) {
    return SHORT.getOrDefault(plain(shortName), List.of(className(shortName)));
  }

  /** A name without case and underscores; TensorFlow 1 had second versions of initializers. */
  static String plain(String name) {
    return name.replaceFirst("V2$", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
