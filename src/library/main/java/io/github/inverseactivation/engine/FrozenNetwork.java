package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.training.RuntimeOptions;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network for prediction alone, in a session of its own: its weights stay as they were when they
 * were copied, and what depends on them alone is computed then. Any number of threads may predict,
 * but not while weights are copied.
 */
final class FrozenNetwork implements FrozenCopy.Copied {
  private final Network network;
  private final boolean small;
  private final long seed;
  private final Graph graph = new Graph();
  private final Session session;
  private final Ops tf;
  private final Variables variables;
  private final KeptValues kept;
  private final OpenSizes<PredictStep> steps;

  /**
   * Makes an empty one.
   *
   * @param small whether it is for so little work that threads would spend more time on waking each
   *     other than on working
   * @param seed the seed of calls that draw numbers in prediction, too
   */
  FrozenNetwork(Network network, RuntimeOptions options, boolean small, long seed) {
    this.seed = seed;
    this.network = network;
    this.small = small;
    this.session = new Session(graph, SessionConfig.forPrediction(options, small));
    this.tf = Ops.create(graph);
    this.variables = new Variables(network, tf);
    this.kept = new KeptValues(tf);
    this.steps = new OpenSizes<>(network, this::emit);
  }

  @Override
  public synchronized void weights(List<Array> values) {
    variables.set(session, network.weights(), values);
    run(kept.assignments());
  }

  List<Array> predict(DataSignature signature, List<Array> inputs) {
    return steps.run(this, signature, step -> step.run(session, inputs));
  }

  private PredictStep emit(DataSignature signature) {
    Ops scope = tf.withSubScope("predict");
    Feeds feeds = new Feeds(scope, signature);
    int before = kept.assignments().size();
    NetworkCall<TFloat32> call =
        NetworkCall.frozen(
            network,
            scope,
            TFloat32.class,
            variables::read,
            kept::keep,
            small,
            feeds.inputs(scope, network),
            seed);
    List<Op> all = kept.assignments();
    run(all.subList(before, all.size()));
    return new PredictStep(network, feeds, call.outputs());
  }

  private void run(List<Op> operations) {
    if (!operations.isEmpty()) {
      Session.Runner runner = session.runner();
      operations.forEach(each -> runner.addTarget(each.op()));
      runner.run().close();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
