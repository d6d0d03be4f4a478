package io.github.inverseactivation.layers;

/** Where the channels of an image are. */
public enum DataFormat {
  /** {@code [batch, height, width, channels]}, Keras's default. */
  CHANNELS_LAST,
  /** {@code [batch, channels, height, width]}. */
  CHANNELS_FIRST
}
