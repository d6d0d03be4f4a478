package io.github.inverseactivation.losses;

/**
 * How the losses of single samples become one number. With losses {@code l}, weights {@code w} (1
 * when none are given) and {@code n} losses:
 */
public enum Reduction {
  /** {@code sum(l * w) / n}, Keras's default: not divided by the sum of the weights. */
  SUM_OVER_BATCH_SIZE,
  /** {@code sum(l * w) / n}; Keras's other name for {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** {@code sum(l * w)}. */
  SUM,
  /** {@code sum(l * w) / sum(w)}. */
  MEAN_WITH_SAMPLE_WEIGHT,
  /**
   * Keras's {@code reduction=None}, for whoever reduces by himself. {@code fit} of Keras on
   * TensorFlow then follows the gradient of {@code sum(l * w)} and reports {@code sum(l * w) / n},
   * and so does this; Keras on JAX and PyTorch refuses it.
   */
  NONE
}
