package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The network's outputs for one kind of inputs. Safe for many threads at once. */
final class PredictStep {
  private final Feeds feeds;
  private final List<Operand<TFloat32>> outputs;

  PredictStep(Ops tf, Network network, Variables variables, DataSignature signature) {
    feeds = new Feeds(tf, signature);
    outputs =
        NetworkCall.inference(network, tf, TFloat32.class, variables::read, feeds.inputs(tf))
            .outputs();
  }

  List<Array> run(Session session, List<Array> inputs) {
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner();
      outputs.forEach(runner::fetch);
      feeds.feed(runner, new Batch(inputs, List.of(), null), tensors);
      try (Result result = runner.run()) {
        List<Array> arrays = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          arrays.add(Tensors.toArray(result.get(i)));
        }
        return arrays;
      }
    }
  }
}
