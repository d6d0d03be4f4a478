package io.github.inverseactivation.training;

import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.tensorflow.framework.losses.Loss;

/**
 * What to train for: the optimizer, and for each output its loss, the loss's weight and its
 * metrics. Immutable; every wither returns a changed copy.
 *
 * <pre>{@code
 * model.compile(
 *     Compile.with(new Adam())
 *         .loss("digit", SparseCategoricalCrossentropy.fromLogits())
 *         .loss("slant", new MeanSquaredError(), 0.5)
 *         .metrics("digit", new SparseCategoricalAccuracy()));
 * }</pre>
 *
 * <p>An output has the name of the layer that makes it. The sum of the weighted losses, and of the
 * penalties of regularized weights, is minimised. With more than one loss, each is reported
 * unweighted as {@code <output>_loss} beside their sum, {@code loss}; with more than one output,
 * metrics are reported as {@code <output>_<metric>}. All are means over examples (where Keras on
 * TensorFlow gives a last, smaller batch the weight of a whole one in {@code <output>_loss}).
 *
 * <p>Source: Keras, {@code Model.compile}.
 */
public final class Compile {
  private final Optimizer optimizer;
  private final Loss everyLoss;
  private final Map<String, WeightedLoss> losses;
  private final List<Named> metrics;

  private record WeightedLoss(Loss loss, double weight) {}

  /** A metric of an output; of the only one where {@code output} is null. */
  private record Named(String output, boolean weighted, Metric metric) {}

  /**
   * What one output is trained for.
   *
   * @param name the output's name
   * @param loss what is minimised, or null where nothing is
   * @param weight what the loss is multiplied by
   * @param metrics what is reported besides, all examples alike
   * @param weightedMetrics what is reported besides, examples by their weights
   */
  public record Output(
      String name, Loss loss, double weight, List<Metric> metrics, List<Metric> weightedMetrics) {}

  private Compile(
      Optimizer optimizer, Loss everyLoss, Map<String, WeightedLoss> losses, List<Named> metrics) {
    this.optimizer = optimizer;
    this.everyLoss = everyLoss;
    this.losses = losses;
    this.metrics = metrics;
  }

  /**
   * Training with an optimizer, of nothing yet.
   *
   * @param optimizer updates the weights
   * @return the settings, to be given at least one loss
   */
  public static Compile with(Optimizer optimizer) {
    return new Compile(Objects.requireNonNull(optimizer, "optimizer"), null, Map.of(), List.of());
  }

  /**
   * Sets the loss of every output that has none of its own.
   *
   * @param loss what is minimised: one of {@code losses}, or any of tensorflow-framework's
   * @return a changed copy
   */
  public Compile loss(Loss loss) {
    return new Compile(optimizer, Objects.requireNonNull(loss, "loss"), losses, metrics);
  }

  /**
   * Sets an output's loss, of weight 1.
   *
   * @param output the output's name
   * @param loss what is minimised
   * @return a changed copy
   */
  public Compile loss(String output, Loss loss) {
    return loss(output, loss, 1);
  }

  /**
   * Sets an output's loss and its weight.
   *
   * @param output the output's name
   * @param loss what is minimised
   * @param weight what the loss is multiplied by, a number; 1 by default
   * @return a changed copy
   * @throws IllegalArgumentException if the weight is infinite or not a number
   */
  public Compile loss(String output, Loss loss, double weight) {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(loss, "loss");
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of the loss of '" + output + "' must be a number, not " + weight);
    }
    Map<String, WeightedLoss> changed = new HashMap<>(losses);
    changed.put(output, new WeightedLoss(loss, weight));
    return new Compile(optimizer, everyLoss, Map.copyOf(changed), metrics);
  }

  /**
   * Adds metrics of a model's only output, to which all examples count alike.
   *
   * @param added what is reported besides the loss
   * @return a changed copy
   */
  public Compile metrics(Metric... added) {
    return add(null, false, added);
  }

  /**
   * Adds metrics of an output, to which all examples count alike.
   *
   * @param output the output's name
   * @param added what is reported besides the losses
   * @return a changed copy
   */
  public Compile metrics(String output, Metric... added) {
    return add(Objects.requireNonNull(output, "output"), false, added);
  }

  /**
   * Adds metrics of a model's only output, to which examples count by their weights.
   *
   * @param added what is reported besides the loss
   * @return a changed copy
   */
  public Compile weightedMetrics(Metric... added) {
    return add(null, true, added);
  }

  /**
   * Adds metrics of an output, to which examples count by their weights.
   *
   * @param output the output's name
   * @param added what is reported besides the losses
   * @return a changed copy
   */
  public Compile weightedMetrics(String output, Metric... added) {
    return add(Objects.requireNonNull(output, "output"), true, added);
  }

  private Compile add(String output, boolean weighted, Metric... added) {
    List<Named> changed = new ArrayList<>(metrics);
    for (Metric metric : added) {
      changed.add(new Named(output, weighted, Objects.requireNonNull(metric, "metric")));
    }
    return new Compile(optimizer, everyLoss, losses, List.copyOf(changed));
  }

  /**
   * What updates the weights.
   *
   * @return the setting
   */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * What each output of a model is trained for.
   *
   * @param names the names of the model's outputs
   * @return one setting for each output, in the same order
   * @throws IllegalArgumentException if there is no loss, a name is not among them, or metrics do
   *     not say which of several outputs is meant
   */
  public List<Output> outputs(List<String> names) {
    check(names);
    List<Output> outputs = new ArrayList<>();
    for (String name : names) {
      WeightedLoss loss = losses.getOrDefault(name, new WeightedLoss(everyLoss, 1));
      outputs.add(
          new Output(name, loss.loss(), loss.weight(), metrics(name, false), metrics(name, true)));
    }
    return outputs;
  }

  private List<Metric> metrics(String output, boolean weighted) {
    return metrics.stream()
        .filter(named -> named.output() == null || named.output().equals(output))
        .filter(named -> named.weighted() == weighted)
        .map(Named::metric)
        .toList();
  }

  private void check(List<String> names) {
    if (everyLoss == null && losses.isEmpty()) {
      throw new IllegalArgumentException("no loss was given: add loss(...) to the settings");
    }
    TreeSet<String> unknown = new TreeSet<>(losses.keySet());
    for (Named named : metrics) {
      if (named.output() != null) {
        unknown.add(named.output());
      } else if (names.size() > 1) {
        throw new IllegalArgumentException(
            "the metric '"
                + named.metric().name()
                + "' is for one of the outputs "
                + names
                + ": say which, with metrics(output, metric)");
      }
    }
    names.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no outputs " + unknown + ", it has " + names);
    }
  }
}
