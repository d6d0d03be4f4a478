package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first version of Keras 3 that has a class, or an option of a class. What is not here has been
 * there since 3.0.
 *
 * <p>An older Keras refuses a file that mentions an option it does not know, so an option of these
 * is written only where it differs from its default. The tables follow from the constructors of
 * Keras 3.0, 3.3, 3.6, 3.8, 3.10, 3.12 and 3.15 ({@code keras/versions/make_options.py}): the first
 * of them that has it.
 */
final class Since {
  private static final Map<String, Map<String, KerasVersion>> OPTIONS =
      Map.ofEntries(
          axes("GlorotNormal"),
          axes("GlorotUniform"),
          axes("HeNormal"),
          axes("HeUniform"),
          axes("LecunNormal"),
          axes("LecunUniform"),
          axes("VarianceScaling"),
          entry("Dice", Map.of("axis", minor(6))),
          entry(
              "GroupQueryAttention",
              Map.of("seed", minor(8), "sliding_window", minor(15), "use_gate", minor(15))),
          entry(
              "MultiHeadAttention",
              Map.of("seed", minor(6), "sliding_window", minor(15), "use_gate", minor(15))),
          entry("Muon", Map.of("adam_weight_decay", minor(15), "rms_rate", minor(15))),
          entry("RandomBrightness", Map.of("data_format", minor(6))),
          entry("RandomContrast", Map.of("data_format", minor(6), "value_range", minor(8))),
          entry("RandomFlip", Map.of("data_format", minor(6))),
          entry(
              "Resizing",
              Map.of(
                  "antialias",
                  minor(10),
                  "fill_mode",
                  minor(3),
                  "fill_value",
                  minor(3),
                  "pad_to_aspect_ratio",
                  minor(3))),
          entry(
              "SparseCategoricalCrossentropy",
              Map.of("axis", minor(10), "ignore_class", minor(15))),
          entry("SparseTopKCategoricalAccuracy", Map.of("from_sorted_ids", minor(8))),
          entry("Tversky", Map.of("axis", minor(8))),
          entry("ZeroPadding1D", Map.of("data_format", minor(6))));

  private static final Map<String, KerasVersion> CLASSES =
      Map.ofEntries(
          entry("AdaptiveAveragePooling1D", minor(15)),
          entry("AdaptiveAveragePooling2D", minor(15)),
          entry("AdaptiveAveragePooling3D", minor(15)),
          entry("AdaptiveMaxPooling1D", minor(15)),
          entry("AdaptiveMaxPooling2D", minor(15)),
          entry("AdaptiveMaxPooling3D", minor(15)),
          entry("AugMix", minor(10)),
          entry("AutoContrast", minor(6)),
          entry("CategoricalGeneralizedCrossEntropy", minor(10)),
          entry("Circle", minor(8)),
          entry("ConcordanceCorrelation", minor(8)),
          entry("Dice", minor(3)),
          entry("Equalization", minor(8)),
          entry("Lamb", minor(6)),
          entry("Muon", minor(10)),
          entry("PearsonCorrelation", minor(8)),
          entry("RMSNormalization", minor(10)),
          entry("RandAugment", minor(8)),
          entry("RandomColorDegeneration", minor(8)),
          entry("RandomColorJitter", minor(8)),
          entry("RandomElasticTransform", minor(10)),
          entry("RandomErasing", minor(10)),
          entry("RandomGaussianBlur", minor(10)),
          entry("RandomGrayscale", minor(8)),
          entry("RandomHue", minor(8)),
          entry("RandomInvert", minor(10)),
          entry("RandomPerspective", minor(10)),
          entry("RandomPosterization", minor(8)),
          entry("RandomSaturation", minor(8)),
          entry("RandomSharpness", minor(8)),
          entry("RandomShear", minor(8)),
          entry("ScheduleFreeAdamW", minor(15)),
          entry("Solarization", minor(6)),
          entry("Tversky", minor(3)));

  private Since() {}

  private static KerasVersion minor(int minor) {
    return new KerasVersion(3, minor);
  }

  private static Map.Entry<String, Map<String, KerasVersion>> axes(String initializer) {
    return entry(initializer, Map.of("input_axes", minor(15), "output_axes", minor(15)));
  }

  /** The options of a class, as files spell them, that came after 3.0. */
  static Set<String> younger(String className) {
    return OPTIONS.getOrDefault(className, Map.of()).keySet();
  }

  /** The version in which a class came. */
  static KerasVersion of(String className) {
    return CLASSES.getOrDefault(className, minor(0));
  }

  /** The options of a class that came after a version. */
  static Set<String> youngerThan(KerasVersion version, String className) {
    return OPTIONS.getOrDefault(className, Map.of()).entrySet().stream()
        .filter(option -> version.compareTo(option.getValue()) < 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
