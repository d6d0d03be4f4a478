package io.github.inverseactivation.layers.regularization;

/**
 * Dropout of whole channels of a sequence: in training, each channel of each example is 0 with
 * probability {@code rate}, else {@code x / (1 - rate)}. At inference the output is the input.
 *
 * <p>Neighbouring steps are so alike that dropping single ones takes little information away;
 * dropping channels does.
 *
 * <pre>{@code
 * new SpatialDropout1D(0.2)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}. Output shape: the input's.
 *
 * <p>Source: Keras, {@code keras.layers.SpatialDropout1D}; Tompson et al. 2014, arXiv 1411.4280.
 */
public final class SpatialDropout1D extends SpatialDropout<SpatialDropout1D> {

  /**
   * Dropout of channels.
   *
   * @param rate the fraction to drop, from 0 to 1
   * @throws IllegalArgumentException if the rate is out of range
   */
  public SpatialDropout1D(double rate) {
    super(1, rate);
  }
}
