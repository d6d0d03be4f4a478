package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * Glorot's normal initializer (also Xavier's): a normal distribution truncated at two deviations,
 * with standard deviation sqrt(2 / (fanIn + fanOut)) after truncation, as {@code
 * keras.initializers.GlorotNormal}. How fans are counted is described at {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new GlorotNormal().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio 2010</a>
 */
public final class GlorotNormal extends ScaledInitializer<GlorotNormal> {

  /** Without a seed. */
  public GlorotNormal() {}

  @Override
  double scale() {
    return 1;
  }

  @Override
  Mode mode() {
    return Mode.FAN_AVG;
  }

  @Override
  Distribution distribution() {
    return Distribution.TRUNCATED_NORMAL;
  }
}
