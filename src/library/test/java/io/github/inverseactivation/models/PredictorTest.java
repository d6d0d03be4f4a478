package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.github.inverseactivation.callbacks.LambdaCallback;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling1D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.recurrent.LSTM;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.layers.reshaping.Reshape;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One example at a time: the numbers are a batch's, and nothing is left behind. */
class PredictorTest {
  private static final int SIZE = 8 * 8 * 2;
  private static final float[][] EXAMPLES = examples();

  private static float[][] examples() {
    Random random = new Random(5);
    float[][] examples = new float[5][SIZE];
    for (float[] example : examples) {
      for (int i = 0; i < SIZE; i++) {
        example[i] = (float) random.nextGaussian();
      }
    }
    return examples;
  }

  private static Array batch() {
    float[] all = new float[EXAMPLES.length * SIZE];
    for (int i = 0; i < EXAMPLES.length; i++) {
      System.arraycopy(EXAMPLES[i], 0, all, i * SIZE, SIZE);
    }
    return Array.of(all, EXAMPLES.length, 8, 8, 2);
  }

  static Stream<List<Layer>> nets() {
    return Stream.of(
        List.of(new Conv2D(4, 3), new InverseActivation(), new MaxPooling2D(2)),
        List.of(new Conv2D(4, new int[] {3, 5}).strides(2, 1).padding(Padding.SAME)),
        List.of(new Conv2D(4, 2).strides(3).padding(Padding.SAME), new BatchNormalization()),
        List.of(new Conv2D(4, 3).dilationRate(2).padding(Padding.SAME)),
        List.of(new Conv2D(4, 1), new Conv2D(6, 1).strides(2)),
        List.of(new Conv2D(4, 3).groups(2), new SeparableConv2D(5, 3)),
        List.of(new Reshape(16, 8, 1), new Conv2D(4, 3).strides(2).padding(Padding.SAME)),
        List.of(new Reshape(16, 8, 1), new Conv2D(3, 7), new Conv2D(3, new int[] {2, 1})),
        List.of(new Reshape(64, 2), new Conv1D(4, 5).padding(Padding.CAUSAL)),
        List.of(new Reshape(4, 4, 4, 2), new Conv3D(4, 2)),
        List.of(new Reshape(64, 2), new LSTM(3).returnSequences(true)));
  }

  private static Sequential model(List<Layer> net) {
    List<Layer> layers = new ArrayList<>(net);
    layers.addAll(List.of(new Flatten(), new Dense(3)));
    return Sequential.of(Input.shape(8, 8, 2), layers.toArray(Layer[]::new)).seed(2);
  }

  private static Sequential model() {
    return model(List.of(new Conv2D(4, 3), new InverseActivation(), new MaxPooling2D(2)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void predictsWhatItsExportDoes(List<Layer> net, @TempDir Path folder) throws Exception {
    try (Sequential model = model(net)) {
      model.export(folder.resolve("model"));
      float[] scores = new float[3];
      try (SavedModel plain = SavedModel.load(folder.resolve("model"));
          Predictor predictor = model.predictor()) {
        double[] expected = plain.predict(batch()).doubles();
        assertThat(model.predict(batch()).doubles()).containsExactly(expected, within(1e-5));
        for (int i = 0; i < EXAMPLES.length; i++) {
          double[] row = Arrays.copyOfRange(expected, 3 * i, 3 * i + 3);
          predictor.predict(EXAMPLES[i], scores);
          assertThat(Array.of(scores).doubles()).containsExactly(row, within(1e-5));
          assertThat(model.predict(EXAMPLES[i])).isEqualTo(scores);
        }
      }
    }
  }

  @Test
  void repeatsItselfAndFollowsNewWeights() {
    try (Sequential model = model();
        Predictor predictor = model.predictor()) {
      float[] first = scores(predictor, 0);
      float[] second = scores(predictor, 1);
      assertThat(first).isNotEqualTo(second);
      for (int i = 0; i < 1000; i++) {
        assertThat(scores(predictor, i % 2)).isEqualTo(i % 2 == 0 ? first : second);
      }
      List<Array> weights = model.weights();
      model.weights(weights.stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
      assertThat(scores(predictor, 0)).containsOnly(0);
      model.weights(weights);
      assertThat(scores(predictor, 0)).isEqualTo(first);
    }
  }

  @Test
  void predictsWhileTheModelTrains() {
    try (Sequential model = model();
        Predictor predictor = model.predictor()) {
      model.compile(new SGD(0.1), SparseCategoricalCrossentropy.fromLogits());
      List<float[]> meanwhile = new ArrayList<>();
      model.fit(
          Dataset.of(batch(), Array.of(new int[] {0, 1, 2, 0, 1})),
          Fit.epochs(3)
              .verbosity(Verbosity.SILENT)
              .callbacks(
                  new LambdaCallback()
                      .onEpochEnd((context, epoch, logs) -> meanwhile.add(scores(predictor, 0)))));
      assertThat(meanwhile).hasSize(3);
      assertThat(meanwhile.get(0)).isNotEqualTo(meanwhile.get(1));
      assertThat(Array.of(scores(predictor, 0)).doubles())
          .containsExactly(Array.of(meanwhile.get(2)).doubles(), within(1e-5));
    }
  }

  private static float[] scores(Predictor predictor, int example) {
    float[] scores = new float[3];
    predictor.predict(EXAMPLES[example], scores);
    return scores;
  }

  @Test
  void leavesLessThan100BytesToTheGarbageCollector() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    float[] scores = new float[3];
    try (Sequential model = model();
        Predictor predictor = model.predictor()) {
      for (int i = 0; i < 5000; i++) {
        predictor.predict(EXAMPLES[0], scores);
      }
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 1000; i++) {
        predictor.predict(EXAMPLES[0], scores);
      }
      assertThat((threads.getThreadAllocatedBytes(thread) - before) / 1000).isLessThan(100);
    }
  }

  @Test
  void refusesWrongSizesAndGoesOn() {
    try (Sequential model = model();
        Predictor predictor = model.predictor()) {
      assertThat(predictor.inputSize()).isEqualTo(SIZE);
      assertThat(predictor.outputSize()).isEqualTo(3);
      float[] expected = scores(predictor, 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.predict(new float[7], new float[3]))
          .withMessage(
              "example has 7 numbers, but the model's input has the shape [8, 8, 2]: give an array"
                  + " of 128");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.predict(new float[SIZE], new float[4]))
          .withMessage(
              "scores has 4 numbers, but the model's output has the shape [3]: give an array of 3");
      assertThat(scores(predictor, 0)).isEqualTo(expected);
    }
  }

  @Test
  void refusesModelsThatItIsNotFor() {
    Tensor a = Input.shape(2).name("a");
    Tensor b = new Dense(2).name("b").apply(a);
    Tensor c = new Dense(2).name("c").apply(a);
    try (Model model = Model.of(List.of(a), List.of(b, c))) {
      assertThatIllegalArgumentException()
          .isThrownBy(model::predictor)
          .withMessage(
              "the model has the inputs [a] and the outputs [b, c], not one of each: a predictor is"
                  + " for one input and one output, predict takes a map");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[2]))
          .withMessageContaining("[b, c], not one of each");
    }
    try (Model model =
        Sequential.of(Input.shape(-1, 2), new Conv1D(2, 3), new GlobalAveragePooling1D())) {
      assertThatIllegalArgumentException()
          .isThrownBy(model::predictor)
          .withMessageContaining("needs to know every size");
    }
  }

  @Test
  void endsWithItselfOrItsModel() {
    Sequential model = model();
    Predictor closed = model.predictor();
    closed.close();
    closed.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> scores(closed, 0))
        .withMessage("the predictor is closed: ask the model for another one");
    Predictor orphan = model.predictor();
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> scores(orphan, 0))
        .withMessage("the model is closed: make or load it again");
    assertThatIllegalStateException().isThrownBy(model::predictor);
    orphan.close();
  }

  @Test
  void twoThreadsHaveAPredictorEach() throws Exception {
    try (Sequential model = model()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int example = 0; example < 2; example++) {
        float[] expected = model.predict(EXAMPLES[example]);
        int each = example;
        tasks.add(
            () -> {
              try (Predictor predictor = model.predictor()) {
                for (int i = 0; i < 2000; i++) {
                  assertThat(scores(predictor, each)).isEqualTo(expected);
                }
              }
              return null;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        for (Future<Void> result : threads.invokeAll(tasks)) {
          result.get();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  @Tag("slow")
  void sixtyFourThreadsPredictForAMinute() throws Exception {
    try (Sequential model = model()) {
      float[][] expected = new float[EXAMPLES.length][];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = model.predict(EXAMPLES[i]);
      }
      float[] ofBatch = model.predict(batch()).floats();
      long end = System.nanoTime() + 60_000_000_000L;
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 64; thread++) {
        int first = thread;
        tasks.add(
            () -> {
              int rounds = 0;
              try (Predictor predictor = model.predictor()) {
                while (System.nanoTime() < end) {
                  int example = (first + rounds++) % EXAMPLES.length;
                  assertThat(scores(predictor, example)).isEqualTo(expected[example]);
                  assertThat(model.predict(EXAMPLES[example])).isEqualTo(expected[example]);
                  if (rounds % 50 == 0) {
                    assertThat(model.predict(batch()).floats()).isEqualTo(ofBatch);
                  }
                }
              }
              return rounds;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
      try {
        for (Future<Integer> rounds : threads.invokeAll(tasks)) {
          assertThat(rounds.get()).isPositive();
        }
      } finally {
        threads.shutdown();
      }
    }
  }
}
