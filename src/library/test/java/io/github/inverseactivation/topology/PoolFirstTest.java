package io.github.inverseactivation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Pooling before a non-decreasing activation changes neither outputs nor gradients. */
class PoolFirstTest {
  private static final Shape INPUT = Shape.of(2, 9, 9, 1);

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
    Emitted plain = new Emitted(network(pair), INPUT, false);
    Emitted pooledFirst = new Emitted(network(pair), INPUT, true);
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
    assertThat(new Emitted(network(pair), INPUT, true).poolsFirst).isFalse();
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
}
