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

  private final Feeds feeds;
  private final List<Output<TFloat32>> outputs;

  /** The outputs without repetition, which the runtime refuses: a state may be an output too. */
  private final List<Output<TFloat32>> fetched;

  PredictStep(Feeds feeds, List<Operand<TFloat32>> outputs) {
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
        NetworkCall.inference(network, tf, TFloat32.class, variables::read, feeds.inputs(tf));
    return new PredictStep(feeds, call.outputs());
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
        for (Output<TFloat32> output : outputs) {
          arrays.add(Tensors.toArray(result.get(fetched.indexOf(output))));
        }
        return arrays;
      }
    }
  }
}
