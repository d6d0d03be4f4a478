package io.github.inverseactivation.layers.regularization;

/**
 * Dropout of whole channels of a volume: in training, each channel of each example is 0 with
 * probability {@code rate}, else {@code x / (1 - rate)}. At inference the output is the input.
 *
 * <p>Neighbouring pixels are so alike that dropping single ones takes little information away;
 * dropping channels does.
 *
 * <pre>{@code
 * new SpatialDropout3D(0.2)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with channels first. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.SpatialDropout3D}; Tompson et al. 2014, arXiv 1411.4280.
 */
public final class SpatialDropout3D extends FormattedSpatialDropout<SpatialDropout3D> {

  /**
   * Dropout of channels.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public SpatialDropout3D(double rate) {
    super(3, rate);
  }
}
