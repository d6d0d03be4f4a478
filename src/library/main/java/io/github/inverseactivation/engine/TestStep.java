package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The loss and the metrics on one kind of batches, with the network as it predicts. */
final class TestStep {
  private final Feeds feeds;
  private final Operand<TFloat32> report;

  TestStep(
      Ops tf,
      Network network,
      Trainer.Runtime runtime,
      Objective objective,
      DataSignature signature) {
    feeds = new Feeds(tf, signature);
    NetworkCall<TFloat32> call =
        NetworkCall.inference(
            network,
            tf,
            TFloat32.class,
            runtime.variables()::read,
            feeds.inputs(tf, network),
            runtime.seed());
    report = objective.report(tf, objective.losses(tf, network, call, feeds), call, feeds);
  }

  float[] run(Session session, Batch batch) {
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner().fetch(report);
      feeds.feed(runner, batch, tensors);
      try (Result result = runner.run()) {
        return (float[]) Tensors.toArray(result.get(0)).elements();
      }
    }
  }
}
