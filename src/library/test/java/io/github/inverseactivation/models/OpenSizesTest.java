package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Embedding;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.core.Masking;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling1D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.recurrent.Bidirectional;
import io.github.inverseactivation.layers.recurrent.GRU;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.layers.recurrent.SimpleRNN;
import io.github.inverseactivation.layers.recurrent.TimeDistributed;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.optimizers.SGD;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models whose inputs leave sizes open predict and evaluate as those that were told the size. */
class OpenSizesTest {
  private static final float TOLERANCE = 1e-6f;
  private static final int[] LENGTHS = {1, 2, 7, 3, 12, 7};

  private static Stream<List<Layer>> sequences() {
    return Stream.of(
        List.of(new LSTM(5)),
        List.of(new Masking(), new LSTM(5).returnSequences(true), new Dense(2)),
        List.of(new Masking(), new Bidirectional(new GRU(4)), new Dense(2)),
        List.of(new SimpleRNN(4).goBackwards(true).returnSequences(true), new GRU(3)),
        List.of(new TimeDistributed(new Dense(3)), new GlobalAveragePooling1D()),
        List.of(new Conv1D(4, 3).padding(Padding.SAME), new InverseActivation(), new LSTM(3)));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void sequencesPredictAndEvaluate(List<Layer> layers) {
    try (Sequential open = sequential(Input.shape(-1, 3), layers)) {
      for (int length : LENGTHS) {
        Array x = numbers(4, length, 3);
        try (Sequential known = sequential(Input.shape(length, 3), layers)) {
          known.weights(open.weights());
          Array expected = known.predict(x);
          same(open.predict(x), expected);
          Array y = Array.of(numbers(expected.shape()).floats(), expected.shape());
          Dataset data = Dataset.of(x, y);
          Map<String, Double> logs = known.evaluate(data);
          open.evaluate(data)
              .forEach((name, value) -> assertThat(value).isCloseTo(logs.get(name), within(1e-5)));
        }
      }
    }
  }

  @Test
  void tokensAreMasked() {
    List<Layer> layers = List.of(new Embedding(9, 4).maskZero(true), new LSTM(5), new Dense(1));
    try (Sequential open = sequential(Input.shape(-1), layers)) {
      for (int length : LENGTHS) {
        int[] tokens = new Random(length).ints(3L * length, 0, 4).toArray();
        Array x = Array.of(tokens, 3, length);
        try (Sequential known = sequential(Input.shape(length), layers)) {
          known.weights(open.weights());
          same(open.predict(x), known.predict(x));
        }
      }
    }
  }

  @Test
  void imagesOfAnySize() {
    List<Layer> layers =
        List.of(
            new Conv2D(4, 3).padding(Padding.SAME),
            new InverseActivation(),
            new MaxPooling2D(2),
            new Conv2DTranspose(3, 3).strides(2),
            new GlobalAveragePooling2D(),
            new Dense(2));
    try (Sequential open = sequential(Input.shape(-1, -1, 1), layers)) {
      for (int size : new int[] {4, 9, 6, 17}) {
        Array x = numbers(2, size, size + 1, 1);
        try (Sequential known = sequential(Input.shape(size, size + 1, 1), layers)) {
          known.weights(open.weights());
          same(open.predict(x), known.predict(x));
        }
      }
    }
  }

  @Test
  void lengthsThatDoNotFitTogetherAreSaid() {
    Input left = Input.shape(-1, 2).name("left");
    Input right = Input.shape(-1, 2).name("right");
    Tensor sum = new Add().apply(left, right);
    try (Model model = Model.of(List.of(left, right), List.of(sum))) {
      Array five = numbers(1, 5, 2);
      assertThat(model.predict(Map.of("left", five, "right", five)))
          .allSatisfy((name, sum5) -> assertThat(sum5.shape()).containsExactly(1, 5, 2));
      Map<String, Array> different = Map.of("left", five, "right", numbers(1, 4, 2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(different))
          .withMessageContaining("5");
    }
  }

  @Test
  void sizesThatLeaveNothingAreRefused() {
    List<Layer> layers = List.of(new Conv1D(4, 3), new GlobalAveragePooling1D());
    try (Sequential open = sequential(Input.shape(-1, 3), layers)) {
      assertThat(open.predict(numbers(1, 3, 3)).shape()).containsExactly(1, 4);
      Array tooShort = numbers(1, 2, 3);
      assertThatIllegalArgumentException().isThrownBy(() -> open.predict(tooShort));
    }
  }

  private static Sequential sequential(Input input, List<Layer> layers) {
    Sequential model = Sequential.of(input, layers.toArray(Layer[]::new)).seed(3);
    model.compile(new SGD(0.1), new MeanSquaredError(), new MeanAbsoluteError());
    return model;
  }

  private static Array numbers(long... shape) {
    int size = 1;
    for (long each : shape) {
      size *= (int) each;
    }
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 6 < 3 && i > size / 2 ? 0 : (float) random.nextGaussian();
    }
    return Array.of(values, shape);
  }

  private static void same(Array found, Array expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.floats()).containsExactly(expected.floats(), within(TOLERANCE));
  }
}
