package io.github.inverseactivation.topology;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.runtime.Tensors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network emitted on random numbers: its output, and its gradients with respect to the input and
 * every weight.
 */
final class Emitted {
  final List<Array> values = new ArrayList<>();
  final boolean poolsFirst;

  /** As it is trained, rearranged, or as it is exported, in the layers' own order. */
  Emitted(Network network, Shape input, boolean training) {
    Random random = new Random(3);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = constant(tf, random, input);
      List<Operand<TFloat32>> weights = new ArrayList<>();
      network.weights().forEach(w -> weights.add(constant(tf, random, w.spec().shape())));
      NetworkCall<TFloat32> call =
          training
              ? NetworkCall.training(
                  network,
                  tf,
                  TFloat32.class,
                  w -> weights.get(w.index()),
                  List.of(x),
                  1,
                  tf.constant(0L))
              : NetworkCall.inference(
                  network, tf, TFloat32.class, w -> weights.get(w.index()), List.of(x));
      Operand<TFloat32> y = call.outputs().get(0);
      List<Output<?>> sources = new ArrayList<>(List.of(x.asOutput()));
      weights.forEach(weight -> sources.add(weight.asOutput()));
      Output<?>[] gradients = graph.addGradients(y.asOutput(), sources.toArray(Output<?>[]::new));
      Session.Runner runner = session.runner().fetch(y);
      for (Output<?> gradient : gradients) {
        runner.fetch(gradient);
      }
      try (Result result = runner.run()) {
        for (int i = 0; i <= gradients.length; i++) {
          values.add(Tensors.toArray(result.get(i)));
        }
      }
      poolsFirst = poolReadsConvolution(graph);
    }
  }

  private static boolean poolReadsConvolution(Graph graph) {
    Iterator<GraphOperation> operations = graph.operations();
    while (operations.hasNext()) {
      GraphOperation operation = operations.next();
      if (operation.type().startsWith("MaxPool") && !operation.type().contains("Grad")) {
        String before = operation.inputs().get(0).op().type();
        if (before.equals("Conv2D")) {
          return true;
        }
      }
    }
    return false;
  }

  private static Operand<TFloat32> constant(Ops tf, Random random, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
  }
}
