package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The means and variances of one kind of batches where a network normalizes them, as in a step of
 * training. Nothing is changed.
 */
final class StatisticsStep {
  private static final String MEAN = "/moving_mean";
  private static final String VARIANCE = "/moving_variance";

  private final Feeds feeds;
  private final Operand<TInt64> step;
  private final List<Weight> weights = new ArrayList<>();
  private final List<Operand<TFloat32>> statistics = new ArrayList<>();

  StatisticsStep(Ops tf, Network network, Variables variables, DataSignature signature, long seed) {
    feeds = new Feeds(tf, signature);
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    NetworkCall<TFloat32> call =
        NetworkCall.training(
            network.replaced(StatisticsStep::forgetting),
            tf,
            TFloat32.class,
            weight -> tf.readVariableOp(variables.handle(weight), TFloat32.class),
            feeds.inputs(tf, network),
            seed,
            step);
    Set<String> known = new HashSet<>();
    find(network, "", known);
    call.updates().forEach((weight, value) -> add(known, weight, value));
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          "the model '" + network.name() + "' has no BatchNormalization that is trained");
    }
  }

  /** Without memory, what a layer keeps is the batch's own statistics. */
  private static Layer forgetting(Layer layer) {
    return layer instanceof BatchNormalization normalization ? normalization.momentum(0) : layer;
  }

  /** The paths of normalizations, which are called once. */
  private static void find(Network network, String prefix, Set<String> paths) {
    for (PlacedLayer placed : network.layers()) {
      String path = prefix + placed.name();
      Set<String> within = new HashSet<>();
      if (placed.layer() instanceof BatchNormalization) {
        within.add(path);
      } else if (placed.layer() instanceof NetworkLayer nested) {
        find(nested.network(), path + "/", within);
      }
      long calls = network.nodes().stream().map(Node::layer).filter(placed::equals).count();
      if (calls > 1 && !within.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + path + "' is called " + calls + " times: its statistics are not of one place");
      }
      paths.addAll(within);
    }
  }

  private void add(Set<String> known, Weight weight, Operand<TFloat32> value) {
    String path = weight.path();
    for (String kind : List.of(MEAN, VARIANCE)) {
      if (path.endsWith(kind)) {
        if (!known.contains(path.substring(0, path.length() - kind.length()))) {
          throw new IllegalArgumentException(
              path + " is in a layer within another: only those of models can be recomputed");
        }
        weights.add(weight);
        statistics.add(value);
      }
    }
  }

  /** The weights that are statistics: a mean and a variance in turn. */
  List<Weight> weights() {
    return weights;
  }

  /** The statistics of a batch, in the weights' order. */
  List<Array> run(Session session, Batch batch, long number) {
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      statistics.forEach(runner::fetch);
      feeds.feed(runner, batch, tensors);
      runner.feed(step, tensors.add(TInt64.scalarOf(number)));
      List<Array> values = new ArrayList<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < statistics.size(); i++) {
          values.add(Tensors.toArray(result.get(i)));
        }
      }
      return values;
    }
  }
}
