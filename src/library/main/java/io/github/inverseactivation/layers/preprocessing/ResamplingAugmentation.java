package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Interpolation;
import java.util.Objects;

/**
 * What layers share that read each image at other places than its pixels.
 *
 * @param <L> the subclass itself
 */
abstract class ResamplingAugmentation<L extends ResamplingAugmentation<L>> extends Augmentation<L> {
  double fillValue;
  Interpolation interpolation = Interpolation.BILINEAR;

  /** What lies outside an image. */
  abstract FillMode fill();

  /** How the images are read. */
  final Sampling sampling() {
    return new Sampling(fill(), fillValue, interpolation);
  }

  /**
   * Sets the value outside an image with {@link FillMode#CONSTANT}. Default: 0.
   *
   * @param fillValue a finite number
   * @return a changed copy
   * @throws IllegalArgumentException if it is not finite
   */
  public L fillValue(double fillValue) {
    return with(copy -> copy.fillValue = fillValue);
  }

  /**
   * Sets what lies between the pixels. Default: {@link Interpolation#BILINEAR}.
   *
   * @param interpolation NEAREST or BILINEAR
   * @return a changed copy
   * @throws IllegalArgumentException if it is another
   */
  public L interpolation(Interpolation interpolation) {
    Objects.requireNonNull(interpolation, "interpolation");
    return with(copy -> copy.interpolation = interpolation);
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fillValue = options.number("fillValue", fillValue);
    interpolation = options.choice("interpolation", interpolation);
  }

  @Override
  public void validate() {
    if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
      throw new IllegalArgumentException(
          "interpolation must be NEAREST or BILINEAR, not " + interpolation);
    }
    if (!Double.isFinite(fillValue)) {
      throw new IllegalArgumentException("fillValue must be finite, not " + fillValue);
    }
  }
}
