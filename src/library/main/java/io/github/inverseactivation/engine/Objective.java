package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.losses.LogitsLoss;
import io.github.inverseactivation.metrics.Direction;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What training minimises and what it reports. A batch's report is one vector: the total loss, the
 * losses of the outputs where there are several, then the sums of each metric.
 */
final class Objective {
  private final List<Compile.Output> outputs;
  private final List<String> lossNames = new ArrayList<>();
  private final List<ReportedMetric> metrics;

  Objective(List<Compile.Output> outputs, List<Shape> shapes) {
    this.outputs = outputs;
    this.metrics = ReportedMetric.of(outputs, shapes);
    lossNames.add("loss");
    List<Compile.Output> withLoss = outputs.stream().filter(o -> o.loss() != null).toList();
    if (withLoss.size() > 1) {
      withLoss.forEach(output -> lossNames.add(output.name() + "_loss"));
    }
  }

  List<Compile.Output> outputs() {
    return outputs;
  }

  /**
   * The losses on a batch.
   *
   * @param total the weighted sum, with the penalties of regularized weights and what layers add
   * @param ofOutputs the loss of each output that has one, unweighted
   */
  record Losses(Operand<TFloat32> total, List<Operand<TFloat32>> ofOutputs) {}

  Losses losses(Ops tf, Network network, NetworkCall<TFloat32> call, Feeds feeds) {
    List<Operand<TFloat32>> ofOutputs = new ArrayList<>();
    Operand<TFloat32> total = null;
    for (int i = 0; i < outputs.size(); i++) {
      Compile.Output output = outputs.get(i);
      if (output.loss() == null) {
        continue;
      }
      Operand<TFloat32> loss = dataLoss(tf, output.loss(), call, i, feeds);
      ofOutputs.add(loss);
      if (output.weight() != 1) {
        loss = tf.math.mul(loss, tf.constant((float) output.weight()));
      }
      total = total == null ? loss : tf.math.add(total, loss);
    }
    for (Weight weight : network.weights()) {
      if (weight.trainable() && weight.spec().regularizer() != null) {
        Operand<TFloat32> value = call.weight(weight);
        total = tf.math.add(total, weight.spec().regularizer().call(tf, value));
      }
    }
    for (Operand<TFloat32> added : call.losses()) {
      total = tf.math.add(total, added);
    }
    return new Losses(total, ofOutputs);
  }

  private Operand<TFloat32> dataLoss(
      Ops tf, Loss loss, NetworkCall<TFloat32> call, int index, Feeds feeds) {
    Operand<TFloat32> output = call.outputs().get(index);
    Operand<? extends TNumber> target = feeds.targets().get(index);
    Operand<TFloat32> weights = feeds.sampleWeights();
    Operand<TBool> mask = call.outputMasks().get(index);
    // Probabilities lose digits near 0 and 1; where the logits are at hand, the loss starts there.
    if (loss instanceof LogitsLoss found) {
      Operand<TFloat32> logits = logits(call, output, found);
      if (logits != null) {
        return Masked.loss(tf, found.onLogits(), target, logits, weights, mask);
      }
    }
    return Masked.loss(tf, loss, target, output, weights, mask);
  }

  /**
   * What the activation that made an output got, or null where the loss is to take the output. A
   * loss that expects logits finds those of either activation, as in Keras on TensorFlow.
   */
  private static Operand<TFloat32> logits(
      NetworkCall<TFloat32> call, Operand<TFloat32> output, LogitsLoss loss) {
    return call.logits(output)
        .filter(
            behind ->
                loss.takesLogits()
                    ? loss.findsLogits()
                    : behind.activation().toString().equals(loss.undoes().toString()))
        .map(behind -> behind.values())
        .orElse(null);
  }

  /** The vector that a batch adds to the report. */
  Operand<TFloat32> report(Ops tf, Losses losses, NetworkCall<TFloat32> call, Feeds feeds) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    parts.add(tf.reshape(losses.total(), tf.array(1)));
    if (lossNames.size() > 1) {
      losses.ofOutputs().forEach(loss -> parts.add(tf.reshape(loss, tf.array(1))));
    }
    for (ReportedMetric reported : metrics) {
      int output = reported.output();
      Operand<TFloat32> weights = reported.weighted() ? feeds.sampleWeights() : null;
      if (reported.metric().usesMask()) {
        weights = Masked.weights(tf, weights, call.outputMasks().get(output));
      }
      Operand<TFloat32> predictions =
          reported
              .metric()
              .logitsLoss()
              .map(loss -> logits(call, call.outputs().get(output), loss))
              .orElse(call.outputs().get(output));
      Operand<TFloat32> sums =
          reported.metric().update(tf, feeds.targets().get(output), predictions, weights);
      int size = reported.size();
      if (!sums.shape().equals(Shape.of(size))) {
        sums = tf.reshape(sums, tf.array(size));
      }
      parts.add(sums);
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  /** Which way a loss or metric gets better, where that is known. */
  Optional<Direction> direction(String name) {
    if (lossNames.contains(name)) {
      return Optional.of(Direction.DOWN);
    }
    return metrics.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .flatMap(metric -> Direction.of(metric.metric()));
  }

  Totals totals() {
    return new Totals();
  }

  /** The running values of an epoch. */
  final class Totals {
    private final double[][] sums = new double[metrics.size()][];
    private final double[] lossSums = new double[lossNames.size()];
    private long examples;

    Totals() {
      Arrays.setAll(sums, i -> new double[metrics.get(i).size()]);
    }

    void add(float[] report, long batchSize) {
      int at = 0;
      for (int i = 0; i < lossSums.length; i++) {
        lossSums[i] += (double) report[at++] * batchSize;
      }
      examples += batchSize;
      for (double[] sum : sums) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += report[at++];
        }
      }
    }

    Map<String, Array> state() {
      Map<String, Array> state = new LinkedHashMap<>();
      state.put("examples", Array.of(new long[] {examples}));
      state.put("losses", Array.of(lossSums.clone()));
      for (int i = 0; i < sums.length; i++) {
        state.put("metrics/" + i, Array.of(sums[i].clone()));
      }
      return state;
    }

    void restore(Map<String, Array> state) {
      long[] count = {0};
      copy(state, "examples", count);
      examples = count[0];
      copy(state, "losses", lossSums);
      for (int i = 0; i < sums.length; i++) {
        copy(state, "metrics/" + i, sums[i]);
      }
    }

    private static void copy(Map<String, Array> state, String name, Object into) {
      Array value = state.get(name);
      int expected = java.lang.reflect.Array.getLength(into);
      if (value == null
          || value.size() != expected
          || value.elements().getClass() != into.getClass()) {
        throw new IllegalArgumentException(
            "the sums of "
                + name
                + " are expected to be "
                + expected
                + " numbers, found "
                + value
                + ": is it the state of a model compiled in another way?");
      }
      System.arraycopy(value.elements(), 0, into, 0, expected);
    }

    Map<String, Double> logs() {
      Map<String, Double> logs = new LinkedHashMap<>();
      for (int i = 0; i < lossSums.length; i++) {
        logs.put(lossNames.get(i), examples == 0 ? 0 : lossSums[i] / examples);
      }
      for (int i = 0; i < sums.length; i++) {
        logs.put(metrics.get(i).name(), metrics.get(i).metric().result(sums[i]));
      }
      return logs;
    }
  }
}
