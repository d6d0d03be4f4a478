package io.github.inverseactivation.recipes;

/**
 * What {@link MnistRecordRecipe} is compared with: the same networks of equal width with ReLU, so
 * that they need twice the kernels. All else is the same.
 */
public final class MnistRecordReluRecipe extends MnistRecord {
  /** The recipe. */
  public MnistRecordReluRecipe() {
    super(Nonlinearity.RELU);
  }

  @Override
  public String name() {
    return "mnist-record-relu";
  }

  @Override
  public String description() {
    return "the networks of mnist-record with ReLU and twice the kernels, to compare";
  }
}
