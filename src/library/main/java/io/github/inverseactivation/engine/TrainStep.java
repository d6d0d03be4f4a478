package io.github.inverseactivation.engine;

import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.Update;
import io.github.inverseactivation.runtime.Tensors;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** One step of training on one kind of batches: forward, backward, update, report. */
final class TrainStep {
  private final Feeds feeds;
  private final Operand<TFloat32> learningRate;
  private final Operand<TInt64> iteration;
  private final Operand<TFloat32> report;
  private final Optimizer optimizer;
  private final List<Op> updates = new ArrayList<>();

  /** What takes the place of the updates where gradients are only kept for a later step. */
  private final List<Op> accumulations = new ArrayList<>();

  TrainStep(
      Graph graph,
      Ops tf,
      Network network,
      Variables variables,
      Slots slots,
      Optimizer optimizer,
      Objective objective,
      DataSignature signature,
      long seed) {
    this.optimizer = optimizer;
    feeds = new Feeds(tf, signature);
    learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    iteration = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    NetworkCall<TFloat32> call =
        NetworkCall.training(
            network,
            tf,
            TFloat32.class,
            weight -> tf.readVariableOp(variables.handle(weight), TFloat32.class),
            feeds.inputs(tf, network),
            seed,
            iteration);
    Objective.Losses losses = objective.losses(tf, network, call, feeds);
    report = objective.report(tf, losses, call, feeds);

    List<Weight> trained = network.weights().stream().filter(Weight::trainable).toList();
    List<Update<TFloat32>> gradients =
        gradients(graph, call, scaled(tf, losses.total()), trained, variables, slots);
    Operand<TInt64> step = tf.math.add(iteration, tf.constant(1L));
    add(updates, tf, optimizer.apply(tf, learningRate, step, gradients), trained, call, variables);
    if (!optimizer.updatesAfter(0)) {
      add(accumulations, tf, optimizer.accumulate(tf, step, gradients), trained, call, variables);
    }
  }

  private Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> loss) {
    double factor = optimizer.lossScaleFactor();
    return factor == 1 ? loss : tf.math.mul(loss, tf.constant((float) factor));
  }

  private static void add(
      List<Op> ends,
      Ops tf,
      List<Op> steps,
      List<Weight> trained,
      NetworkCall<TFloat32> call,
      Variables variables) {
    for (int i = 0; i < trained.size(); i++) {
      Weight weight = trained.get(i);
      ends.add(constrained(tf, steps.get(i), weight, variables.handle(weight)));
    }
    // The next value of a moving average depends on its present one, read before it is replaced.
    call.updates()
        .forEach((weight, value) -> ends.add(tf.assignVariableOp(variables.handle(weight), value)));
  }

  private static List<Update<TFloat32>> gradients(
      Graph graph,
      NetworkCall<TFloat32> call,
      Operand<TFloat32> loss,
      List<Weight> trained,
      Variables variables,
      Slots slots) {
    if (trained.isEmpty()) {
      return List.of();
    }
    Output<?>[] reads =
        trained.stream().map(weight -> call.weight(weight).asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients =
        MissingGradient.named(graph, () -> graph.addGradients(loss.asOutput(), reads));
    List<Update<TFloat32>> result = new ArrayList<>();
    for (int i = 0; i < reads.length; i++) {
      Weight weight = trained.get(i);
      if (gradients[i] == null) {
        throw new IllegalStateException(
            "the loss does not depend on " + weight.path() + ": freeze the layer or remove it");
      }
      result.add(
          new Update<>(
              weight.path(),
              variables.handle(weight),
              gradients[i].expect(TFloat32.class),
              slots.of(weight),
              TFloat32.class));
    }
    return result;
  }

  private static Op constrained(Ops tf, Op update, Weight weight, Operand<? extends TType> handle) {
    Constraint constraint = weight.spec().constraint();
    if (constraint == null) {
      return update;
    }
    Ops after = tf.withControlDependencies(update);
    Operand<TFloat32> updated = after.readVariableOp(handle, TFloat32.class);
    return after.assignVariableOp(handle, constraint.call(after, updated));
  }

  /** Runs the step; the report's first number is the loss before the update. */
  float[] run(Session session, Batch batch, double rate, long iterationNumber) {
    try (TensorScope tensors = new TensorScope()) {
      Session.Runner runner = session.runner().fetch(report);
      feeds.feed(runner, batch, tensors);
      runner.feed(learningRate, tensors.add(TFloat32.scalarOf((float) rate)));
      runner.feed(iteration, tensors.add(TInt64.scalarOf(iterationNumber)));
      List<Op> ends = optimizer.updatesAfter(iterationNumber) ? updates : accumulations;
      ends.forEach(end -> runner.addTarget(end.op()));
      try (Result result = runner.run()) {
        return (float[]) Tensors.toArray(result.get(0)).elements();
      }
    }
  }
}
