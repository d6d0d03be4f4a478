package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.layers.SpatialShape;

/**
 * What layers share that change the colours of each image of red, green and blue by a factor that
 * is drawn for it.
 *
 * @param <L> the subclass itself
 */
abstract class ColorAugmentation<L extends ColorAugmentation<L>> extends FactorAugmentation<L> {

  ColorAugmentation(Factor factor) {
    super(factor);
  }

  @Override
  final void check(SpatialShape images) {
    Colors.require(images);
  }
}
