package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/**
 * What is erased, and how often; images are ones, and erased pixels 0 where nothing else is said.
 */
class RandomErasingTest {
  private static final int BATCH = 2000;
  private static final int HEIGHT = 8;
  private static final int WIDTH = 10;
  private static final int PIXELS = HEIGHT * WIDTH;

  @Test
  void erasesAFractionOfTheImagesAtRandomPlaces() {
    // Half of each side: 4 by 5 pixels, from a place above 0 and up to 4 or 5.
    float[] y = train(quarter().factor(0.6, 0.6), 0);
    int erased = 0;
    int[] tops = new int[HEIGHT];
    int[] lefts = new int[WIDTH];
    for (int i = 0; i < BATCH; i++) {
      float[] image = Arrays.copyOfRange(y, i * PIXELS, (i + 1) * PIXELS);
      int first = first(image, 0);
      if (first < PIXELS) {
        erased++;
        tops[first / WIDTH]++;
        lefts[first % WIDTH]++;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
          int down = pixel / WIDTH - first / WIDTH;
          int across = pixel % WIDTH - first % WIDTH;
          boolean inside = down >= 0 && down < 4 && across >= 0 && across < 5;
          assertThat(image[pixel]).isEqualTo(inside ? 0 : 1);
        }
      }
    }
    // Within 4.5 standard deviations: sqrt(2000 * 0.6 * 0.4) = 22, sqrt(1200 * 0.25 * 0.75) = 15.
    assertThat(erased).isBetween(1101, 1299);
    for (int i = 1; i <= 4; i++) {
      assertThat(tops[i]).isBetween(erased / 4 - 68, erased / 4 + 68);
    }
    for (int i = 1; i <= 5; i++) {
      assertThat(lefts[i]).isBetween(erased / 5 - 63, erased / 5 + 63);
    }
  }

  @Test
  void drawsTheProbabilityForEachImage() {
    // Of a probability from 0 to 1, and of one from 0 to 0.5: a half and a quarter.
    assertThat(erased(quarter())).isCloseTo(0.5, offset(0.051));
    assertThat(erased(quarter().factor(0.5))).isCloseTo(0.25, offset(0.044));
  }

  @Test
  void drawsTheSizeForEachImage() {
    // The sides are the roots of numbers from 0 to 1, so a side is at most r in r^2 of the cases.
    RandomErasing all = new RandomErasing().factor(1, 1).scale(1.0).fillValue(0);
    float[] y = train(all, 0);
    int narrow = 0;
    for (int i = 0; i < BATCH; i++) {
      int columns = 0;
      for (int column = 0; column < WIDTH; column++) {
        boolean erased = false;
        for (int row = 0; row < HEIGHT; row++) {
          erased |= y[i * PIXELS + row * WIDTH + column] == 0;
        }
        columns += erased ? 1 : 0;
      }
      narrow += columns <= 4 ? 1 : 0;
    }
    // At most 4 columns: surely up to a width of 4, by chance up to 5. The mean of the squares.
    double expected = 0.16 + integral();
    assertThat((double) narrow / BATCH).isCloseTo(expected, offset(0.05));
  }

  /** Between widths of 4 and 5, a width w covers 5 columns with the probability w - 4. */
  private static double integral() {
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      double width = 4 + (i + 0.5) / 1000;
      sum += (5 - width) * 2 * width / 100 / 1000;
    }
    return sum;
  }

  @Test
  void fillsWithNoiseThatIsCutToTheRange() {
    RandomErasing noise = new RandomErasing().factor(1, 1).scale(1, 1).valueRange(-1, 2);
    float[] y = train(noise, 0);
    // 2 n, cut: below -1 in 0.3085 of the cases, above 2 in 0.1587. 160,000 numbers.
    assertThat(fraction(y, -1)).isCloseTo(0.3085, offset(0.0053));
    assertThat(fraction(y, 2)).isCloseTo(0.1587, offset(0.0042));
    assertThat(Arrays.copyOf(y, PIXELS)).isNotEqualTo(Arrays.copyOfRange(y, PIXELS, 2 * PIXELS));
  }

  @Test
  void isRepeatableAndDifferentAtEachStepAndAbsentAtInference() {
    for (Layer layer : List.of(quarter(), new RandomErasing(), new RandomErasing().seed(3))) {
      float[] first = train(layer, 0);
      assertThat(train(layer, 0)).isEqualTo(first);
      assertThat(train(layer, 1)).isNotEqualTo(first);
      try (LayerRun run = new LayerRun(layer, Shape.of(-1, 2, 3, 1), false)) {
        assertThat(run.outputIsInput()).isTrue();
      }
    }
    assertThat(train(new RandomErasing().seed(3), 0)).isNotEqualTo(train(new RandomErasing(), 0));
  }

  @Test
  void refusesBadOptions() {
    RandomErasing erasing = new RandomErasing();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> erasing.factor(1.5))
        .withMessage("factor takes one number or two, from 0.0 to 1.0, not [1.5]");
    assertThatIllegalArgumentException().isThrownBy(() -> erasing.scale(-0.1, 0.2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> erasing.valueRange(1, 0))
        .withMessage("valueRange takes two finite numbers in ascending order, not [1.0, 0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> erasing.fillValue(1, 2))
        .withMessage("fillValue takes one finite number or three, not [1.0, 2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> erasing.fillValue(1, 2, 3).dataFormat(DataFormat.CHANNELS_FIRST))
        .withMessageContaining("is for CHANNELS_LAST");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> erasing.fillValue(1, 2, 3).outputShape(List.of(Shape.of(-1, 4, 4, 1))))
        .withMessage("fillValue has 3 numbers, but the images have 1 channels: give one number");
  }

  private static RandomErasing quarter() {
    return new RandomErasing().scale(0.25, 0.25).fillValue(0).valueRange(0, 1);
  }

  private static double erased(Layer layer) {
    float[] y = train(layer, 0);
    int erased = 0;
    for (int i = 0; i < BATCH; i++) {
      float[] image = Arrays.copyOfRange(y, i * PIXELS, (i + 1) * PIXELS);
      erased += first(image, 0) < PIXELS ? 1 : 0;
    }
    return (double) erased / BATCH;
  }

  private static int first(float[] image, float value) {
    int at = 0;
    while (at < image.length && image[at] != value) {
      at++;
    }
    return at;
  }

  private static double fraction(float[] y, float value) {
    int count = 0;
    for (float each : y) {
      count += each == value ? 1 : 0;
    }
    return (double) count / y.length;
  }

  private static float[] train(Layer layer, long step) {
    float[] ones = new float[BATCH * PIXELS];
    Arrays.fill(ones, 1);
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, HEIGHT, WIDTH, 1), true)) {
      Array x = Array.of(ones, BATCH, HEIGHT, WIDTH, 1);
      return (float[]) run.output(x, Map.of(), step).elements();
    }
  }
}
