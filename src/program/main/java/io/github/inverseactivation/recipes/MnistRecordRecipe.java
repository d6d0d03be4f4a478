package io.github.inverseactivation.recipes;

/**
 * The best of MNIST with at most a quarter of a million parameters: an average of two networks of
 * six convolutions with InverseActivation. Its figures are in {@code models/mnist-record}.
 */
public final class MnistRecordRecipe extends MnistRecord {
  /** The recipe. */
  public MnistRecordRecipe() {
    super(Nonlinearity.INVERSE_ACTIVATION);
  }

  @Override
  public String name() {
    return "mnist-record";
  }

  @Override
  public String description() {
    return "two small networks in one, trained long on moved digits";
  }
}
