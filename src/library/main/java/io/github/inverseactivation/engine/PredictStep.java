package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/** The network's outputs for one kind of inputs. Safe for many threads at once. */
final class PredictStep {
  /** Runs operations one after another in the thread that asks. */
  static final RunOptions INLINE = RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  /** Up to so many examples, handing operations to other threads costs more than it gains. */
  private static final int INLINE_ROWS = 8;

  private final Network network;
  private final Feeds feeds;
  private final List<Output<TFloat32>> outputs;

  /** The outputs without repetition, which the runtime refuses: a state may be an output too. */
  private final List<Output<TFloat32>> fetched;

  PredictStep(Network network, Feeds feeds, List<Operand<TFloat32>> outputs) {
    this.network = network;
    this.feeds = feeds;
    this.outputs = outputs.stream().map(Operand::asOutput).toList();
    this.fetched = this.outputs.stream().distinct().toList();
  }

  /** The network as it is trained, with weights as they are at each run. */
  static PredictStep live(
      Ops tf, Network network, Trainer.Runtime runtime, DataSignature signature) {
    Feeds feeds = new Feeds(tf, signature);
    Variables variables = runtime.variables();
    NetworkCall<TFloat32> call =
        NetworkCall.inference(
            network,
            tf,
            TFloat32.class,
            variables::read,
            feeds.inputs(tf, network),
            runtime.seed());
    return new PredictStep(network, feeds, call.outputs());
  }

  List<Array> run(Session session, List<Array> inputs) {
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      if (inputs.get(0).rows() <= INLINE_ROWS) {
        runner.setOptions(INLINE);
      }
      fetched.forEach(runner::fetch);
      feeds.feed(runner, new Batch(inputs, List.of(), null), tensors);
      try (Result result = runner.run()) {
        List<Array> arrays = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          int value = network.outputs().get(i);
          // What goes straight through may be numbers that floats do not have, such as keys.
          Array computed =
              value < inputs.size()
                  ? inputs.get(value)
                  : Tensors.toArray(result.get(fetched.indexOf(outputs.get(i))));
          arrays.add(computed.cast(network.dtype(value)));
        }
        return arrays;
      }
    }
  }
}
