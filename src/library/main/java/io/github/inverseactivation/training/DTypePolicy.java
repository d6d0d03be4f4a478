package io.github.inverseactivation.training;

/**
 * What type a model computes in. Weights, optimizer state, losses and metrics are float32 always.
 *
 * <p>Source: Keras, {@code keras.DTypePolicy}.
 */
public enum DTypePolicy {
  /** Everything in float32: the default. */
  FLOAT32,

  /**
   * Convolutions, matrix products and what lies between them in bfloat16, which has float32's range
   * and 8 bits of precision; sums, normalization statistics and everything else in float32. The
   * runtime chooses, operation by operation. It is faster on processors with instructions for it
   * (AVX-512 BF16, AMX), slower on others.
   */
  MIXED_BFLOAT16
}
