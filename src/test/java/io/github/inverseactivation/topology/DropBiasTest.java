package io.github.inverseactivation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.activation.Activation;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** A bias before a batch normalization need not be added in training. */
class DropBiasTest {

  static List<Layer> convolutions() {
    return List.of(
        new Conv2D(4, 3).biasInitializer(new RandomNormal().stddev(1).seed(2)),
        new Conv2D(4, 3).useBias(false),
        new DepthwiseConv2D(3).biasInitializer(new RandomNormal().stddev(1).seed(2)));
  }

  /** An activation that does nothing stands between, so that the bias is added. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void trainingIsTheSame(Layer convolution) {
    List<Layer> apart = List.of(new Activation(Activations.LINEAR));
    try (Sequential dropped = trained(convolution, List.of());
        Sequential added = trained(convolution, apart)) {
      List<Array> expected = added.weights();
      List<Array> found = dropped.weights();
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i).doubles())
            .as(dropped.network().weights().get(i).path())
            .containsExactly(expected.get(i).doubles(), offset(2e-5));
      }
    }
  }

  private static Sequential trained(Layer convolution, List<Layer> between) {
    List<Layer> layers = new ArrayList<>(List.of(convolution.name("convolution")));
    layers.addAll(between);
    layers.addAll(
        List.of(
            new BatchNormalization().momentum(0.8).name("norm"),
            new InverseActivation(),
            new Flatten(),
            new Dense(3)));
    Sequential model = Sequential.of(Input.shape(6, 6, 2)).seed(4);
    layers.forEach(model::add);
    model.compile(new SGD(0.05).momentum(0.9), SparseCategoricalCrossentropy.fromLogits());
    model.fit(data(), Fit.epochs(3).batchSize(8).verbosity(Verbosity.SILENT));
    return model;
  }

  private static ArrayDataset data() {
    Random random = new Random(9);
    float[] images = new float[24 * 6 * 6 * 2];
    int[] labels = new int[24];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(3);
    }
    return Dataset.of(Array.of(images, 24, 6, 6, 2), Array.of(labels));
  }

  @Test
  void onlyWhereNothingElseSeesTheBias() {
    assertThat(drops(new Conv2D(2, 3), new BatchNormalization())).isTrue();
    assertThat(drops(new Conv2D(2, 3).activation(Activations.RELU), new BatchNormalization()))
        .isFalse();
    assertThat(drops(new Conv2D(2, 3), new BatchNormalization().axis(1))).isFalse();
    assertThat(drops(new Conv2D(2, 3), new BatchNormalization().trainable(false))).isFalse();
    NetworkBuilder builder =
        new NetworkBuilder("two", false, List.of(new NetworkInput("x", Shape.of(-1, 6, 6, 2))));
    int convolved = builder.call(new Conv2D(2, 3), List.of(0));
    int normalized = builder.call(new BatchNormalization(), List.of(convolved));
    assertThat(drops(builder.build(List.of(normalized, convolved)))).isFalse();
    assertThat(drops(builder.build(List.of(normalized)))).isTrue();
  }

  private static boolean drops(Layer... layers) {
    NetworkInput input = new NetworkInput("x", Shape.of(-1, 6, 6, 2));
    return drops(Network.chain("net", input, List.of(layers)));
  }

  private static boolean drops(Network network) {
    return DropBias.in(network).isUnbiased(network.nodes().get(0));
  }
}
