package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * LeCun's normal initializer, for layers before a SELU: a normal distribution truncated at two
 * deviations, with standard deviation sqrt(1 / fanIn) after truncation, as {@code
 * keras.initializers.LecunNormal}. How fans are counted is described at {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new LecunNormal().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al. 2017</a>
 */
public final class LecunNormal extends ScaledInitializer<LecunNormal> {

  /** Without a seed. */
  public LecunNormal() {}

  @Override
  double scale() {
    return 1;
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
