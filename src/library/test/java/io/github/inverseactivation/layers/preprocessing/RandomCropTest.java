package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Where windows are cut; pixels are numbered from 1. */
class RandomCropTest {
  private static final int BATCH = 2000;

  @Test
  void everyPlaceIsEquallyLikelyForEachImage() {
    float[] y = train(new RandomCrop(3, 5), 5, 6, 0);
    int[] counts = new int[6];
    for (int i = 0; i < BATCH; i++) {
      int first = (int) y[i * 15] - 1;
      counts[first / 6 * 2 + first % 6]++;
      for (int pixel = 0; pixel < 15; pixel++) {
        assertThat(y[i * 15 + pixel]).isEqualTo(first + 1 + pixel / 5 * 6 + pixel % 5);
      }
    }
    // Within 4.5 standard deviations: sqrt(2000 * 1/6 * 5/6) = 16.7.
    for (int count : counts) {
      assertThat(count).isBetween(333 - 75, 334 + 75);
    }
  }

  @Test
  void channelsFirstIsTheSame() {
    float[] last = train(new RandomCrop(2, 3), 4, 6, 0);
    float[] images = images(4, 6);
    try (LayerRun run =
        new LayerRun(
            new RandomCrop(2, 3).dataFormat(DataFormat.CHANNELS_FIRST),
            Shape.of(-1, 1, 4, 6),
            true)) {
      assertThat((float[]) run.output(Array.of(images, BATCH, 1, 4, 6), Map.of(), 0).elements())
          .isEqualTo(last);
    }
  }

  @Test
  void atInferenceTheMiddleIsResized() {
    try (LayerRun run = new LayerRun(new RandomCrop(2, 2), Shape.of(-1, 4, 6, 1), false)) {
      float[] y =
          (float[]) run.output(Array.of(images(4, 6), BATCH, 4, 6, 1), Map.of(), 0).elements();
      // Columns 1 to 4 of 4 rows, in blocks of 2 by 2: means of 2, 3, 8, 9 and so on.
      assertThat(y).startsWith(5.5f, 7.5f, 17.5f, 19.5f);
    }
    try (LayerRun run = new LayerRun(new RandomCrop(4, 6), Shape.of(-1, 4, 6, 1), false)) {
      assertThat(run.outputIsInput()).isTrue();
    }
  }

  @Test
  void translationOfPixelsIsACropOfAPaddedImage() {
    float[] y = train(RandomTranslation.ofPixels(2, 4, 5), 4, 5, 0);
    int[][] counts = new int[5][5];
    for (int i = 0; i < BATCH; i++) {
      // Pixel (2, 2) shows (2 - down, 2 - right), or none: of a row, all are from one place.
      int found = -1;
      for (int pixel = 0; pixel < 20 && found < 0; pixel++) {
        if (y[i * 20 + pixel] > 0) {
          int source = (int) y[i * 20 + pixel] - 1;
          int down = pixel / 5 - source / 5;
          int right = pixel % 5 - source % 5;
          assertThat(Math.max(Math.abs(down), Math.abs(right))).isLessThanOrEqualTo(2);
          counts[down + 2][right + 2]++;
          found = pixel;
          for (int each = 0; each < 20; each++) {
            int row = each / 5 - down;
            int column = each % 5 - right;
            boolean inside = row >= 0 && row < 4 && column >= 0 && column < 5;
            assertThat(y[i * 20 + each]).isEqualTo(inside ? row * 5 + column + 1 : 0);
          }
        }
      }
    }
    // 25 places; within 4.5 standard deviations of 80: sqrt(2000 * 0.04 * 0.96) = 8.8.
    for (int[] row : counts) {
      for (int count : row) {
        assertThat(count).isBetween(40, 120);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomTranslation.ofPixels(5, 5, 9))
        .withMessage("most must be from 0 to below height and width, not 5 of 5 by 9");
  }

  @Test
  void isRepeatableAndDifferentAtEachStep() {
    for (Layer layer : List.of(new RandomCrop(2, 2), new RandomCrop(2, 2).seed(3))) {
      float[] first = train(layer, 4, 4, 0);
      assertThat(train(layer, 4, 4, 0)).isEqualTo(first);
      assertThat(train(layer, 4, 4, 1)).isNotEqualTo(first);
    }
  }

  @Test
  void refusesSizesItCannotCut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomCrop(0, 2))
        .withMessage("height and width must be at least 1, not 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomCrop(2, 2).outputShape(List.of(Shape.of(-1, -1, 3, 1))))
        .withMessageContaining("known height and width");
  }

  private static float[] images(int height, int width) {
    float[] images = new float[BATCH * height * width];
    for (int i = 0; i < images.length; i++) {
      images[i] = i % (height * width) + 1;
    }
    return images;
  }

  private static float[] train(Layer layer, int height, int width, long step) {
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, height, width, 1), true)) {
      Array x = Array.of(images(height, width), BATCH, height, width, 1);
      return (float[]) run.output(x, Map.of(), step).elements();
    }
  }
}
