package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What not every Keras 3 has: classes, activations, and options of classes, each with the first
 * version that has it. What is not here has been there since 3.0.
 *
 * <p>A Keras refuses a file that mentions an option it does not know, so an option of these is
 * written only where it differs from its default. The tables follow from the constructors of Keras
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

  /** Options that have always been there, though a class of the same name got them later. */
  private static final Set<String> OF_A_NAMESAKE =
      Set.of(
          "keras.losses.SparseCategoricalCrossentropy.ignore_class",
          "keras.metrics.SparseCategoricalCrossentropy.axis");

  /** Classes that came after 3.0. */
  private static final Map<String, KerasVersion> CLASSES = new HashMap<>();

  /** Activations that came after 3.0. */
  private static final Map<String, KerasVersion> ACTIVATIONS = new HashMap<>();

  static {
    came(CLASSES, 3, "Dice", "Tversky");
    came(CLASSES, 6, "AutoContrast", "Lamb", "Solarization");
    came(CLASSES, 8, "Circle", "ConcordanceCorrelation", "Equalization", "PearsonCorrelation");
    came(CLASSES, 8, "RandAugment", "RandomColorDegeneration", "RandomColorJitter");
    came(CLASSES, 8, "RandomGrayscale", "RandomHue", "RandomPosterization", "RandomSaturation");
    came(CLASSES, 8, "RandomSharpness", "RandomShear");
    came(CLASSES, 10, "AugMix", "CategoricalGeneralizedCrossEntropy", "Muon", "RMSNormalization");
    came(CLASSES, 10, "RandomElasticTransform", "RandomErasing", "RandomGaussianBlur");
    came(CLASSES, 10, "RandomInvert", "RandomPerspective");
    came(CLASSES, 15, "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D");
    came(CLASSES, 15, "AdaptiveAveragePooling3D", "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D");
    came(CLASSES, 15, "AdaptiveMaxPooling3D", "ScheduleFreeAdamW");
    // Operations.
    came(CLASSES, 3, "Select");
    came(CLASSES, 6, "BitwiseAnd", "BitwiseInvert", "BitwiseLeftShift", "BitwiseNot");
    came(CLASSES, 6, "BitwiseOr", "BitwiseRightShift", "BitwiseXor", "LeftShift", "RightShift");
    came(CLASSES, 6, "SaturateCast", "Trunc");
    came(CLASSES, 8, "Celu", "ConvertToTensor", "Exp2", "Glu", "HardShrink", "HardTanh");
    came(CLASSES, 8, "SoftShrink", "SparsePlus", "Squareplus", "TanhShrink", "Threshold");
    came(CLASSES, 10, "Angle", "Rot90", "Signbit", "SparseSigmoid");
    came(CLASSES, 12, "Cbrt", "Deg2rad", "Gcd", "Heaviside", "Hypot", "IsIn", "Isneginf");
    came(CLASSES, 12, "Isposinf", "Isreal", "Lcm", "Logaddexp2");
    came(CLASSES, 15, "AllClose", "ArraySplit", "Dsplit", "Dstack", "Erfc", "Fabs", "Fliplr");
    came(CLASSES, 15, "Flipud", "Fmax", "Fmin", "Fmod", "Hsplit", "I0", "Ldexp", "Ptp");
    came(CLASSES, 15, "Rad2deg", "Sinc", "Vsplit");
    came(CLASSES, 3, "Correlate", "PSNR", "Slogdet");
    came(CLASSES, 6, "DotProductAttention", "Logdet", "SearchSorted");
    came(CLASSES, 8, "Diagflat", "IFFT2", "Inner", "Sparsemax", "UnravelIndex");
    came(CLASSES, 10, "RMSNorm");
    came(CLASSES, 12, "Corrcoef", "Kron", "LayerNorm", "Trapezoid", "Unfold", "View");
    came(CLASSES, 15, "CDist", "DepthToSpace", "EmptyLike", "Nanargmax", "Nanargmin", "Nanmax");
    came(CLASSES, 15, "Nanmean", "Nanmin", "Nanprod", "Nanstd", "Nansum", "Nanvar");
    came(CLASSES, 15, "Percentile", "SpaceToDepth", "Vander");
    came(CLASSES, 3, "CTCDecode", "CTCLoss");
    came(
        CLASSES, 6, "AssociativeScan", "Map", "Scan", "Switch", "SegmentReduction", "Argpartition");
    came(CLASSES, 6, "Histogram");
    came(CLASSES, 10, "ViewAsComplex", "ViewAsReal", "Polar", "Bartlett", "Blackman", "Hamming");
    came(CLASSES, 12, "VectorizedMap", "Hanning", "Kaiser");
    came(
        CLASSES,
        15,
        "SegmentMin",
        "SegmentProd",
        "AdaptiveAveragePool",
        "AdaptiveMaxPool",
        "Fold",
        "Geomspace");
    came(
        CLASSES,
        15,
        "Nancumprod",
        "Nancumsum",
        "Nanmedian",
        "Nanpercentile",
        "Nanquantile",
        "Nextafter");
    came(CLASSES, 15, "Unique");
    came(ACTIVATIONS, 8, "celu", "glu", "hard_shrink", "hard_tanh", "log_sigmoid", "soft_shrink");
    came(ACTIVATIONS, 8, "sparse_plus", "sparsemax", "squareplus", "tanh_shrink", "threshold");
    came(ACTIVATIONS, 10, "sparse_sigmoid");
  }

  /** Options of every optimizer, which those of tf_keras do not have. */
  private static final Set<String> OF_OPTIMIZERS =
      Set.of("loss_scale_factor", "gradient_accumulation_steps");

  private Since() {}

  private static void came(Map<String, KerasVersion> table, int minor, String... names) {
    for (String name : names) {
      table.put(name, minor(minor));
    }
  }

  /** The first version that has a class. */
  static KerasVersion ofClass(String className) {
    return CLASSES.getOrDefault(className, minor(0));
  }

  /** The first version that has an activation. */
  static KerasVersion ofActivation(String name) {
    return ACTIVATIONS.getOrDefault(name, minor(0));
  }

  /** The first version that has an option of a class that it has. */
  static KerasVersion ofOption(String module, String className, String option) {
    return OF_A_NAMESAKE.contains(module + "." + className + "." + option)
        ? minor(0)
        : OPTIONS.getOrDefault(className, Map.of()).getOrDefault(option, minor(0));
  }

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
