package io.github.inverseactivation.initializers;

import io.github.inverseactivation.initializers.VarianceScaling.Distribution;
import io.github.inverseactivation.initializers.VarianceScaling.Mode;

/**
 * LeCun's uniform initializer: uniform between -limit and limit = sqrt(3 / fanIn), as {@code
 * keras.initializers.LecunUniform}. How fans are counted is described at {@link VarianceScaling}.
 *
 * <pre>{@code
 * Operand<TFloat32> kernel = new LecunUniform().seed(7).create(tf, Shape.of(784, 128), TFloat32.class);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al. 2017</a>
 */
public final class LecunUniform extends ScaledInitializer<LecunUniform> {

  /** Without a seed. */
  public LecunUniform() {}

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
    return Distribution.UNIFORM;
  }
}
