package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirroredTest {
  private static final int HEIGHT = 3;
  private static final int WIDTH = 5;
  private static final int CHANNELS = 2;

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(
            Input.shape(HEIGHT, WIDTH, CHANNELS),
            new Conv2D(4, 3),
            new Flatten(),
            new Dense(3).name("logits"))
        .seed(5);
  }

  private static Array images(boolean mirrored) {
    Random random = new Random(2);
    int images = 4;
    float[] values = new float[images * HEIGHT * WIDTH * CHANNELS];
    for (int row = 0; row < images * HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        int at = mirrored ? WIDTH - 1 - column : column;
        for (int channel = 0; channel < CHANNELS; channel++) {
          values[(row * WIDTH + at) * CHANNELS + channel] = (float) random.nextGaussian();
        }
      }
    }
    return Array.of(values, images, HEIGHT, WIDTH, CHANNELS);
  }

  @Test
  void theMeanOfBothAnswers() throws IOException {
    try (Sequential model = model();
        Model both = Mirrored.of(model)) {
      float[] plain = model.predict(images(false)).floats();
      float[] mirrored = model.predict(images(true)).floats();
      assertThat(plain).isNotEqualTo(mirrored);
      both.save(folder.resolve("both.keras"));
      try (Model again = Models.load(folder.resolve("both.keras"))) {
        for (Model each : List.of(both, again)) {
          float[] mean = each.predict(images(false)).floats();
          for (int i = 0; i < mean.length; i++) {
            assertThat((double) mean[i]).isCloseTo((plain[i] + mirrored[i]) / 2, offset(1e-6));
          }
        }
      }
      assertThat(both.network().macs()).isGreaterThan(2 * model.network().macs());
      assertThat(both.network().trainableParameters()).isEqualTo(model.network().parameters());
    }
  }

  @Test
  void isCalibratedAsAWhole() {
    Dataset heldOut = Dataset.of(images(false), Array.of(new int[] {0, 1, 2, 0}));
    try (Sequential model = model();
        Model both = Mirrored.of(model)) {
      float[] before = both.predict(images(false)).floats();
      Calibration found = Calibration.fit(both, heldOut);
      float[] after = both.predict(images(false)).floats();

      assertThat(found.temperature()).isNotCloseTo(1, offset(0.01));
      for (int i = 0; i < after.length; i++) {
        assertThat((double) after[i])
            .isCloseTo(before[i] / found.temperature(), offset(1e-5 * Math.abs(after[i]) + 1e-6));
      }
      assertThat(model.predict(images(false)).floats()).isNotEqualTo(after);
    }
  }

  @Test
  void refusesWhatIsNoImage() {
    try (Sequential model = Sequential.of(Input.shape(4), new Dense(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mirrored.of(model))
          .withMessageContaining("[batch, height, width, channels] with a known width");
    }
    Tensor x = Input.shape(4);
    try (Model model = Model.of(List.of(x), List.of(new Dense(2).apply(x), x))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mirrored.of(model))
          .withMessage("a model of one input and one output is expected, not of 1 and 2");
    }
  }
}
