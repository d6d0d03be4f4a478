package io.github.inverseactivation.recipes;

import io.github.inverseactivation.layers.convolutional.Monstera;

/**
 * The network of {@link FashionRecordRecipe} with a {@link Monstera} in place of the second
 * convolution of each block, so with fewer parameters and multiply-accumulates.
 */
public final class FashionMonsteraRecipe extends FashionRecord {
  /** The recipe. */
  public FashionMonsteraRecipe() {
    super(Nonlinearity.INVERSE_ACTIVATION, true);
  }

  @Override
  public String name() {
    return "fashion-monstera";
  }

  @Override
  public String description() {
    return "the network of fashion-record with grouped convolutions, smaller still";
  }
}
