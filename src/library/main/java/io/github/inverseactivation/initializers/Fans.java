package io.github.inverseactivation.initializers;

import org.tensorflow.framework.initializers.Initializer;

/**
 * Which axes of a weight count as inputs and which as outputs, said by the layer that knows it.
 *
 * <pre>{@code
 * // a kernel [features, heads, size] that sums over features
 * var initializer = Fans.along(new GlorotUniform(), new int[] {0}, new int[] {1, 2});
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.layers.EinsumDense}, which does so for its kernel.
 */
public final class Fans {
  private Fans() {}

  /**
   * The initializer that counts along the given axes, if it counts at all and was not told others.
   *
   * @param initializer any initializer
   * @param inputAxes the axes whose sizes multiply to the number of inputs
   * @param outputAxes the axes whose sizes multiply to the number of outputs
   * @return a {@link VarianceScaling}, or one of its named relatives, with these axes; any other
   *     initializer as it is
   */
  public static Initializer<?> along(
      Initializer<?> initializer, int[] inputAxes, int[] outputAxes) {
    return initializer instanceof ScaledInitializer<?> scaled && !scaled.hasAxes()
        ? scaled.axes(inputAxes, outputAxes)
        : initializer;
  }
}
