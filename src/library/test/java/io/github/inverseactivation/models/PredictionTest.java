package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.initializers.RandomNormal;
import io.github.inverseactivation.initializers.RandomUniform;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.DTypePolicy;
import io.github.inverseactivation.training.RuntimeOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What prediction rearranges changes nothing: an exported model keeps the plain order and is
 * computed by a session of its own.
 */
class PredictionTest {
  private static final Array IMAGES = images();

  private static Array images() {
    float[] values = new float[6 * 8 * 8 * 2];
    Random random = new Random(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Array.of(values, 6, 8, 8, 2);
  }

  private static BatchNormalization normalization() {
    return new BatchNormalization()
        .gammaInitializer(new RandomNormal())
        .betaInitializer(new RandomNormal())
        .movingMeanInitializer(new RandomNormal())
        .movingVarianceInitializer(new RandomUniform().minval(0.5).maxval(2));
  }

  static Stream<List<Layer>> nets() {
    return Stream.of(
        List.of(new Conv2D(3, 3).useBias(false), normalization(), new InverseActivation()),
        List.of(new Conv2D(4, 3).groups(2), normalization(), new ReLU(), new MaxPooling2D(2)),
        List.of(new DepthwiseConv2D(3).depthMultiplier(2), normalization(), new ReLU()),
        List.of(new SeparableConv2D(3, 3).useBias(false), normalization(), new ReLU()),
        List.of(new Conv2DTranspose(3, 3).strides(2), normalization()),
        List.of(new Conv2D(3, 3).activation(Activations.RELU), normalization()),
        List.of(new ReLU(), normalization(), new Conv2D(3, 3), normalization(), normalization()),
        List.of(new Conv2D(3, 3), new InverseActivation(), new MaxPooling2D(2)));
  }

  private static Sequential model(List<Layer> net) {
    List<Layer> layers = new ArrayList<>(net);
    layers.addAll(List.of(new Flatten(), new Dense(3)));
    return Sequential.of(Input.shape(8, 8, 2), layers.toArray(Layer[]::new)).seed(2);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void rearrangedNetsPredictTheSame(List<Layer> net, @TempDir Path folder) throws Exception {
    try (Sequential model = model(net)) {
      assertAgreesWithItsExport(model, folder.resolve("before"));
      model.compile(new SGD(0.01), SparseCategoricalCrossentropy.fromLogits());
      model.trainOnBatch(IMAGES, Array.of(new int[] {0, 1, 2, 2, 1, 0}));
      assertAgreesWithItsExport(model, folder.resolve("after"));
    }
  }

  private static void assertAgreesWithItsExport(Sequential model, Path path) throws Exception {
    model.export(path);
    try (SavedModel plain = SavedModel.load(path)) {
      double[] expected = plain.predict(IMAGES).doubles();
      assertThat(model.predict(IMAGES).doubles()).containsExactly(expected, within(1e-5));
      assertThat(model.predict(IMAGES, 2).doubles()).containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void repeatsItselfToTheLastDigitAndFollowsNewWeights() {
    try (Sequential model = model(List.of(new Conv2D(3, 3).padding(Padding.SAME)))) {
      Array first = model.predict(IMAGES);
      assertThat(model.predict(IMAGES)).isEqualTo(first);
      List<Array> weights = model.weights();
      List<Array> zeros = new ArrayList<>();
      for (Array weight : weights) {
        zeros.add(Array.of(new float[weight.size()], weight.shape()));
      }
      model.weights(zeros);
      assertThat(model.predict(IMAGES).floats()).containsOnly(0f);
      model.weights(weights);
      assertThat(model.predict(IMAGES)).isEqualTo(first);
    }
  }

  @Test
  void bfloat16PredictsNearlyTheSame() {
    List<Layer> net = List.of(new Conv2D(8, 3), new InverseActivation(), new MaxPooling2D(2));
    RuntimeOptions bfloat16 =
        RuntimeOptions.defaults().dtypePolicy(DTypePolicy.MIXED_BFLOAT16).intraOpThreads(1);
    try (Sequential exact = model(net);
        Sequential mixed = model(net)) {
      assertThat(mixed.runtime(bfloat16)).isSameAs(mixed);
      assertThat(mixed.predict(IMAGES).doubles())
          .containsExactly(exact.predict(IMAGES).doubles(), within(0.05));
      assertThatIllegalStateException()
          .isThrownBy(() -> mixed.runtime(bfloat16))
          .withMessageContaining("the runtime is in use already");
    }
  }

  @Test
  void refusesImpossibleThreads() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuntimeOptions.defaults().intraOpThreads(-1))
        .withMessage("intraOpThreads must be at least 1, or 0 for one a core, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuntimeOptions.defaults().interOpThreads(-2))
        .withMessageContaining("interOpThreads");
  }
}
