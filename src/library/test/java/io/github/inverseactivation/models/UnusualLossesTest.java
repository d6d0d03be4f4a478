package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.normalization.UnitNormalization;
import io.github.inverseactivation.losses.CTC;
import io.github.inverseactivation.losses.Circle;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Models learn by losses whose labels have another shape, or whose samples belong together. */
class UnusualLossesTest {

  private static Fit fit(int epochs) {
    return Fit.epochs(epochs).output(new PrintStream(OutputStream.nullOutputStream()));
  }

  /** Each step shows what it is; where labels are told only in their order. */
  @Test
  void sequencesAreLearnedFromTheirOrder() {
    int examples = 32;
    int steps = 6;
    float[] x = new float[examples * steps * 4];
    int[] labels = new int[examples * 3];
    Random random = new Random(2);
    for (int i = 0; i < examples; i++) {
      for (int j = 0; j < 3; j++) {
        int label = 1 + random.nextInt(3);
        labels[i * 3 + j] = label;
        x[(i * steps + 2 * j) * 4 + label] = 1;
        x[(i * steps + 2 * j + 1) * 4] = 1;
      }
    }
    Dataset data = Dataset.of(Array.of(x, examples, steps, 4), Array.of(labels, examples, 3));
    try (Sequential model = Sequential.of(Input.shape(steps, 4), new Dense(4)).seed(1)) {
      model.compile(Compile.with(new Adam(0.1)).loss(new CTC()));
      History history = model.fit(data, fit(80));
      assertThat(history.last("loss")).isLessThan(0.1);
      float[] logits = model.predict(Array.of(x, examples, steps, 4)).floats();
      for (int step = 0; step < steps; step++) {
        int shown = step % 2 == 1 ? 0 : labels[step / 2];
        for (int k = 0; k < 4; k++) {
          assertThat(logits[step * 4 + k]).isLessThanOrEqualTo(logits[step * 4 + shown]);
        }
      }
      Array wrong = Array.of(new int[] {1, 2, 4}, 1, 3);
      Dataset outside = Dataset.of(Array.of(new float[steps * 4], 1, steps, 4), wrong);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.evaluate(outside, 1))
          .withMessageContaining("label 4 is not a class index");
    }
  }

  @Test
  void embeddingsOfAClassComeTogether() {
    Random random = new Random(3);
    int examples = 60;
    float[] x = new float[examples * 3];
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = 100 + i % 3; // any whole numbers
      for (int k = 0; k < 3; k++) {
        x[i * 3 + k] = (float) (0.3 * random.nextGaussian() + (k == i % 3 ? 1 : 0));
      }
    }
    Dataset data = Dataset.of(Array.of(x, examples, 3), Array.of(labels));
    try (Sequential model =
        Sequential.of(Input.shape(3), new Dense(2), new UnitNormalization()).seed(1)) {
      model.compile(Compile.with(new Adam(0.02)).loss(new Circle().gamma(16)));
      model.fit(data, fit(60).batchSize(30));
      float[] found = model.predict(Array.of(x, examples, 3)).floats();
      double same = 0;
      double other = 0;
      for (int i = 0; i < examples; i++) {
        for (int j = 0; j < examples; j++) {
          double cosine = found[2 * i] * found[2 * j] + found[2 * i + 1] * found[2 * j + 1];
          same += labels[i] == labels[j] ? cosine / (examples * 20) : 0;
          other += labels[i] == labels[j] ? 0 : cosine / (examples * 40);
        }
      }
      assertThat(same).isGreaterThan(0.85);
      assertThat(other).isLessThan(-0.2);
    }
  }
}
