package io.github.inverseactivation.recipes;

/**
 * What {@link MnistTinyRecipe} is compared with: the same network of equal width with ReLU, so that
 * it needs twice the kernels. All else is the same.
 */
public final class MnistTinyReluRecipe extends MnistTiny {
  /** The recipe. */
  public MnistTinyReluRecipe() {
    super(Nonlinearity.RELU);
  }

  @Override
  public String name() {
    return "mnist-tiny-relu";
  }

  @Override
  public String description() {
    return "the network of mnist-tiny with ReLU and twice the kernels, to compare";
  }
}
