package io.github.inverseactivation.recipes;

/**
 * What {@link FashionMonsteraRecipe} is compared with: the same network of equal width with ReLU,
 * so that it needs twice the kernels where InverseActivation stands. All else is the same.
 */
public final class FashionMonsteraReluRecipe extends FashionRecord {
  /** The recipe. */
  public FashionMonsteraReluRecipe() {
    super(Nonlinearity.RELU, true);
  }

  @Override
  public String name() {
    return "fashion-monstera-relu";
  }

  @Override
  public String description() {
    return "the network of fashion-monstera with ReLU and more kernels, to compare";
  }
}
