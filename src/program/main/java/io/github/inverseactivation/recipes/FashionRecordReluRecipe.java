package io.github.inverseactivation.recipes;

/**
 * What {@link FashionRecordRecipe} is compared with: the same network of equal width with ReLU, so
 * that it needs twice the kernels where InverseActivation stands. All else is the same.
 */
public final class FashionRecordReluRecipe extends FashionRecord {
  /** The recipe. */
  public FashionRecordReluRecipe() {
    super(Nonlinearity.RELU, false);
  }

  @Override
  public String name() {
    return "fashion-record-relu";
  }

  @Override
  public String description() {
    return "the network of fashion-record with ReLU and more kernels, to compare";
  }
}
