package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * He's normal initializer, for layers before a ReLU or an InverseActivation: a normal distribution
 * truncated at two deviations, with standard deviation sqrt(2 / fanIn) after truncation, as {@code
 * keras.initializers.HeNormal}. How fans are counted is described at {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new HeNormal().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al. 2015</a>
 */
public final class HeNormal extends ScaledInitializer<HeNormal> {

  /** Without a seed. */
  public HeNormal() {}

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
    return Distribution.TRUNCATED_NORMAL;
  }
}
