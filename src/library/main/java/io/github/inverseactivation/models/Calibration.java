package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.merging.Average;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Temperature scaling: makes a classifier's probabilities as sure as they have reason to be, and
 * changes none of its decisions.
 *
 * <pre>
 * p = softmax(z / T)          z: the logits;  p = sigmoid(z / T) where there is one logit
 * T = the temperature of the least mean log loss on data that was held out of training
 * W / T, b / T: what takes the place of the last layer's kernel and bias
 * </pre>
 *
 * <p>As a function of 1 / T the log loss is convex. So its derivative has one zero at most, which
 * is found by bisection between 1/100 and 100, to 12 digits; where it has none between, as when
 * every example is classified right, T is the nearer end.
 *
 * <pre>{@code
 * Calibration calibration = Calibration.fit(model, data.skip(55_000));
 * System.out.println(calibration.temperature() + ", loss " + calibration.lossAfter());
 * }</pre>
 *
 * <p>Source: Guo et al. 2017, "On calibration of modern neural networks", arXiv 1706.04599.
 *
 * @param temperature the temperature that was folded into the last layer; above 1 where the model
 *     was too sure
 * @param lossBefore the mean log loss before
 * @param lossAfter the mean log loss of the model as it is now
 */
public record Calibration(double temperature, double lossBefore, double lossAfter) {
  private static final int BATCH = 256;
  private static final double WIDEST = 100;

  /**
   * Finds the temperature and folds it into the model's last layer.
   *
   * @param model a model of one output, whose last layer is a {@link Dense} without activation, the
   *     {@link Average} of several, or a model of that kind
   * @param heldOut examples that the model was not trained on, read twice; labels are numbers of
   *     classes, or a number for each class. Sample weights do not count
   * @return the temperature, and the losses before and after
   * @throws IllegalArgumentException if the last layer is another, is shared, or has labels that do
   *     not go with it; the model is as before then
   */
  public static Calibration fit(Model model, Dataset heldOut) {
    List<Weight> scales = scales(model.network());
    LogLoss before = logits(model, heldOut);
    double inverse = inverseTemperature(before);
    List<Array> weights = new ArrayList<>(model.weights());
    scales.forEach(scale -> weights.set(scale.index(), multiplied(scale, weights, inverse)));
    model.weights(weights);
    return new Calibration(1 / inverse, before.at(1), logits(model, heldOut).at(1));
  }

  /** The weights that the logits are multiples of: those of the last layer, or of several. */
  private static List<Weight> scales(Network network) {
    if (network.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "calibration takes a model of one output, not " + network.outputNames());
    }
    int output = network.outputs().get(0);
    Node last = network.producer(output);
    boolean mean = last != null && last.layer().layer() instanceof Average;
    List<Integer> values = mean ? last.inputs() : List.of(output);
    return values.stream().flatMap(v -> scales(network, v, values)).distinct().toList();
  }

  /** Those of one of the values whose mean is the output. */
  private static Stream<Weight> scales(Network network, int value, List<Integer> averaged) {
    Node last = network.producer(value);
    PlacedLayer placed = last == null ? null : last.layer();
    if (network.nodes().stream()
        .anyMatch(node -> node.layer() == placed && !averaged.contains(node.firstOutput()))) {
      throw new IllegalArgumentException(
          "the last layer '" + placed.name() + "' is used elsewhere too: its scale is not free");
    }
    if (placed != null && placed.layer() instanceof NetworkLayer nested) {
      return scales(nested.network()).stream().map(weight -> placed.weights().get(weight.index()));
    }
    if (placed == null
        || !(placed.layer() instanceof Dense dense)
        || !dense.isLinear()
        || last.outputShapes().get(0).numDimensions() != 2) {
      throw new IllegalArgumentException(
          "calibration needs a Dense layer without activation at the end, which puts out logits, or"
              + " an Average of such layers, not "
              + (placed == null ? "an input" : placed.layer() + " called '" + placed.name() + "'"));
    }
    return placed.weights().stream();
  }

  private static LogLoss logits(Model model, Dataset data) {
    LogLoss loss = new LogLoss();
    for (Batch batch : data.batches(BATCH)) {
      if (batch.inputs().size() != 1 || batch.targets().size() != 1) {
        throw new IllegalArgumentException(
            "calibration takes examples of one input and one label, not of "
                + batch.inputs().size()
                + " and "
                + batch.targets().size());
      }
      loss.add(model.predict(batch.inputs().get(0), BATCH), batch.targets().get(0));
    }
    if (loss.examples() == 0) {
      throw new IllegalArgumentException("the data set has no examples; at least 1 is expected");
    }
    return loss;
  }

  /** Bisection of the derivative by 1 / T, in powers: each step halves the exponent's range. */
  private static double inverseTemperature(LogLoss loss) {
    double low = 1 / WIDEST;
    double high = WIDEST;
    if (loss.derivative(low) >= 0) {
      return low;
    } else if (loss.derivative(high) <= 0) {
      return high;
    }
    while (high / low > 1 + 1e-12) {
      double middle = Math.sqrt(low * high);
      if (loss.derivative(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }

  private static Array multiplied(Weight scale, List<Array> weights, double factor) {
    Array weight = weights.get(scale.index());
    float[] values = weight.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor);
    }
    return Array.of(values, weight.shape());
  }
}
