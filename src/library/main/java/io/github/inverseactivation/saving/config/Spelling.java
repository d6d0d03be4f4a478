package io.github.inverseactivation.saving.config;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How Keras's files spell options: {@code kernelSize} is {@code kernel_size}, and the exceptions.
 * Options are named {@code ClassName.optionName} here.
 */
final class Spelling {
  /** Java names that the rule does not give. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("beta1", "beta_1"),
          entry("beta2", "beta_2"),
          entry("beta2Decay", "beta_2_decay"),
          entry("adamBeta1", "adam_beta_1"),
          entry("adamBeta2", "adam_beta_2"),
          entry("epsilon1", "epsilon_1"),
          entry("epsilon2", "epsilon_2"),
          entry("clipNorm", "clipnorm"),
          entry("clipValue", "clipvalue"),
          entry("globalClipNorm", "global_clipnorm"));

  /** Names of older Keras versions, read only. */
  private static final Map<String, String> FORMER_NAMES =
      Map.of("LeakyReLU.negativeSlope", "alpha");

  /** Lists that are written as a number when they have one element. */
  private static final Set<String> NUMBER_WHEN_SINGLE =
      Set.of(
          "Softmax.axis",
          "CategoricalFocalCrossentropy.alpha",
          "Dice.axis",
          "Tversky.axis",
          "Dot.axes",
          "AugMix.factor",
          "RandAugment.factor",
          "RandomAffine.rotationFactor",
          "RandomAffine.shearFactor",
          "RandomAffine.zoomFactor",
          "RandomAffine.translationFactor",
          "RandomTranslation.heightFactor",
          "RandomTranslation.widthFactor",
          "RandomZoom.heightFactor",
          "RandomZoom.widthFactor",
          "RandomShear.xFactor",
          "RandomShear.yFactor",
          "RandomErasing.factor",
          "RandomErasing.scale",
          "RandomErasing.fillValue",
          "RandomElasticTransform.factor",
          "RandomElasticTransform.scale",
          "RandomColorDegeneration.factor",
          "RandomColorJitter.brightnessFactor",
          "RandomColorJitter.contrastFactor",
          "RandomColorJitter.saturationFactor",
          "RandomColorJitter.hueFactor",
          "RandomGaussianBlur.factor",
          "RandomGaussianBlur.sigma",
          "RandomHue.factor",
          "RandomInvert.factor",
          "RandomPerspective.factor",
          "RandomSaturation.factor",
          "RandomSharpness.factor",
          "Solarization.additionFactor",
          "Solarization.thresholdFactor",
          "Normalization.mean",
          "Normalization.variance",
          "UnitNormalization.axis",
          "Rescaling.scale",
          "Rescaling.offset",
          "MaxNorm.axis",
          "MinMaxNorm.axis",
          "UnitNorm.axis");

  /** Lists in which -1 means unknown, null in files. */
  private static final Set<String> UNKNOWN_IS_NULL =
      Set.of("Dropout.noiseShape", "AlphaDropout.noiseShape", "EinsumDense.outputShape");

  /** Lists that files hold as pairs: before and after, for each dimension. */
  private static final Set<String> IN_PAIRS =
      Set.of(
          "ZeroPadding2D.padding",
          "ZeroPadding3D.padding",
          "Cropping2D.cropping",
          "Cropping3D.cropping");

  /** Layers whose constructor in Python does not take {@code trainable}. */
  private static final Set<String> WITHOUT_TRAINABLE =
      Set.of("Discretization", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D");

  /** Keys that say nothing about what a layer computes here. */
  private static final Set<String> IGNORED =
      Set.of(
          "name",
          "trainable",
          "dtype",
          "batch_input_shape",
          "batch_shape",
          "autocast",
          "seed",
          "seed_generator",
          "synchronized",
          "renorm_clipping",
          "renorm_momentum",
          "lora_alpha",
          "implementation",
          "unroll",
          "input_length",
          "build_config",
          "jit_compile",
          "is_legacy_optimizer",
          "rng_type",
          "kernel_initializer", // of separable convolutions, which have two others
          "softmax_robust_masking",
          "query_shape",
          "key_shape",
          "value_shape",
          "value_range"); // of RandomRotation in Keras 3.0, which has no use for it

  /** Keys that may be there with one value, the one that changes nothing. Null always may. */
  private static final Map<String, String> INERT =
      Map.ofEntries(
          entry("renorm", "false"),
          entry("causal", "false"),
          entry("groups", "1"),
          entry("sparse", "false"),
          entry("ragged", "false"),
          entry("optional", "false"),
          entry("rms_scaling", "false"),
          entry("lora_enabled", "false"),
          entry("lora_rank", "null"),
          entry("time_major", "false"),
          entry("stateful", "false"),
          entry("flash_attention", "false"),
          entry("decay", "0.0"),
          entry("pad_to_aspect_ratio", "false"),
          entry("fill_mode", "\"constant\""),
          entry("fill_value", "0.0"));

  private Spelling() {}

  static String key(String option) {
    String special = NAMES.get(option);
    return special != null ? special : option.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The key of older versions, or null. */
  static String formerKey(String className, String option) {
    return FORMER_NAMES.get(className + "." + option);
  }

  static boolean numberWhenSingle(String className, String option) {
    return NUMBER_WHEN_SINGLE.contains(className + "." + option);
  }

  static boolean unknownIsNull(String className, String option) {
    return UNKNOWN_IS_NULL.contains(className + "." + option);
  }

  static boolean inPairs(String className, String option) {
    return IN_PAIRS.contains(className + "." + option);
  }

  static boolean takesTrainable(String className) {
    return !WITHOUT_TRAINABLE.contains(className);
  }

  /** Whether a key that no option asked for may be passed over. */
  static boolean mayIgnore(String key, String value) {
    return IGNORED.contains(key) || value.equals("null") || value.equals(INERT.get(key));
  }

  /** The only value a key may have, or null where the key is unknown. */
  static String inertValue(String key) {
    return INERT.get(key);
  }
}
