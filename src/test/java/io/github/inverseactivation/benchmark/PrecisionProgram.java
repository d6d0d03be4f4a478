package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.datasets.Mnist;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.training.DTypePolicy;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.RuntimeOptions;
import io.github.inverseactivation.training.Verbosity;
import java.util.Arrays;
import java.util.Map;

/**
 * Trains LeNet with InverseActivation on MNIST in float32 and in mixed bfloat16, from three seeds
 * each, and prints the test accuracies, their means and the standard error of float32's mean.
 */
final class PrecisionProgram {
  private static final int SEEDS = 3;

  private PrecisionProgram() {}

  public static void main(String[] arguments) {
    int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    TrainTest mnist = Mnist.load();
    double[] full = accuracies(mnist, DTypePolicy.FLOAT32, epochs);
    double[] mixed = accuracies(mnist, DTypePolicy.MIXED_BFLOAT16, epochs);
    double mean = Arrays.stream(full).average().orElseThrow();
    double squares = Arrays.stream(full).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
    double difference = Arrays.stream(mixed).average().orElseThrow() - mean;
    System.out.printf("float32        %s%nmixed_bfloat16 %s%n", text(full), text(mixed));
    System.out.printf(
        "mixed_bfloat16 is %+.5f from float32's mean %.5f, whose standard error is %.5f%n",
        difference, mean, error);
  }

  private static double[] accuracies(TrainTest mnist, DTypePolicy policy, int epochs) {
    double[] accuracies = new double[SEEDS];
    ArrayDataset train = mnist.train();
    for (int seed = 0; seed < SEEDS; seed++) {
      try (Model model = Nets.lenet(true).seed(seed)) {
        model.runtime(RuntimeOptions.defaults().dtypePolicy(policy));
        Nets.compiled(model);
        model.fit(train, Fit.epochs(epochs).batchSize(128).verbosity(Verbosity.SILENT));
        Map<String, Double> scores = model.evaluate(mnist.test());
        accuracies[seed] = scores.get("sparse_categorical_accuracy");
      }
    }
    return accuracies;
  }

  private static String text(double[] values) {
    return Arrays.toString(values);
  }
}
