package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;

/**
 * What layers share that change the values of each image by a factor that is drawn for it.
 *
 * @param <L> the subclass itself
 */
abstract class FactorAugmentation<L extends FactorAugmentation<L>> extends ValueAugmentation<L> {
  Factor factor;

  FactorAugmentation(Factor factor) {
    this.factor = factor;
  }

  @Override
  public void options(Options options) {
    factor = factor.option(options);
    super.options(options);
  }

  @Override
  public void validate() {
    super.validate();
    factor.require();
  }
}
