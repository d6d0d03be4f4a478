package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.runtime.FloatRun;
import io.github.inverseactivation.runtime.NativeSession;
import io.github.inverseactivation.topology.DeclaredType;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.training.RuntimeOptions;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network of one input and one output for one example of floats, in a session of the C library.
 * Any number of threads may predict, but not while weights are copied.
 */
final class ExampleNetwork implements FrozenCopy.Copied {
  private final Shape input;
  private final List<String> assigned;
  private final List<String> assignments;
  private final List<String> keeping;
  private final String fed;
  private final String fetched;
  private final NativeSession session;

  ExampleNetwork(Network network, RuntimeOptions options, boolean small, long seed) {
    DType declared = network.inputs().get(0).dtype();
    this.input = network.inputs().get(0).shape().tail().prepend(1);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(network, tf);
      this.assigned = variables.feedNames();
      this.assignments = variables.assignNames();
      KeptValues kept = new KeptValues(tf);
      Placeholder<TFloat32> example = tf.placeholder(TFloat32.class, Placeholder.shape(input));
      NetworkCall<TFloat32> call =
          NetworkCall.frozen(
              network,
              tf,
              TFloat32.class,
              variables::read,
              kept::keep,
              small,
              List.of(DeclaredType.cast(tf, example, declared, TFloat32.class)),
              seed);
      this.keeping = kept.assignments().stream().map(each -> each.op().name()).toList();
      this.fed = name(example);
      this.fetched = name(call.outputs().get(0));
      this.session =
          NativeSession.of(graph.toGraphDef(), SessionConfig.forPrediction(options, small));
    }
  }

  private static String name(Operand<TFloat32> operand) {
    return operand.op().name() + ":" + operand.asOutput().index();
  }

  @Override
  public void weights(List<Array> values) {
    if (!values.isEmpty()) {
      session.run(assigned, values, List.of(), assignments);
    }
    if (!keeping.isEmpty()) {
      session.run(List.of(), List.of(), List.of(), keeping);
    }
  }

  /** Predictions for one thread at a time. */
  FloatRun run() {
    return session.floatRun(fed, input.asArray(), fetched, PredictStep.INLINE);
  }

  @Override
  public void close() {
    session.close();
  }
}
