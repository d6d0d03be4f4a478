package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Options that not every Keras 3 has in a class of this name, and the first version that has them.
 * What is not here has been there since 3.0.
 *
 * <p>A Keras refuses a file that mentions an option it does not know, so an option of these is
 * written only where it differs from its default. The table follows from the constructors of Keras
 * 3.0, 3.3, 3.6, 3.8, 3.10, 3.12 and 3.15 ({@code keras/versions/make_options.py}): the first of
 * them that has it.
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
          entry("BinaryCrossentropy", Map.of("axis", minor(0))), // the loss; the metric never
          entry("Dice", Map.of("axis", minor(6))),
          entry(
              "GroupQueryAttention",
              Map.of("seed", minor(8), "sliding_window", minor(15), "use_gate", minor(15))),
          entry("LayerNormalization", Map.of("rms_scaling", minor(0))), // until 3.12
          entry(
              "MultiHeadAttention",
              Map.of("seed", minor(6), "sliding_window", minor(15), "use_gate", minor(15))),
          entry("Muon", Map.of("adam_weight_decay", minor(15), "rms_rate", minor(15))),
          entry("RandomBrightness", Map.of("data_format", minor(6))),
          entry("RandomContrast", Map.of("data_format", minor(6), "value_range", minor(8))),
          entry("RandomFlip", Map.of("data_format", minor(6))),
          entry("RandomGrayscale", Map.of("seed", minor(8))), // which its get_config leaves out
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

  /** Options of every optimizer, which those of tf_keras do not have. */
  private static final Set<String> OF_OPTIMIZERS =
      Set.of("loss_scale_factor", "gradient_accumulation_steps");

  private Since() {}

  private static KerasVersion minor(int minor) {
    return new KerasVersion(3, minor);
  }

  private static Map.Entry<String, Map<String, KerasVersion>> axes(String initializer) {
    return entry(initializer, Map.of("input_axes", minor(15), "output_axes", minor(15)));
  }

  /**
   * The options of a class, as files spell them, that are left out where they have their default.
   */
  static Set<String> notEverywhere(String className) {
    Set<String> options = new HashSet<>(OF_OPTIMIZERS);
    options.addAll(OPTIONS.getOrDefault(className, Map.of()).keySet());
    return options;
  }
}
