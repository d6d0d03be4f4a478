package io.github.inverseactivation.layers.regularization;

/**
 * Dropout of whole channels of an image: in training, each channel of each example is 0 with
 * probability {@code rate}, else {@code x / (1 - rate)}. At inference the output is the input.
 *
 * <p>Neighbouring pixels are so alike that dropping single ones takes little information away;
 * dropping channels does.
 *
 * <pre>{@code
 * new SpatialDropout2D(0.2)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with channels first. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.SpatialDropout2D}; Tompson et al. 2014, arXiv 1411.4280.
 */
public final class SpatialDropout2D extends FormattedSpatialDropout<SpatialDropout2D> {

  /**
   * Dropout of channels.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public SpatialDropout2D(double rate) {
    super(2, rate);
  }
}
