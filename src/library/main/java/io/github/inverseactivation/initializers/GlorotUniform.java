package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * Glorot's uniform initializer (also Xavier's): uniform between -limit and limit = sqrt(6 / (fanIn
 * + fanOut)), as {@code keras.initializers.GlorotUniform}. How fans are counted is described at
 * {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new GlorotUniform().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio 2010</a>
 */
public final class GlorotUniform extends ScaledInitializer<GlorotUniform> {

  /** Without a seed. */
  public GlorotUniform() {}

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
    return Distribution.UNIFORM;
  }
}
