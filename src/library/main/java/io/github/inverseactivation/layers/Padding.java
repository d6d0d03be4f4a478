package io.github.inverseactivation.layers;

/** What a convolution or pooling does at the edges. */
public enum Padding {
  /** Nothing is added: the window stays inside the input. */
  VALID,
  /** Zeros are added evenly, so that with stride 1 the output is as large as the input. */
  SAME,
  /**
   * Zeros are added before the first step only, so that no output depends on a later step: for
   * sequences, {@link io.github.inverseactivation.layers.convolutional.Conv1D} alone.
   */
  CAUSAL
}
