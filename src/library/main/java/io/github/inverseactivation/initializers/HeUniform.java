package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * He's uniform initializer, for layers before a ReLU or an InverseActivation: uniform between
 * -limit and limit = sqrt(6 / fanIn), as {@code keras.initializers.HeUniform}. How fans are counted
 * is described at {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new HeUniform().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015</a>
 */
public final class HeUniform extends ScaledInitializer<HeUniform> {

  /** Without a seed. */
  public HeUniform() {}

  @Override
  double scale() {
    return 2;
  }

  @Override
  Mode mode() {
    return Mode.FAN_IN;
  }

  @Override
  Distribution distribution() {
    return Distribution.UNIFORM;
  }
}
