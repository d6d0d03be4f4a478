package io.github.inverseactivation.layers.pooling;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DTypes;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.MaxPool;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Sizes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The largest value of each window of a sequence:
 *
 * <pre>
 * y[i, c] = max over u of x[i*stride + u, c]
 * </pre>
 *
 * <p>What SAME adds at the edges is never the largest.
 *
 * <p>Options and their defaults: {@code strides} the window's size, {@code padding} VALID, {@code
 * dataFormat} CHANNELS_LAST.
 *
 * <pre>{@code
 * new MaxPooling1D(2)                                       // halves the number of steps
 * new MaxPooling1D(3).strides(2).padding(Padding.SAME)
 * }</pre>
 *
 * <p>Input shape: {@code [batch, steps, channels]}, or {@code [batch, channels, steps]} with {@code
 * CHANNELS_FIRST}; sizes may be unknown. Output shape: the same, where a size {@code n} becomes
 * {@code ceil(n / stride)} with SAME and {@code floor((n - window) / stride) + 1} with VALID
 * padding. The shape is refused with an {@link IllegalArgumentException} if it has another number
 * of dimensions or if the window does not fit.
 *
 * <p>Source: Keras, {@code keras.layers.MaxPooling1D}.
 */
public final class MaxPooling1D extends Pooling<MaxPooling1D> implements MaxPool {

  /** Windows of 2 steps. */
  public MaxPooling1D() {
    this(2);
  }

  /**
   * Windows of a sequence.
   *
   * @param poolSize the windows' number of steps, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public MaxPooling1D(int poolSize) {
    super(1, poolSize);
  }

  /**
   * Windows that move by steps of their own.
   *
   * @param poolSize the windows' number of steps, at least 1
   * @param strides by how much the window moves, at least 1
   * @throws IllegalArgumentException if an argument is below 1
   */
  public MaxPooling1D(int poolSize, int strides) {
    this(poolSize);
    this.strides = Sizes.of("strides", 1, 1, strides);
  }

  @Override
  protected DType outputType(List<DType> inputs) {
    return DTypes.kept(inputs);
  }

  @Override
  <T extends TNumber> Operand<T> pool(
      LayerContext<T> context, Operand<T> x, int[] window, int[] steps, Padding edges) {
    return Pools.max(context, x, window, steps, edges);
  }
}
