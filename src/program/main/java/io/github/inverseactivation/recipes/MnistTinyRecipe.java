package io.github.inverseactivation.recipes;

/**
 * The best of MNIST with at most ten thousand parameters: four convolutions with InverseActivation.
 * Its figures are in {@code models/mnist-tiny}.
 */
public final class MnistTinyRecipe extends MnistTiny {
  /** The recipe. */
  public MnistTinyRecipe() {
    super(Nonlinearity.INVERSE_ACTIVATION);
  }

  @Override
  public String name() {
    return "mnist-tiny";
  }

  @Override
  public String description() {
    return "four convolutions with fewer than 10,000 parameters";
  }
}
