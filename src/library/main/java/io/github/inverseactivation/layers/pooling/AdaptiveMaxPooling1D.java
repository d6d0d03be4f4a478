package io.github.inverseactivation.layers.pooling;

/**
 * The largest value of each channel in a given number of windows that cover a sequence: window
 * {@code i} of {@code m} over {@code n} values is
 *
 * <pre>
 * y[i] = max over u of x[u], floor(i n / m) &lt;= u &lt; ceil((i + 1) n / m)
 * </pre>
 *
 * <p>For each channel. Options and their defaults: {@code dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new AdaptiveMaxPooling1D(4)            // whatever the number of steps
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}, of known sizes. Output shape: the same with the sizes that were asked for. Other
 * shapes are refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.AdaptiveMaxPooling1D}.
 */
public final class AdaptiveMaxPooling1D extends AdaptiveMaxPooling<AdaptiveMaxPooling1D> {

  /**
   * A pooling to a given size.
   *
   * @param outputSize the number of windows, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public AdaptiveMaxPooling1D(int outputSize) {
    super(1, outputSize);
  }
}
