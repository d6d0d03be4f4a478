package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import java.util.Objects;

/**
 * What layers share that move pixels and fill, in one way or another, what comes from outside.
 *
 * @param <L> the subclass itself
 */
abstract class GeometricAugmentation<L extends GeometricAugmentation<L>>
    extends ResamplingAugmentation<L> {
  FillMode fillMode = FillMode.REFLECT;

  /**
   * Sets what lies outside an image. Default: {@link FillMode#REFLECT}.
   *
   * @param fillMode the way to fill
   * @return a changed copy
   */
  public L fillMode(FillMode fillMode) {
    Objects.requireNonNull(fillMode, "fillMode");
    return with(copy -> copy.fillMode = fillMode);
  }

  @Override
  final FillMode fill() {
    return fillMode;
  }

  @Override
  public void options(Options options) {
    super.options(options);
    fillMode = options.choice("fillMode", fillMode);
  }
}
