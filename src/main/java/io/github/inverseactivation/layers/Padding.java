package io.github.inverseactivation.layers;

/** What a convolution or pooling does at the edges. */
public enum Padding {
  /** Nothing is added: the window stays inside the input. */
  VALID,
  /** Zeros are added evenly, so that with stride 1 the output is as large as the input. */
  SAME
}
