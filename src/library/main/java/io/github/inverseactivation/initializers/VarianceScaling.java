package io.github.inverseactivation.initializers;

import io.github.inverseactivation.config.Options;
import java.util.Objects;

/**
 * Values around 0 whose variance is scale / fan, as {@code keras.initializers.VarianceScaling}.
 *
 * <pre>
 * TRUNCATED_NORMAL    normal, redrawn beyond two deviations; variance scale / fan after that
 * UNTRUNCATED_NORMAL  normal, variance scale / fan
 * UNIFORM             between -limit and limit = sqrt(3 scale / fan)
 * </pre>
 *
 * <p>The fan is the number of inputs, of outputs, or the mean of both (at least 1). A matrix is
 * (in, out); a convolution kernel (..., in, out) has its receptive field times its channels; a
 * vector has its size as both; {@link #axes} says otherwise.
 *
 * <pre>{@code
 * new VarianceScaling().scale(2).mode(Mode.FAN_OUT).distribution(Distribution.UNTRUNCATED_NORMAL)
 * }</pre>
 */
public final class VarianceScaling extends ScaledInitializer<VarianceScaling> {

  /** What the variance is divided by. */
  public enum Mode {
    /** The number of inputs. */
    FAN_IN,
    /** The number of outputs. */
    FAN_OUT,
    /** The mean of both. */
    FAN_AVG
  }

  /** The form of the distribution. */
  public enum Distribution {
    /** Normal, within two standard deviations. */
    TRUNCATED_NORMAL,
    /** Normal. */
    UNTRUNCATED_NORMAL,
    /** Uniform. */
    UNIFORM
  }

  private double scale = 1;
  private Mode mode = Mode.FAN_IN;
  private Distribution distribution = Distribution.TRUNCATED_NORMAL;

  /** Keras's defaults: scale 1, fan in, truncated normal, no seed. */
  public VarianceScaling() {}

  /**
   * The same initializer with another scale.
   *
   * @param scale the variance times the fan, more than 0; default 1
   * @return a new initializer
   * @throws IllegalArgumentException if the scale is not a finite number above 0
   */
  public VarianceScaling scale(double scale) {
    VarianceScaling copy = (VarianceScaling) copy();
    copy.scale = checkScale(scale);
    return copy;
  }

  /**
   * The same initializer with another fan.
   *
   * @param mode what the variance is divided by; default {@link Mode#FAN_IN}
   * @return a new initializer
   */
  public VarianceScaling mode(Mode mode) {
    VarianceScaling copy = (VarianceScaling) copy();
    copy.mode = Objects.requireNonNull(mode, "mode");
    return copy;
  }

  /**
   * The same initializer with another distribution.
   *
   * @param distribution its form; default {@link Distribution#TRUNCATED_NORMAL}
   * @return a new initializer
   */
  public VarianceScaling distribution(Distribution distribution) {
    VarianceScaling copy = (VarianceScaling) copy();
    copy.distribution = Objects.requireNonNull(distribution, "distribution");
    return copy;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    scale = checkScale(options.number("scale", scale));
    mode = options.choice("mode", mode);
    distribution = options.choice("distribution", distribution);
  }

  private static double checkScale(double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "VarianceScaling: scale must be a finite number above 0 (got " + scale + ")");
    }
    return scale;
  }

  @Override
  double scale() {
    return scale;
  }

  @Override
  Mode mode() {
    return mode;
  }

  @Override
  Distribution distribution() {
    return distribution;
  }
}
