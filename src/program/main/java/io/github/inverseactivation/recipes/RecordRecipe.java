package io.github.inverseactivation.recipes;

import io.github.inverseactivation.optimizers.BaseOptimizer;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.CosineDecay;

/** What long trainings for a record have in common, whatever non-linearity they have. */
abstract class RecordRecipe implements Recipe {
  private static final int BATCH_SIZE = 128;
  private static final int HELD_OUT = 5_000;

  /** About two epochs of 55,000 examples. */
  private static final int WARMUP_STEPS = 850;

  final Nonlinearity nonlinearity;

  RecordRecipe(Nonlinearity nonlinearity) {
    this.nonlinearity = nonlinearity;
  }

  /**
   * An optimizer whose learning rate rises for two epochs and then falls like a cosine, which keeps
   * kernels small and leaves weights that are averages of the last thousand steps.
   *
   * @param first the learning rate before the first step
   * @param peak the highest learning rate
   * @param steps the number of all steps
   */
  static <O extends BaseOptimizer<O>> Optimizer averaged(
      O optimizer, double first, double peak, double weightDecay, int steps) {
    int warmup = Math.min(WARMUP_STEPS, steps / 4);
    return optimizer
        .learningRate(new CosineDecay(first, Math.max(1, steps - warmup)).warmup(peak, warmup))
        .weightDecay(weightDecay)
        .excludeFromWeightDecay("bias", "gamma", "beta")
        .useEma(true)
        .emaMomentum(0.999);
  }

  @Override
  public final int batchSize() {
    return BATCH_SIZE;
  }

  @Override
  public final int heldOut() {
    return HELD_OUT;
  }
}
