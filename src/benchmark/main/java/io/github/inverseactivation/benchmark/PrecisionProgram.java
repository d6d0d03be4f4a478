package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.datasets.Mnist;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.recipes.RecipeTraining;
import io.github.inverseactivation.recipes.Recipes;
import io.github.inverseactivation.recipes.TrainedRecipe;
import io.github.inverseactivation.training.DTypePolicy;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Trains the recipe {@code mnist}, LeNet with InverseActivation, in float32 and in mixed bfloat16,
 * from three seeds each, and prints the test accuracies, their means and the standard error of
 * float32's mean.
 */
final class PrecisionProgram {
  private static final int SEEDS = 3;

  private PrecisionProgram() {}

  public static void main(String[] arguments) throws IOException {
    int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    TrainTest mnist = Mnist.load();
    double[] full = new double[SEEDS];
    double[] mixed = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      full[seed] = accuracy(mnist, DTypePolicy.FLOAT32, seed, epochs);
      mixed[seed] = accuracy(mnist, DTypePolicy.MIXED_BFLOAT16, seed, epochs);
    }
    double mean = Arrays.stream(full).average().orElseThrow();
    double squares = Arrays.stream(full).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
    double difference = Arrays.stream(mixed).average().orElseThrow() - mean;
    System.out.printf(
        "float32        %s%nmixed_bfloat16 %s%n", Arrays.toString(full), Arrays.toString(mixed));
    System.out.printf(
        "mixed_bfloat16 is %+.5f from float32's mean %.5f, whose standard error is %.5f%n",
        difference, mean, error);
  }

  private static double accuracy(TrainTest mnist, DTypePolicy policy, int seed, int epochs) {
    RecipeTraining training =
        RecipeTraining.of(Recipes.named("mnist"))
            .epochs(epochs)
            .seed(seed)
            .runtime(RuntimeOptions.defaults().dtypePolicy(policy))
            .output(new PrintStream(OutputStream.nullOutputStream()));
    try (TrainedRecipe trained = training.run(mnist, 10)) {
      return trained.testAccuracy();
    }
  }
}
