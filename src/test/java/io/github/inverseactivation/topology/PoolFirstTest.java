package io.github.inverseactivation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.Activation;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.LeakyReLU;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.runtime.Tensors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Pooling before a non-decreasing activation changes neither outputs nor gradients. */
class PoolFirstTest {

  static List<List<Layer>> exact() {
    return List.of(
        List.of(new InverseActivation(), new MaxPooling2D(2)),
        List.of(new InverseActivation(), new MaxPooling2D(3).strides(2).padding(Padding.SAME)),
        List.of(new ReLU(), new MaxPooling2D(2)),
        List.of(new ReLU().maxValue(0.5).negativeSlope(0.1), new MaxPooling2D(2)),
        List.of(new LeakyReLU(), new ReLU(), new InverseActivation(), new MaxPooling2D(2)),
        List.of(new Activation(Activations.SIGMOID), new MaxPooling2D(2)),
        List.of(new Conv2D(4, 2).activation(Activations.TANH), new MaxPooling2D(2)),
        List.of(new SeparableConv2D(4, 2).activation(Activations.RELU), new MaxPooling2D(2)));
  }

  static List<List<Layer>> keptInOrder() {
    return List.of(
        List.of(new InverseActivation().activation(Activations.TANH), new MaxPooling2D(2)),
        List.of(new InverseActivation().useScale(true), new MaxPooling2D(2)),
        List.of(new Conv2D(3, 1).activation(Activations.GELU), new MaxPooling2D(2)),
        List.of(new ReLU().threshold(0.2), new MaxPooling2D(2)));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void outputsAndGradientsStayAsTheyAre(List<Layer> pair) {
    Run plain = new Run(network(pair), false);
    Run pooledFirst = new Run(network(pair), true);
    // The runtime's tanh rounds an element by its place; a bias's gradient adds fewer numbers up.
    for (int i = 0; i < plain.values.size(); i++) {
      assertThat(pooledFirst.values.get(i).doubles())
          .as("output and gradients, %d", i)
          .containsExactly(plain.values.get(i).doubles(), within(i == 0 ? 1e-6 : 1e-4));
    }
    assertThat(pooledFirst.poolsFirst).isTrue();
    assertThat(plain.poolsFirst).isFalse();
  }

  @ParameterizedTest
  @MethodSource("keptInOrder")
  void otherFunctionsAreLeftInOrder(List<Layer> pair) {
    assertThat(new Run(network(pair), true).poolsFirst).isFalse();
  }

  @Test
  void aFunctionWithAnotherReaderIsLeftInOrder() {
    InverseActivation shared = new InverseActivation();
    NetworkBuilder builder =
        new NetworkBuilder("two", false, List.of(new NetworkInput("x", Shape.of(-1, 6, 6, 2))));
    int activated = builder.call(shared, List.of(0));
    int pooled = builder.call(new MaxPooling2D(2), List.of(activated));
    Network network = builder.build(List.of(pooled, activated));
    assertThat(PoolFirst.in(network).waits(network.nodes().get(0))).isFalse();
    Network once = builder.build(List.of(pooled));
    assertThat(PoolFirst.in(once).waits(once.nodes().get(0))).isTrue();
  }

  private static Network network(List<Layer> pair) {
    List<Layer> layers = new ArrayList<>(List.of(new Conv2D(3, 3)));
    layers.addAll(pair);
    layers.addAll(List.of(new Flatten(), new Dense(2)));
    return Network.chain("net", new NetworkInput("x", Shape.of(-1, 9, 9, 1)), layers);
  }

  /** Output, and gradients with respect to the input and every weight. */
  private static final class Run {
    final List<Array> values = new ArrayList<>();
    final boolean poolsFirst;

    Run(Network network, boolean training) {
      Random random = new Random(3);
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> x = constant(tf, random, Shape.of(2, 9, 9, 1));
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
}
