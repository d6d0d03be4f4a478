package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean log loss of logits that are multiplied by a factor, and its derivative by the factor.
 */
final class LogLoss {
  /** For each example, its logits; a single logit z is the pair 0 and z. */
  private final List<double[]> logits = new ArrayList<>();

  /** For each example, the probability that each class should have. */
  private final List<double[]> labels = new ArrayList<>();

  int examples() {
    return logits.size();
  }

  void add(Array scores, Array targets) {
    double[] all = scores.doubles();
    int units = all.length / scores.rows();
    double[] truth = targets.doubles();
    if (truth.length != scores.rows() && truth.length != all.length) {
      throw new IllegalArgumentException(
          "labels of the shape "
              + Arrays.toString(targets.shape())
              + " do not go with logits of the shape "
              + Arrays.toString(scores.shape())
              + ": give a number of a class, or a number for each class");
    }
    for (int i = 0; i < scores.rows(); i++) {
      double[] own = Arrays.copyOfRange(all, i * units, (i + 1) * units);
      for (double logit : own) {
        if (!Double.isFinite(logit)) {
          throw new IllegalArgumentException("the model puts out " + logit + ", not finite logits");
        }
      }
      logits.add(units == 1 ? new double[] {0, own[0]} : own);
      labels.add(
          truth.length == all.length && units > 1
              ? Arrays.copyOfRange(truth, i * units, (i + 1) * units)
              : label(truth[i], units));
    }
  }

  private static double[] label(double truth, int units) {
    if (units == 1) {
      return new double[] {1 - truth, truth};
    }
    if (truth != Math.rint(truth) || truth < 0 || truth >= units) {
      throw new IllegalArgumentException(
          "the label " + truth + " is no class: expected whole numbers from 0 to " + (units - 1));
    }
    double[] label = new double[units];
    label[(int) truth] = 1;
    return label;
  }

  /** The loss with logits times a factor. */
  double at(double factor) {
    double sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      double[] z = logits.get(i);
      double largest = Arrays.stream(z).max().getAsDouble();
      double total = 0;
      for (double each : z) {
        total += Math.exp(factor * (each - largest));
      }
      for (int k = 0; k < z.length; k++) {
        sum += labels.get(i)[k] * (Math.log(total) - factor * (z[k] - largest));
      }
    }
    return sum / logits.size();
  }

  /** The derivative: what the logits are expected to be, less what they are where they should. */
  double derivative(double factor) {
    double sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      double[] z = logits.get(i);
      double[] label = labels.get(i);
      double largest = Arrays.stream(z).max().getAsDouble();
      double total = 0;
      double expected = 0;
      double weight = 0;
      double truth = 0;
      for (int k = 0; k < z.length; k++) {
        double p = Math.exp(factor * (z[k] - largest));
        total += p;
        expected += p * (z[k] - largest);
        weight += label[k];
        truth += label[k] * (z[k] - largest);
      }
      sum += weight * expected / total - truth;
    }
    return sum / logits.size();
  }
}
