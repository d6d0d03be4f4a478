package io.github.inverseactivation.layers.pooling;

/**
 * The mean of each channel in a given number of windows that cover a volume: window {@code i} of
 * {@code m} over {@code n} values is
 *
 * <pre>
 * y[i] = mean over u of x[u], floor(i n / m) &lt;= u &lt; ceil((i + 1) n / m)
 * </pre>
 *
 * <p>Along each axis alike, for each channel. Options and their defaults: {@code dataFormat}
 * CHANNELS_LAST.
 *
 * <pre>{@code
 * new AdaptiveAveragePooling3D(7)            // 7 by 7 by 7, whatever the size
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}, of known sizes. Output shape: the same with
 * the sizes that were asked for. Other shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AdaptiveAveragePooling3D}.
 */
public final class AdaptiveAveragePooling3D
    extends AdaptiveAveragePooling<AdaptiveAveragePooling3D> {

  /**
   * A pooling to a given size.
   *
   * @param outputSize the number of windows along each axis, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public AdaptiveAveragePooling3D(int outputSize) {
    super(3, outputSize);
  }

  /**
   * A pooling to a given size.
   *
   * @param outputDepth the number of windows along the depth, at least 1
   * @param outputHeight the number of windows along the height, at least 1
   * @param outputWidth the number of windows along the width, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public AdaptiveAveragePooling3D(int outputDepth, int outputHeight, int outputWidth) {
    super(3, outputDepth, outputHeight, outputWidth);
  }
}
