package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.Softmax;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Average;
import io.github.inverseactivation.losses.BinaryCrossentropy;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.SGD;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Logits whose temperature is known: labels are drawn from softmax(logits / T). */
class CalibrationTest {
  private static final int CLASSES = 4;

  @Test
  void findsTheTemperatureThatLabelsWereDrawnWith() {
    for (double temperature : new double[] {0.4, 1, 3.5}) {
      Random random = new Random(6);
      int examples = 20_000;
      float[] logits = new float[examples * CLASSES];
      int[] labels = new int[examples];
      for (int i = 0; i < examples; i++) {
        for (int k = 0; k < CLASSES; k++) {
          logits[i * CLASSES + k] = (float) (2 * random.nextGaussian());
        }
        labels[i] = draw(random, logits, i * CLASSES, temperature);
      }
      ArrayDataset data = Dataset.of(Array.of(logits, examples, CLASSES), Array.of(labels));
      try (Sequential model = identity(CLASSES)) {
        model.compile(
            new SGD(0.1),
            SparseCategoricalCrossentropy.fromLogits(),
            new SparseCategoricalAccuracy());
        Map<String, Double> before = model.evaluate(data);

        Calibration calibration = Calibration.fit(model, data);

        // The standard error of 1 / T is below 1.5 % here.
        assertThat(calibration.temperature() / temperature).isCloseTo(1, offset(0.05));
        Map<String, Double> after = model.evaluate(data);
        assertThat(calibration.lossBefore()).isCloseTo(before.get("loss"), offset(1e-5));
        assertThat(calibration.lossAfter()).isCloseTo(after.get("loss"), offset(1e-5));
        assertThat(calibration.lossAfter()).isLessThanOrEqualTo(calibration.lossBefore());
        assertThat(after.get("sparse_categorical_accuracy"))
            .isEqualTo(before.get("sparse_categorical_accuracy"));
        isTheLeastLoss(model, data, calibration.lossAfter());
        float expected = (float) (1 / calibration.temperature());
        assertThat(model.weights().get(0).floats()[0]).isEqualTo(expected);

        assertThat(Calibration.fit(model, data).temperature()).isCloseTo(1, offset(1e-5));
      }
    }
  }

  /** Other temperatures around have a greater loss. */
  private static void isTheLeastLoss(Sequential model, Dataset data, double least) {
    List<Array> weights = model.weights();
    for (double factor : new double[] {0.9, 0.99, 1.01, 1.1}) {
      float[] kernel = weights.get(0).floats().clone();
      for (int i = 0; i < kernel.length; i++) {
        kernel[i] = (float) (kernel[i] * factor);
      }
      model.weights(List.of(Array.of(kernel, weights.get(0).shape()), weights.get(1)));
      assertThat(model.evaluate(data).get("loss")).isGreaterThan(least);
    }
    model.weights(weights);
  }

  private static int draw(Random random, float[] logits, int from, double temperature) {
    double total = 0;
    for (int k = 0; k < CLASSES; k++) {
      total += Math.exp(logits[from + k] / temperature);
    }
    double left = random.nextDouble() * total;
    for (int k = 0; k < CLASSES - 1; k++) {
      left -= Math.exp(logits[from + k] / temperature);
      if (left < 0) {
        return k;
      }
    }
    return CLASSES - 1;
  }

  @Test
  void oneHotLabelsAndOneLogitAreTakenToo() {
    Random random = new Random(7);
    int examples = 20_000;
    float[] logits = new float[examples];
    float[] labels = new float[examples];
    float[] pairs = new float[2 * examples];
    float[] oneHot = new float[2 * examples];
    for (int i = 0; i < examples; i++) {
      logits[i] = (float) (4 * random.nextGaussian());
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logits[i] / 2.5)) ? 1 : 0;
      pairs[2 * i + 1] = logits[i];
      oneHot[2 * i + (int) labels[i]] = 1;
    }
    ArrayDataset single = Dataset.of(Array.of(logits, examples, 1), Array.of(labels, examples, 1));
    ArrayDataset pair = Dataset.of(Array.of(pairs, examples, 2), Array.of(oneHot, examples, 2));
    try (Sequential one = identity(1);
        Sequential two = identity(2)) {
      one.compile(new SGD(0.1), BinaryCrossentropy.fromLogits());
      double before = one.evaluate(single).get("loss");
      Calibration found = Calibration.fit(one, single);
      assertThat(found.temperature()).isCloseTo(2.5, offset(0.13));
      assertThat(found.lossBefore()).isCloseTo(before, offset(1e-5));
      assertThat(found.lossAfter()).isCloseTo(one.evaluate(single).get("loss"), offset(1e-5));
      assertThat(Calibration.fit(two, pair).temperature())
          .isCloseTo(found.temperature(), offset(1e-6));
    }
  }

  @Test
  void biasesAreScaledWithKernels() {
    try (Sequential model = Sequential.of(Input.shape(2), new Dense(3)).seed(1)) {
      model.weights(
          List.of(
              Array.of(new float[] {3, -2, 1, 0, 5, -4}, 2, 3), Array.of(new float[] {8, -8, 4})));
      Array x = Array.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
      float[] before = model.predict(x).floats();
      Calibration found = Calibration.fit(model, Dataset.of(x, Array.of(new int[] {0, 0, 1})));
      float[] after = model.predict(x).floats();
      for (int i = 0; i < after.length; i++) {
        assertThat((double) after[i])
            .isCloseTo(before[i] / found.temperature(), offset(1e-5 * Math.abs(before[i])));
      }
    }
  }

  /** The mean of two heads is calibrated by both. */
  @Test
  void theMeanOfSeveralIsCalibratedAsAWhole() {
    Tensor x = Input.shape(2);
    Tensor one = new Dense(3).name("one").apply(x);
    Tensor two = new Dense(3).name("two").apply(x);
    try (Model model = Model.of(x, new Average().apply(List.of(one, two)))) {
      model.seed(1);
      Array input = Array.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
      float[] before = model.predict(input).floats();
      Calibration found = Calibration.fit(model, Dataset.of(input, Array.of(new int[] {0, 0, 1})));
      float[] after = model.predict(input).floats();
      assertThat(found.temperature()).isNotCloseTo(1, offset(0.01));
      for (int i = 0; i < after.length; i++) {
        assertThat((double) after[i])
            .isCloseTo(before[i] / found.temperature(), offset(1e-5 * Math.abs(after[i]) + 1e-6));
      }
    }
  }

  @Test
  void whatIsAllRightGetsTheEnd() {
    Array x = Array.of(new float[] {1, 0, 0, 1}, 2, 2);
    try (Sequential model = identity(2)) {
      Calibration found = Calibration.fit(model, Dataset.of(x, Array.of(new int[] {0, 1})));
      assertThat(found.temperature()).isEqualTo(0.01);
    }
    try (Sequential model = identity(2)) {
      Calibration found = Calibration.fit(model, Dataset.of(x, Array.of(new int[] {1, 0})));
      assertThat(found.temperature()).isEqualTo(100);
    }
  }

  @Test
  void refusesModelsWithoutLogits() {
    Dataset data = Dataset.of(Array.of(new float[4], 2, 2), Array.of(new int[] {0, 1}));
    for (Layer last : List.of(new Dense(2).activation(Activations.SOFTMAX), new Softmax())) {
      try (Sequential model = Sequential.of(Input.shape(2), last)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Calibration.fit(model, data))
            .withMessageContaining("needs a Dense layer without activation at the end");
      }
    }
    Tensor x = Input.shape(2);
    Dense shared = new Dense(2);
    try (Model model = Model.of(x, shared.apply(shared.apply(x)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Calibration.fit(model, data))
          .withMessage("the last layer 'dense' is used elsewhere too: its scale is not free");
    }
    try (Sequential model = identity(2)) {
      List<Array> weights = model.weights();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Calibration.fit(
                      model, Dataset.of(Array.of(new float[4], 2, 2), Array.of(new int[] {0, 2}))))
          .withMessage("the label 2.0 is no class: expected whole numbers from 0 to 1");
      assertThat(model.weights()).isEqualTo(weights);
    }
  }

  /** A model whose logits are its inputs. */
  private static Sequential identity(int classes) {
    Sequential model = Sequential.of(Input.shape(classes), new Dense(classes));
    float[] kernel = new float[classes * classes];
    for (int i = 0; i < classes; i++) {
      kernel[i * classes + i] = 1;
    }
    model.weights(List.of(Array.of(kernel, classes, classes), Array.of(new float[classes])));
    return model;
  }
}
