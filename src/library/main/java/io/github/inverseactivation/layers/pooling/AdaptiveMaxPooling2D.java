package io.github.inverseactivation.layers.pooling;

/**
 * The largest value of each channel in a given number of windows that cover an image: window {@code
 * i} of {@code m} over {@code n} values is
 *
 * <pre>
 * y[i] = max over u of x[u], floor(i n / m) &lt;= u &lt; ceil((i + 1) n / m)
 * </pre>
 *
 * <p>Along each axis alike, for each channel. Options and their defaults: {@code dataFormat}
 * CHANNELS_LAST.
 *
 * <pre>{@code
 * new AdaptiveMaxPooling2D(7)            // 7 by 7, whatever the size
 * }</pre>
 *
 * <p>Input shape: {@code [batch, height, width, channels]}, or {@code [batch, channels, height,
 * width]} with {@code CHANNELS_FIRST}, of known sizes. Output shape: the same with the sizes that
 * were asked for. Other shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AdaptiveMaxPooling2D}.
 */
public final class AdaptiveMaxPooling2D extends AdaptiveMaxPooling<AdaptiveMaxPooling2D> {

  /**
   * A pooling to a given size.
   *
   * @param outputSize the number of windows along each axis, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public AdaptiveMaxPooling2D(int outputSize) {
    super(2, outputSize);
  }

  /**
   * A pooling to a given size.
   *
   * @param outputHeight the number of windows along the height, at least 1
   * @param outputWidth the number of windows along the width, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public AdaptiveMaxPooling2D(int outputHeight, int outputWidth) {
    super(2, outputHeight, outputWidth);
  }
}
