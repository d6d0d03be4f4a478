package io.github.inverseactivation.engine;

import io.github.inverseactivation.losses.LogitsLoss;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What training minimises and what it reports. A batch's report is one vector: the loss, then the
 * sums of each metric.
 */
final class Objective {
  private final Loss loss;
  private final List<Metric> metrics;
  private final int unweighted;

  /** As in Keras, only the weighted metrics heed the weights of examples. */
  Objective(Loss loss, List<Metric> metrics, List<Metric> weightedMetrics) {
    this.loss = loss;
    this.metrics = Stream.concat(metrics.stream(), weightedMetrics.stream()).toList();
    this.unweighted = metrics.size();
  }

  Loss lossFunction() {
    return loss;
  }

  /** The loss on a batch, with the penalties of regularized weights and what layers add. */
  Operand<TFloat32> loss(Ops tf, Network network, NetworkCall<TFloat32> call, Feeds feeds) {
    Operand<TFloat32> output = call.outputs().get(0);
    Operand<? extends TNumber> target = feeds.targets().get(0);
    Operand<TFloat32> total = dataLoss(tf, call, output, target, feeds.sampleWeights());
    for (Weight weight : network.weights()) {
      if (weight.trainable() && weight.spec().regularizer() != null) {
        Operand<TFloat32> value = call.weight(weight);
        total = tf.math.add(total, weight.spec().regularizer().call(tf, value));
      }
    }
    for (Operand<TFloat32> added : call.losses()) {
      total = tf.math.add(total, added);
    }
    return total;
  }

  private Operand<TFloat32> dataLoss(
      Ops tf,
      NetworkCall<TFloat32> call,
      Operand<TFloat32> output,
      Operand<? extends TNumber> target,
      Operand<TFloat32> weights) {
    // Probabilities lose digits near 0 and 1; where the logits are at hand, the loss starts there.
    if (loss instanceof LogitsLoss onProbabilities && !onProbabilities.takesLogits()) {
      var logits = call.logits(output).orElse(null);
      if (logits != null
          && logits.activation().toString().equals(onProbabilities.undoes().toString())) {
        return onProbabilities.onLogits().call(tf, target, logits.values(), weights);
      }
    }
    return loss.call(tf, target, output, weights);
  }

  /** The vector that a batch adds to the report. */
  Operand<TFloat32> report(
      Ops tf, Operand<TFloat32> lossValue, NetworkCall<TFloat32> call, Feeds feeds) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    parts.add(tf.reshape(lossValue, tf.array(1)));
    Operand<TFloat32> output = call.outputs().get(0);
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      Operand<TFloat32> weights = i < unweighted ? null : feeds.sampleWeights();
      Operand<TFloat32> sums = metric.update(tf, feeds.targets().get(0), output, weights);
      if (!sums.shape().equals(Shape.of(metric.stateSize()))) {
        sums = tf.reshape(sums, tf.array(metric.stateSize()));
      }
      parts.add(sums);
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  Totals totals() {
    return new Totals();
  }

  /** The running values of an epoch. */
  final class Totals {
    private final double[][] sums = new double[metrics.size()][];
    private double lossSum;
    private long examples;

    Totals() {
      Arrays.setAll(sums, i -> new double[metrics.get(i).stateSize()]);
    }

    void add(float[] report, long batchSize) {
      lossSum += (double) report[0] * batchSize;
      examples += batchSize;
      int at = 1;
      for (double[] sum : sums) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += report[at++];
        }
      }
    }

    Map<String, Double> logs() {
      Map<String, Double> logs = new LinkedHashMap<>();
      logs.put("loss", examples == 0 ? 0 : lossSum / examples);
      for (int i = 0; i < sums.length; i++) {
        logs.put(metrics.get(i).name(), metrics.get(i).result(sums[i]));
      }
      return logs;
    }
  }
}
