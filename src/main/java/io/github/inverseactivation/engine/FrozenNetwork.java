package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.training.RuntimeOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A network for prediction alone, in a session of its own: its weights stay as they were when they
 * were copied, and what depends on them alone is computed then. Any number of threads may predict,
 * but not while weights are copied.
 */
final class FrozenNetwork implements FrozenCopy.Copied {
  private final Network network;
  private final boolean small;
  private final Graph graph = new Graph();
  private final Session session;
  private final Ops tf;
  private final Variables variables;
  private final List<Op> keeping = new ArrayList<>();
  private final Map<DataSignature, PredictStep> steps = new HashMap<>();

  /**
   * Makes an empty one.
   *
   * @param small whether it is for so little work that threads would spend more time on waking each
   *     other than on working
   */
  FrozenNetwork(Network network, RuntimeOptions options, boolean small) {
    this.network = network;
    this.small = small;
    this.session = new Session(graph, SessionConfig.forPrediction(options, small));
    this.tf = Ops.create(graph);
    this.variables = new Variables(network, tf);
  }

  @Override
  public synchronized void weights(List<Array> values) {
    variables.set(session, network.weights(), values);
    run(keeping);
  }

  List<Array> predict(DataSignature signature, List<Array> inputs) {
    return step(signature).run(session, inputs);
  }

  private synchronized PredictStep step(DataSignature signature) {
    return steps.computeIfAbsent(signature, this::emit);
  }

  private PredictStep emit(DataSignature signature) {
    Ops scope = tf.withSubScope("predict");
    Feeds feeds = new Feeds(scope, signature);
    int before = keeping.size();
    NetworkCall<TFloat32> call =
        NetworkCall.frozen(
            network,
            scope,
            TFloat32.class,
            variables::read,
            this::keep,
            small,
            feeds.inputs(scope));
    run(keeping.subList(before, keeping.size()));
    return new PredictStep(feeds, call.outputs());
  }

  private Operand<TFloat32> keep(Operand<TFloat32> fromWeights) {
    VarHandleOp variable =
        tf.varHandleOp(
            TFloat32.class, fromWeights.shape(), VarHandleOp.sharedName("kept" + keeping.size()));
    keeping.add(tf.assignVariableOp(variable, fromWeights));
    return tf.readVariableOp(variable, TFloat32.class);
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
