package io.github.inverseactivation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.Activation;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.AveragePooling2D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.preprocessing.Rescaling;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Rows and columns that no output depends on are left out, and nothing else changes. */
class UnreadEdgesTest {

  private static Arguments reads(int height, int width, Layer... layers) {
    return Arguments.of(List.of(layers), height, width);
  }

  /** Layers before Flatten and Dense on an input of 28 x 29, and what is read of it. */
  static List<Arguments> nets() {
    return List.of(
        // conv 3: 26 x 27, pool: 13 x 13, conv 3: 11 x 11, pool: 5 x 5; 10 <- 12 <- 24 <- 26
        reads(
            26,
            26,
            new Rescaling(0.5),
            new Conv2D(4, 3),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Conv2D(3, 3).activation(Activations.RELU),
            new MaxPooling2D(2)),
        reads(28, 28, new Conv2D(3, 3), new ReLU(), new MaxPooling2D(2)),
        reads(28, 29, new Conv2D(3, 3), new ReLU()),
        // strides 3 from 28 and 29 with kernel 2: 9 and 10 places; the last begins at 24 and 27
        reads(26, 29, new Conv2D(3, 2).strides(3), new Activation(Activations.TANH)),
        reads(26, 26, new DepthwiseConv2D(3).dilationRate(2), new AveragePooling2D(11)),
        // What follows looks at everything, or draws numbers for everything.
        reads(28, 29, new Conv2D(3, 3).padding(Padding.SAME), new MaxPooling2D(3)),
        reads(28, 29, new Conv2D(3, 3), new BatchNormalization(), new MaxPooling2D(3)),
        reads(28, 29, new Conv2D(3, 4), new Dropout(0.1), new MaxPooling2D(3)),
        reads(28, 29, new Conv2DTranspose(3, 3), new MaxPooling2D(4)),
        reads(28, 29, new Dense(2), new MaxPooling2D(9).padding(Padding.SAME)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void readsAsFarAsTheReadersNeed(List<Layer> layers, int height, int width) {
    assertThat(UnreadEdges.in(network(layers)).read(0)).containsExactly(-1, height, width, 2);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void outputsAndGradientsStayAsTheyAre(List<Layer> layers, int height, int width) {
    boolean random = layers.stream().anyMatch(Dropout.class::isInstance);
    boolean statistics = layers.stream().anyMatch(BatchNormalization.class::isInstance);
    if (random || statistics) { // not the same in training by their nature
      assertThat(UnreadEdges.in(network(layers)).read(0)).containsExactly(-1, 28, 29, 2);
      return;
    }
    Shape input = Shape.of(3, 28, 29, 2);
    Emitted plain = new Emitted(network(layers), input, false);
    Emitted cut = new Emitted(network(layers), input, true);
    for (int i = 0; i < plain.values.size(); i++) {
      assertThat(cut.values.get(i).doubles())
          .as("output and gradients, %d", i)
          .containsExactly(plain.values.get(i).doubles(), within(1e-3));
    }
  }

  @Test
  void anotherReaderOfTheSameInputNeedsItAll() {
    assertThat(UnreadEdges.in(pooled(false)).read(0)).containsExactly(-1, 6, 6, 2);
    assertThat(UnreadEdges.in(pooled(true)).read(0)).containsExactly(-1, 7, 7, 2);
  }

  private static Network pooled(boolean andMean) {
    NetworkBuilder builder =
        new NetworkBuilder("two", false, List.of(new NetworkInput("x", Shape.of(-1, 7, 7, 2))));
    int pooled = builder.call(new MaxPooling2D(2), List.of(0));
    return builder.build(
        andMean
            ? List.of(pooled, builder.call(new GlobalAveragePooling2D(), List.of(0)))
            : List.of(pooled));
  }

  @Test
  void channelsFirstAndUnknownSizesAreLeftAlone() {
    Layer first = new MaxPooling2D(2).dataFormat(DataFormat.CHANNELS_FIRST);
    for (Layer layer : List.of(first, new MaxPooling2D(2))) {
      Shape shape = layer == first ? Shape.of(-1, 2, 7, 7) : Shape.of(-1, -1, -1, 2);
      Network network = Network.chain("net", new NetworkInput("x", shape), List.of(layer));
      assertThat(UnreadEdges.in(network).read(0)).isEqualTo(shape.asArray());
    }
  }

  private static Network network(List<Layer> some) {
    List<Layer> layers = new ArrayList<>(some);
    layers.addAll(List.of(new Flatten(), new Dense(2)));
    return Network.chain("net", new NetworkInput("x", Shape.of(-1, 28, 29, 2)), layers);
  }
}
