package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The mean of each window of a volume:
 *
 * <pre>
 * y[i, j, k, c] = mean over u, v, w of x[i*stride + u, j*stride + v, k*stride + w, c]
 * </pre>
 *
 * <p>With SAME, the mean is over the values inside the input only: what is added at the edges does
 * not count.
 *
 * <p>Options and their defaults: {@code strides} the window's size, {@code padding} VALID, {@code
 * dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new AveragePooling3D(2)                                       // halves all sizes
 * new AveragePooling3D(3).strides(2).padding(Padding.SAME)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, depth, height, width, channels]}, or {@code [batch, channels,
 * depth, height, width]} with {@code CHANNELS_FIRST}; sizes may be unknown. Output shape: the same,
 * where a size {@code n} becomes {@code ceil(n / stride)} with SAME and {@code floor((n - window) /
 * stride) + 1} with VALID padding. The shape is refused with an {@link IllegalArgumentException} if
 * it has another number of dimensions or if the window does not fit.
 *
 * <p>Source: Keras, {@code keras.layers.AveragePooling3D}.
 */
public final class AveragePooling3D extends Pooling<AveragePooling3D> {

  /**
   * Cubic windows.
   *
   * @param poolSize the windows' depth, height and width, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public AveragePooling3D(int poolSize) {
    super(3, poolSize);
  }

  /**
   * Windows that move by steps of their own.
   *
   * @param poolSize the windows' depth, height and width, at least 1
   * @param strides by how much the window moves along each axis, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public AveragePooling3D(int poolSize, int strides) {
    this(poolSize);
    this.strides = Sizes.of("strides", 3, 1, strides);
  }

  /**
   * Windows of any shape.
   *
   * @param poolSize the windows' depth, height and width, each at least 1; or one number for all
   * @throws IllegalArgumentException if a size is below 1, or there are more or fewer
   */
  public AveragePooling3D(int[] poolSize) {
    super(3, poolSize);
  }

  @Override
  <T extends TNumber> Operand<T> pool(
      LayerContext<T> context, Operand<T> x, int[] window, int[] steps, Padding edges) {
    return Pools.average(context, x, window, steps, edges);
  }
}
