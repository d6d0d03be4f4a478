package io.github.inverseactivation.recipes;

/**
 * The best of Fashion-MNIST with at most a quarter of a million parameters: a residual network of
 * 20 layers with InverseActivation. Its figures are in {@code models/fashion-record}.
 */
public final class FashionRecordRecipe extends FashionRecord {
  /** The recipe. */
  public FashionRecordRecipe() {
    super(Nonlinearity.INVERSE_ACTIVATION, false);
  }

  @Override
  public String name() {
    return "fashion-record";
  }

  @Override
  public String description() {
    return "a residual network of seven blocks, for Fashion-MNIST";
  }
}
